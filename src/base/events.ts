/**
 * What only the owner can mend of Google's refusing to serve Parley:
 * - `credits`, `cap`, `billing`: prepaid credits used up, a spending cap reached, billing off or closed
 * - `region`: Gemini is not offered where the process runs
 * - `key`, `leaked`, `blocked`, `restricted`, `denied`: the key is unknown or has expired, was found in public, is blocked
 *   together with its project or without, may not be used like this, or Google says no more than that it refuses
 * - `model`, `closed`: there is no such model in this version of the API, or it is not offered any more
 * - `address`: whoever answers there is no Live API
 * - `setup`: a setup that Google does not take
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
 * What the rooms tell whoever watches over Parley: numbers and short words of a fixed choice, never what people said, nor
 * who or where they are, nor a handle or a key. Times are in milliseconds.
 *
 * - `turn`: a turn ended. `first` is the time from the end of its question to the first piece of its answer, if there was
 *   one, `total` the time from there to its end; waiting behind other turns is part of neither.
 * - `abrupt`: an answer that Google called complete ended in the middle of a sentence; its turn is told as broken.
 * - `tokens`: Google counted more tokens for a turn; the counts of one turn add up to its last count.
 * - `connection`: a Live connection is set up, so long after dialling began.
 * - `reconnect`: a Live connection ended that nobody had closed, and this was the verdict.
 * - `live`: connecting to Gemini was given up for the whole process, because of what only the owner can mend, or goes on.
 * - `store`: the store failed once more, or works again.
 * - `call`: a call began or ended. `voice`: a voice process died that should not have.
 * - `discord`: whether all shards of this process are connected. `commands`: they are registered.
 * - `stopping`: no more questions are taken.
 */
export type Event =
  | {
      is: 'turn';
      outcome: 'complete' | 'interrupted' | 'silent' | 'broken' | 'failed' | 'yielded';
      way: 'typed' | 'spoken';
      first: number | undefined;
      total: number;
    }
  | { is: 'abrupt' }
  | { is: 'tokens'; prompt: number; answer: number; thoughts: number }
  | { is: 'connection'; session: 'fresh' | 'resumed'; took: number }
  | { is: 'reconnect'; verdict: string }
  | { is: 'live'; state: 'going' }
  | { is: 'live'; state: 'stopped'; why: OperatorFault }
  | { is: 'store'; state: 'failed' | 'recovered' }
  | { is: 'call'; state: 'begun' | 'ended' }
  | { is: 'voice'; state: 'died' }
  | { is: 'discord'; state: 'connected' | 'away' }
  | { is: 'commands'; state: 'registered' }
  | { is: 'stopping' };

/** Takes an event; it returns at once and never throws. */
export type Observe = (event: Event) => void;
