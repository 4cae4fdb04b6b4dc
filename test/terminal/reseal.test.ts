import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { systemClock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/config.ts';
import { markHalf } from '../../src/store/copy-marks.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { isParleyRunning, showPresence } from '../../src/store/presence.ts';
import { openStore } from '../../src/store/store.ts';
import { StoreHold } from '../../src/store/store-hold.ts';
import { storeKey } from '../../src/terminal/checks/store-key-check.ts';
import { silent } from '../store/record.ts';
import { sqliteUrl } from '../store/stores.ts';
import { run } from './program.ts';

const KIND = { name: 'turn', version: 1, lifetime: 60_000_000 };
const SECRETS = { DISCORD_TOKEN: 'token', GEMINI_API_KEY: 'key' };

const makeKey = () => randomBytes(32).toString('base64');

/** What the doctor says of the store. */
const look = (settings: Record<string, string>) => {
  const config = readConfig({ ...SECRETS, ...settings });
  return storeKey.run({ config, clock: systemClock, signal: AbortSignal.timeout(20_000) });
};

const fill = async (url: string, key?: string) => {
  const { storeKeys } = readConfig({ ...SECRETS, ...(key && { STORE_KEY: key }) });
  const store = await openStore(url, silent, { storeKeys });
  const records = Array.from({ length: 450 }, (_, index) =>
    store.shelf<string>(KIND).record(`${index}`, `word ${index}`),
  );
  await store.write(records);
  await store.close();
};

test('a store gets a key, and then another, and the doctor knows how far it is', async (t) => {
  const url = await sqliteUrl(t);
  const [old, next] = [makeKey(), makeKey()];
  await fill(url);
  assert.match((await look({ STORE_URL: url })).seen, /stored as they are/);
  assert.match(
    (await look({ STORE_URL: url, STORE_KEY: old })).seen,
    /450 of 450 records are from before there was a key/,
  );
  const first = await run('src/terminal/reseal.ts', { env: { STORE_URL: url, STORE_KEY: old } });
  assert.deepEqual(first, {
    code: 0,
    out: '450 records were encrypted with the newest key; 0 were so before.\n',
    err: '',
  });
  assert.deepEqual(await look({ STORE_URL: url, STORE_KEY: old }), {
    ok: true,
    seen: 'everything is encrypted with the newest key',
  });
  assert.match((await look({ STORE_URL: url, STORE_KEY: `${next},${old}` })).seen, /450 of 450 .* with an older key/);
  assert.equal((await look({ STORE_URL: url, STORE_KEY: next })).ok, false);
  const { code, out } = await run('src/terminal/reseal.ts', { env: { STORE_URL: url, STORE_KEY: `${next},${old}` } });
  assert.deepEqual([code, /^450 records/.test(out)], [0, true]);
  const { storeKeys } = readConfig({ ...SECRETS, STORE_KEY: next });
  const store = await openStore(url, silent, { storeKeys });
  assert.equal(await store.shelf(KIND).get('449'), 'word 449');
  await store.close();
  const [row] = (await (await openDatabase(url, systemClock)).list('turn:1')).rows;
  assert.ok(row && !row.text.includes('word'));
});

test('what no key opens is left as it was, and said', async (t) => {
  const url = await sqliteUrl(t);
  await fill(url, makeKey());
  const { code, err } = await run('src/terminal/reseal.ts', { env: { STORE_URL: url, STORE_KEY: makeKey() } });
  assert.equal(code, 1);
  assert.match(err, /451 records were encrypted with a key that STORE_KEY doesn’t list/);
});

test('an empty database isn’t taken for a store that was encrypted', async (t) => {
  const env = { STORE_URL: await sqliteUrl(t), STORE_KEY: makeKey() };
  await (await openStore(env.STORE_URL, silent)).close();
  const { code, out, err } = await run('src/terminal/reseal.ts', { env });
  assert.deepEqual([code, out], [1, '']);
  assert.match(err, /^Nothing is stored there.* keep the old key/);
});

for (const [what, key] of Object.entries({ short: 'YWJj', words: 'my secret key', 'no key at all': '' }))
  test(`a key that is ${what} is refused and not repeated`, async (t) => {
    const env = { STORE_URL: await sqliteUrl(t), STORE_KEY: key };
    await (await openStore(env.STORE_URL, silent)).close();
    const { code, err } = await run('src/terminal/reseal.ts', { env });
    assert.equal(code, key === '' ? 2 : 78);
    assert.match(err, /STORE_KEY/);
    if (key) assert.ok(!err.includes(key));
  });

test('a store is sealed anew by one program, in which time no Parley starts on it, and not if it’s half a copy', async (t) => {
  const url = await sqliteUrl(t);
  await fill(url);
  const env = { STORE_URL: url, STORE_KEY: makeKey() };
  const database = await openDatabase(url, systemClock);
  t.after(() => database.close());
  const hold = await StoreHold.take(database, 'still', systemClock);
  await assert.rejects(openStore(url, silent), /is being copied or encrypted anew just now/);
  const second = await run('src/terminal/reseal.ts', { env });
  assert.deepEqual([second.code, /^The store is being copied or encrypted anew just now/.test(second.err)], [1, true]);
  await hold?.release();
  await markHalf(database, 'another store');
  const half = await run('src/terminal/reseal.ts', { env });
  assert.deepEqual([half.code, /^What STORE_URL names is only half a copy/.test(half.err)], [1, true]);
});

test('nothing is sealed anew while Parley runs, unless that is wanted', async (t) => {
  const url = await sqliteUrl(t);
  const key = makeKey();
  await fill(url);
  const { storeKeys } = readConfig({ ...SECRETS, STORE_KEY: key });
  const store = await openStore(url, silent, { storeKeys });
  const running = new AbortController();
  const shown = showPresence(store, { clock: systemClock, signal: running.signal });
  const database = await openDatabase(url, systemClock);
  t.after(() => database.close());
  while (!(await isParleyRunning(database))) await setImmediate();
  const env = { STORE_URL: url, STORE_KEY: key };
  const refused = await run('src/terminal/reseal.ts', { env });
  assert.deepEqual([refused.code, refused.out], [1, '']);
  assert.match(refused.err, /^Parley is running on this store/);
  assert.match((await look(env)).seen, /450 of 451 records are from before there was a key|450 of 450/);
  const wanted = await run('src/terminal/reseal.ts', { env, args: ['--anyway'] });
  assert.deepEqual([wanted.code, wanted.err], [0, '']);
  assert.match(wanted.out, /^450 records were encrypted/);
  running.abort();
  await shown;
  await store.close();
  assert.equal((await run('src/terminal/reseal.ts', { env })).code, 0);
});
