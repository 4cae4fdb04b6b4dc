import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pino } from 'pino';
import { openStore } from '../../src/store/store.ts';
import { installed, postgres, redis } from './servers.ts';

const log = pino({ level: 'silent' });
const KIND = { name: 'thing', version: 1, lifetime: 60_000 };

const file = async (t: TestContext) => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-'));
  t.after(() => rm(folder, { recursive: true }));
  return `sqlite://${join(folder, 'deep', 'down', 'store.sqlite')}`;
};

test('the embedded store makes its folder and outlasts the process', async (t) => {
  const url = await file(t);
  const first = await openStore(url, log);
  await first.shelf(KIND).set('a', { n: 1 });
  await first.close();
  const second = await openStore(url, log);
  assert.deepEqual(await second.shelf(KIND).get('a'), { n: 1 });
  await second.close();
});

test('what was written survives a process that never closed its store', async (t) => {
  const url = await file(t);
  const first = await openStore(url, log);
  await first.shelf(KIND).set('a', 'kept');
  const second = await openStore(url, log);
  assert.equal(await second.shelf(KIND).get('a'), 'kept');
  await Promise.all([first.close(), second.close()]);
});

/** Every store there is. Redis and PostgreSQL are tried where they are installed, which the tests cannot do themselves. */
const STORES: Record<string, (t: TestContext) => Promise<string>> = { memory: async () => 'memory:', sqlite: file };
const servers = { 'redis-server': redis, postgres };
for (const [name, start] of Object.entries(servers)) {
  const program = installed(name);
  if (program) STORES[name] = (t) => start(t, program);
  else console.log(`${name} is not installed: the store is not tried on it`);
}

for (const [name, start] of Object.entries(STORES))
  test(`shelves keep their records apart, one by one or many at once (${name})`, async (t) => {
    const store = await openStore(await start(t), log);
    const [one, two] = [store.shelf<number>(KIND), store.shelf<number>({ ...KIND, name: 'other' })];
    await one.set('a', 1);
    await one.set('b', 2);
    await two.set('a', 3);
    assert.deepEqual(await one.getMany(['b', 'x', 'a']), [2, undefined, 1]);
    assert.deepEqual(await one.getMany([]), []);
    await store.write([one.record('c', 4), two.record('c', 5)]);
    assert.deepEqual([await one.get('c'), await two.get('c')], [4, 5]);
    await one.delete(['a', 'b', 'x']);
    await one.delete([]);
    assert.equal(await one.get('a'), undefined);
    assert.equal(await two.get('a'), 3);
    await store.close();
  });

test('a record of another version counts as missing', async () => {
  const store = await openStore('memory:', log);
  await store.shelf(KIND).set('a', 'old shape');
  assert.equal(await store.shelf({ ...KIND, version: 2 }).get('a'), undefined);
  assert.equal(await store.shelf(KIND).get('a'), 'old shape');
});

test('a record is gone after its lifetime', async () => {
  const store = await openStore('memory:', log);
  const shelf = store.shelf({ ...KIND, lifetime: 1 });
  await shelf.set('a', 'short');
  const gone = async () => (await shelf.get('a')) === undefined;
  while (!(await gone())) await new Promise(setImmediate);
  assert.equal(await shelf.get('a'), undefined);
});

test('a store that fails later is logged and finds nothing', async (t) => {
  const lines: string[] = [];
  const url = await file(t);
  const store = await openStore(url, pino({ level: 'error' }, { write: (line) => lines.push(line) }));
  const shelf = store.shelf(KIND);
  await shelf.set('a', 1);
  await store.close();
  assert.equal(await shelf.get('a').catch(() => undefined), undefined);
  await shelf.set('a', 2).catch(() => {});
  assert.match(lines.join(), /the store failed/);
});

test('where finding nothing must mean something, a store that fails says so', async (t) => {
  const store = await openStore(await file(t), log);
  const shelf = store.shelf(KIND);
  assert.deepEqual(await shelf.getSurely(['a']), [undefined]);
  await store.close();
  await assert.rejects(shelf.getSurely(['a']), /could not be read/);
});

test('a store that cannot be opened says so at once', async () => {
  await assert.rejects(openStore('sqlite:///dev/null/x/store.sqlite', log));
  await assert.rejects(openStore('mongodb://x', log), /no store for "mongodb:"/);
});
