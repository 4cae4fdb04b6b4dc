import type { Recap } from '../conversation/memory/recap.ts';
import type { TranscriptSummary } from '../conversation/memory/transcript-summary.ts';
import type { StoredTurn } from '../conversation/turns/stored-turn.ts';
import type { SettingsRecord } from '../settings/record.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import { readExpiry } from '../store/record-text.ts';
import { findChoiceDate } from './choices.ts';
import type { KindName } from './personal-records.ts';

type DateOf = (value: unknown) => number;

const readDate =
  <T>(read: (value: T) => number): DateOf =>
  (value) =>
    read(value as T);

const findSettingsDate = ({ server, channels }: SettingsRecord): number =>
  Math.max(0, ...[server, ...Object.values(channels)].flatMap((entries) => Object.values(entries).map(({ at }) => at)));

/** The kinds whose records say themselves from when they are, however late they're written. */
const DATES: Partial<Record<KindName, DateOf>> = {
  turn: readDate<StoredTurn>(({ at }) => at),
  recap: readDate<Recap>(({ at }) => at),
  // One without turns begins with its next one.
  conversation: readDate<TranscriptSummary>(({ startedAt = Number.POSITIVE_INFINITY }) => startedAt),
  handle: readDate<{ at: number }>(({ at }) => at),
  choice: readDate(findChoiceDate),
  reminder: readDate<{ made: number }>(({ made }) => made),
  settings: readDate(findSettingsDate),
};

/**
 * From when a record is, in milliseconds since the epoch: when what is in it was said or chosen, or else when it was last
 * written.
 */
export const findRecordDate = (kind: KindName, value: unknown, text: string): number =>
  DATES[kind]?.(value) ?? (readExpiry(text) ?? 0) - RECORD_KINDS[kind].lifetime;
