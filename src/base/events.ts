import type { LaterMoment, MomentDetail } from './moments.ts';

/**
 * The reasons for which Google refuses to serve Parley and that only the operator can fix:
 * - `credits`, `cap`, `billing`: prepaid credits used up, a spending cap reached, billing off or closed
 * - `region`: Gemini isn't offered where the process runs
 * - `key`, `leaked`, `blocked`, `restricted`, `denied`: the key is unknown or has expired; was found in public; is
 *   blocked, alone or with its project; may not be used like this; or Google says only that it refuses
 * - `model`, `closed`: this version of the API has no such model, or it isn't offered any more
 * - `address`: the server there isn't the Live API
 * - `setup`: Google rejects the setup
 */
export const OPERATOR_FAULTS = [
  'credits',
  'cap',
  'billing',
  'region',
  'key',
  'leaked',
  'blocked',
  'restricted',
  'denied',
  'model',
  'closed',
  'address',
  'setup',
] as const;
export type OperatorFault = (typeof OPERATOR_FAULTS)[number];

/**
 * Why a file isn't read:
 * - `empty`, `too-big`, `sum`, `too-many`: it has no byte; it has too many; all of them together have; there are too many files
 * - `unknown`, `heic`, `encoding`: nothing that can be read; a picture in Apple's format; a text in an unknown encoding
 * - `broken`, `locked`, `pixels`: damaged or not complete; it wants a password; it's a picture with too many pixels
 * - `no-ffmpeg`: only FFmpeg could read it, and the operator hasn't installed it
 * - `slow`, `busy`, `failing`: fetching or decoding takes too long; others' files come first; decoding keeps failing
 * - `skipped`: another file of the question ended the media process
 * - `elsewhere`, `gone`, `changed`, `unreachable`: it isn't at Discord; not any more; it's not the file that was
 *   announced; Discord can't be reached
 */
export const MEDIA_FAULTS = [
  'empty',
  'too-big',
  'sum',
  'too-many',
  'unknown',
  'heic',
  'encoding',
  'broken',
  'locked',
  'pixels',
  'no-ffmpeg',
  'slow',
  'busy',
  'failing',
  'skipped',
  'elsewhere',
  'gone',
  'changed',
  'unreachable',
] as const;
export type MediaFaultKind = (typeof MEDIA_FAULTS)[number];

/**
 * What the rooms report to the operator's monitoring: numbers and words of a fixed choice, but never what people said,
 * who they are, a handle or a key. Only the `asked` moment of a turn, and a call, say where: by the ids of server and
 * channel. Times are in milliseconds.
 *
 * - `moment`: something happened to the turn of this number, at this time of the monotonic clock; see `MOMENTS`. Numbers
 *   are counted from 1 and unique in the process. `wall` is when it was asked, since the epoch.
 * - `turn`: a turn ended. `first` is the time from the end of its question to the first piece of its answer, if there
 *   was one, and `total` the time to its end. Neither includes waiting behind other turns.
 *   `by` is the kind of model that answered it, or the last that was asked, here and for `tokens`.
 * - `abrupt`: an answer that Google called complete ended in mid sentence. Its turn counts as broken.
 * - `tokens`: Google counted more tokens for a turn. The counts of one turn add up to its last count. `nano` is what they cost, in
 *   nanodollars.
 * - `connection`: a Live connection was set up, `took` milliseconds after dialling began.
 * - `reconnect`: a Live connection ended that we hadn't closed, with this verdict.
 * - `live`: for a reason that only the operator can fix, the whole process has stopped connecting to Gemini; or it
 *   connects again.
 * - `tool`: the model called a function, a declared one by its `name` or an `unknown` one. `refused`: it was asked for
 *   something that can't be done.
 * - `store`: the store became unavailable, or works again.
 * - `call`: a call began or ended, in this server, joined to the conversation of this channel. `voice`: a voice process died that shouldn't have.
 * - `file`: a file that someone sent was read, or not and why. `kind` is what it was (`none` if that isn't known), and
 *   `took` the time from its turn to its end. `media`: the media process died of a file.
 * - `discord`: whether all shards of this process are connected. `commands`: they're registered.
 * - `stopping`: no more questions are accepted.
 */
export type Event =
  | MomentEvent
  | {
      is: 'turn';
      outcome: 'complete' | 'interrupted' | 'silent' | 'broken' | 'failed' | 'yielded';
      way: 'typed' | 'spoken';
      by: 'live' | 'text';
      first: number | undefined;
      total: number;
    }
  | { is: 'abrupt' }
  | { is: 'tokens'; by: 'live' | 'text'; prompt: number; answer: number; thoughts: number; nano: number }
  | { is: 'connection'; session: 'fresh' | 'resumed'; took: number }
  | { is: 'reconnect'; verdict: string }
  | { is: 'live'; state: 'going' }
  | { is: 'live'; state: 'stopped'; why: OperatorFault }
  | { is: 'tool'; name: string; outcome: 'done' | 'refused' | 'failed' }
  | { is: 'store'; state: 'failed' | 'recovered' }
  | { is: 'call'; state: 'begun' | 'ended'; server: string; channel: string }
  | { is: 'voice'; state: 'died' }
  | {
      is: 'file';
      kind: 'text' | 'picture' | 'pages' | 'sound' | 'video' | 'none';
      outcome: 'read' | MediaFaultKind;
      took: number;
      bytes: number;
    }
  | { is: 'media'; state: 'died' }
  | { is: 'discord'; state: 'connected' | 'away' }
  | { is: 'commands'; state: 'registered' }
  | { is: 'stopping' };

/** A moment of a turn. The first one of each turn is `asked`, but may be reported after it happened. */
export type MomentEvent = { is: 'moment'; turn: number; at: number } & (
  | { what: 'asked'; server: string | undefined; channel: string; way: 'typed' | 'spoken'; wall: number }
  | { what: LaterMoment; detail?: MomentDetail | undefined }
);

/** Takes an event. It returns at once and never throws. */
export type Observe = (event: Event) => void;

/** Has each event taken by all of these; those that are nothing are left out. */
export const joinObservers = (...given: readonly (Observe | undefined)[]): Observe => {
  const observers = given.filter((observe) => observe !== undefined);
  const [only] = observers;
  if (only && observers.length === 1) return only;
  return (event) => {
    for (const observe of observers) observe(event);
  };
};
