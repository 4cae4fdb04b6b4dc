import type { ListenMode } from '../contract.ts';

/**
 * Why something that was said goes to the model: everyone there wants everything answered; the person pressed **Talk**; they
 * talk to Parley already; the gate says so. `name`: nobody knows, so the transcript has to tell.
 */
export type GateReason = 'everyone' | 'talk' | 'attention' | 'addressed' | 'name';

/** Why it doesn't: it's for somebody else, or the person wants silence. */
export type ShutReason = 'around' | 'quiet' | 'not-you';

/**
 * What is in force. `sure` is from which probability on Parley is spoken to. `pause` ends speech, and for `patience` the gate's
 * answer is waited for after that, in milliseconds.
 */
export type GateRules = { listen: ListenMode; isThere: boolean; patience: number; sure: number; pause: number };

/** Which sound is asked about: what has been said so far, or all of it, in a pause. */
export type AskMoment = 'look' | 'pause';

/** What should follow. `number` is an utterance's; `ask` is a question's about it. */
export type GateEffect =
  /** Pass it on from its first syllable, and what follows. With `end: 'later'` its end waits. */
  | { is: 'open'; number: number; why: GateReason; end: 'now' | 'later' }
  /** Its end needn't wait any more. */
  | { is: 'end'; number: number }
  | { is: 'ask'; number: number; ask: number; moment: AskMoment }
  | { is: 'cancel'; number: number; ask: number }
  /** It isn't meant for Parley. If it was passed on, it's taken back. */
  | { is: 'shut'; number: number; why: ShutReason }
  /** What was said so far isn't needed any more, and what follows is something new. */
  | { is: 'anew'; number: number }
  /** It's over, and nothing of it is needed any more. */
  | { is: 'forget'; number: number }
  /** How long the pause may be that ends it, in milliseconds. */
  | { is: 'pause'; number: number; pause: number }
  /** It was said during an answer: cut that off, because it's meant for Parley, or let it go on. */
  | { is: 'cut' | 'release'; number: number }
  /** Say no more of what is being said, or about to be. */
  | { is: 'hush' }
  /** Answer this person no further. */
  | { is: 'withdraw'; person: string };
