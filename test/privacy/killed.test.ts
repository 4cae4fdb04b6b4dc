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

/** After how many of the records that name a person the process stands still, which is in the middle. */
const STANDSTILL = 40;

test('a deletion whose process is killed in the middle goes on at the next start', async (t) => {
  const world = await World.open({ visitor: 'any' });
  t.after(() => world.close());
  const { discord, live } = world;
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const ada = guild.member('Ada');
  const url = await sqliteUrl(t);
  const store = await openStore(url, silent);
  const guest = { id: ada.id, name: 'Ada', isIn: () => true, share: 0.1 };
  await fill(store, { turns: 1_200, channels: 40 }, [guest], [guild.id]);
  await store.close();
  const file = new DatabaseSync(fileOf(url));
  t.after(() => file.close());
  const goOn = standStill(file, {
    changes: ['DELETE', 'UPDATE'],
    where: `OLD.value LIKE '%${ada.id}%'`,
    after: STANDSTILL,
  });
  const query = file.prepare('SELECT key, value FROM keyv WHERE expires > ?');
  /** How many records name the person, the order among them, and how many turns there are of others. */
  const count = () => {
    const rows = query.all(Date.now()).map(({ key, value }) => ({ key: String(key), text: String(value) }));
    const theirs = rows.filter(({ text }) => text.includes(ada.id));
    const orders = theirs.filter(({ key }) => key.startsWith('erasure:')).length;
    const asked = new Set(
      rows.flatMap(({ key, text }) =>
        key.startsWith('turn:') && !text.includes(ada.id) ? text.replace(/"expires":\d+/, '') : [],
      ),
    );
    return { left: theirs.length - orders, orders, others: asked.size };
  };
  const until = async (isSo: () => boolean) => {
    const deadline = Date.now() + TEST_PATIENCE;
    while (!isSo()) {
      assert.ok(Date.now() < deadline, JSON.stringify(count()));
      await pause(LOOK);
    }
  };
  const before = count();
  assert.ok(before.left > 100 && before.others > 900);
  const surroundings = { discord, live, store: url };

  const first = spawnBot(surroundings);
  await first.ready;
  const shown = await ada.slash('privacy', {}, { in: general });
  await shown.until(({ text }) => text.includes(sentence({ code: 'privacy.title' })));
  const confirm = await shown.press(sentence({ code: 'button.privacy-delete' }));
  await confirm.shows(sentence({ code: 'privacy.confirm-delete' }));
  const pressed = confirm.press(sentence({ code: 'button.privacy-confirm' }));
  await until(() => count().left < before.left);
  await first.kill();
  await pressed.catch(() => {});
  const middle = count();
  t.diagnostic(`${before.left} records of theirs, ${middle.left} when it was killed`);
  assert.ok(middle.left > 0 && middle.orders === 1, 'it was in the middle');

  goOn();
  const second = spawnBot(surroundings);
  await second.ready;
  await until(() => count().left === 0);
  assert.equal(await second.stop(), 0);
  const { others } = count();
  assert.equal(others, before.others);
});
