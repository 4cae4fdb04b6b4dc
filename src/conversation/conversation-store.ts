import type { Claim } from '../claims/claim.ts';
import type { SessionMemory } from '../live/session/resumption.ts';
import type { StoredHandle } from '../live/session/resumption-handle.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Shelf, Store } from '../store/store.ts';
import { LeaseLostError, UnreadableRecordError } from '../store/store-errors.ts';
import type { ConversationMemory } from './memory/conversation-memory.ts';
import { composeSeed, toPastTurn } from './memory/seed.ts';
import { openTranscriptArchive, type TranscriptArchive } from './memory/transcript-archive.ts';
import type { OutageTurns } from './outage-session.ts';
import { type CrashNoteShelf, openCrashNotes } from './recovery/crash-note-shelf.ts';

/** A handle, and the chapter of the conversation that it leads to: by when it began. */
type KeptIn = StoredHandle & { epoch?: number };

/** Where conversations are kept; `unfinished` is by home. */
export type ConversationStore = { archive: TranscriptArchive; handles: Shelf<KeptIn>; unfinished: CrashNoteShelf };

/** What conversations are kept in, as far as a right goes, and without one whatever is only read. */
export const openConversationStore =
  (store: Store) =>
  (right?: Claim): ConversationStore => {
    const mine = store.under(async () => {
      // A process that slept finds out first whether it still may: what people saw of its answers must not be lost.
      if (right && !(await right.holds())) throw new LeaseLostError();
      return right?.lease;
    });
    return {
      archive: openTranscriptArchive(mine),
      handles: mine.shelf(RECORD_KINDS.handle),
      unfinished: openCrashNotes(mine),
    };
  };

/** What a session needs remembered that is only to last as long as it does. */
export const makeTemporaryMemory = ({ since }: OutageTurns): SessionMemory => ({
  load: async () => undefined,
  countRecorded: async (turns) => turns,
  save: async () => {},
  drop: async () => {},
  since: async (turns) => since(turns),
});

/** Of a recap that nobody can read the newest turns must do; of one that cannot be read just now they must not. */
const withoutUnreadable = (error: unknown): undefined => {
  if (!(error instanceof UnreadableRecordError)) throw error;
};

/** What a channel's session needs remembered, of which it is told so many tokens. */
export const makeSessionMemory = (
  channel: string,
  { transcript, progress, recaps }: ConversationMemory,
  { handles, seedTokens }: { handles: Shelf<KeptIn>; seedTokens: number },
): SessionMemory => ({
  load: async () => {
    const epoch = (await transcript.summary())?.epoch;
    const kept = await handles.getOrNothing(channel);
    // A handle from before a reset, should it still be there, leads to what was forgotten; no wall clock could tell.
    return kept && kept.epoch === epoch ? kept : undefined;
  },
  countRecorded: (turns) => progress.countRecorded(turns),
  save: async (kept) => {
    const epoch = (await transcript.summary())?.epoch;
    await handles.set(channel, { ...kept, ...(epoch !== undefined && { epoch }) });
  },
  drop: () => handles.delete([channel]),
  since: async (turns) => {
    const newest = (await transcript.since(turns, seedTokens)).map(toPastTurn);
    // A session that goes on knows the older turns.
    const recap = turns === 0 ? await recaps.get().catch(withoutUnreadable) : undefined;
    return composeSeed(newest, recap, seedTokens);
  },
});
