import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openStore } from '../../src/store/store.ts';
import { spawnBot } from '../../world/bot-process.ts';
import { TEST_PATIENCE } from '../../world/patience.ts';
import { World } from '../../world/world.ts';
import { sentence } from '../sentences.ts';
import { silent } from '../store/record.ts';
import { fileOf, sqliteUrl } from '../store/stores.ts';
import { fill } from './crowd.ts';
import { standStill } from './stand-still.ts';

/** How often the file is looked at, in milliseconds. */
const LOOK = 2;

/** After how many changed turns the process stands still. Some hundred of them belong to other channels, which come later. */
const STANDSTILL = 300;

test('the deletion of a server whose process is killed in the middle goes on at the next start, and only there', async (t) => {
  const world = await World.open({ visitor: 'any' });
  t.after(() => world.close());
  const { discord, live } = world;
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const other = discord.guild('Elsewhere');
  const owner = guild.member('Owner', { permissions: 'admin' });
  const url = await sqliteUrl(t);
  const store = await openStore(url, silent);
  await fill(store, { turns: 1_200, channels: 40 }, [], [guild.id, other.id]);
  await store.close();
  const file = new DatabaseSync(fileOf(url));
  t.after(() => file.close());
  const query = file.prepare('SELECT key, value FROM keyv WHERE expires > ?');
  const readAll = () => query.all(Date.now()).map(({ key, value }) => ({ key: String(key), text: String(value) }));
  const listChannels = (server: string) =>
    new Set(
      readAll().flatMap(({ key, text }) =>
        key.startsWith('conversation:') && text.includes(server) ? [key.slice('conversation:'.length)] : [],
      ),
    );
  const [here, elsewhere] = [listChannels(guild.id), listChannels(other.id)];
  /** How many turns of these channels there are. */
  const countTurns = (channels: ReadonlySet<string>) =>
    readAll().filter(({ key }) => key.startsWith('turn:') && channels.has(key.split(':')[1] ?? '')).length;
  const countOrders = () => readAll().filter(({ key }) => key.startsWith('erasure:')).length;
  const until = async (isSo: () => boolean) => {
    const deadline = Date.now() + TEST_PATIENCE;
    while (!isSo()) {
      assert.ok(Date.now() < deadline, `${countTurns(here)} turns, ${countOrders()} orders`);
      await pause(LOOK);
    }
  };
  const before = { here: countTurns(here), elsewhere: countTurns(elsewhere) };
  assert.ok(before.here > STANDSTILL + 100 && before.elsewhere > 100, JSON.stringify(before));
  const goOn = standStill(file, { changes: ['UPDATE'], where: "OLD.key LIKE 'turn:%'", after: STANDSTILL });
  const surroundings = { discord, live, store: url };

  const first = spawnBot(surroundings);
  await first.ready;
  const shown = await owner.slash('privacy', {}, { in: general });
  await shown.until(({ text }) => text.includes(sentence({ code: 'privacy.title' })));
  const form = await shown.press(sentence({ code: 'button.privacy-server' }));
  const typed = owner.submit(form, { word: sentence({ code: 'form.privacy-server-answer' }) });
  await until(() => countTurns(here) < before.here);
  await first.kill();
  await typed.catch(() => {});
  const middle = countTurns(here);
  t.diagnostic(`${before.here} turns in the server, ${middle} when it was killed`);
  assert.ok(middle > 0 && countOrders() === 1, 'it was in the middle');

  goOn();
  const second = spawnBot(surroundings);
  await second.ready;
  await until(() => countTurns(here) === 0 && listChannels(guild.id).size === 0);
  assert.equal(await second.stop(), 0);
  assert.equal(countTurns(elsewhere), before.elsewhere);
});
