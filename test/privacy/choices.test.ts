import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import { Choices, type PrivacyChoice } from '../../src/privacy/choices.ts';
import { openMemory } from '../../src/store/in-memory.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { makeStore, openStore } from '../../src/store/store.ts';
import { moody } from '../store/moody.ts';
import { silent } from '../store/record.ts';
import { VirtualClock } from '../virtual-clock.ts';

test('who wants nothing stored is passed on to nobody, until they want it again', async () => {
  const store = await openStore('memory:', silent);
  const choices = new Choices(store.shelf(RECORD_KINDS.choice));
  assert.deepEqual(await choices.findUnstored(['1', '2']), new Set());
  await choices.chooseStoring('2', false);
  assert.deepEqual(await choices.findUnstored(['1', '2', '3']), new Set(['2']));
  await choices.chooseStoring('2', true);
  assert.deepEqual(await choices.findUnstored(['1', '2']), new Set());
  assert.deepEqual(await choices.findUnstored([]), new Set());
  await store.close();
});

test('whose choice cannot be looked up is passed on to nobody either', async () => {
  const store = await openStore('memory:', silent);
  const choices = new Choices(store.shelf(RECORD_KINDS.choice));
  // A store that is closed can be asked nothing.
  await store.close();
  assert.deepEqual(await choices.findUnstored(['1', '2']), new Set(['1', '2']));
});

test('a choice of which a person read that it was not stored does not come into force later', async () => {
  const clock = new VirtualClock();
  const { database, mood } = moody(clock);
  const store = await makeStore(database, silent, { clock });
  const choices = new Choices(store.shelf(RECORD_KINDS.choice));
  await choices.chooseStoring('1', false);
  for (const [person, wanted] of [
    ['1', true],
    ['2', false],
  ] as const) {
    mood.writes = 0;
    await assert.rejects(clock.until(choices.chooseStoring(person, wanted)), UserError);
    mood.writes = Number.POSITIVE_INFINITY;
    await clock.until(store.waitUntilBack());
  }
  await clock.advance(10_000);
  assert.deepEqual(await choices.findUnstored(['1', '2']), new Set(['1']));
});

test('an order to delete is kept as long as anything that it can be about', () => {
  for (const { name, lifetime } of Object.values(RECORD_KINDS))
    assert.ok(lifetime <= RECORD_KINDS.erasure.lifetime, name);
});

test('while the store is away nobody’s wish is guessed of whom this process has read nothing', async () => {
  const clock = new VirtualClock();
  const memory = openMemory(clock);
  let isAway = false;
  const read: typeof memory.read = async (keys) => {
    if (isAway) throw new Error('no connection');
    return memory.read(keys);
  };
  const store = await makeStore({ ...memory, read }, silent, { clock });
  const shelf = store.shelf<PrivacyChoice>(RECORD_KINDS.choice);
  await new Choices(shelf).chooseStoring('2', false);
  const choices = new Choices(shelf);
  assert.deepEqual([await choices.judgeStoring('1'), await choices.judgeStoring('2')], ['yes', 'no']);
  const fresh = new Choices(shelf);
  isAway = true;
  const judge = async (by: Choices) => [
    await clock.until(by.judgeStoring('1')),
    await clock.until(by.judgeStoring('2')),
  ];
  assert.deepEqual(await judge(choices), ['yes', 'no']);
  assert.deepEqual(await judge(fresh), ['unknown', 'unknown']);
  isAway = false;
  await clock.until(store.waitUntilBack());
  assert.deepEqual(await judge(fresh), ['yes', 'no']);
});
