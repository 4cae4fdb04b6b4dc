import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { StoreOutage } from '../../../rehearsal/room/store-outage.ts';
import { openRoom } from './room-client.ts';

test('what is broken in a room loses nothing, and one sees what happened to each turn', {
  timeout: 150_000,
}, async (t) => {
  const { client } = await openRoom(t);
  await client.follow();
  const [as, channelId] = [client.person('Mia'), client.channel('general')];
  const ask = (text: string) => client.must({ is: 'say', as, channelId, text: `@Parley ${text}` });
  const set = (fault: string, on = true) => client.must({ is: 'break', fault, on });
  const isOn = (name: string) => client.state?.faults.find((fault) => fault.name === name)?.isOn;

  await t.test('a connection that breaks in mid answer', async () => {
    await set('mid-answer');
    await client.until(() => isOn('mid-answer'));
    await ask('count to 40');
    const broken = await client.shows(/I lost my connection to Gemini before this answer was finished/);
    const [customId = ''] = JSON.stringify(broken.payload).match(/ask:continue:[^"]*/) ?? [];
    await client.must({ is: 'press', as, messageId: broken.id, customId });
    await client.shows(/\b38 39 40\b/);
    await client.until(() => isOn('mid-answer') === false);
  });

  await t.test('sessions that Google has forgotten, and a connection that it closes', async () => {
    await set('dead-handle');
    await ask('what was my last question?');
    await client.shows(/you asked: count to 40/);
    await set('go-away');
    await ask('say still here');
    await client.shows(/^still here$/);
  });

  await t.test('a rate limit of Discord, and a gateway that is cut', async () => {
    await set('rate-limit');
    await ask('say in the end');
    await client.shows(/^in the end$/);
    await set('gateway');
    await ask('say over the new gateway');
    await client.shows(/^over the new gateway$/);
  });

  await t.test('a slow model, while packets of a call are lost', async () => {
    const elsewhere = client.channel('random');
    await set('slow-model');
    await client.must({ is: 'say', as, channelId: elsewhere, text: '@Parley say slowly' });
    const isSent = () =>
      client.state?.turns.some(
        (turn) => turn.channel === elsewhere && turn.moments.some(({ what }) => what === 'sent'),
      );
    await client.until(isSent);
    await client.until(() => isOn('slow-model'));
    await client.must({ is: 'enter', as, channelId: client.channel('Lounge') });
    await client.must({ is: 'slash', as, channelId, command: 'join', options: {} });
    await client.until(({ voices }) => voices.length === 2);
    await set('packet-loss');
    await client.must({ is: 'speak', as, sentence: 'hello' });
    await client.until(({ faults }) => faults.some(({ count = 0 }) => count > 0));
    await client.shows(/^slowly$/);
    await set('slow-model', false);
    const findFirst = () =>
      client.state?.turns.find((turn) => turn.channel === elsewhere)?.moments.find(({ what }) => what === 'worded');
    await client.until(findFirst);
    const { at = 0 } = findFirst() ?? {};
    assert.ok(at > 8_000, `the first word came after ${at} ms`);
    await client.shows(/^I heard .* seconds of sound/);
    await set('packet-loss', false);
    await client.until(({ faults }) => !faults.some(({ count = 0 }) => count > 0));
    await client.must({ is: 'slash', as, channelId, command: 'leave', options: {} });
    await client.must({ is: 'leave', as });
  });

  await t.test('a store that is away', async () => {
    await set('store');
    await client.until(() => isOn('store'));
    await ask('say without a store');
    await client.shows(/^without a store$/);
    await set('store', false);
    const unknown = await client.act({ is: 'break', fault: 'everything', on: true });
    assert.match(JSON.stringify(unknown), /nothing of that name/);
  });

  await t.test('a bot that is killed in mid answer', async () => {
    await set('mid-answer-kill');
    await client.until(() => isOn('mid-answer-kill'));
    await ask('count to 60');
    await client.until(({ bot }) => bot.is === 'gone');
    assert.equal(isOn('mid-answer-kill'), false);
    await client.must({ is: 'bot', how: 'start' });
    await client.until(({ bot }) => bot.is === 'ready');
    const broken = await client.shows(/\b29 30\b.*I was interrupted before I finished this answer/s);
    assert.match(JSON.stringify(broken.payload), /ask:continue:/);
  });

  await t.test('each turn is told, while it happens and to its end', async () => {
    await client.until(({ turns }) => turns.length >= 7 && turns.every(({ outcome }) => outcome !== undefined));
    const [first] = client.state?.turns ?? [];
    const told = first?.moments.map(({ what }) => what) ?? [];
    for (const moment of ['claimed', 'sent', 'worded', 'closed', 'shown', 'ended'])
      assert.ok(told.includes(moment), told.join());
    assert.deepEqual(client.state?.turns.filter(({ outcome }) => outcome === 'cut off').length, 1);
    assert.equal(first?.channel, channelId);
    assert.ok(
      client.seen.some((change) => change.is === 'turn' && change.turn.outcome === undefined),
      'while it ran',
    );
  });
});

test('a store that is away can be neither read nor written, and is back as it was', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-outage-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'store.sqlite');
  const bot = new DatabaseSync(file);
  t.after(() => bot.close());
  bot.exec("PRAGMA journal_mode = WAL; CREATE TABLE keyv (key TEXT PRIMARY KEY); INSERT INTO keyv VALUES ('kept')");
  const read = bot.prepare('SELECT key FROM keyv');
  const outage = new StoreOutage(file);
  outage.begin();
  outage.begin();
  assert.throws(() => read.all(), /no such table/);
  assert.throws(() => bot.exec("INSERT INTO keyv VALUES ('late')"), /no such table/);
  assert.throws(() => bot.exec('CREATE TABLE IF NOT EXISTS keyv (key TEXT)'), /locked/);
  outage.end();
  outage.end();
  assert.deepEqual(
    read.all().map(({ key }) => key),
    ['kept'],
  );
});
