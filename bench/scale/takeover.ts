import { shardOf } from '../../world/discord/snowflake.ts';
import type { Asker } from '../servers/event-stream.ts';
import { fineClock } from '../stage.ts';
import type { Ground, Member, Size } from './ground.ts';
import { ASKING, insist } from './insistence.ts';

/** In so many servers of all shards somebody asks, if there are so many. */
const MOST = 400;

/** So many talk at once before the kill. */
const AT_ONCE = 8;

/** Until the first answer in each server, in milliseconds: where people had just talked, and where nobody had. */
export type Takeover = { talked: number[]; silent: number[] };

/**
 * Kills a process without a warning, and has people ask in its servers until somebody answers. In half of them they had been
 * answered just before, so the dead process still has its claim.
 */
export const takeOver = async (ground: Ground, victim: Member, { shards }: Size): Promise<Takeover> => {
  const { discord } = ground.world;
  const sample = Array.from({ length: shards }, (_, shard) => ground.of(shard).slice(0, MOST / shards)).flat();
  const talkers = sample.filter((_, index) => index % 2 === 0);
  for (let index = 0; index < talkers.length; index += AT_ONCE)
    await Promise.all(talkers.slice(index, index + AT_ONCE).map((asker) => insist(asker, ASKING)));
  const sessions = discord.gateway.sessions.filter(({ via }) => via === victim.name);
  const numbers = sessions.map(({ shard: [id] }) => id);
  const since = fineClock.now();
  await ground.kill(victim);
  discord.gateway.forget(sessions);
  const affected = sample.filter(({ channel }) => numbers.includes(shardOf(channel.guild?.id ?? '', shards)));
  if (affected.length === 0) throw new Error('the process that was killed had no servers');
  const ask = async (asker: Asker, index: number) => {
    await fineClock.sleep((ASKING.pause * index) / affected.length);
    return { asker, took: (await insist(asker, ASKING)) - since };
  };
  const asked = await Promise.all(affected.map(ask));
  await ground.settle();
  const those = (talked: boolean) =>
    asked.filter(({ asker }) => talkers.includes(asker) === talked).map(({ took }) => took);
  return { talked: those(true), silent: those(false) };
};
