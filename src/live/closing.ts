import type { Ending } from './socket.ts';

/**
 * What a connection was doing when it ended. `dialling`: it was not set up yet. `idle`: nothing was asked. `asked`: a
 * question was out and nothing had come back. `answering`: a part of the answer had come. `tool`: the model waits for a
 * tool's result. `hearing`: somebody was speaking. `leaving`: we were closing it ourselves.
 */
export type Phase = 'dialling' | 'idle' | 'asked' | 'answering' | 'tool' | 'hearing' | 'leaving';

/**
 * What to do about an ending. `resume`: connect again at once, with the handle. `backoff`: the same after a pause.
 * `fresh`: forget the handle and begin a new session from the transcript. `rest`: not for a while, and people are told.
 * `stop`: no conversation of this process can go on, only the owner can mend it. `refused`: what was said is to blame, so
 * it is never said again.
 */
export type Verdict = {
  is: 'resume' | 'backoff' | 'fresh' | 'rest' | 'stop' | 'refused';
  /** For the person whose question it cost. */
  say: string;
};

export const SAY = {
  lost: 'The connection to Gemini broke. Please ask again.',
  broken: 'The connection to Gemini broke before this answer was finished.',
  late: 'Gemini did not answer in time. Please ask again.',
  often: 'My connection to Gemini keeps breaking.',
  busy: 'Gemini is not available right now. Please try again in a minute.',
  quota: 'I’ve used up my Gemini quota for now.',
  key: 'Gemini does not accept my API key. Please tell the person who runs me to check GEMINI_API_KEY.',
  credits:
    'My credits for Gemini are used up. Please tell the person who runs me to add some in Google AI Studio, under Billing.',
  region: 'Google doesn’t offer Gemini where I run. Please tell the person who runs me.',
  model:
    'Gemini doesn’t know the model I’m configured to use. Please tell the person who runs me to check GEMINI_MODEL and GEMINI_API_VERSION.',
  setup: 'Gemini rejects my configuration. Please tell the person who runs me to run the doctor.',
  refused: 'Gemini won’t accept this question. Please rephrase it.',
  full: 'I’m talking in as many channels as I can at the moment. Please try again in a minute.',
  unreachable: 'I cannot reach Gemini. Please try again in a minute.',
};

/** How our own side calls an ending that it brought about. */
export const OURS = {
  /** The connection was announced to end, and what ran on it took too long. */
  goAway: 'its announced end had come',
  /** The model gave no sign of life for so long. */
  silent: 'no sign of life',
  /** It took what was said twice, and answered neither. */
  mute: 'it answers no more',
  /** The model has lost its memory. */
  forgot: 'its memory was gone',
};

type Rule = { code?: number; reason: RegExp; verdict: Verdict };

const means = (is: Verdict['is'], say: string): Verdict => ({ is, say });

/**
 * What Google is known to say, the telling ones first; code and reason are judged together, because the same code means
 * different things. Sources: Google's session management page, field reports and client source code; reasons arrive cut
 * at 123 bytes, so the patterns look at their beginnings.
 */
const RULES: Rule[] = [
  { reason: /api key|leaked|unregistered caller|PERMISSION_DENIED/i, verdict: means('stop', SAY.key) },
  { reason: /unexpected server response: 40[13]/i, verdict: means('stop', SAY.key) },
  { reason: /prepayment credits|credits are depleted/i, verdict: means('stop', SAY.credits) },
  { reason: /location is not supported/i, verdict: means('stop', SAY.region) },
  { reason: /quota|unexpected server response: 429/i, verdict: means('rest', SAY.quota) },
  {
    reason: /session not found|requested entity was not found|invalid session handle/i,
    verdict: means('fresh', SAY.lost),
  },
  { code: 1008, reason: /is not found for api version|not supported for bidi/i, verdict: means('stop', SAY.model) },
  { reason: /unexpected server response: 404/i, verdict: means('stop', SAY.model) },
  // A fault of Google's in the middle of calls, of which the argument is no sign.
  { code: 1007, reason: /CONTENT_TYPE_AUDIO/, verdict: means('resume', SAY.lost) },
  { code: 1007, reason: /precondition check failed/i, verdict: means('backoff', SAY.lost) },
  { code: 1008, reason: /not implemented|aborted/i, verdict: means('resume', SAY.lost) },
  { code: 1011, reason: /deadline expired/i, verdict: means('resume', SAY.lost) },
  { code: 1000, reason: /(?:)/, verdict: means('resume', SAY.lost) },
  { reason: new RegExp(`^(?:${OURS.goAway}|${OURS.mute}|${OURS.forgot})`), verdict: means('resume', SAY.lost) },
  { reason: new RegExp(`^${OURS.silent}`), verdict: means('resume', SAY.late) },
  {
    reason: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT/,
    verdict: means('backoff', SAY.unreachable),
  },
  {
    reason: /unavailable|try again later|no answer (?:to the setup )?within|unexpected server response: 5\d\d/i,
    verdict: means('backoff', SAY.busy),
  },
  { code: 1012, reason: /(?:)/, verdict: means('backoff', SAY.busy) },
  { code: 1013, reason: /(?:)/, verdict: means('backoff', SAY.busy) },
];

/**
 * Judges how a connection ended, from what Google said, whether a handle was used, and what was going on. A close 1007 or
 * 1008 that fits no rule is an argument Google does not like. While dialling that is the handle, or else the setup. Later
 * it is the handle, which Google sometimes looks at only then, or what was said; said once more to a fresh session it
 * shows which. Whatever is unknown is taken for passing trouble.
 */
export const verdict = ({ code, reason }: Ending, { handle, phase }: { handle: boolean; phase: Phase }): Verdict => {
  const known = RULES.find((rule) => (rule.code === undefined || rule.code === code) && rule.reason.test(reason));
  if (known) return known.verdict.is === 'fresh' && !handle ? means('backoff', SAY.lost) : known.verdict;
  if (code !== 1007 && code !== 1008) return means('backoff', SAY.lost);
  // A field that this version of the API does not know: that cannot be the handle's fault.
  if (handle && !/invalid json payload|cannot find field/i.test(reason)) return means('fresh', SAY.lost);
  if (phase === 'dialling') return means('stop', SAY.setup);
  return phase === 'idle' || phase === 'leaving' ? means('backoff', SAY.lost) : means('refused', SAY.refused);
};
