import { addSpeaker } from '../people/speaker-labels.ts';
import type { NumberedTurn } from '../turns/stored-turn.ts';
import type { TranscriptChapter } from './transcript-chapter.ts';
import { addAnsweredId, type TranscriptSummary } from './transcript-summary.ts';

/**
 * A conversation's summary, if it has one. `draft` is the newest turn, if that is only what a dead process left of it.
 */
export type LoadedSummary = { summary: TranscriptSummary | undefined; draft: NumberedTurn | undefined };

/**
 * Brings a summary up to date with the drafts that dead processes left, one after another. Each of them counts as a
 * turn. `chapter` holds the turns of this summary.
 */
export const loadDrafts = async (
  stored: TranscriptSummary | undefined,
  chapter: TranscriptChapter,
): Promise<LoadedSummary> => {
  let summary = stored;
  let draft: NumberedTurn | undefined;
  for (let turns = (summary?.turns ?? 0) + 1; ; turns += 1) {
    const found = await chapter.entry(turns);
    if (!found) return { summary, draft };
    ({ summary } = closeDraft({ summary, draft }));
    draft = { ...found, number: turns };
    const speakers = addSpeaker(summary?.speakers ?? [], found.person);
    summary = { ...summary, startedAt: summary?.startedAt ?? found.at, lastAt: found.at, speakers, turns };
  }
};

/** Another turn follows the draft, which nothing overwrites any more: its question counts as answered, also when it's brought again. */
export const closeDraft = <Summary extends TranscriptSummary | undefined>({
  summary,
  draft,
}: LoadedSummary & { summary: Summary }): LoadedSummary & { summary: Summary | TranscriptSummary } => ({
  summary: draft?.id === undefined ? summary : addAnsweredId(summary, draft.id),
  draft: undefined,
});

/**
 * The summary when the question with this id is about to be asked. If the newest turn is only a draft of its answer,
 * that turn, `left`, no longer counts, because it's about to be overwritten. A question with another id leaves the draft for
 * good.
 */
export const reopenDraft = (
  { summary, draft }: LoadedSummary,
  id: string | undefined,
): LoadedSummary & { left?: NumberedTurn } => {
  if (id === undefined) return { summary, draft };
  if (!summary || draft?.id !== id || draft.number !== summary.turns) return closeDraft({ summary, draft });
  return { summary: { ...summary, turns: summary.turns - 1 }, draft: undefined, left: draft };
};
