import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type BotProcess, spawnBot } from '../../world/bot-process.ts';
import type { LocalConnection } from '../../world/live/connection.ts';
import type { Script } from '../../world/live/script.ts';
import { hold, say } from '../../world/live/steps.ts';
import { World } from '../../world/world.ts';
import { readTranscripts } from '../kill/record.ts';
import { sentence } from '../sentences.ts';
import { lock } from '../store/stores.ts';

/** Says what it knows and was asked; of a story it only says the beginning. */
const model: Script<LocalConnection> = ({ memory, text }) => {
  if (/story/.test(text)) return [say('Once upon'), hold(new Promise(() => {}))];
  return [...memory.flatMap(({ parts }) => parts?.map((part) => part.text) ?? []), text].join(' | ');
};

/** Resolves once a bot logs that it can ask its store again. */
const returned = (bot: BotProcess) =>
  new Promise<void>((resolve) => {
    const stop = bot.listen((line) => {
      if (!line.includes('"event":"store.back"')) return;
      stop();
      resolve();
    });
  });

/** The real bot on a file that can be locked, as a backup or another program does. */
const open = async (t: TestContext) => {
  const world = await World.open({ model });
  const folder = await mkdtemp(join(tmpdir(), 'parley-'));
  const { discord, live } = world;
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const ada = guild.member('Ada');
  const file = join(folder, 'parley.sqlite');
  const store = `sqlite://${file}`;
  const bots: BotProcess[] = [];
  const locks: (() => void)[] = [];
  t.after(async () => {
    for (const unlock of locks) unlock();
    for (const bot of bots) await bot.kill();
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });
  const start = async () => {
    const bot = spawnBot({ discord, live, store });
    bots.push(bot);
    await bot.ready;
    return bot;
  };
  const ask = (question: string, channel = general) => ada.slash('ask', { question }, { in: channel });
  const locked = () => {
    const unlock = lock(store);
    locks.push(() => locks.length > 0 && unlock());
    return () => {
      locks.pop();
      unlock();
    };
  };
  const turns = async () =>
    (await readTranscripts(file, [general.id])).get(general.id)?.map(({ asked }) => asked) ?? [];
  /** Resolves once just these turns are in the file. */
  const stored = async (...expected: string[]) => {
    while ((await turns()).join() !== expected.join()) await pause(50);
  };
  return { live, guild, general, ada, start, ask, locked, turns, stored };
};

test('reset while the store is locked, it does not say that all is forgotten, and forgets as soon as it can', async (t) => {
  const { guild, general, start, ask, locked, turns, stored } = await open(t);
  await start();
  await (await ask('one')).shows(/one/);
  await (await ask('two')).shows(/two/);
  await stored('one', 'two');
  const mod = guild.member('Mod', { permissions: ['ViewChannel', 'ManageMessages'] });
  const unlock = locked();
  const reply = await mod.slash('reset', {}, { in: general });
  await reply.until(({ messages }) => messages.length > 0);
  await reply.press('reset:confirm', mod);
  await reply.shows(sentence({ code: 'reset.later' }));
  assert.deepEqual(await turns(), ['one', 'two']);
  await (await ask('three')).shows('[Ada] three');
  unlock();
  await stored('three');
});

test('started while the store is locked, it says that it cannot read the rules, and then knows what was said', async (t) => {
  const { live, start, ask, locked, turns, stored } = await open(t);
  const first = await start();
  await (await ask('one')).shows(/one/);
  await (await ask('two')).shows(/two/);
  assert.equal(await first.stop(), 0);
  live.forget();
  const unlock = locked();
  const second = await start();
  const { dials } = live;
  await (await ask('three')).shows(sentence({ code: 'settings.unknown' }));
  // Nobody knows what the owner allows, so Gemini isn't asked either.
  assert.equal(live.dials, dials);
  assert.deepEqual(await turns(), ['one', 'two']);
  const back = returned(second);
  unlock();
  await back;
  await (await ask('four')).shows(/\[Ada\] one.*\[Ada\] two.*\[Ada\] four$/);
  await stored('one', 'two', 'four');
});

test('locked before it has read a conversation, it answers, and nothing that was said before is written over', async (t) => {
  const { guild, live, start, ask, locked, stored } = await open(t);
  const first = await start();
  await (await ask('one')).shows(/one/);
  await (await ask('two')).shows(/two/);
  assert.equal(await first.stop(), 0);
  live.forget();
  await start();
  // Of this server it knows the rules from now on, but it hasn't read what was said in the other channel.
  await (await ask('hello', guild.text('other'))).shows(/hello/);
  const unlock = locked();
  await (await ask('three')).shows(/cannot be looked up at the moment.*\[Ada\] three$/);
  unlock();
  await stored('one', 'two', 'three');
  await (await ask('four')).shows(/\[Ada\] one.*\[Ada\] two.*\[Ada\] three.*\[Ada\] four$/);
});

test('started while the store is locked, it still ends what the process before has left', async (t) => {
  const { general, start, ask, locked, stored } = await open(t);
  const first = await start();
  const reply = await ask('Tell me a story');
  await reply.shows('Once upon');
  await stored('Tell me a story');
  await first.kill();
  const unlock = locked();
  const second = await start();
  // Somebody asks meanwhile and is refused: that must not take the place of what is left.
  await (await ask('one')).shows(sentence({ code: 'settings.unknown' }));
  assert.equal(reply.text, 'Once upon');
  unlock();
  // Nobody asks anything before this, so it needs no rules and no money.
  await reply.shows(/^Once upon\n\n.*interrupted/s);
  await (await ask('two')).shows(/two$/);
  await stored('Tell me a story', 'two');
  assert.ok(general.messages.length >= 2);
  assert.equal(await second.stop(), 0);
});
