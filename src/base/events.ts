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
 * Why an MCP server can't be used:
 * - `gone`, `silent`: its program ended, or the connection broke; it didn't answer in time
 * - `flood`, `nonsense`: it sent too much; what it says isn't MCP
 * - `refused`, `elsewhere`, `private`: it wants another key; it sends elsewhere; its address isn't on the internet
 * - `full`, `failing`: there are too many servers; the MCP process dies again and again
 */
export const MCP_FAULTS = [
  'gone',
  'silent',
  'flood',
  'nonsense',
  'refused',
  'elsewhere',
  'private',
  'full',
  'failing',
] as const;
export type McpFault = (typeof MCP_FAULTS)[number];

/** What becomes of reminders: it was noted; it was sent; it was given up without being sent. */
export const REMINDER_OUTCOMES = ['noted', 'sent', 'lost'] as const;

/**
 * How it ended when Google was to decide something:
 * - `decided`, `blocked`: it did; a filter of Google's refused the input
 * - `slow`, `failed`: no answer in time; none that could be used
 * - `dropped`: nobody wanted to know any more
 * - `quota`, `absent`: Google wants a pause; the key has no such model
 * - `resting`, `unpaid`: it wasn't asked, because of one of these before; because a cap is full
 */
export const DECISION_ENDS = [
  'decided',
  'blocked',
  'slow',
  'failed',
  'dropped',
  'quota',
  'absent',
  'resting',
  'unpaid',
] as const;
export type DecisionEnd = (typeof DECISION_ENDS)[number];

/**
 * What becomes of what people say in a call. It goes to the model because everyone there wants everything answered (`everyone`), the
 * person pressed **Talk**, they talk to Parley already (`attention`), the gate says so (`addressed`), or the transcript has to tell
 * (`name`). Or it doesn't: it's for somebody else (`around`), the person wants silence (`quiet`, `not-you`), or it's a message in the
 * call's chat of which nobody knows whether it's meant (`unasked`).
 */
export const GATE_OUTCOMES = [
  'everyone',
  'talk',
  'attention',
  'addressed',
  'name',
  'around',
  'quiet',
  'not-you',
  'unasked',
] as const;

/**
 * How it became known who speaks in a call, if Discord hadn't announced them: a `key` opened their packets, they were the `only` one
 * left, Discord has `announced` them meanwhile. Or they aren't heard (`unknown`).
 */
export const SOURCE_OUTCOMES = ['key', 'only', 'announced', 'unknown'] as const;

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
 * - `tokens`: Google counted more tokens or searches for a turn. The counts of one turn add up to its last count. `nano` is what they
 *   cost, in nanodollars.
 * - `decision`: Google was to say whether Parley was meant, and after how long it did, or didn't; see {@link DECISION_ENDS}.
 * - `connection`: a Live connection was set up, `took` milliseconds after dialling began.
 * - `reconnect`: a Live connection ended that we hadn't closed, with this verdict.
 * - `live`: for a reason that only the operator can fix, the whole process has stopped connecting to Gemini; or it
 *   connects again.
 * - `tool`: the model called a function, a declared one by its `name` or an `unknown` one. `refused`: it was asked for
 *   something that can't be done.
 * - `mcp`: an MCP server was lost, and why; or the MCP process `died`.
 * - `store`: the store became unavailable, or works again.
 * - `call`: a call began or ended, in this server, joined to the conversation of this channel. `voice`: a voice process died that shouldn't have.
 * - `source`: somebody spoke in a call whom Discord hadn't announced, and this became of it; see {@link SOURCE_OUTCOMES}.
 * - `file`: a file that someone sent was read, or not and why. `kind` is what it was (`none` if that isn't known), and
 *   `took` the time from its turn to its end. `media`: the media process died of a file.
 * - `reminder`: one was noted, sent, so many milliseconds `late` if this process knows, or lost.
 * - `gate`: whether something that was said in a call goes to the model, and why.
 * - `discord`: whether all shards of this process are connected, or it's spare: other processes have all of them.
 *   `commands`: they're registered.
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
  | {
      is: 'tokens';
      by: 'live' | 'text' | 'decision';
      prompt: number;
      answer: number;
      thoughts: number;
      searches: number;
      nano: number;
    }
  | { is: 'decision'; outcome: DecisionEnd; took?: number }
  | { is: 'connection'; session: 'fresh' | 'resumed'; took: number }
  | { is: 'reconnect'; verdict: string }
  | { is: 'live'; state: 'going' }
  | { is: 'live'; state: 'stopped'; why: OperatorFault }
  | { is: 'tool'; name: string; outcome: 'done' | 'refused' | 'failed' }
  | { is: 'store'; state: 'failed' | 'recovered' }
  | { is: 'call'; state: 'begun' | 'ended'; server: string; channel: string }
  | { is: 'voice'; state: 'died' }
  | { is: 'source'; how: (typeof SOURCE_OUTCOMES)[number] }
  | {
      is: 'file';
      kind: 'text' | 'picture' | 'pages' | 'sound' | 'video' | 'none';
      outcome: 'read' | MediaFaultKind;
      took: number;
      bytes: number;
    }
  | { is: 'media'; state: 'died' }
  | { is: 'mcp'; why: McpFault | 'died' }
  | { is: 'reminder'; outcome: (typeof REMINDER_OUTCOMES)[number]; late?: number }
  | { is: 'gate'; outcome: (typeof GATE_OUTCOMES)[number] }
  | { is: 'discord'; state: 'connected' | 'away' | 'spare' }
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
