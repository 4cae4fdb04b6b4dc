import type { LossReason } from '../bridge/protocol.ts';

/** What a voice connection was doing when its socket closed. */
export type VoicePhase =
  /** Sound could go both ways. */
  | 'ready'
  /** It was still connecting, or resuming. */
  | 'joining';

/** What to do after a voice socket closed. */
export type VoiceVerdict =
  /** Nothing: the library resumes the session on a new socket by itself, and sound still flows meanwhile. */
  | { is: 'resume' }
  /** The session is gone, but the bot may be in the channel: ask Discord for a new session, after a back-off. */
  | { is: 'rejoin' }
  /** The bot was moved or removed. The gateway's next event says which; the bot must not ask to join by itself. */
  | { is: 'dismissed' }
  /** Trying again wouldn't help, or Discord forbids it. */
  | { is: 'lost'; why: LossReason };

/** The server crashed. The session may be resumed there, or on the server that replaces it. */
const SERVER_CRASHED = 4015;

/**
 * Close codes after which the bot must not come back (Discord docs, topics/opcodes-and-status-codes, voice close event
 * codes). The library would answer each of them by joining again, without end.
 */
const FINAL = new Map<number, LossReason>([
  [4001, 'refused'], // Unknown opcode: we would send it again.
  [4002, 'refused'], // Failed to decode payload.
  [4003, 'refused'], // Not authenticated.
  [4004, 'refused'], // Authentication failed.
  [4005, 'refused'], // Already authenticated.
  [4012, 'refused'], // Unknown protocol.
  [4016, 'refused'], // Unknown encryption mode.
  [4017, 'refused'], // The call is end-to-end encrypted, and we didn't offer that.
  [4020, 'refused'], // Bad request.
  [4021, 'refused'], // Rate limited; "do not reconnect".
]);

/**
 * 4014: the bot was kicked or moved, or its gateway session was dropped. 4022: the call was terminated, because the channel
 * was deleted or its voice server changed. For both, Discord's docs say "should not reconnect".
 */
const DISMISSED = new Set([4014, 4022]);

/**
 * What to do about a voice socket that closed with `code`. Unknown codes are worth another try, because Discord adds codes.
 * A new session also replaces one that is no longer valid (4006), has timed out (4009) or has lost its server (4011).
 */
export const judgeVoiceClose = (code: number, phase: VoicePhase): VoiceVerdict => {
  const why = FINAL.get(code);
  if (why) return { is: 'lost', why };
  if (DISMISSED.has(code)) return { is: 'dismissed' };
  if (phase === 'ready' && (code < 4000 || code === SERVER_CRASHED)) return { is: 'resume' };
  return { is: 'rejoin' };
};

/**
 * How long an attempt counts, in milliseconds. Five attempts that all time out take less than that; otherwise the first
 * would be forgotten before the fifth, and the attempts would never end.
 */
const WINDOW = 150_000;

/** How many attempts there may be within the window. */
const TRIES = 5;

/**
 * How long to wait before the next attempt to join, in milliseconds; undefined if there were too many. The wait doubles
 * each time, and between half of it and all of it is used, at random. When a voice server vanishes, many calls have to
 * join again, and they share the gateway's limit of 120 payloads a minute (Discord docs, topics/gateway, rate limiting).
 *
 * @param tries when earlier attempts were made, in milliseconds.
 * @param random a number from 0 to 1.
 */
export const backOff = (tries: readonly number[], now: number, random: number): number | undefined => {
  const recent = tries.filter((at) => now - at < WINDOW).length;
  return recent < TRIES ? 1_000 * 2 ** recent * (0.5 + random / 2) : undefined;
};
