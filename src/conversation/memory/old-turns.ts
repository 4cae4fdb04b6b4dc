import { setImmediate } from 'node:timers/promises';
import type { StoreRecord } from '../../store/store.ts';
import type { TranscriptChapter } from './transcript-chapter.ts';

/** How many turns are read at once. */
const PAGE = 200;

/** A chapter whose turns are to be kept for a shorter time than they were written with. */
type ShortenedChapter = {
  chapter: TranscriptChapter;
  /** How many turns it counts. Some of them may have expired. */
  turns: number;
  /** Turns from before this moment are erased, in milliseconds since the epoch. */
  oldest: number;
  write(records: StoreRecord[]): Promise<void>;
};

/**
 * Erases the turns that are too old now, and writes the others again, so that they expire in time. The newest come first,
 * because older pages may be missing altogether.
 *
 * @throws {StoreUnavailableError} or {@link NotStoredError} if the store is unavailable. It has to be done again then.
 */
export const shortenChapter = async ({ chapter, turns, oldest, write }: ShortenedChapter): Promise<void> => {
  for await (const page of chapter.readBack(0, turns, PAGE)) {
    const old = page.filter(({ at }) => at < oldest);
    if (old.length > 0) await chapter.eraseTurns(old.map(({ number }) => number));
    const others = page.filter(({ at }) => at >= oldest);
    if (others.length > 0) await write(others.map(({ number, ...entry }) => chapter.record(number, entry)));
    // SQLite reads on the event loop.
    await setImmediate();
  }
};
