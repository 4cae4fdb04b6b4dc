import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALIKE, listCases, TIMED, TYPED } from './tools/table.ts';
import { tryKinds } from './tools/try-kinds.ts';
import { openWebStage } from './tools/web-stage.ts';

/** How many hostile cases with tools there are at least; tools-machine.test.ts and tools-voice.test.ts try some of them. */
const LEAST = 200;

tryKinds('what a model can be made to do that reads pages and messages', openWebStage, { alike: ALIKE, others: TYPED });
tryKinds('what people are reminded of, whatever the clock does', openWebStage, { others: TIMED });

test('there are enough cases, and each says something of its own', () => {
  const all = listCases();
  assert.ok(all.length >= LEAST, `${all.length}`);
  assert.equal(new Set(all).size, all.length);
});
