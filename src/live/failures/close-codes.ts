import type { OperatorFault } from '../../base/events.ts';
import type { Text } from '../../text/text.ts';
import type { ConnectionPhase, Ending } from './connection-ending.ts';

/**
 * What to do about an ending. `resume`: connect again at once, with the handle. `backoff`: the same after a pause.
 * `fresh`: forget the handle and begin a new session from the transcript. `rest`: not for a while, and people are told.
 * `refused`: what was said is to blame, so it is never said again. The others say that only the owner can mend it. `stop`:
 * no conversation of this process can go on. `doubt`: Google says so of one connection, and of which, the next one tells:
 * field reports know single connections that were refused for their region or their key while others stood.
 */
export type CloseVerdict = TransientVerdict | OperatorVerdict;

/** What concerns a connection, a session or what was said; `say` is for the person whose question it cost. */
export type TransientVerdict = { is: 'resume' | 'backoff' | 'fresh' | 'rest' | 'refused'; say: TroubleCode };

/** What only the owner can mend. */
export type OperatorVerdict = { is: 'stop' | 'doubt'; why: OperatorFault };

/** What people read about trouble that passes; each says as well when to ask again, if that is known. */
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

/** How our own side calls an ending that it brought about. */
export const OWN_CLOSE_REASONS = {
  /** The connection was announced to end, and what ran on it took too long. */
  goAway: 'its announced end had come',
  /** The model gave no sign of life for so long. */
  silent: 'no sign of life',
  /** It took what was said twice, and answered neither. */
  mute: 'it answers no more',
  /** The model has lost its memory. */
  forgot: 'its memory was gone',
  /** How it begins where a dial came as far as its setup, and no further. */
  noSetup: 'no answer to the setup',
  /** Nobody waited any more for a dial. */
  lateDial: 'no answer within the time that anybody waits',
};

type Rule = { code?: number; reason: RegExp; verdict: CloseVerdict };

const means = (is: TransientVerdict['is'], say: TroubleCode): CloseVerdict => ({ is, say });

const stop = (why: OperatorFault): CloseVerdict => ({ is: 'stop', why });

const doubt = (why: OperatorFault): CloseVerdict => ({ is: 'doubt', why });

/**
 * What Google is known to say, the telling ones first; code and reason are judged together, because the same code means
 * different things. Sources: Google's session management page, field reports and client source code; reasons arrive cut
 * at 123 bytes, of which a trace id may take half, so the patterns look at their beginnings. What quota says names billing,
 * too, and so does what a region without a free tier says. An account that is out of money is out of it on every connection.
 */
const RULES: Rule[] = [
  // Said by our own side, whatever the proxy itself says with it.
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
  { reason: /is not found for api version|not supported for bidi|not_found: this model/i, verdict: doubt('model') },
  { reason: /unexpected server response: (?:[23]|40[45]|410|426)/i, verdict: doubt('address') },
  {
    reason: /session not found|requested entity was not found|invalid session handle/i,
    verdict: means('fresh', 'gemini.lost'),
  },
  // A fault of Google's in the middle of calls, of which the argument is no sign.
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

/** What only the owner can mend, by what Google said of it over whichever protocol; nothing if it is something else. */
export const findOperatorFault = (said: string): OperatorFault | undefined => {
  const known = RULES.find(({ code, reason }) => code === undefined && reason.test(said))?.verdict;
  return known && 'why' in known ? known.why : undefined;
};

/**
 * Judges how a connection ended, from what Google said, whether a handle was used, and what was going on. A close 1007 or
 * 1008 that fits no rule is an argument Google does not like. While dialling that is the handle, or else the setup. Later
 * it is the handle, which Google sometimes looks at only then, or what was said; said once more to a fresh session it
 * shows which. Whatever is unknown is taken for passing trouble.
 */
export const judgeClose = (
  { code, reason }: Ending,
  { handle, phase }: { handle: boolean; phase: ConnectionPhase },
): CloseVerdict => {
  const known = RULES.find((rule) => (rule.code === undefined || rule.code === code) && rule.reason.test(reason));
  if (known) return known.verdict.is === 'fresh' && !handle ? means('backoff', 'gemini.lost') : known.verdict;
  if (code !== 1007 && code !== 1008) return means('backoff', 'gemini.lost');
  // A field that this version of the API does not know: that cannot be the handle's fault.
  if (handle && !/invalid json payload|cannot find field/i.test(reason)) return means('fresh', 'gemini.lost');
  if (phase === 'dialling') return doubt('setup');
  return phase === 'idle' || phase === 'leaving' ? means('backoff', 'gemini.lost') : means('refused', 'gemini.refused');
};

/** What a person reads about a verdict. `at` is when it is worth asking again, in milliseconds since the epoch, if known. */
export const explainVerdict = (verdict: CloseVerdict, at?: number): Text =>
  'why' in verdict ? { code: `owner.${verdict.why}` } : { code: verdict.say, at };
