import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool } from 'pg';
import { openStore } from '../../src/store/store.ts';
import { silent } from './record.ts';
import { SHARED_DATABASES, STORES } from './stores.ts';

const KIND = { name: 'thing', version: 1, lifetime: 60_000 };
const PATIENT = { deadline: 20_000 };

const collect = async <T>(all: AsyncIterable<T>): Promise<T[]> => Array.fromAsync(all);

for (const [name, start] of Object.entries(STORES)) {
  test(`every row comes, page by page, and each once where nothing changes (${name})`, async (t) => {
    const store = await openStore(await start(t), silent, PATIENT);
    t.after(() => store.close());
    const shelf = store.shelf<number>(KIND);
    const ids = Array.from({ length: 450 }, (_, index) => `c${index % 7}:${index}`);
    await store.write(ids.map((id, index) => shelf.record(id, index)));
    const found = await collect(shelf.each());
    assert.deepEqual(found.map(({ id }) => id).toSorted(), ids.toSorted());
    assert.ok(found.every(({ id, value }) => ids[value] === id));
    const some = await collect(shelf.each('c3:'));
    assert.deepEqual(some.map(({ id }) => id).toSorted(), ids.filter((id) => id.startsWith('c3:')).toSorted());
    assert.equal((await collect(store.list('thing:'))).length, 450);
    assert.deepEqual(await collect(store.list('nothing:')), []);
  });

  test(`signs that databases search with are only letters of a key (${name})`, async (t) => {
    const store = await openStore(await start(t), silent, PATIENT);
    t.after(() => store.close());
    const shelf = store.shelf<string>(KIND);
    const odd = ['%', '_', '*', '?', '[a]', '\\', '^', 'é', '𝔘', '-'];
    await store.write([...odd, 'x', 'a'].map((id) => shelf.record(`${id}1`, id)));
    for (const id of odd)
      assert.deepEqual(
        (await collect(shelf.each(id))).map(({ value }) => value),
        [id],
        id,
      );
  });

  test(`rows that were there all the while come, whatever else is written and deleted (${name})`, async (t) => {
    const store = await openStore(await start(t), silent, PATIENT);
    t.after(() => store.close());
    const shelf = store.shelf<number>(KIND);
    const ids = Array.from({ length: 450 }, (_, index) => `${index}`);
    await store.write(ids.map((id, index) => shelf.record(id, index)));
    const gone = ids.filter((_, index) => index % 9 === 8);
    const found = new Set<string>();
    for await (const { id } of shelf.each()) {
      found.add(id);
      if (found.size === 150) await store.write(ids.map((other) => shelf.record(`new-${other}`, 0)));
      if (found.size === 220) await shelf.delete(gone);
    }
    for (const id of ids) if (!gone.includes(id)) assert.ok(found.has(id), id);
  });

  test(`what has expired or was deleted is not listed (${name})`, async (t) => {
    const store = await openStore(await start(t), silent, PATIENT);
    t.after(() => store.close());
    const shelf = store.shelf<number>(KIND);
    const brief = store.shelf<number>({ ...KIND, lifetime: 10 });
    await store.write([shelf.record('kept', 1), shelf.record('deleted', 2), brief.record('brief', 3)]);
    await store.deleteKeys(['thing:deleted', 'thing:never-there']);
    const list = async () => (await collect(shelf.each())).map(({ id }) => id);
    while ((await list()).includes('brief')) await new Promise(setImmediate);
    assert.deepEqual(await list(), ['kept']);
  });
}

for (const [name, start] of Object.entries(SHARED_DATABASES))
  test(`what cannot be read is passed over, can be listed, and can be deleted (${name})`, async (t) => {
    const { url, put, peek } = await start(t);
    const store = await openStore(url, silent, PATIENT);
    t.after(() => store.close());
    const shelf = store.shelf<number>(KIND);
    await shelf.set('a', 1);
    await put('thing:b', 'no JSON');
    await put('other:c', '{"value":{"version":9,"value":1}}');
    assert.deepEqual(await collect(shelf.each()), [{ id: 'a', value: 1 }]);
    const texts = (await collect(store.list(''))).filter(({ key }) => key !== 'probe');
    assert.deepEqual(texts.map(({ key }) => key).toSorted(), ['other:c', 'thing:a', 'thing:b']);
    await store.deleteKeys(['thing:b', 'other:c']);
    assert.deepEqual(
      (await collect(store.list(''))).map(({ key }) => key),
      ['thing:a'],
    );
    assert.ok([undefined, null, ''].includes((await peek('thing:b')) as undefined));
  });

const { postgres } = SHARED_DATABASES;
if (postgres)
  test('PostgreSQL goes through all rows once, also before it has statistics of them', async (t) => {
    const { url } = await postgres(t);
    const pool = new Pool({ connectionString: url });
    // The server ends before the pool.
    pool.on('error', () => {});
    t.after(() => pool.end());
    const store = await openStore(url, silent, PATIENT);
    const shelf = store.shelf<string>(KIND);
    await store.write([shelf.record('first', '')]);
    await pool.query('ALTER TABLE keyv SET (autovacuum_enabled = off)');
    const MANY = 6_000;
    for (let start = 0; start < MANY; start += 500)
      await store.write(Array.from({ length: 500 }, (_, index) => shelf.record(`${start + index}`, 'x'.repeat(800))));
    assert.equal((await collect(store.list(''))).length, MANY + 1);
    // Its connections tell what they have read when they end.
    await store.close();
    const countRead = async () => {
      const select = "SELECT idx_tup_read AS read FROM pg_stat_user_indexes WHERE indexrelname = 'parley_key_order'";
      return Number((await pool.query<{ read: string }>(select)).rows[0]?.read);
    };
    let read = 0;
    while (read < MANY) read = await countRead();
    assert.ok(read < 1.5 * MANY, `${read}`);
  });
