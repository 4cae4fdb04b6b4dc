import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStore } from '../../src/store/store.ts';
import { recorded, silent } from './record.ts';
import { SHARED_DATABASES, STORES, sqliteUrl } from './stores.ts';

const KIND = { name: 'thing', version: 1, lifetime: 60_000 };

/** A busy machine is no store that is away. */
const PATIENT = { deadline: 20_000 };

test('the embedded store makes its folder and outlasts the process', async (t) => {
  const url = await sqliteUrl(t);
  const first = await openStore(url, silent);
  await first.shelf(KIND).set('a', { n: 1 });
  await first.close();
  const second = await openStore(url, silent);
  assert.deepEqual(await second.shelf(KIND).get('a'), { n: 1 });
  await second.close();
});

test('what was written survives a process that never closed its store', async (t) => {
  const url = await sqliteUrl(t);
  const first = await openStore(url, silent);
  await first.shelf(KIND).set('a', 'kept');
  const second = await openStore(url, silent);
  assert.equal(await second.shelf(KIND).get('a'), 'kept');
  await Promise.all([first.close(), second.close()]);
});

for (const [name, start] of Object.entries(STORES))
  test(`shelves keep their records apart, one by one or many at once (${name})`, async (t) => {
    const { log, lines } = recorded();
    const store = await openStore(await start(t), log, PATIENT);
    const [one, two] = [store.shelf<number>(KIND), store.shelf<number>({ ...KIND, name: 'other' })];
    await one.set('a', 1);
    await one.set('b', 2);
    await two.set('a', 3);
    assert.deepEqual(await one.getMany(['b', 'x', 'a']), [2, undefined, 1]);
    assert.deepEqual(await one.getMany(['x', 'a']), [undefined, 1]);
    assert.deepEqual(await one.getMany([]), []);
    await store.write([one.record('c', 4), two.record('c', 5)]);
    assert.deepEqual([await one.get('c'), await two.get('c')], [4, 5]);
    await one.delete(['a', 'b', 'x']);
    await one.delete([]);
    assert.equal(await one.get('a'), undefined);
    assert.equal(await two.get('a'), 3);
    const big = store.shelf<string>(KIND);
    const many = Array.from({ length: 1_200 }, (_, index) => `${index}`);
    await store.write(many.map((id) => big.record(id, `:${id} "Ω\u0000\ud800`)));
    assert.deepEqual(
      await big.getMany(many),
      many.map((id) => `:${id} "Ω\u0000\ud800`),
    );
    await store.close();
    assert.deepEqual(lines, []);
  });

test('a record is gone after its lifetime', async () => {
  const store = await openStore('memory:', silent);
  const shelf = store.shelf({ ...KIND, lifetime: 1 });
  await shelf.set('a', 'short');
  const gone = async () => (await shelf.get('a')) === undefined;
  while (!(await gone())) await new Promise(setImmediate);
  assert.equal(await shelf.get('a'), undefined);
});

for (const [name, start] of Object.entries(SHARED_DATABASES))
  test(`what cannot be read is set aside, told once, and stops nobody (${name})`, async (t) => {
    const { log, said } = recorded();
    const { url, put, peek } = await start(t);
    const store = await openStore(url, log, PATIENT);
    const shelf = store.shelf<string>(KIND);
    await shelf.set('good', 'fine');
    const broken = {
      text: 'no JSON, and secret',
      number: '7',
      nothing: 'null',
      bare: '{"value":"secret"}',
      newer: '{"value":{"version":2,"value":"secret"}}',
    };
    for (const [id, text] of Object.entries(broken)) await put(`thing:${id}`, text);
    const ids = [...Object.keys(broken), 'good'];
    for (const _ of [1, 2])
      assert.deepEqual(await shelf.getReadable(ids), [undefined, undefined, undefined, undefined, undefined, 'fine']);
    await assert.rejects(shelf.getMany(['good', 'text']), { name: 'UnreadableRecordError' });
    await assert.rejects(shelf.get('newer'), { name: 'UnreadableRecordError' });
    assert.equal(await shelf.getOrNothing('newer'), undefined);
    await shelf.set('after', 'it');
    for (const [id, text] of Object.entries(broken)) assert.equal(await peek(`aside:thing:${id}`), text);
    const lines = said(/set aside/);
    assert.deepEqual(
      lines.map(({ key }) => key),
      Object.keys(broken).map((id) => `thing:${id}`),
    );
    assert.doesNotMatch(JSON.stringify(lines), /secret/);
    await shelf.set('text', 'whole again');
    assert.deepEqual(await shelf.getMany(['text']), ['whole again']);
    assert.equal(await store.shelf({ ...KIND, version: 2 }).get('newer'), 'secret');
    assert.equal(await store.shelf({ ...KIND, version: 2 }).get('good'), undefined, 'an older version is missing');
    assert.equal(said(/set aside/).length, lines.length, 'and no reason to complain');
    await store.close();
  });

test('a store that was closed can be asked nothing and says what is lost', async (t) => {
  const { log, said } = recorded();
  const store = await openStore(await sqliteUrl(t), log);
  const shelf = store.shelf(KIND);
  assert.deepEqual(await shelf.getMany(['a']), [undefined]);
  await shelf.set('a', 1);
  await store.close();
  await store.close();
  await assert.rejects(shelf.get('a'), { name: 'StoreUnavailableError' });
  await assert.rejects(shelf.getPatiently(['a']), { name: 'StoreUnavailableError' });
  assert.equal(await shelf.getOrNothing('a'), undefined);
  await shelf.set('a', 2);
  await assert.rejects(shelf.setSurely('a', 3), { name: 'NotStoredError', queued: false });
  assert.deepEqual([store.health().lost, said(/lost/).length], [2, 1]);
});

test('a store that cannot be opened says so at once', async () => {
  await assert.rejects(openStore('sqlite:///dev/null/x/store.sqlite', silent));
  await assert.rejects(openStore('mongodb://x', silent), /no store for "mongodb:"/);
});
