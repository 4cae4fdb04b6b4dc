import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ConnectionFault } from '../../world/live/fault.ts';
import { whole } from './bot.ts';

/** The longest that anybody waits for a sentence, in milliseconds. */
const TOLD = 20_000;

type Row = {
  wrong: string;
  /** What every connection meets. */
  fault: ConnectionFault;
  says: RegExp;
  /** How long it may take, in milliseconds, where that is less than anybody waits. */
  within?: number;
};

const closed = (code: number, reason: string): ConnectionFault => ({ setup: { close: [code, reason] } });

/** A refusal is told once Google has repeated it, and without a pause that people would notice. */
const SOON = 5_000;

const ROWS: Row[] = [
  {
    wrong: 'the key is not valid',
    fault: closed(1007, 'API key not valid. Please pass a valid API key.'),
    says: /^⚠️ Gemini does not accept my API key\. .*GEMINI_API_KEY/,
    within: SOON,
  },
  {
    wrong: 'the key was found in public',
    fault: closed(1008, 'Your API key was reported as leaked. Please use another API key.'),
    says: /^⚠️ Google has blocked my API key because it was found in public\. /,
    within: SOON,
  },
  {
    wrong: 'the credits are used up',
    fault: closed(1011, 'Your prepayment credits are depleted. Please go to AI Studio'),
    says: /^⚠️ My credits for Gemini are used up\. /,
    within: SOON,
  },
  {
    wrong: 'the quota is used up',
    fault: closed(1011, 'You exceeded your current quota, please check your plan and billing details.'),
    says: /^⚠️ I’ve used up my Gemini quota for now\. /,
    within: SOON,
  },
  {
    wrong: 'the region is refused',
    fault: closed(1007, 'User location is not supported for the API use.'),
    says: /^⚠️ Google doesn’t offer Gemini where I run\. /,
    within: SOON,
  },
  {
    wrong: 'the model is unknown',
    fault: closed(1008, 'models/x is not found for API version v1beta, or is not supported for bidiGenerateContent'),
    says: /^⚠️ Gemini doesn’t know the model .*GEMINI_MODEL and GEMINI_API_VERSION/,
    within: SOON,
  },
  {
    wrong: 'what answers is not the Live API',
    fault: { upgrade: 404 },
    says: /^⚠️ I can’t find Gemini at the address .*GEMINI_BASE_URL/,
    within: SOON,
  },
  {
    wrong: 'Gemini is down',
    fault: { upgrade: 503 },
    says: /^⚠️ Gemini is not available right now\. /,
  },
  {
    wrong: 'the upgrade is never answered',
    fault: { upgrade: 'silent' },
    says: /^⚠️ .*(?:cannot reach Gemini|Gemini is not available)/,
  },
  {
    wrong: 'the setup is never answered',
    fault: { setup: 'silent' },
    says: /^⚠️ .*(?:cannot reach Gemini|Gemini is not available)/,
  },
];

describe('a first question that cannot be answered', () => {
  for (const { wrong, fault, says, within = TOLD } of ROWS)
    test(`because ${wrong} is told so`, async (t) => {
      const { clock, live, general, ada } = await whole(t);
      live.next(...Array.from({ length: 60 }, () => fault));
      const began = clock.now();
      const reply = await clock.until(ada.slash('ask', { question: 'hello' }, { in: general }));
      await clock.until(reply.shows(/^⚠️/));
      const waited = clock.now() - began;
      assert.match(reply.text, says);
      assert.ok(waited <= within, `${waited} ms`);
    });
});
