import type { RestRequest } from '../../world/discord/rest.ts';
import { fineClock } from '../stage.ts';
import { type Ground, PATIENCE, type Size } from './ground.ts';
import { HELP, insist } from './insistence.ts';

/** Starts all processes at once. Resolves to how long it takes until somebody has answered in the last server of each shard, in milliseconds. */
export const begin = async (ground: Ground, { shards, processes }: Size): Promise<number> => {
  const since = fineClock.now();
  await Promise.all(Array.from({ length: processes }, () => ground.start().bot.ready));
  await Promise.all(Array.from({ length: shards }, (_, shard) => hear(ground, shard)));
  const took = fineClock.now() - since;
  await ground.settle();
  return took;
};

/** Starts one more process, which gets its part of the shards. Resolves to how long it takes until that one has answered in the last server of each, in milliseconds. */
export const join = async (ground: Ground, { shards, processes }: Size): Promise<number> => {
  const { discord } = ground.world;
  const since = fineClock.now();
  const { name, bot } = ground.start();
  await bot.ready;
  const listOwn = () => discord.gateway.sessions.filter(({ socket, via }) => socket && via === name);
  await discord.until(() => listOwn().length >= Math.floor(shards / processes), { deadline: PATIENCE });
  await Promise.all(listOwn().map(({ shard: [id] }) => hear(ground, id, name)));
  const took = fineClock.now() - since;
  await ground.settle();
  return took;
};

/** Resolves once there's an answer, of one process if it's named, in the server of a shard that Discord tells of last. */
const hear = async (ground: Ground, shard: number, name?: string): Promise<void> => {
  const last = ground.of(shard).at(-1);
  const { discord } = ground.world;
  await discord.until(() => ground.shards.includes(shard), { deadline: PATIENCE });
  const isBy =
    (id: string) =>
    ({ path, via }: RestRequest) =>
      path.includes(id) && (name === undefined || via === name);
  if (last)
    await insist(last, { ...HELP, counts: (reply) => HELP.counts(reply) && discord.requests.some(isBy(reply.id)) });
};
