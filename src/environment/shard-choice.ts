import { hostname } from 'node:os';
import type { z } from 'zod';
import { SETTINGS, shardIds } from './settings-schema.ts';
import { listOrdinalShards, readOrdinal } from './shards.ts';

/** Which shards a process runs, of how many: by number, or `auto`. */
export type ShardChoice = { ids: readonly number[] | 'auto'; count: number | 'auto' };

type Texts = Record<string, string | undefined>;

/** What no single variable shows: this process' shards must be among all shards. Empty values count as not set. */
export const findShardProblem = (environment: Texts): string | undefined => {
  const { SHARDS = 'auto', SHARD_COUNT = 'auto' } = environment;
  const ids = shardIds.safeParse(SHARDS).data ?? 'auto';
  if (ids === 'auto') return undefined;
  const count = Number(SHARD_COUNT);
  if (SHARD_COUNT === 'auto') return 'SHARDS needs SHARD_COUNT, the number of all shards';
  if (ids === 'ordinal') return findOrdinalProblem(environment, count);
  return ids.some((id) => id >= count) ? `SHARDS must be below SHARD_COUNT, which is ${count}` : undefined;
};

const findOrdinalProblem = (environment: Texts, count: number): string | undefined => {
  const picked = SETTINGS.pick({ PROCESS_ORDINAL: true, SHARDS_PER_PROCESS: true }).safeParse(environment).data;
  // What is wrong with one of them alone is said elsewhere.
  if (!picked) return undefined;
  const { PROCESS_ORDINAL: name = hostname(), SHARDS_PER_PROCESS: each } = picked;
  const ordinal = readOrdinal(name);
  if (ordinal === undefined)
    return 'PROCESS_ORDINAL is needed for SHARDS=ordinal, because the name of this host doesn’t end in a number like parley-3';
  return listOrdinalShards(ordinal, each, count).length === 0
    ? `PROCESS_ORDINAL leaves this process no shard: ${count} shards (SHARD_COUNT) with ${each} for each process ` +
        `(SHARDS_PER_PROCESS) make ${Math.ceil(count / each)} processes, counted from 0, and this is number ${ordinal}`
    : undefined;
};

/** The shards of this process, of settings in which {@link findShardProblem} finds no fault. */
export const readShards = (data: z.infer<typeof SETTINGS>): ShardChoice => {
  const { SHARDS: ids, SHARD_COUNT: count, SHARDS_PER_PROCESS: each, PROCESS_ORDINAL: name } = data;
  if (ids !== 'ordinal') return { ids, count };
  return { ids: listOrdinalShards(readOrdinal(name ?? hostname()) ?? 0, each, Number(count)), count };
};
