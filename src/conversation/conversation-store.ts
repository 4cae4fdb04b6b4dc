import type { Place } from '../base/place.ts';
import type { Claim } from '../claims/claim.ts';
import type { SessionMemory } from '../live/session/resumption.ts';
import type { StoredHandle } from '../live/session/resumption-handle.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Shelf, Store } from '../store/store.ts';
import { UnreadableRecordError } from '../store/store-errors.ts';
import type { ConversationMemory } from './memory/conversation-memory.ts';
import type { Retention } from './memory/retention.ts';
import { composeSeed, toPastTurn } from './memory/seed.ts';
import { openTranscriptArchive, type TranscriptArchive } from './memory/transcript-archive.ts';
import { findEdition } from './memory/transcript-summary.ts';
import type { OutageTurns } from './outage-session.ts';
import { type CrashNoteShelf, openCrashNotes } from './recovery/crash-note-shelf.ts';
import type { MayStore } from './turns/turn-recorder.ts';

/** A handle, and the edition of the transcript that its session knows; see `findEdition`. */
type ChapterHandle = StoredHandle & { epoch?: number };

/** Where conversations are stored: transcripts and handles by channel, and what is unfinished by home. */
export type ConversationStore = {
  archive: TranscriptArchive;
  handles: Shelf<ChapterHandle>;
  unfinished: CrashNoteShelf;
};

/**
 * Opens a store for conversations. All writes need the claim, so without one it is only for reading. With a place, its turns
 * are kept for as long as the place's settings say.
 */
export const openConversationStore =
  (store: Store, mayStore?: MayStore, findRetention?: (place: Place) => Retention) =>
  (claim?: Claim, place?: Place): ConversationStore => {
    // A process that slept has to check its claim first. It may still be valid, and then the write must not be lost.
    const mine = store.under(async () => claim?.findFence());
    return {
      archive: openTranscriptArchive(mine, mayStore, place && findRetention?.(place)),
      handles: mine.shelf(RECORD_KINDS.handle),
      unfinished: openCrashNotes(mine),
    };
  };

/** A memory for a session that stores nothing: it knows the turns of an outage, and ends with the session. */
export const makeTemporaryMemory = ({ since }: OutageTurns): SessionMemory => ({
  load: async () => undefined,
  countRecorded: async (turns) => turns,
  save: async () => {},
  drop: async () => {},
  since: async (turns) => since(turns),
});

/**
 * Treats a recap in an unknown format as missing, so that the newest turns have to do. If the store is unavailable, the
 * error stands: the recap may be there.
 */
const withoutUnreadable = (error: unknown): undefined => {
  if (!(error instanceof UnreadableRecordError)) throw error;
};

/** What a place's session needs remembered. A fresh one is told `seedTokens` tokens of it. */
export const makeSessionMemory = (
  { channel }: Place,
  { transcript, recorded, recaps }: ConversationMemory,
  { handles, seedTokens }: { handles: Shelf<ChapterHandle>; seedTokens: number },
): SessionMemory => ({
  load: async () => {
    const edition = findEdition(await transcript.summary());
    const kept = await handles.getOrNothing(channel);
    // A handle from before a reset would bring back what was forgotten. Only the edition tells, because clocks can be
    // set.
    return kept && kept.epoch === edition ? kept : undefined;
  },
  countRecorded: (turns) => recorded.count(turns),
  save: async (kept) => {
    const edition = findEdition(await transcript.summary());
    await handles.set(channel, { ...kept, ...(edition !== undefined && { epoch: edition }) });
  },
  drop: () => handles.delete([channel]),
  since: async (turns) => {
    const newest = (await transcript.since(turns, seedTokens)).map(toPastTurn);
    // A session that is continued knows the older turns already.
    const recap = turns === 0 ? await recaps.get().catch(withoutUnreadable) : undefined;
    return composeSeed(newest, recap, seedTokens);
  },
});
