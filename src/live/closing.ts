import type { Ending } from './socket.ts';

/**
 * What to do about an ending. `resume`: dial again with the handle. `fresh`: forget the handle and begin a new session
 * from the transcript. `later`: the same as `resume`, but not now. `stop`: only the owner can mend it. `say` is for the
 * person whose question it cost.
 */
export type Verdict = { is: 'resume' | 'fresh' | 'later' | 'stop'; say: string };

const SAY = {
  lost: 'The connection to Gemini broke. Please ask again.',
  busy: 'Gemini is not available right now. Please try again in a minute.',
  quota: 'Gemini’s quota for me is used up at the moment. Please try again in a few minutes.',
  key: 'Gemini does not accept my API key. Please tell the person who runs me to check GEMINI_API_KEY.',
  model:
    'Gemini does not know the model that I am set to. Please tell the person who runs me to check GEMINI_MODEL and GEMINI_API_VERSION.',
  setup: 'Gemini refuses the way I am set up. Please tell the person who runs me to run the doctor.',
  unreachable: 'I cannot reach Gemini. Please try again in a minute.',
};

type Rule = { code?: number; reason: RegExp; verdict: Verdict };

/**
 * What Google is known to say, the telling ones first; code and reason are judged together, because the same code means
 * different things. Sources: Google's session management page, field reports and client source code; reasons arrive cut
 * at 123 bytes, so the patterns look at their beginnings.
 */
const RULES: Rule[] = [
  { reason: /api key|leaked|unregistered caller|PERMISSION_DENIED/i, verdict: { is: 'stop', say: SAY.key } },
  { reason: /unexpected server response: 40[13]/i, verdict: { is: 'stop', say: SAY.key } },
  { reason: /quota|unexpected server response: 429/i, verdict: { is: 'later', say: SAY.quota } },
  {
    reason: /session not found|requested entity was not found|invalid session handle/i,
    verdict: { is: 'fresh', say: SAY.lost },
  },
  {
    code: 1008,
    reason: /is not found for api version|not supported for bidi/i,
    verdict: { is: 'stop', say: SAY.model },
  },
  { reason: /unexpected server response: 404/i, verdict: { is: 'stop', say: SAY.model } },
  { code: 1007, reason: /invalid json payload|cannot find field/i, verdict: { is: 'stop', say: SAY.setup } },
  { code: 1011, reason: /unavailable/i, verdict: { is: 'later', say: SAY.busy } },
  { reason: /unexpected server response: 5\d\d|try again later/i, verdict: { is: 'later', say: SAY.busy } },
  {
    reason: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT/,
    verdict: { is: 'later', say: SAY.unreachable },
  },
  { reason: /no answer within/, verdict: { is: 'later', say: SAY.busy } },
  { code: 1012, reason: /(?:)/, verdict: { is: 'later', say: SAY.busy } },
  { code: 1013, reason: /(?:)/, verdict: { is: 'later', say: SAY.busy } },
];

/**
 * Judges how a connection ended. A close 1007 or 1008 that fits no rule is an argument Google does not like: with a
 * handle that is most likely the handle, without one it is the setup. Whatever is unknown is taken for passing trouble.
 */
export const verdict = ({ code, reason }: Ending, { resumed }: { resumed: boolean }): Verdict => {
  const known = RULES.find((rule) => (rule.code === undefined || rule.code === code) && rule.reason.test(reason));
  if (known) return known.verdict.is === 'fresh' && !resumed ? { is: 'resume', say: SAY.lost } : known.verdict;
  if (code === 1007 || code === 1008) {
    if (/not implemented|aborted/i.test(reason)) return { is: 'resume', say: SAY.lost };
    return resumed ? { is: 'fresh', say: SAY.lost } : { is: 'stop', say: SAY.setup };
  }
  return { is: 'resume', say: SAY.lost };
};
