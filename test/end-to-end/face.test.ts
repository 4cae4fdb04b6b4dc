import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { systemClock } from '../../src/base/clock.ts';
import { Settings } from '../../src/settings/settings.ts';
import { openStore } from '../../src/store/store.ts';
import { spawnBot } from '../../world/bot-process.ts';
import { World } from '../../world/world.ts';
import { answered, openForm, openPanel } from '../commands/settings/stage.ts';
import { readSample } from '../media/sample-files.ts';
import { sentence } from '../sentences.ts';
import { silent } from '../store/record.ts';
import { run } from '../terminal/program.ts';

const OPERATOR = { values: {}, known: { models: [], messageContent: false, textModel: false } };

test('two processes and a terminal tell Discord once of each change, and what it’s called there is listened for', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-face-'));
  const url = `sqlite://${join(folder, 'parley.sqlite')}`;
  const world = await World.open();
  const { discord, live } = world;
  const guild = discord.guild('Ship');
  const other = discord.guild('Harbour');
  other.text('general');
  const general = guild.text('general');
  const boss = guild.member('Boss', { permissions: 'ManageGuild' });
  const faceOf = (of = guild) => of.find(discord.bot.id)?.face;
  const sent = () =>
    discord.requests.filter(({ path }) => path.endsWith('/members/@me')).map(({ path, body }) => ({ path, body }));
  const path = `/guilds/${guild.id}/members/@me`;

  // What a process stored that died before it could tell Discord.
  const store = await openStore(url, silent);
  const settings = new Settings({ store, leases: store.leases(), operator: OPERATOR, clock: systemClock, log: silent });
  const set = [{ key: 'face.nick' as const, value: 'Captain Hook' }];
  await settings.change(guild.id, { scope: { is: 'server' }, by: boss.id, at: 0, set });
  await store.close();
  const bots = [1, 2].map(() => spawnBot({ ...world, store: url }));
  t.after(async () => {
    await Promise.all(bots.map((bot) => bot.kill()));
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });
  await Promise.all(bots.map(({ ready }) => ready));

  const env = { STORE_URL: url, DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api };
  const terminal = (args: string[], more = env) => run('src/terminal/server-settings.ts', { args, env: more });
  const told = await terminal(['set', guild.id, 'face.bio', 'I sail.']);
  assert.deepEqual([told.code, told.err, told.out.trim().split('\n').length], [0, '', 1], told.out);
  assert.deepEqual(faceOf(), { nick: 'Captain Hook', bio: 'I sail.', avatar: null });
  guild.botPermissions = guild.botPermissions & ~(1n << 26n);
  const { DISCORD_TOKEN: _, ...tokenless } = env;
  const [forbidden, unasked] = [
    await terminal(['set', guild.id, 'face.nick', 'Smee']),
    await terminal(['reset', guild.id, 'face.nick'], { ...tokenless, DISCORD_TOKEN: '' }),
  ];
  assert.match(forbidden.out, /^Stored\.[^\n]*\nDiscord doesn’t show .* Change Nickname/);
  assert.deepEqual([unasked.code, unasked.out.includes('no DISCORD_TOKEN')], [0, true], unasked.out);

  const panel = await openPanel(boss, 'voice');
  const picture = [{ name: 'me.webp', content: readSample('pictures/box.webp') }];
  await boss.submit(await openForm(panel, 'My picture'), {}, { picture });
  await panel.until(({ text }) => text.includes(sentence({ code: 'face.picture-set' })));
  const { format, width, height } = await sharp(faceOf()?.avatar ?? undefined).metadata();
  assert.deepEqual([format, width, height], ['jpeg', 400, 400]);

  await answered(await boss.slash('ask', { question: 'Ahoy?' }, { in: general }));
  const { inputAudioTranscription } = (await live.connection(0)).setup;
  assert.deepEqual(inputAudioTranscription?.customVocabulary, ['Captain Hook', 'Parley']);

  const avatar = sent().at(-1)?.body;
  assert.deepEqual(sent(), [
    { path, body: { nick: 'Captain Hook' } },
    { path, body: { bio: 'I sail.' } },
    { path, body: { nick: 'Smee' } },
    { path, body: avatar },
  ]);
  assert.deepEqual(faceOf(other), { nick: null, bio: null, avatar: null });
});
