import { RECORD_KINDS } from '../../store/record-kinds.ts';
import type { Shelf, Store, StoreRecord } from '../../store/store.ts';
import type { StoredTurn } from '../turns/stored-turn.ts';
import type { MayStore } from '../turns/turn-recorder.ts';
import type { Recap } from './recap.ts';
import type { Retention } from './retention.ts';
import type { TranscriptSummary } from './transcript-summary.ts';

/** Where transcripts and recaps are stored. */
export type TranscriptArchive = {
  turns: Shelf<StoredTurn>;
  summaries: Shelf<TranscriptSummary>;
  recaps: Shelf<Recap>;
  write: Store['write'];
  writeSurely: Store['writeSurely'];
  /** Nothing if everything may be stored. */
  mayStore?: MayStore | undefined;
  /** How long turns are kept; without it as long as their kind. */
  retention?: Retention;
};

/**
 * Makes the record of a channel's summary, to be written together with others. It outlives its turns, which would be taken for
 * those of another conversation otherwise.
 */
export const makeSummaryRecord = (
  { summaries, retention }: Pick<TranscriptArchive, 'summaries' | 'retention'>,
  channel: string,
  summary: TranscriptSummary,
): StoreRecord => {
  const lifetime = Math.max(summary.kept ?? 0, retention?.lifetime() ?? 0, RECORD_KINDS.conversation.lifetime);
  return summaries.record(channel, summary, lifetime);
};

/** Opens the transcripts in a store. */
export const openTranscriptArchive = (
  store: Pick<Store, 'shelf' | 'write' | 'writeSurely'>,
  mayStore?: MayStore,
  retention?: Retention,
): TranscriptArchive => ({
  turns: store.shelf(RECORD_KINDS.turn),
  summaries: store.shelf(RECORD_KINDS.conversation),
  recaps: store.shelf(RECORD_KINDS.recap),
  write: store.write,
  writeSurely: store.writeSurely,
  mayStore,
  ...(retention && { retention }),
});
