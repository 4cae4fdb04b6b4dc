import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { UserError } from '../../src/base/errors.ts';
import { type OptOut, OptOuts } from '../../src/calls/opt-out.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { openStore } from '../../src/store/store.ts';
import { recorded } from '../store/record.ts';
import { lock, sqliteUrl } from '../store/stores.ts';

const open = async () => {
  const store = await openStore('memory:', pino({ level: 'silent' }));
  return () => new OptOuts(store.shelf<OptOut>(RECORD_KINDS.refusal));
};

/** A person chooses, and the choice is stored. */
const choose = (consent: OptOuts, personId: string, heard: boolean, at: number) => {
  consent.decide('guild', personId, heard);
  return consent.keep('guild', personId, at);
};

test('nobody has refused before they did', async () => {
  const consent = (await open())();
  assert.deepEqual(await consent.findOptedOut('guild', ['1', '2']), []);
  assert.deepEqual(await consent.findOptedOut('guild', []), []);
});

test('who refused has refused in that server only, also in another process', async () => {
  const start = await open();
  await choose(start(), '2', false, 1_000);
  assert.deepEqual(await start().findOptedOut('guild', ['1', '2', '3']), ['2']);
  assert.deepEqual(await start().findOptedOut('another', ['1', '2', '3']), []);
});

test('who changes their mind is heard again, however often they refused', async () => {
  const consent = (await open())();
  await choose(consent, '1', false, 1_000);
  await choose(consent, '1', false, 2_000);
  await choose(consent, '1', true, 3_000);
  assert.deepEqual(await consent.findOptedOut('guild', ['1']), []);
  await choose(consent, '1', true, 4_000);
  assert.deepEqual(await consent.findOptedOut('guild', ['1']), []);
});

test('a consent that another process has to store is none here, but a refusal is', async () => {
  const start = await open();
  const [one, other] = [start(), start()];
  await choose(one, '1', false, 1_000);
  other.decide('guild', '1', true);
  assert.deepEqual(await other.findOptedOut('guild', ['1']), ['1']);
  await choose(one, '1', true, 2_000);
  assert.deepEqual(await other.findOptedOut('guild', ['1']), []);
  other.decide('guild', '1', false);
  assert.deepEqual(await other.findOptedOut('guild', ['1']), ['1']);
});

test('a choice counts before it is stored, and the newest one is stored, in whichever order that is asked for', async () => {
  const start = await open();
  const consent = start();
  consent.decide('guild', '1', false);
  assert.deepEqual(await consent.findOptedOut('guild', ['1', '2']), ['1']);
  consent.decide('guild', '1', true);
  assert.deepEqual(await consent.findOptedOut('guild', ['1']), []);
  consent.decide('guild', '1', false);
  await Promise.all([consent.keep('guild', '1', 1_000), consent.keep('guild', '1', 1_000)]);
  assert.deepEqual(await start().findOptedOut('guild', ['1']), ['1']);
});

for (const heard of [false, true])
  test(`a choice ${heard ? '' : 'not '}to be heard applies while the store is locked, and the person is told that it may not last`, async (t) => {
    const { log, says } = recorded();
    const url = await sqliteUrl(t);
    const store = await openStore(url, log, { retry: 50 });
    t.after(() => store.close());
    const shelf = store.shelf<OptOut>(RECORD_KINDS.refusal);
    const consent = new OptOuts(shelf);
    if (heard) await choose(consent, '1', false, 1_000);
    const unlock = lock(url);
    const told = await choose(consent, '1', heard, 2_000).catch((error) => error);
    assert.ok(told instanceof UserError);
    assert.equal(told.message, heard ? 'consent.heard-unstored' : 'consent.unheard-unstored');
    // It applies although the store, which can be read, doesn't have it.
    assert.deepEqual(await consent.findOptedOut('guild', ['1']), heard ? [] : ['1']);
    const back = says(/is back/);
    unlock();
    await back;
    while (((await shelf.getOrNothing('guild:1')) === undefined) !== heard) await new Promise(setImmediate);
    assert.deepEqual(await new OptOuts(shelf).findOptedOut('guild', ['1', '2']), heard ? [] : ['1']);
  });
