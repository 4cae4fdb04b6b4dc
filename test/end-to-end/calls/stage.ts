import type { TestContext } from 'node:test';
import type { World } from '../../../world/world.ts';
import { lend, type Model, ownGround, sharedGround } from '../ground.ts';

/** A server with two members, and a voice channel. */
export const furnish = ({ discord, live }: World, model: Model | undefined) => {
  const { voice } = discord;
  if (model) live.script = model;
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const lounge = guild.voice('Lounge');
  const ada = guild.member('Ada');
  const bob = guild.member('Bob');
  const ears = voice.hears(lounge);
  /** Ada enters the lounge and invites Parley, which comes. Nobody is heard before the notice stands. */
  const invite = async (options: Record<string, string> = {}) => {
    ada.joins(lounge);
    const reply = await ada.slash('join', options, { in: general });
    await voice.connected(lounge);
    return reply;
  };
  /** The same, and Ada reads the notice before she goes on. */
  const call = async (options: Record<string, string> = {}) => {
    const reply = await invite(options);
    await general.shows(new RegExp(`I’m .*<#${lounge.id}>`));
    return reply;
  };
  return { guild, general, lounge, ada, bob, ears, invite, call };
};

/** A world with voice, and the real bot in a process of its own, which finds the server when it starts. Everything ends with the test. */
export const callStage = async (t: TestContext, model: Model | undefined, env: Record<string, string> = {}) => {
  const ground = await ownGround(t, env);
  const place = furnish(ground.world, model);
  return { ...(await lend(ground)), ...place };
};

/** The same with a world and a bot that tests share, one after the other; see {@link sharedGround}. */
export const sharedStage = async (t: TestContext, model: Model, env: Record<string, string> = {}) => {
  const ground = await sharedGround(t, env);
  const lent = await lend(ground);
  return { ...lent, ...furnish(ground.world, model) };
};
