import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type BotProcess, spawnBot } from '../../../world/bot-process.ts';
import type { LiveServerOptions as LiveOptions } from '../../../world/live/live.ts';
import { World } from '../../../world/world.ts';

/** A world with voice, and the real bot in a process of its own. Everything ends with the test. */
export const callStage = async (t: TestContext, model: LiveOptions['model'], env: Record<string, string> = {}) => {
  const world = await World.open({ voice: true, model });
  const folder = await mkdtemp(join(tmpdir(), 'parley-'));
  const file = join(folder, 'parley.sqlite');
  const { discord, live } = world;
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const lounge = guild.voice('Lounge');
  const ada = guild.member('Ada');
  const bob = guild.member('Bob');
  const bots: BotProcess[] = [];
  t.after(async () => {
    for (const bot of bots) await bot.kill();
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });
  const start = async (more: Record<string, string> = {}) => {
    const bot = spawnBot({ discord, live, store: `sqlite://${file}`, env: { ...env, ...more } });
    bots.push(bot);
    await bot.ready;
    return bot;
  };
  const bot = await start();
  const { voice } = discord;
  const ears = voice.hears(lounge);
  /** Ada enters the lounge and invites Parley. */
  const call = async (options: Record<string, string> = {}) => {
    ada.joins(lounge);
    const reply = await ada.slash('join', options, { in: general });
    await voice.connected(lounge);
    return reply;
  };
  return { world, discord, live, voice, guild, general, lounge, ada, bob, bot, start, ears, call, file };
};
