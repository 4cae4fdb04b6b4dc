import type { LossReason } from '../bridge/protocol.ts';

/** What a voice connection was doing when its socket closed. */
export type VoicePhase =
  /** It stood: sound could go both ways. */
  | 'ready'
  /** It was still being made, or being resumed. */
  | 'joining';

/** What follows from a closed voice socket. */
export type VoiceVerdict =
  /** The library resumes the session on a new socket by itself; the sound goes on meanwhile. */
  | { is: 'resume' }
  /** The session is gone but the channel is not: ask Discord for a new one, after a back-off. */
  | { is: 'rejoin' }
  /** The bot was moved or removed. Only what the gateway says next tells which; it must not ask by itself. */
  | { is: 'dismissed' }
  /** Trying again would not help, or is not wanted. */
  | { is: 'lost'; why: LossReason };

/** The server crashed: the session may be resumed on it, or on the one that takes its place. */
const SERVER_CRASHED = 4015;

/**
 * Close codes that forbid coming back (Discord docs, topics/opcodes-and-status-codes, voice close event codes). The
 * library answers each of them with an endless loop of joins.
 */
const FINAL = new Map<number, LossReason>([
  [4001, 'refused'], // Unknown opcode: we speak wrongly, and would again.
  [4002, 'refused'], // Failed to decode payload.
  [4003, 'refused'], // Not authenticated.
  [4004, 'refused'], // Authentication failed.
  [4005, 'refused'], // Already authenticated.
  [4012, 'refused'], // Unknown protocol.
  [4016, 'refused'], // Unknown encryption mode.
  [4017, 'refused'], // The call is end-to-end encrypted, and we came without.
  [4020, 'refused'], // Bad request.
  [4021, 'refused'], // Rate limited; "do not reconnect".
]);

/**
 * 4014: kicked, moved, or the bot's gateway session was dropped. 4022: the call was terminated, because the channel was
 * deleted or its voice server changed. Discord docs: "should not reconnect".
 */
const DISMISSED = new Set([4014, 4022]);

/**
 * What to do about a voice socket that closed with `code`. Codes it does not know are worth another try, because Discord
 * adds codes, and a session that is no longer valid (4006), timed out (4009) or lost its server (4011) is replaced so too.
 */
export const judgeVoiceClose = (code: number, phase: VoicePhase): VoiceVerdict => {
  const why = FINAL.get(code);
  if (why) return { is: 'lost', why };
  if (DISMISSED.has(code)) return { is: 'dismissed' };
  if (phase === 'ready' && (code < 4000 || code === SERVER_CRASHED)) return { is: 'resume' };
  return { is: 'rejoin' };
};

/** Tries count for so long, in milliseconds: longer than five of them last that all wait in vain, or they had no end. */
const WINDOW = 150_000;

/** So many tries in a window are enough. */
const TRIES = 5;

/**
 * How long to wait before the next try to join, in milliseconds; nothing if there were too many. Twice as long each
 * time, and between half and all of that by chance, so that the many calls of a server that vanished do not ask at once:
 * all share the gateway's 120 sends a minute (Discord docs, topics/gateway, rate limiting).
 * @param tries when earlier tries were made
 * @param random a number from 0 to 1
 */
export const backOff = (tries: readonly number[], now: number, random: number): number | undefined => {
  const recent = tries.filter((at) => now - at < WINDOW).length;
  return recent < TRIES ? 1_000 * 2 ** recent * (0.5 + random / 2) : undefined;
};
