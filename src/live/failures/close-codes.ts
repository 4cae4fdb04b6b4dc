import type { OperatorFault } from '../../base/events.ts';
import type { Text } from '../../text/text.ts';
import type { ConnectionPhase, Ending } from './connection-ending.ts';

/**
 * What to do about an ending. `resume`: connect again at once, with the handle. `backoff`: the same after a pause.
 * `fresh`: forget the handle and begin a new session from the transcript. `rest`: don't connect for a while, and tell
 * people. `refused`: what was said is to blame, so never say it again.
 *
 * The others need the operator. `stop`: no conversation of this process can go on. `doubt`: this connection was refused,
 * and the next one shows whether all are: field reports tell of single connections that were refused for their region or
 * key while others worked.
 */
export type CloseVerdict = TransientVerdict | OperatorVerdict;

/** Trouble that passes by itself. `say` is what people read whose question failed because of it. */
type TransientVerdict = { is: 'resume' | 'backoff' | 'fresh' | 'rest' | 'refused'; say: TroubleCode };

/** Trouble that only the operator can fix. */
export type OperatorVerdict = { is: 'stop' | 'doubt'; why: OperatorFault };

/** What people read about trouble that passes. Each sentence also says when to ask again, if that's known. */
export type TroubleCode =
  | 'gemini.lost'
  | 'gemini.broken'
  | 'gemini.late'
  | 'gemini.often'
  | 'gemini.busy'
  | 'gemini.quota'
  | 'gemini.refused'
  | 'gemini.full'
  | 'gemini.proxy'
  | 'gemini.unreachable';

/** The reasons that our own side gives for an ending that it brought about. */
export const OWN_CLOSE_REASONS = {
  /** Google had announced the end of the connection, and the answer on it took too long. */
  goAway: 'its announced end had come',
  /** The model gave no sign of life. What follows says for how long. */
  silent: 'no sign of life',
  /** The connection is open, but questions on it aren't answered. */
  mute: 'it answers no more',
  /** The model has lost its memory. */
  forgot: 'its memory was gone',
  /** The setup was sent but not answered. What follows says within which time. */
  noSetup: 'no answer to the setup',
  /** The dial took longer than anyone waits. */
  lateDial: 'no answer within the time that anybody waits',
};

type Rule = { code?: number; reason: RegExp; verdict: CloseVerdict };

const means = (is: TransientVerdict['is'], say: TroubleCode): CloseVerdict => ({ is, say });

const stop = (why: OperatorFault): CloseVerdict => ({ is: 'stop', why });

const doubt = (why: OperatorFault): CloseVerdict => ({ is: 'doubt', why });

/**
 * What Google is known to say, most specific first. A rule looks at code and reason together, because one code means
 * different things. Sources: Google's session management page, field reports, and the source code of other clients.
 *
 * Reasons arrive cut at 123 bytes, half of which a trace id may take, so the patterns match words near the beginning. The
 * rules for quota and regions come before the one for billing, because those reasons mention billing too. An account
 * without money has none on any connection, so that stops everything at once.
 */
const RULES: Rule[] = [
  // Our own side says this and quotes the proxy, whose words could match any rule below.
  { code: 1006, reason: /^the proxy /, verdict: means('backoff', 'gemini.proxy') },
  { reason: /prepayment credits|credits are depleted/i, verdict: stop('credits') },
  { reason: /spending cap|has exceeded its mon/i, verdict: stop('cap') },
  {
    reason: /quota|resource has been exhausted|unexpected server response: 429/i,
    verdict: means('rest', 'gemini.quota'),
  },
  { reason: /location is not supported|free tier is not available|not available in your/i, verdict: doubt('region') },
  { reason: /billing|unexpected server response: 402/i, verdict: stop('billing') },
  { reason: /leaked/i, verdict: doubt('leaked') },
  { reason: /\brestriction|requests from .* blocked|has not been used in project/i, verdict: doubt('restricted') },
  {
    reason: /suspended|denied access|requests to this api .*blocked|key .*(?:blocked|disabled)/i,
    verdict: doubt('blocked'),
  },
  { reason: /api[ _]key|unregistered caller|unexpected server response: 401/i, verdict: doubt('key') },
  {
    reason: /permission.denied|does not have permission|unexpected server response: 40[03]/i,
    verdict: doubt('denied'),
  },
  { reason: /model.* no longer available|available to new users/i, verdict: doubt('closed') },
  { reason: /only supports real-time bidirectional/i, verdict: doubt('model') },
  { reason: /is not found for api version|not supported for bidi|not_found: this model/i, verdict: doubt('model') },
  { reason: /unexpected server response: (?:[23]|40[45]|410|426)/i, verdict: doubt('address') },
  {
    reason: /session not found|requested entity was not found|invalid session handle/i,
    verdict: means('fresh', 'gemini.lost'),
  },
  // A fault on Google's side in the middle of calls; the audio that it complains of is fine.
  { code: 1007, reason: /CONTENT_TYPE_AUDIO/, verdict: means('resume', 'gemini.lost') },
  { code: 1007, reason: /precondition check failed/i, verdict: means('backoff', 'gemini.lost') },
  { code: 1008, reason: /not implemented|aborted/i, verdict: means('resume', 'gemini.lost') },
  { code: 1011, reason: /deadline expired/i, verdict: means('resume', 'gemini.lost') },
  { code: 1000, reason: /(?:)/, verdict: means('resume', 'gemini.lost') },
  {
    reason: new RegExp(`^(?:${OWN_CLOSE_REASONS.goAway}|${OWN_CLOSE_REASONS.mute}|${OWN_CLOSE_REASONS.forgot})`),
    verdict: means('resume', 'gemini.lost'),
  },
  { reason: new RegExp(`^${OWN_CLOSE_REASONS.silent}`), verdict: means('resume', 'gemini.late') },
  {
    reason: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT/,
    verdict: means('backoff', 'gemini.unreachable'),
  },
  {
    reason: /unavailable|try again later|no answer (?:to the setup )?within|unexpected server response: 5\d\d/i,
    verdict: means('backoff', 'gemini.busy'),
  },
  { code: 1012, reason: /(?:)/, verdict: means('backoff', 'gemini.busy') },
  { code: 1013, reason: /(?:)/, verdict: means('backoff', 'gemini.busy') },
];

/** Which fault only the operator can fix, by what Google said over any protocol; nothing if it's something else. */
export const findOperatorFault = (said: string): OperatorFault | undefined => {
  const known = RULES.find(({ code, reason }) => code === undefined && reason.test(said))?.verdict;
  return known && 'why' in known ? known.why : undefined;
};

/**
 * Judges how a connection ended, from what Google said, whether a handle was used, and what was going on.
 *
 * A close with 1007 or 1008 that fits no rule means that Google rejected an argument. During a dial that's the handle,
 * or without one the setup. Later it's what was said, or still the handle, which Google sometimes checks late; asking a
 * fresh session shows which. Anything unknown counts as trouble that passes.
 */
export const judgeClose = (
  { code, reason }: Ending,
  { handle, phase }: { handle: boolean; phase: ConnectionPhase },
): CloseVerdict => {
  const known = RULES.find((rule) => (rule.code === undefined || rule.code === code) && rule.reason.test(reason));
  if (known) return known.verdict.is === 'fresh' && !handle ? means('backoff', 'gemini.lost') : known.verdict;
  if (code !== 1007 && code !== 1008) return means('backoff', 'gemini.lost');
  // A field that this version of the API doesn't know can't be the handle's fault.
  if (handle && !/invalid json payload|cannot find field/i.test(reason)) return means('fresh', 'gemini.lost');
  if (phase === 'dialling') return doubt('setup');
  return phase === 'idle' || phase === 'leaving' ? means('backoff', 'gemini.lost') : means('refused', 'gemini.refused');
};

/** What a person reads about a verdict. `at` is when to ask again, in milliseconds since the epoch, if that's known. */
export const explainVerdict = (verdict: CloseVerdict, at?: number): Text =>
  'why' in verdict ? { code: `owner.${verdict.why}` } : { code: verdict.say, at };
