import type { Text } from '../../text/text.ts';
import {
  type CloseVerdict,
  explainVerdict,
  judgeClose,
  type OperatorVerdict,
  OWN_CLOSE_REASONS,
} from './close-codes.ts';
import type { ConnectionPhase, Ending } from './connection-ending.ts';

/** What was going on when a connection ended, or when a dial failed. */
export type EndingCircumstances = {
  phase: ConnectionPhase;
  /** Whether it was made with a handle. */
  resumed: boolean;
  /** Whether that handle was found in the store and is tried for the first time, so another process may have left it. */
  found?: boolean;
  /** How long it was open, in milliseconds; 0 for a failed dial. */
  age: number;
  /** How many resumed connections in a row, before this one, ended so soon that the handle may be why. */
  deaths: number;
  /** Whether a marker had named a speaker on it just before, so that this may be why. */
  marked: boolean;
  /** Whether the model on it may search the web, for which a key may have no quota, so that this may be why. */
  searched?: boolean;
  /** Whether Google has refused a connection of this process, and no answer has come since. */
  doubted: boolean;
  /** How many more times what was said may be said. */
  left: number;
};

/**
 * What becomes of the turn that was running. `nothing`: there was none. `again`: it's said on the next connection.
 * `broken`: what came of the answer stays, and the rest won't come. `told`: the person is told why there's no answer.
 */
export type TurnFate = 'nothing' | 'again' | 'broken' | 'told';

/**
 * What becomes of the handle. `skip`: it's kept, but the next connection is made without it. `drop`: it's forgotten.
 * `deaths` is the new count; see `EndingCircumstances`.
 */
export type HandleFate = { is: 'keep' | 'skip' | 'drop'; deaths: number };

/** What the next attempt to connect has to know. */
export type NextAttemptAdvice = {
  /** Whether to pause first, to spare Google. */
  pause: boolean;
  /** Whether the instruction may name who speaks. */
  speaker: 'named' | 'unnamed';
  /** What Google holds against the account, and so against every conversation of the process. */
  account: 'fine' | 'quota' | OperatorVerdict;
};

/** Everything that follows from an ending: for the handle, for the turn, and for the next attempt. */
export type Consequences = {
  /** Takes into account what other connections have met. Its sentence is for the person whose question failed. */
  verdict: CloseVerdict;
  handle: HandleFate;
  turn: TurnFate;
  next: NextAttemptAdvice;
  /** Whether naming the speaker is to blame, and nothing else. */
  isMarkerFault: boolean;
  /** Whether search is likely to blame for a quota that was used up in the middle of something, and so nothing else is yet. */
  isSearchFault: boolean;
  /**
   * Whether the session is probably still open in the process that left its handle: Google refuses it until it knows of the end of
   * that connection (sip-to-ai PR 14). A fresh one is opened at once, and nothing is held against anybody.
   */
  isHeldElsewhere: boolean;
};

/** The code with which Google refuses a session that is still open elsewhere, with no word that says so (sip-to-ai PR 14). */
const HELD = 1011;

/** A resumed connection that ends sooner than this, in milliseconds, may have died of its handle. */
const SOON = 10_000;

/** After this many in a row it's no accident. */
const MOST_DEATHS = 2;

/** For a connection that died of a marker or of search: neither its handle nor its account is to blame. */
const PASSING: CloseVerdict = { is: 'resume', say: 'gemini.lost' };

/** Whether a dial got as far as sending its setup, which contains the handle, and then got no answer. */
export const isHung = ({ reason }: Ending): boolean => reason.startsWith(OWN_CLOSE_REASONS.noSetup);

/** Finds out what follows from an ending. Nothing else decides that, so the handle, the turn and the next attempt agree. */
export const findConsequences = (ending: Ending, about: EndingCircumstances): Consequences => {
  const { phase, left, doubted } = about;
  const first = judgeClose(ending, { handle: about.resumed, phase });
  const isSearchFault = about.searched === true && first.is === 'rest' && isAnswering(phase);
  const account = isSearchFault ? 'fine' : readAccount(first, doubted);
  const isMarkerFault = about.marked && account === 'fine' && phase !== 'dialling' && !isSearchFault;
  const isBlameless = isMarkerFault || isSearchFault;
  const settled = isBlameless ? PASSING : typeof account === 'object' ? account : first;
  const turn = decideFate(settled, phase, left);
  const isHeldElsewhere =
    about.found === true &&
    phase === 'dialling' &&
    ending.code === HELD &&
    settled.is === 'backoff' &&
    settled.say === 'gemini.lost';
  const isUnnamed = phase === 'dialling' && 'why' in first && first.is === 'doubt' && first.why === 'setup';
  return {
    verdict: reword(settled, phase),
    handle: isHeldElsewhere
      ? { is: 'skip', deaths: about.deaths }
      : decideHandle(settled, account !== 'fine' || isBlameless, ending, about),
    turn,
    next: {
      pause: (settled.is === 'backoff' && !isHeldElsewhere) || settled.is === 'rest',
      speaker: isUnnamed ? 'unnamed' : 'named',
      account,
    },
    isMarkerFault,
    isSearchFault,
    isHeldElsewhere,
  };
};

/** Whether a question was out, or part of its answer: only then does the model search. */
const isAnswering = (phase: ConnectionPhase): boolean => phase === 'asked' || phase === 'answering' || phase === 'tool';

/** A refusal that only the operator can fix concerns this connection at first, and all of them if it comes again. */
const readAccount = (verdict: CloseVerdict, doubted: boolean): NextAttemptAdvice['account'] => {
  if ('why' in verdict) return doubted ? { ...verdict, is: 'stop' } : verdict;
  return verdict.is === 'rest' ? 'quota' : 'fine';
};

/**
 * An answer is never started over once part of it was shown, and nothing is said more often than `left` allows. How often
 * a dial is repeated is limited elsewhere.
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
  // If the account or a marker is to blame, the handle isn't.
  if (isBlameless) return { is: 'keep', deaths };
  if (verdict.is === 'fresh') return { is: 'drop', deaths: 0 };
  if (age >= SOON) return { is: 'keep', deaths: 0 };
  return resumed ? countDeath(deaths) : { is: 'keep', deaths };
};

const decideDialHandle = ({ is }: CloseVerdict, ending: Ending, resumed: boolean, deaths: number): HandleFate => {
  if (!resumed) return { is: 'keep', deaths };
  if (is === 'fresh') return { is: 'drop', deaths: 0 };
  // A fresh session shows whether it was the handle or Google. A dial that was cut short before its deadline may have
  // hung just the same.
  if (isHung(ending) || ending.reason === OWN_CLOSE_REASONS.lateDial) return { is: 'skip', deaths };
  // If Google accepted the connection and then closed it, the handle may be why. A network fault says nothing about it.
  return is === 'backoff' && ending.code > 1006 ? countDeath(deaths) : { is: 'keep', deaths };
};

const countDeath = (deaths: number): HandleFate =>
  deaths + 1 >= MOST_DEATHS ? { is: 'drop', deaths: 0 } : { is: 'keep', deaths: deaths + 1 };

/** A connection that never opened wasn't lost, so people read that Gemini can't be reached. */
const reword = (verdict: CloseVerdict, phase: ConnectionPhase): CloseVerdict =>
  phase === 'dialling' && 'say' in verdict && verdict.say === 'gemini.lost'
    ? { ...verdict, say: 'gemini.unreachable' }
    : verdict;

/**
 * What the person reads whose question failed. `at` is when to ask again, in milliseconds since the epoch, if that's
 * known.
 */
export const explainConsequences = ({ verdict, turn }: Consequences, at?: number): Text =>
  turn === 'broken' ? { code: 'gemini.broken', at } : explainVerdict(verdict, at);
