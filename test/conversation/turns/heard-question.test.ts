import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HeardQuestion } from '../../../src/conversation/turns/heard-question.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';

test('words are added until the question is said again, and none once nobody may hear it', async () => {
  const words = new HeardQuestion();
  assert.equal(words.add(' hello', true), 'hello');
  await words.begun;
  assert.equal(words.add(' Bob', true), ' Bob');
  words.forget();
  assert.equal(words.text, '');
  words.add('once more', true);
  await words.begun;
  words.deafen();
  assert.deepEqual([words.add('again', true), words.text], ['', '']);
});

test('it’s certain whose question it is as long as every word is', () => {
  const turn = new Turn({ person: { id: '1', name: 'Ada' }, text: '', at: 0, aloud: true });
  turn.addHeard('Parley,');
  assert.equal(turn.hearing.isSure, true);
  turn.addHeard(' stop.', false);
  turn.addHeard(' Now.');
  assert.deepEqual([turn.heard, turn.hearing.isSure], ['Parley, stop. Now.', false]);
});

test('more than anybody says is counted, not kept', () => {
  const words = new HeardQuestion();
  words.add('a'.repeat(499_999), true);
  assert.equal(words.add('bcd', true), 'b');
  assert.deepEqual([words.text.length, words.lost], [500_000, 2]);
});
