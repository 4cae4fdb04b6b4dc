import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { OperatorFault } from '../../src/base/events.ts';
import type { TroubleCode } from '../../src/live/failures/close-codes.ts';
import type { ConnectionFault } from '../../world/live/fault.ts';
import { opening } from '../sentences.ts';
import { whole } from './bot.ts';

/** The longest that anybody waits for a sentence, in milliseconds. */
const TOLD = 20_000;

type Row = {
  wrong: string;
  /** What every connection meets. */
  fault: ConnectionFault;
  says: TroubleOrFault[];
  /** How long it may take, in milliseconds, where that is less than anybody waits. */
  within?: number;
};

const closed = (code: number, reason: string): ConnectionFault => ({ setup: { close: [code, reason] } });

/** A refusal is told once Google has repeated it, and without a pause that people would notice. */
const SOON = 5_000;

type TroubleOrFault = TroubleCode | `owner.${OperatorFault}`;

const ROWS: Row[] = [
  {
    wrong: 'the key is not valid',
    fault: closed(1007, 'API key not valid. Please pass a valid API key.'),
    says: ['owner.key'],
    within: SOON,
  },
  {
    wrong: 'the key was found in public',
    fault: closed(1008, 'Your API key was reported as leaked. Please use another API key.'),
    says: ['owner.leaked'],
    within: SOON,
  },
  {
    wrong: 'the credits are used up',
    fault: closed(1011, 'Your prepayment credits are depleted. Please go to AI Studio'),
    says: ['owner.credits'],
    within: SOON,
  },
  {
    wrong: 'the quota is used up',
    fault: closed(1011, 'You exceeded your current quota, please check your plan and billing details.'),
    says: ['gemini.quota'],
    within: SOON,
  },
  {
    wrong: 'the region is refused',
    fault: closed(1007, 'User location is not supported for the API use.'),
    says: ['owner.region'],
    within: SOON,
  },
  {
    wrong: 'the model is unknown',
    fault: closed(1008, 'models/x is not found for API version v1beta, or is not supported for bidiGenerateContent'),
    says: ['owner.model'],
    within: SOON,
  },
  {
    wrong: 'what answers is not the Live API',
    fault: { upgrade: 404 },
    says: ['owner.address'],
    within: SOON,
  },
  {
    wrong: 'Gemini is down',
    fault: { upgrade: 503 },
    says: ['gemini.busy'],
  },
  {
    wrong: 'the upgrade is never answered',
    fault: { upgrade: 'silent' },
    says: ['gemini.busy', 'gemini.unreachable'],
  },
  {
    wrong: 'the setup is never answered',
    fault: { setup: 'silent' },
    says: ['gemini.busy', 'gemini.unreachable'],
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
      assert.ok(
        says.some((code) => reply.text.startsWith(`⚠️ ${opening({ code })}`)),
        reply.text,
      );
      assert.ok(waited <= within, `${waited} ms`);
    });
});
