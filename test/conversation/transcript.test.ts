import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { archiveIn, type Entry, Transcript } from '../../src/conversation/transcript.ts';
import { openStore } from '../../src/store/store.ts';

const make = async () => {
  return new Transcript('c', archiveIn(await openStore('memory:', pino({ level: 'silent' }))));
};
const entry = (asked: string, answered = 'ok'): Entry => ({
  person: { id: '1', name: 'Ada' },
  at: 1,
  asked,
  answered,
  ended: 'complete',
});

test('what came after a turn is told oldest first', async () => {
  const transcript = await make();
  for (const text of ['one', 'two', 'three']) await transcript.append(entry(text), 12);
  assert.deepEqual(
    (await transcript.since(0)).map(({ asked }) => asked),
    ['one', 'two', 'three'],
  );
  assert.deepEqual(
    (await transcript.since(2)).map(({ asked }) => asked),
    ['three'],
  );
  assert.deepEqual(await transcript.since(3), []);
  assert.deepEqual(await transcript.since(9), []);
  assert.equal((await transcript.summary())?.lastLatency, 12);
});

test('a session is told the newest turns, as many as fit', async () => {
  const transcript = await make();
  for (let index = 0; index < 60; index++) await transcript.append(entry(`${index}`), undefined);
  const told = (await transcript.since(0)).map(({ asked }) => asked);
  assert.equal(told.length, 40);
  assert.equal(told.at(-1), '59');
  await transcript.append(entry('long', 'x'.repeat(23_988)), undefined);
  assert.deepEqual(
    (await transcript.since(0)).map(({ asked }) => asked),
    ['58', '59', 'long'],
  );
});

test('an empty transcript tells nothing and can be forgotten', async () => {
  const transcript = await make();
  assert.deepEqual(await transcript.since(0), []);
  await transcript.forget();
  assert.equal(await transcript.summary(), undefined);
});
