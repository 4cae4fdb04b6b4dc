import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type CloseVerdict,
  explainVerdict,
  judgeClose,
  OWN_CLOSE_REASONS,
} from '../../../src/live/failures/close-codes.ts';
import type { ConnectionPhase } from '../../../src/live/failures/ending.ts';
import { decideFate, type TurnFate } from '../../../src/live/failures/turn-fate.ts';
import { sentence } from '../../sentences.ts';

const PHASES: ConnectionPhase[] = ['dialling', 'idle', 'asked', 'answering', 'tool', 'hearing', 'leaving'];

/** Verdicts in short: one letter for each phase, in the order above. */
const VERDICTS: Record<string, CloseVerdict['is']> = {
  r: 'resume',
  b: 'backoff',
  f: 'fresh',
  q: 'rest',
  s: 'stop',
  d: 'doubt',
  x: 'refused',
};

/** Close code, reason, and what to do about it in each phase, with a handle in play and without. */
export const ENDINGS: [code: number, reason: string, handle: string, without: string][] = [
  [1000, 'The operation was cancelled.', 'rrrrrrr', 'rrrrrrr'],
  [1000, '', 'rrrrrrr', 'rrrrrrr'],
  [1006, '', 'bbbbbbb', 'bbbbbbb'],
  [1007, 'Request contains an invalid argument.', 'fffffff', 'dbxxxxb'],
  [1007, 'Invalid session handle', 'fffffff', 'bbbbbbb'],
  [1007, 'API key not valid. Please pass a valid API key.', 'ddddddd', 'ddddddd'],
  [1007, 'Invalid JSON payload received. Unknown name "x": Cannot find field.', 'dbxxxxb', 'dbxxxxb'],
  [1007, 'The audio content type (CONTENT_TYPE_AUDIO) is not supported for this model', 'rrrrrrr', 'rrrrrrr'],
  [1007, 'Precondition check failed.', 'bbbbbbb', 'bbbbbbb'],
  [1008, 'BidiGenerateContent session not found', 'fffffff', 'bbbbbbb'],
  [1008, 'Requested entity was not found.', 'fffffff', 'bbbbbbb'],
  [1008, 'models/x is not found for API version v1, or is not supported for bidiGenerateContent', 'ddddddd', 'ddddddd'],
  [1008, 'Operation is not implemented, or supported, or enabled.', 'rrrrrrr', 'rrrrrrr'],
  [1008, 'The operation was aborted.', 'rrrrrrr', 'rrrrrrr'],
  [1008, 'Your API key was reported as leaked. Please use another API key.', 'ddddddd', 'ddddddd'],
  [1008, 'something new', 'fffffff', 'dbxxxxb'],
  [1011, 'Internal error encountered.', 'bbbbbbb', 'bbbbbbb'],
  [1011, 'The service is currently unavailable.', 'bbbbbbb', 'bbbbbbb'],
  [1011, 'Deadline expired before operation could complete.', 'rrrrrrr', 'rrrrrrr'],
  [1011, 'You exceeded your current quota, please check your plan and billing details.', 'qqqqqqq', 'qqqqqqq'],
  [1011, 'Your prepayment credits are depleted. Please go to AI Studio at https://ai.studio', 'sssssss', 'sssssss'],
  [
    1007,
    'Request trace id: 6e8473cab002a9c9, [ORIGINAL ERROR] generic::failed_precondition: User location is not supported for the A',
    'ddddddd',
    'ddddddd',
  ],
  [1012, '', 'bbbbbbb', 'bbbbbbb'],
  [1013, '', 'bbbbbbb', 'bbbbbbb'],
  [1006, 'Unexpected server response: 403', 'ddddddd', 'ddddddd'],
  [1006, 'Unexpected server response: 404', 'ddddddd', 'ddddddd'],
  [1006, 'Unexpected server response: 429', 'qqqqqqq', 'qqqqqqq'],
  [1006, 'Unexpected server response: 503', 'bbbbbbb', 'bbbbbbb'],
  [1006, 'getaddrinfo ENOTFOUND generativelanguage.googleapis.com', 'bbbbbbb', 'bbbbbbb'],
  [1006, 'the proxy p.test:1 (HTTPS_PROXY) cannot be reached: connect ECONNREFUSED', 'bbbbbbb', 'bbbbbbb'],
  [1006, 'the proxy p.test:1 (HTTPS_PROXY) refuses to connect to x:443: 403 Quota', 'bbbbbbb', 'bbbbbbb'],
  [1006, 'no answer within 15000 ms', 'bbbbbbb', 'bbbbbbb'],
  [1006, `${OWN_CLOSE_REASONS.goAway}`, 'rrrrrrr', 'rrrrrrr'],
  [1006, `${OWN_CLOSE_REASONS.silent} for 20000 ms`, 'rrrrrrr', 'rrrrrrr'],
  [1006, `${OWN_CLOSE_REASONS.mute}`, 'rrrrrrr', 'rrrrrrr'],
  [1006, `${OWN_CLOSE_REASONS.forgot}`, 'rrrrrrr', 'rrrrrrr'],
  [4999, 'something new', 'bbbbbbb', 'bbbbbbb'],
];

for (const [code, reason, handle, without] of ENDINGS)
  test(`${code} "${reason}" means ${handle} with a handle and ${without} without`, () => {
    for (const [at, phase] of PHASES.entries()) {
      assert.equal(judgeClose({ code, reason }, { handle: true, phase }).is, VERDICTS[handle[at] ?? ''], phase);
      assert.equal(judgeClose({ code, reason }, { handle: false, phase }).is, VERDICTS[without[at] ?? ''], phase);
    }
  });

type Fates = [may: TurnFate[], not: TurnFate[]];

/** What becomes of the turn in each phase, while it may be said again, and when it may not. */
const SAID_AGAIN: Fates = [
  ['again', 'nothing', 'again', 'broken', 'again', 'again', 'nothing'],
  ['told', 'nothing', 'told', 'broken', 'told', 'told', 'nothing'],
];
const NEVER_AGAIN: Fates = [
  ['told', 'nothing', 'told', 'broken', 'told', 'told', 'nothing'],
  ['told', 'nothing', 'told', 'broken', 'told', 'told', 'nothing'],
];

const FATES: Record<CloseVerdict['is'], Fates> = {
  resume: SAID_AGAIN,
  backoff: SAID_AGAIN,
  fresh: SAID_AGAIN,
  rest: NEVER_AGAIN,
  stop: NEVER_AGAIN,
  doubt: SAID_AGAIN,
  refused: NEVER_AGAIN,
};

test('what becomes of a turn follows from the verdict, the phase, and how often it may still be said', () => {
  for (const is of Object.values(VERDICTS))
    for (const [at, phase] of PHASES.entries()) {
      assert.equal(decideFate({ is }, phase, 1), FATES[is][0][at], `${is} ${phase}`);
      assert.equal(decideFate({ is }, phase, 0), FATES[is][1][at], `${is} ${phase}`);
    }
});

test('every verdict has a sentence for the person whose question it cost, without Google’s words', () => {
  for (const [code, reason] of ENDINGS)
    for (const phase of PHASES) {
      const words = sentence(explainVerdict(judgeClose({ code, reason }, { handle: false, phase })));
      assert.match(words, /^[A-Z].+\.$/);
      if (reason.length > 20) assert.ok(!words.includes(reason.slice(0, 20)), words);
    }
});

test('when to ask again is said where it is known, and never to somebody who has to wait for the operator', () => {
  assert.deepEqual(explainVerdict({ is: 'rest', say: 'gemini.quota' }, 5), { code: 'gemini.quota', at: 5 });
  assert.deepEqual(explainVerdict({ is: 'stop', why: 'key' }, 5), { code: 'owner.key' });
});
