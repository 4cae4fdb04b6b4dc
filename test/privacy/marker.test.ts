import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { Ledger } from '../../src/budget/ledger.ts';
import { openChoices, openPrivacy } from '../../src/parts/privacy-part.ts';
import { Settings } from '../../src/settings/settings.ts';
import { makeCipher } from '../../src/store/cipher.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { ALONE } from '../claims/alone.ts';
import { never, stage } from '../conversation/stage.ts';
import { recorded } from '../store/record.ts';
import { SHARED_DATABASES, type TestDatabase } from '../store/stores.ts';
import { type Marked, plantAmongOthers, plantEverywhere } from './planters.ts';
import { QUIET_BOT } from './quiet-bot.ts';

const GONE: Marked = { id: '710000000000000001', name: 'Gone', word: 'zqxgone' };
const OTHERS: Marked[] = [
  { id: '710000000000000002', name: 'Bob', word: 'zqxbob' },
  { id: '710000000000000003', name: 'Cy', word: 'zqxcy' },
];

/** The token of a reply. */
const TOKEN = 'zqxtoken';
const REPLY = { id: '7', channel: 'shared', until: 9e15, application: '1' };

/** The system's clock, which can be set forward. */
const makeShiftedClock = () => {
  let shift = 0;
  const clock: Clock = {
    ...systemClock,
    now: () => systemClock.now() + shift,
    wall: () => systemClock.wall() + shift,
    sleep: (ms, signal) => systemClock.sleep(ms, signal),
  };
  const forward = (ms: number) => {
    shift += ms;
  };
  return { clock, forward };
};

/** The key of a `STORE_KEY`, or none. */
const KEYS = { 'in plain': [], 'with STORE_KEY': [Buffer.alloc(32, 7)] };

const open = async (
  t: TestContext,
  { url, put: putRaw }: Pick<TestDatabase, 'url' | 'put'>,
  storeKeys: readonly Buffer[],
) => {
  const { log, says } = recorded();
  const store = await openStore(url, log, { storeKeys });
  // What a newer version has stored is sealed as well.
  const cipher = makeCipher(storeKeys);
  const put = (key: string, text: string) => putRaw(key, cipher.seal(key, text));
  t.after(() => store.close());
  const { conversations } = await stage(t, { store, model: ({ text }) => `${text} answered`, idle: 50 });
  const leases = store.leases();
  const settings = new Settings({
    store,
    leases,
    operator: { values: {}, known: { models: [], messageContent: false, textModel: false } },
    clock: systemClock,
    log,
  });
  const { clock, forward } = makeShiftedClock();
  const parts = { store, conversations, settings, choices: openChoices(store), sounds: { forget() {} }, clock, log };
  const { privacy, erasing } = openPrivacy(QUIET_BOT, {
    ...parts,
    face: { async giveBack() {} },
    accounts: new Ledger({ store, leases, clock, log }),
    claims: { ...ALONE, list: () => [{ home: '1', channels: [], usedAt: 0 }] },
  });
  t.after(async () => {
    erasing.close();
    await conversations.close(never);
  });
  /** Lets the time pass for which an order is kept; resolves when it's gone. */
  const forgetOrder = async () => {
    const over = says(/carried out/);
    forward(60_000);
    erasing.start();
    await over;
  };
  return { soil: { store, conversations, settings, put }, store, privacy, forgetOrder };
};

/** How often a word stands in a text. */
const count = (text: string, word: string) => text.split(word).length - 1;

/** All that is in the store, opened if it was sealed. */
const readAll = async (store: Store): Promise<string> => {
  const rows: string[] = [];
  for await (const { key, text } of store.list('')) rows.push(`${key} ${text}`);
  return rows.join('\n');
};

/** Whom the rows of the store name, by their keys. */
const findRows = async (store: Store, word: string): Promise<string[]> => {
  const found: string[] = [];
  for await (const { key, text } of store.list('')) if (`${key} ${text}`.includes(word)) found.push(key);
  return found.sort();
};

/**
 * With a key, the raw store shows no word, no handle and no token of a reply, and ids only in the names of records; without
 * one, all of them.
 */
const checkSealed = async (store: Store, { rows, bytes }: { rows: string; bytes: string }, isSealed: boolean) => {
  const words = [GONE, ...OTHERS].map(({ word }) => word);
  for (const word of [...words, TOKEN]) {
    assert.equal(count(rows, word) > 0, !isSealed, word);
    if (isSealed) assert.equal(count(bytes, word), 0, word);
  }
  if (!isSealed) return;
  const keys: string[] = [];
  for await (const { key } of store.list('')) keys.push(key);
  for (const { id } of [GONE, ...OTHERS]) assert.equal(count(rows, id), count(keys.join('\n'), id), id);
};

for (const [how, keys] of Object.entries(KEYS))
  for (const [name, start] of Object.entries(SHARED_DATABASES))
    test(`nothing of a deleted person is left in the raw store, and nothing of the others is gone (${name}, ${how})`, async (t) => {
      const database = await start(t);
      const { soil, store, privacy, forgetOrder } = await open(t, database, keys);
      for (const person of [GONE, ...OTHERS]) await plantEverywhere(soil, person);
      const [bob = GONE, cy = GONE] = OTHERS;
      await plantAmongOthers(soil, GONE, bob);
      await store.shelf(RECORD_KINDS.promised).setSurely('server', [{ ...REPLY, token: TOKEN }]);
      const before = await readAll(store);
      for (const word of [GONE.word, GONE.id]) assert.ok(count(before, word) >= 10, 'something was planted');
      assert.equal(count(before, TOKEN), 1);
      await checkSealed(store, await database.dump(), keys.length > 0);

      const since = systemClock.now();
      assert.equal(await privacy.erase({ is: 'person', person: GONE.id }), 'done');
      assert.ok(systemClock.now() - since < 10_000, 'it took too long');
      await forgetOrder();

      const kept = [`choice:${GONE.id}`, `refusal:server:${GONE.id}`];
      assert.deepEqual(await findRows(store, GONE.word), []);
      assert.deepEqual(await findRows(store, GONE.id), kept);
      const after = await readAll(store);
      // What the person refused is there on purpose. Without it, there's nothing at all, not even in what a file has freed.
      await store.deleteKeys(kept);
      await store.purge();
      const raw = await database.dump();
      for (const word of [GONE.word, GONE.id])
        assert.deepEqual([count(raw.rows, word), count(raw.bytes, word)], [0, 0], word);

      // Bob asked the person's question again, and had its answer continued; those two turns were the person's words.
      assert.equal(count(after, bob.id), count(before, bob.id) - 2);
      assert.equal(count(after, cy.id), count(before, cy.id));
      for (const { word } of OTHERS) assert.equal(count(after, word), count(before, word), word);
    });
