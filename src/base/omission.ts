import type { Sender } from './inbound.ts';
import type { Place } from './place.ts';

/**
 * Why what somebody wrote isn't passed on to the model: they haven't agreed to that, they may not write to Parley or want
 * nothing stored, that can't be looked up right now, or nobody knows who wrote it.
 */
export type Omission = 'not-agreed' | 'not-allowed' | 'not-known' | 'no-author';

/** Who wrote a message; Discord doesn't tell of a forwarded one. */
export type Author = Sender | 'unknown';

/** Finds why what somebody wrote isn't passed on in a place; nothing if it is. Never rejects. */
export type FindOmission = (author: Author, place: Place) => Promise<Omission | undefined>;
