import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { systemClock } from '../../src/base/clock.ts';
import { ConfigError } from '../../src/base/errors.ts';
import { makeCipher } from '../../src/store/cipher.ts';
import { openMemory } from '../../src/store/in-memory.ts';
import { rewriteSeals } from '../../src/store/seals.ts';
import { openStore } from '../../src/store/store.ts';
import { UnreadableRecordError } from '../../src/store/store-errors.ts';
import { recorded, silent } from './record.ts';
import { SHARED_DATABASES, STORES, sqliteUrl } from './stores.ts';

const KIND = { name: 'turn', version: 1, lifetime: 60_000 };

/** A busy machine is no store that is away. */
const PATIENT = { deadline: 20_000 };

const makeKey = () => randomBytes(32);

for (const [name, start] of Object.entries(SHARED_DATABASES))
  test(`nothing that people said can be read in the database (${name})`, async (t) => {
    const { url, peek } = await start(t);
    const storeKeys = [makeKey()];
    const store = await openStore(url, silent, { ...PATIENT, storeKeys });
    const shelf = store.shelf<{ said: string; token: string }>(KIND);
    await shelf.setSurely('1', { said: 'the-secret-word', token: 'reply-token' });
    const raw = String(await peek('turn:1'));
    assert.doesNotMatch(raw, /secret|said|token|version/);
    assert.match(raw, /^sealed1\.[\da-f]{8}\.[\w-]+$/);
    await store.close();
    const again = await openStore(url, silent, { ...PATIENT, storeKeys });
    assert.deepEqual(await again.shelf(KIND).get('1'), { said: 'the-secret-word', token: 'reply-token' });
    await again.close();
  });

for (const [name, start] of Object.entries(STORES))
  test(`an encrypted store keeps and forgets like any other (${name})`, async (t) => {
    const { log, lines } = recorded();
    const store = await openStore(await start(t), log, { ...PATIENT, storeKeys: [makeKey()] });
    const shelf = store.shelf<string>(KIND);
    const many = Array.from({ length: 300 }, (_, index) => `${index}`);
    await store.write(many.map((id) => shelf.record(id, `:${id} "Ω\u0000\ud800`)));
    assert.deepEqual(
      await shelf.getMany(many),
      many.map((id) => `:${id} "Ω\u0000\ud800`),
    );
    await shelf.deleteSurely(['7']);
    assert.equal(await shelf.get('7'), undefined);
    await store.close();
    assert.deepEqual(lines, []);
  });

test('a store that was not encrypted becomes so with its next writes', async (t) => {
  const [name = '', start] = Object.entries(SHARED_DATABASES)[0] ?? [];
  assert.ok(start, name);
  const { url, peek } = await start(t);
  const before = await openStore(url, silent);
  await before.shelf(KIND).setSurely('1', 'plain');
  await before.close();
  const after = await openStore(url, silent, { storeKeys: [makeKey()] });
  assert.equal(await after.shelf(KIND).get('1'), 'plain');
  await after.shelf(KIND).setSurely('1', 'sealed');
  assert.match(String(await peek('turn:1')), /^sealed1\./);
  await after.close();
});

test('a new key is put before the old one, and what the old one sealed is read until it is written again', async (t) => {
  const url = await sqliteUrl(t);
  const [old, next] = [makeKey(), makeKey()];
  const first = await openStore(url, silent, { storeKeys: [old] });
  await first.shelf(KIND).setSurely('1', 'older');
  await first.shelf(KIND).setSurely('2', 'newer');
  await first.close();
  const both = await openStore(url, silent, { storeKeys: [next, old] });
  assert.equal(await both.shelf(KIND).get('1'), 'older');
  await both.shelf(KIND).setSurely('2', 'newer');
  await both.close();
  const last = await openStore(url, silent, { storeKeys: [next] });
  assert.equal(await last.shelf(KIND).get('2'), 'newer');
  await assert.rejects(last.shelf(KIND).get('1'), UnreadableRecordError);
  await last.close();
});

for (const [what, storeKeys] of Object.entries({ another: [makeKey()], 'no key': [] }))
  test(`a store that was encrypted with one key isn't opened with ${what}, and loses nothing`, async (t) => {
    const url = await sqliteUrl(t);
    const right = [makeKey()];
    const first = await openStore(url, silent, { storeKeys: right });
    await first.shelf(KIND).setSurely('1', 'kept');
    await first.close();
    await assert.rejects(openStore(url, silent, { storeKeys }), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, /STORE_KEY=NEW,OLD/);
      return true;
    });
    const again = await openStore(url, silent, { storeKeys: right });
    assert.equal(await again.shelf(KIND).get('1'), 'kept');
    await again.close();
  });

test('what was sealed for one record does not open as another, and a changed bit is seen', () => {
  const cipher = makeCipher([makeKey()]);
  const sealed = cipher.seal('turn:1', 'words');
  assert.deepEqual(cipher.open('turn:1', sealed), { is: 'newest', text: 'words' });
  assert.deepEqual(cipher.open('turn:2', sealed), { is: 'foreign' });
  const [format, name, body = ''] = sealed.split('.');
  const bytes = Buffer.from(body, 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const text = `${format}.${name}.${changed.toString('base64url')}`;
    assert.deepEqual(cipher.open('turn:1', text), { is: 'foreign' }, `bit ${bit}`);
  }
  for (const short of ['', 'AA', body.slice(0, 20)])
    assert.deepEqual(cipher.open('turn:1', `${format}.${name}.${short}`), { is: 'foreign' });
});

test('the same words look different each time', () => {
  const cipher = makeCipher([makeKey()]);
  const seen = new Set(Array.from({ length: 1_000 }, () => cipher.seal('turn:1', 'yes')));
  assert.equal(seen.size, 1_000);
});

test('whoever seals a store anew keeps hold of it while nothing is left to be sealed', async () => {
  const database = openMemory(systemClock);
  const cipher = makeCipher([makeKey()]);
  const expires = systemClock.wall() + 60_000;
  await database.write(['a', 'b'].map((key) => ({ key, text: cipher.seal(key, '{}'), expires })));
  let kept = 0;
  const count = await rewriteSeals(database, cipher, systemClock.wall(), async () => void kept++);
  assert.deepEqual([count.newest, kept], [2, 2]);
});
