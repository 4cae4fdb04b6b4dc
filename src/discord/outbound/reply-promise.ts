import type { Clock } from '../../base/clock.ts';
import type { Place } from '../../base/place.ts';
import type { Claims } from '../../claims/claims.ts';
import type { CrashNotes } from '../../conversation/recovery/crash-notes.ts';

/** The part of the claims that Discord's side uses. */
export type ClaimAccess = Pick<Claims, 'enter' | 'holds' | 'keep' | 'noteOthers' | 'storeBackFor'>;

/** Pending replies that people can see: another process apologises for them if this one dies. */
export type ReplyPromises = Pick<CrashNotes, 'promise' | 'withdraw' | 'settle'>;

/**
 * An interaction's token is valid for 15 minutes (Discord docs, interactions/receiving-and-responding). They're counted
 * from its arrival by our own clock, which may differ from Discord's; half a minute is left for requests under way.
 */
export const TOKEN_LIFETIME = 14.5 * 60_000;

/**
 * Notes the message that says that Gemini is slow, so that the next process can replace it if this one dies. The note
 * lasts as long as a token: a person who comes back later has asked again.
 */
export const noteSlow =
  (promises: ReplyPromises, { id, place, clock }: { id: string; place: Place; clock: Pick<Clock, 'wall'> }) =>
  (message: string): void =>
    void promises.promise(place, { id, channel: place.channel, message, until: clock.wall() + TOKEN_LIFETIME });
