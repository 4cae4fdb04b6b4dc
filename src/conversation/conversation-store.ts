import type { Right } from '../claims/claim.ts';
import type { Memory } from '../live/session/resumption.ts';
import type { Kept } from '../live/session/resumption-handle.ts';
import { KINDS } from '../store/record-kinds.ts';
import type { Shelf, Store } from '../store/store.ts';
import { Fenced, Unreadable } from '../store/store-errors.ts';
import { seed, told } from './memory/seed.ts';
import type { Transcript } from './memory/transcript.ts';
import { type Archive, archiveIn } from './memory/transcript-archive.ts';
import type { Meanwhile } from './outage-session.ts';
import { type LeftShelf, leftIn } from './recovery/crash-note.ts';

/** A handle, and the chapter of the conversation that it leads to: by when it began. */
type KeptIn = Kept & { epoch?: number };

/** Where conversations are kept; `unfinished` is by home. */
export type Records = { archive: Archive; handles: Shelf<KeptIn>; unfinished: LeftShelf };

/** What conversations are kept in, as far as a right goes, and without one whatever is only read. */
export const recordsIn =
  (store: Store) =>
  (right?: Right): Records => {
    const mine = store.under(async () => {
      // A process that slept finds out first whether it still may: what people saw of its answers must not be lost.
      if (right && !(await right.holds())) throw new Fenced();
      return right?.lease;
    });
    return { archive: archiveIn(mine), handles: mine.shelf(KINDS.handle), unfinished: leftIn(mine) };
  };

/** What a session needs remembered that is only to last as long as it does. */
export const memoryWhile = ({ since }: Meanwhile): Memory => ({
  load: async () => undefined,
  recorded: async (turns) => turns,
  save: async () => {},
  drop: async () => {},
  since: async (turns) => since(turns),
});

/** Of a recap that nobody can read the newest turns must do; of one that cannot be read just now they must not. */
const withoutUnreadable = (error: unknown): undefined => {
  if (!(error instanceof Unreadable)) throw error;
};

/** What a channel's session needs remembered, of which it is told so many tokens. */
export const memoryOf = (
  channel: string,
  transcript: Transcript,
  { handles, seedTokens }: { handles: Shelf<KeptIn>; seedTokens: number },
): Memory => ({
  load: async () => {
    const epoch = (await transcript.summary())?.epoch;
    const kept = await handles.getOrNothing(channel);
    // A handle from before a reset, should it still be there, leads to what was forgotten; no wall clock could tell.
    return kept && kept.epoch === epoch ? kept : undefined;
  },
  recorded: (turns) => transcript.recorded(turns),
  save: async (kept) => {
    const epoch = (await transcript.summary())?.epoch;
    await handles.set(channel, { ...kept, ...(epoch !== undefined && { epoch }) });
  },
  drop: () => handles.delete([channel]),
  since: async (turns) => {
    const newest = (await transcript.since(turns, seedTokens)).map(told);
    // A session that goes on knows the older turns.
    const recap = turns === 0 ? await transcript.recap().catch(withoutUnreadable) : undefined;
    return seed(newest, recap, seedTokens);
  },
});
