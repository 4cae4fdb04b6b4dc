import type { Clock } from '../../base/clock.ts';
import type { Place } from '../../base/place.ts';
import type { Claims, HomeAddress } from '../../claims/claims.ts';
import type { CrashNotes } from '../../conversation/recovery/crash-notes.ts';

/** Who talks where, as far as Discord's side asks for it. */
export type ClaimAccess = Pick<Claims, 'enter' | 'holds' | 'keep'>;

/** Replies that people see being thought about: another process excuses them if this one dies. */
export type ReplyPromises = Pick<CrashNotes, 'promise' | 'withdraw' | 'settle'>;

/** Whose claim a place is. Discord deals out the work by server, and one call is all that a server allows. */
export const toHomeAddress = ({ server, channel }: Place): HomeAddress => ({ home: server ?? channel, channel });

/**
 * An interaction's token is good for 15 minutes (Discord docs, interactions/receiving-and-responding). Counted from when
 * we got it by our own clock, which need not agree with Discord's; half a minute is left for what is still under way.
 */
export const TOKEN_LIFETIME = 14.5 * 60_000;

/**
 * Notes the message that says that Gemini is slow, so that it says something else should this process die. As long as for a
 * token: who comes back to it later has asked again.
 */
export const noteSlow =
  (promises: ReplyPromises, { id, address, clock }: { id: string; address: HomeAddress; clock: Pick<Clock, 'wall'> }) =>
  (message: string): void =>
    void promises.promise(address, { id, channel: address.channel, message, until: clock.wall() + TOKEN_LIFETIME });
