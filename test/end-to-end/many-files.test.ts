import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { spawnBot } from '../../world/bot-process.ts';
import type { File } from '../../world/discord/attachment.ts';
import { World } from '../../world/world.ts';
import { readSample } from '../media/sample-files.ts';

const MEGABYTE = 1024 * 1024;

/** Ten files, two of them large and two that aren't read, as one question brings them. */
const FILES: readonly File[] = [
  { name: 'large.log', content: Buffer.alloc(12 * MEGABYTE, 'a line of a log\n') },
  { name: 'larger.log', content: Buffer.alloc(12 * MEGABYTE, 'a line of another log\n') },
  ...['texts/utf-8.txt', 'texts/shift_jis.txt', 'pictures/moving.gif', 'pictures/box.webp', 'documents/report.pdf'],
  'videos/silent.mp4',
].map((file) => (typeof file === 'string' ? { name: file.split('/').at(-1) ?? '', content: readSample(file) } : file));
const REFUSED: readonly File[] = [
  { name: 'empty.txt', content: Buffer.alloc(0) },
  { name: 'noise.bin', content: Buffer.from([0, 1, 2, 3]) },
];

/** Questions before memory is measured for the first time, and all of them: with ten files each. */
const QUESTIONS = { first: 2, all: 7 };

/** How much more memory the bot may take after all of them, in bytes; the large files alone of those between are 120 MB. */
const GROWTH = 80 * MEGABYTE;

test('seventy files leave no memory and no file behind', { timeout: 300_000 }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-many-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const own = join(folder, 'tmp');
  await mkdir(own);
  await using world = await World.open({ model: ({ text }) => `Seen ${text.match(/look (\d+)/)?.[1]}.` });
  const { discord, live } = world;
  const general = discord.guild('Workshop').text('general');
  const [guild] = discord.guilds.values();
  const ada = guild?.member('Ada') ?? assert.fail();
  // As somebody with Nitro.
  ada.uploadLimit = 500 * MEGABYTE;
  const { PATH = '' } = process.env;
  const store = `sqlite://${join(folder, 'parley.sqlite')}`;
  await using bot = spawnBot({ discord, live, store, env: { PATH, TMPDIR: own } });
  await bot.ready;
  let before = 0;
  for (let number = 1; number <= QUESTIONS.all; number += 1) {
    await ada.says(`@Parley look ${number}`, { in: general, files: [...FILES, ...REFUSED] });
    const { text } = await general.shows(new RegExp(`^Seen ${number}\\.[\\s\\S]*noise\\.bin`));
    assert.match(text, /empty\.txt/);
    assert.doesNotMatch(text, /large\.log” (?:is|could)|try again/, 'all that can be read was read');
    if (number === QUESTIONS.first) before = await bot.rss();
  }
  const grown = (await bot.rss()) - before;
  assert.ok(grown < GROWTH, `${(grown / MEGABYTE).toFixed(1)} MB more`);
  assert.equal(await bot.stop(), 0);
  assert.deepEqual(await readdir(own), []);
});
