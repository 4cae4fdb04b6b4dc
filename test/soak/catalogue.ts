import type { ConnectionFault } from '../../world/live/fault.ts';

/**
 * When a blow falls: while the client dials, right after setupComplete, between two turns, after a question and before
 * its answer, while the model waits for a function's result, within the answer, between generationComplete and
 * turnComplete, between turnComplete and the new handle, while somebody speaks, or while the client closes its connection
 * because nobody says anything any more.
 */
export const PHASES = [
  'dial',
  'setup',
  'idle',
  'asked',
  'tool',
  'answer',
  'generated',
  'complete',
  'speech',
  'leave',
] as const;
export type Phase = (typeof PHASES)[number];

/** What happens. `close` with 1006 is a cut. Durations are milliseconds. */
export type Blow =
  | { is: 'close'; code: number; reason: string }
  /** It takes whatever comes and says nothing, the socket open. */
  | { is: 'freeze' }
  /** It says `interrupted`, which nobody did, and then nothing. */
  | { is: 'phantom' }
  /** The turn is complete in the middle of a sentence. */
  | { is: 'short' }
  /** It takes its time, before the answer or within it. */
  | { is: 'slow'; ms: number }
  | { is: 'fault'; fault: Exclude<ConnectionFault, 'normal'> }
  /** Handles lead to a session that knows nothing, or nowhere, and the connection is cut. */
  | { is: 'wipe' }
  | { is: 'forget'; code: 1007 | 1008 }
  | Restart;

/** The client's process is stopped politely, or killed; another one is there after so many milliseconds. */
export type Restart = { is: 'stop' | 'kill'; away: number };

/**
 * What a person may be told about it instead of an answer: that the quota is used up, that the service is away, or that
 * only the owner can mend it (`stopped`).
 */
export type Excuse = 'quota' | 'away' | 'stopped';

/** One line of the catalogue of failures: what happens, and when it can. */
export type Line = { name: string; blow: Blow; phases: readonly Phase[]; excuse?: Excuse };

const TALKING: readonly Phase[] = ['asked', 'tool', 'answer'];

const close = (code: number, reason: string, phases: readonly Phase[] = PHASES, excuse?: Excuse): Line => ({
  name: `${code} ${reason.slice(0, 48)}`.trim(),
  blow: { is: 'close', code, reason },
  phases,
  ...(excuse && { excuse }),
});

const fault = (name: string, fault: Exclude<ConnectionFault, 'normal'>, excuse?: Excuse): Line => ({
  name,
  blow: { is: 'fault', fault },
  phases: ['dial'],
  ...(excuse && { excuse }),
});

export const QUOTA = 'You exceeded your current quota, please check your plan and billing details.';
const INVALID = 'Request contains an invalid argument.';
const NO_MODEL =
  'models/gemini-3.8-live is not found for API version v1beta, or is not supported for bidiGenerateContent.';

/** Closes that blame the client. They fall on dials only, for whatever was said before was fine. */
const fatal = (code: number, reason: string): Line =>
  fault(`${code} ${reason.slice(0, 48)}`, { setup: { close: [code, reason] } }, 'stopped');

/** Every way in which the Live API is known to fail a client that does everything right, and what happens to processes. */
export const CATALOGUE: readonly Line[] = [
  close(1000, 'The operation was cancelled.'),
  close(1000, ''),
  close(1006, ''),
  close(1008, 'Operation is not implemented, or supported, or enabled.', ['asked', 'tool', 'answer', 'idle', 'speech']),
  close(1008, 'The operation was aborted.'),
  close(1011, 'Internal error encountered.'),
  close(1011, 'Deadline expired before operation could complete.'),
  close(1011, 'The service is currently unavailable.', PHASES, 'away'),
  close(1011, QUOTA, PHASES, 'quota'),
  close(1012, '', PHASES, 'away'),
  close(1013, '', PHASES, 'away'),
  close(1007, 'The audio content type (CONTENT_TYPE_AUDIO) is not supported for this model configuration.', ['speech']),
  fault('1007 for a stale handle', { handle: [1007, INVALID] }),
  fault('1007 for an unknown handle', { handle: [1007, 'Invalid session handle'] }),
  fault('1008 for a dead handle', { handle: [1008, 'BidiGenerateContent session not found'] }),
  fault('1008 for a dead handle, put differently', { handle: [1008, 'Requested entity was not found.'] }),
  fault('1011 for a handle that is in use', { handle: [1011, 'Internal error encountered.'] }),
  fault('an upgrade answered by 429', { upgrade: 429 }, 'quota'),
  fault('an upgrade answered by 503', { upgrade: 503 }, 'away'),
  fault('an upgrade that is reset', { upgrade: 'reset' }),
  fault('an upgrade that is never answered', { upgrade: 'silent' }),
  fault('a setup that never completes', { setup: 'silent' }),
  fault('a setup answered by no JSON', { setup: 'garbage' }),
  fatal(1007, 'API key not valid. Please pass a valid API key.'),
  fatal(1007, `Invalid JSON payload received. Unknown name "new" at 'setup': Cannot find field.`),
  fatal(1008, NO_MODEL),
  fatal(1008, 'Your API key was reported as leaked. Please use another API key.'),
  fatal(1008, 'This model models/gemini-3.8-live is no longer available to new users.'),
  fatal(1007, 'User location is not supported for the API use.'),
  fatal(1011, 'Your prepayment credits are depleted. Please go to AI Studio at https://ai.studio/projects'),
  { name: 'a freeze', blow: { is: 'freeze' }, phases: [...TALKING, 'setup', 'idle', 'speech', 'leave'] },
  { name: 'a phantom interruption, then a freeze', blow: { is: 'phantom' }, phases: TALKING },
  { name: 'an answer cut short', blow: { is: 'short' }, phases: ['answer'] },
  { name: 'a slow answer', blow: { is: 'slow', ms: 14_000 }, phases: TALKING },
  { name: 'a memory that is gone', blow: { is: 'wipe' }, phases: ['idle'] },
  { name: 'handles forgotten', blow: { is: 'forget', code: 1007 }, phases: ['idle'] },
  { name: 'handles forgotten, with 1008', blow: { is: 'forget', code: 1008 }, phases: ['idle'] },
  { name: 'the process is stopped', blow: { is: 'stop', away: 2_000 }, phases: PHASES },
  { name: 'the process is killed', blow: { is: 'kill', away: 5_000 }, phases: PHASES },
];
