import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CloseVerdict, explainVerdict, judgeClose } from '../../../src/live/failures/close-codes.ts';
import type { ConnectionPhase } from '../../../src/live/failures/connection-ending.ts';
import { sentence } from '../../sentences.ts';
import { ENDINGS } from './endings.ts';

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

for (const [code, reason, handle, without] of ENDINGS)
  test(`${code} "${reason}" means ${handle} with a handle and ${without} without`, () => {
    for (const [at, phase] of PHASES.entries()) {
      assert.equal(judgeClose({ code, reason }, { handle: true, phase }).is, VERDICTS[handle[at] ?? ''], phase);
      assert.equal(judgeClose({ code, reason }, { handle: false, phase }).is, VERDICTS[without[at] ?? ''], phase);
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
