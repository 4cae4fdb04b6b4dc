import type { Text } from '../../text/text.ts';
import {
  type CloseVerdict,
  explainVerdict,
  judgeClose,
  type OperatorVerdict,
  OWN_CLOSE_REASONS,
} from './close-codes.ts';
import type { ConnectionPhase, Ending } from './connection-ending.ts';

/** What was going on when a connection ended, or was not made. */
export type EndingCircumstances = {
  phase: ConnectionPhase;
  /** Whether it was made with a handle. */
  resumed: boolean;
  /** How long it stood, in milliseconds; 0 if it never did. */
  age: number;
  /** How many resumed connections in a row, before this one, ended so soon that the handle may be why. */
  deaths: number;
  /** Whether a speaker was named on it so shortly before that this may be why. */
  marked: boolean;
  /** Whether Google refused a connection of this process before, and no answer came since. */
  doubted: boolean;
  /** How often what was said may still be said. */
  left: number;
};

/**
 * What becomes of the turn that a connection's end met. `nothing`: there was none. `again`: it is said on the next
 * connection. `broken`: what came of the answer stays, and the rest will not come. `told`: the person is told why there is
 * no answer.
 */
export type TurnFate = 'nothing' | 'again' | 'broken' | 'told';

/**
 * What becomes of the handle. `skip`: the next connection is made without it, and it is kept. `drop`: it is forgotten.
 * `deaths` counts from now on; see `EndingCircumstances`.
 */
export type HandleFate = { is: 'keep' | 'skip' | 'drop'; deaths: number };

/** What the next attempt to connect has to know. */
export type NextAttemptAdvice = {
  /** Whether Google is to be spared, so that there is a pause before it. */
  pause: boolean;
  /** Whether the instruction may name who speaks. */
  speaker: 'named' | 'unnamed';
  /** What Google holds against the account, and so against every conversation of the process. */
  account: 'fine' | 'quota' | OperatorVerdict;
};

/** All that an ending means: for the handle, for the turn, and for the next attempt. */
export type Consequences = {
  /** In the light of what other connections have met; its sentence is for the person whose question it cost. */
  verdict: CloseVerdict;
  handle: HandleFate;
  turn: TurnFate;
  next: NextAttemptAdvice;
  /** Whether naming the speaker is to blame, and nothing else. */
  isMarkerFault: boolean;
};

/** A resumed connection that ends sooner than this, in milliseconds, may have died of its handle; twice is no accident. */
const SOON = 10_000;
const MOST_DEATHS = 2;

/** A connection that died of what was said on it: neither its handle nor its setup is to blame. */
const PASSING: CloseVerdict = { is: 'resume', say: 'gemini.lost' };

/** Whether all that is missing for a connection is the answer to its setup, which names the handle. */
export const isHung = ({ reason }: Ending): boolean => reason.startsWith(OWN_CLOSE_REASONS.noSetup);

/** Finds out what an ending means. Nothing else judges one, so that its handle, its turn and the next attempt agree. */
export const findConsequences = (ending: Ending, about: EndingCircumstances): Consequences => {
  const { phase, left, doubted } = about;
  const first = judgeClose(ending, { handle: about.resumed, phase });
  const account = readAccount(first, doubted);
  const isMarkerFault = about.marked && account === 'fine' && phase !== 'dialling';
  const settled = isMarkerFault ? PASSING : typeof account === 'object' ? account : first;
  const turn = decideFate(settled, phase, left);
  const isUnnamed = phase === 'dialling' && 'why' in first && first.is === 'doubt' && first.why === 'setup';
  return {
    verdict: reword(settled, phase),
    handle: decideHandle(settled, account !== 'fine' || isMarkerFault, ending, about),
    turn,
    next: {
      pause: settled.is === 'backoff' || settled.is === 'rest',
      speaker: isUnnamed ? 'unnamed' : 'named',
      account,
    },
    isMarkerFault,
  };
};

/** A refusal that only the operator can mend is one of this connection at first, and of all if it comes again. */
const readAccount = (verdict: CloseVerdict, doubted: boolean): NextAttemptAdvice['account'] => {
  if ('why' in verdict) return doubted ? { ...verdict, is: 'stop' } : verdict;
  return verdict.is === 'rest' ? 'quota' : 'fine';
};

/**
 * An answer of which a part was shown is never begun anew, and nothing is said more often than `left` allows. What never
 * stood is dialled again, within limits that are not this one's.
 */
const decideFate = ({ is }: CloseVerdict, phase: ConnectionPhase, left: number): TurnFate => {
  if (phase === 'idle' || phase === 'leaving') return 'nothing';
  if (phase === 'answering') return 'broken';
  if (is === 'rest' || is === 'stop' || is === 'refused') return 'told';
  return left > 0 ? 'again' : 'told';
};

const decideHandle = (
  verdict: CloseVerdict,
  isBlameless: boolean,
  ending: Ending,
  { phase, resumed, age, deaths }: EndingCircumstances,
): HandleFate => {
  if (phase === 'dialling') return decideDialHandle(verdict, ending, resumed, deaths);
  // What Google holds against the account, or what was said, is no sign against the handle.
  if (isBlameless) return { is: 'keep', deaths };
  if (verdict.is === 'fresh') return { is: 'drop', deaths: 0 };
  if (age >= SOON) return { is: 'keep', deaths: 0 };
  return resumed ? countDeath(deaths) : { is: 'keep', deaths };
};

const decideDialHandle = ({ is }: CloseVerdict, ending: Ending, resumed: boolean, deaths: number): HandleFate => {
  if (!resumed) return { is: 'keep', deaths };
  if (is === 'fresh') return { is: 'drop', deaths: 0 };
  // Whether it was the handle or Google, a fresh session tells. Whoever did not wait for as long as a dial may take does not
  // know how far it came.
  if (isHung(ending) || ending.reason === OWN_CLOSE_REASONS.lateDial) return { is: 'skip', deaths };
  // Google took the connection and closed it: the handle may be why. A network that is down says nothing about it.
  return is === 'backoff' && ending.code > 1006 ? countDeath(deaths) : { is: 'keep', deaths };
};

const countDeath = (deaths: number): HandleFate =>
  deaths + 1 >= MOST_DEATHS ? { is: 'drop', deaths: 0 } : { is: 'keep', deaths: deaths + 1 };

/** What never stood has not broken. */
const reword = (verdict: CloseVerdict, phase: ConnectionPhase): CloseVerdict =>
  phase === 'dialling' && 'say' in verdict && verdict.say === 'gemini.lost'
    ? { ...verdict, say: 'gemini.unreachable' }
    : verdict;

/**
 * What the person reads whose question it cost. `at` is when it is worth asking again, in milliseconds since the epoch, if
 * that is known.
 */
export const explainConsequences = ({ verdict, turn }: Consequences, at?: number): Text =>
  turn === 'broken' ? { code: 'gemini.broken', at } : explainVerdict(verdict, at);
