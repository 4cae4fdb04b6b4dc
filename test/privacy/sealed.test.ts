import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { systemClock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/config.ts';
import { startParley } from '../../src/parley.ts';
import { judgeSealed } from '../../src/privacy/person-settlement.ts';
import { findSealer, makeCipher } from '../../src/store/cipher.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { encodeRecord } from '../../src/store/record-text.ts';
import { makeSealedDatabase } from '../../src/store/sealed-database.ts';
import type { PlainCode, Text } from '../../src/text/text.ts';
import type { Reply } from '../../world/discord/reply.ts';
import { UNATTENDED, whole } from '../end-to-end/bot.ts';
import { holding, sentence } from '../sentences.ts';
import { recorded } from '../store/record.ts';
import { sqliteUrl } from '../store/stores.ts';
import { VirtualClock } from '../virtual-clock.ts';

const LOST = randomBytes(32);
const KEY = randomBytes(32).toString('base64');

/** Looking through a store takes turns of the event loop, which virtual time has to wait for. */
const settle = async () => {
  for (let ticks = 0; ticks < 20; ticks += 1) await setImmediate();
};

/** The whole Parley on a store in which some turns are encrypted with a key that it doesn't have. */
const open = async (t: TestContext) => {
  const url = await sqliteUrl(t);
  const all = await whole(t, { STORE_URL: url, STORE_KEY: KEY }, ({ text }) => text, new VirtualClock(settle));
  const { clock, guild, general } = all;
  const owner = guild.member('Owner', { permissions: 'admin' });
  const database = makeSealedDatabase(await openDatabase(url, systemClock), makeCipher([LOST]));
  t.after(() => database.close());
  const expires = Date.now() + RECORD_KINDS.turn.lifetime;
  /** Puts a turn of Ada's into a channel, and resolves to its key. */
  const seal = async (channel: string, number = 1) => {
    const key = `${RECORD_KINDS.turn.name}:${channel}:${number}`;
    const value = {
      person: { id: all.ada.id, name: 'Ada' },
      at: 1_000,
      asked: 'old secret',
      answered: 'so',
      files: [],
    };
    await database.write([
      { key, text: encodeRecord({ version: RECORD_KINDS.turn.version, value }, expires), expires },
    ]);
    return key;
  };
  const has = async (key: string) => (await database.read([key]))[0] !== undefined;
  const listOrders = async () => (await database.list('erasure:')).rows;
  const show = async (member: typeof owner) => {
    const reply = await clock.until(member.slash('privacy', {}, { in: general }));
    await clock.until(reply.shows(holding({ code: 'privacy.title' })));
    return reply;
  };
  const press = (reply: Reply, code: PlainCode) => clock.until(reply.press(sentence({ code } as Text)));
  const ask = async (question: string) => {
    const reply = await clock.until(all.ada.slash('ask', { question }, { in: general }));
    await clock.until(reply.until(({ text }) => text.includes(question)));
  };
  const deleteAll = async () => {
    const confirm = await press(await show(all.ada), 'button.privacy-delete');
    await clock.until(confirm.shows(sentence({ code: 'privacy.confirm-delete' })));
    await press(confirm, 'button.privacy-confirm');
    return confirm;
  };
  /** Another process after this one was stopped. */
  const startAgain = async (settings: Record<string, string>) => {
    const config = readConfig({ ...all.environment, ...settings });
    const log = pino({ level: 'silent' });
    const parley = await clock.until(startParley(config, { ...UNATTENDED, clock, uptime: clock.now, log }));
    t.after(() => clock.until(parley.stop()));
  };
  return { ...all, startAgain, owner, seal, has, listOrders, show, press, ask, deleteAll };
};

test('who has everything deleted reads that something is encrypted with a key that is missing, and the rest is gone', async (t) => {
  const { clock, ada, seal, has, listOrders, show, ask, deleteAll } = await open(t);
  const key = await seal('900000000000000001');
  await ask('my secret');
  const told = await deleteAll();
  await clock.until(told.shows(sentence({ code: 'privacy.sealed' })));
  assert.equal(await has(key), true);
  assert.ok((await show(ada)).text.includes(sentence({ code: 'privacy.nothing' })));
  // The order waits for the key, and takes nothing of what is said from now on.
  await ask('my next secret');
  await clock.advance(65 * 60_000);
  assert.equal((await listOrders()).length, 1);
  assert.ok((await show(ada)).text.includes(sentence({ code: 'kept.turns', turns: 1, channels: 1 })));
});

test('a process that starts with the missing key goes on with the deletion, and then the order is over', async (t) => {
  const { clock, seal, has, listOrders, deleteAll, stop, startAgain } = await open(t);
  const key = await seal('900000000000000001');
  const told = await deleteAll();
  await clock.until(told.shows(sentence({ code: 'privacy.sealed' })));
  await stop();
  assert.equal(await has(key), true);
  await startAgain({ STORE_KEY: `${KEY},${LOST.toString('base64')}` });
  await clock.advance(2 * 60_000);
  assert.deepEqual(await listOrders(), []);
  assert.equal(await has(key), false);
});

test('an old turn whose key is there at last takes nothing with it that was said since the deletion', async (t) => {
  const { clock, general, seal, has, listOrders, ask, deleteAll, stop, startAgain } = await open(t);
  const key = await seal(general.id, 77);
  const told = await deleteAll();
  await clock.until(told.shows(sentence({ code: 'privacy.sealed' })));
  await ask('my next secret');
  await stop();
  const next = `${RECORD_KINDS.turn.name}:${general.id}:1`;
  assert.equal(await has(next), true);
  await startAgain({ STORE_KEY: `${KEY},${LOST.toString('base64')}` });
  await clock.advance(2 * 60_000);
  assert.deepEqual([await listOrders(), await has(key), await has(next)], [[], false, true]);
});

test('a server’s encrypted records go by their keys, and what may be anywhere is told', async (t) => {
  const { clock, owner, general, seal, has, show, press } = await open(t);
  const here = await seal(general.id);
  const remove = async () => {
    const form = await press(await show(owner), 'button.privacy-server');
    return clock.until(owner.submit(form, { word: 'delete' }));
  };
  await clock.until((await remove()).shows(sentence({ code: 'privacy.server-deleted' })));
  assert.equal(await has(here), false);
  const anywhere = await seal('900000000000000001');
  await clock.until((await remove()).shows(sentence({ code: 'privacy.member-sealed' })));
  assert.equal(await has(anywhere), true);
});

test('the log names the keys that are missing, and how much they seal', () => {
  const { log, lines } = recorded();
  const sealed = makeCipher([LOST]).seal('turn:1', 'words');
  const sealer = findSealer(sealed);
  assert.match(String(sealer), /^[\da-f]{8}$/);
  assert.equal(judgeSealed(new Map([[String(sealer), 2]]), log), 'sealed');
  assert.equal(judgeSealed(new Map(), log), 'clean');
  assert.deepEqual(
    lines.map((line) => ('keys' in line ? line.keys : undefined)),
    [[{ name: sealer, records: 2 }]],
  );
  for (const plain of ['', 'sealed1', 'sealed1.abc', '{"value":"sealed1.a.b"}'])
    assert.equal(findSealer(plain), undefined);
});
