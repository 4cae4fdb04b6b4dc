import { type MeterTable, NAMESPACE } from './database.ts';

/** How keys of counters begin. */
export const REDIS_METERS = `${NAMESPACE}:meter:`;

const keyOf = (key: string): string => REDIS_METERS + key;

/** Three arguments for each counter: what it's raised by, its limit (empty if none), and when it expires. */
const RAISE = `
  for i = 1, #KEYS do
    local limit = ARGV[i * 3 - 1]
    if limit ~= '' and tonumber(redis.call('GET', KEYS[i]) or 0) >= tonumber(limit) then return {0, i} end
  end
  local totals = {1}
  for i = 1, #KEYS do
    totals[i + 1] = redis.call('INCRBY', KEYS[i], ARGV[i * 3 - 2])
    redis.call('PEXPIREAT', KEYS[i], ARGV[i * 3])
  end
  return totals`;

const READ = `
  local found = {}
  for i = 1, #KEYS do found[i] = redis.call('GET', KEYS[i]) or '0' end
  return found`;

/** The counters in Redis, which runs one script at a time. `run` runs one. */
export const openRedisMeters = (
  run: <T>(script: string, keys: string[], args: string[]) => Promise<T>,
): MeterTable => ({
  raise: async (changes) => {
    const args = changes.flatMap(({ add, limit, expires }) => [`${add}`, `${limit ?? ''}`, `${expires}`]);
    const [raised, ...rest] = await run<number[]>(
      RAISE,
      changes.map(({ key }) => keyOf(key)),
      args,
    );
    return raised === 1 ? { is: 'raised', totals: rest } : { is: 'full', index: (rest[0] ?? 1) - 1 };
  },
  readMeters: async (keys) => (await run<string[]>(READ, keys.map(keyOf), [])).map(Number),
});
