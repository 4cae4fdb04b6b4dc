import { once } from 'node:events';
import { createClient, default as KeyvRedis } from '@keyv/redis';
import { type Clock, within } from '../base/clock.ts';
import {
  type Change,
  CONNECT_DEADLINE,
  type Database,
  LEASE_MEMORY,
  type LeaseTable,
  NAMESPACE,
  type RowPage,
} from './database.ts';
import { openRedisDump } from './redis-dump.ts';
import { openRedisMeters, REDIS_METERS } from './redis-meters.ts';
import { takeInTime } from './timely-take.ts';
import { RoundOverError, WRITER_MEMORY, WriteRounds } from './write-rounds.ts';

/** The pause between two attempts to reconnect, in milliseconds. */
const RECONNECT = 500;

/** Formats keys as the adapter does. */
const keyOf = (key: string): string => `${NAMESPACE}::${key}`;

/** How keys of records and of counters begin. */
const PREFIXES = { rows: keyOf(''), meters: REDIS_METERS };

/**
 * A lease is a key that expires. Another key outlives it for a while and keeps the last holder's number, under which that
 * holder may go on. The newest number of all leases never expires.
 */
const LEASE = `${NAMESPACE}:lease:`;
const FENCE = `${NAMESPACE}:fence:`;
const NEWEST = `${NAMESPACE}:newest-fence`;

/** The round that a writer has come to, once any of its writes was given up. */
const ROUND = `${NAMESPACE}:round:`;

/**
 * First the writer's round: its key, its number and for how long it's kept. Then two keys for each change: the record's, and that
 * of its lease's number. Three arguments: the text, its expiry (0 to delete), the number of the lease (empty if none). A server
 * that forgot a lease leaves it to whoever has it, as it does when it's renewed.
 */
const WRITE = `
  local known, round = tonumber(redis.call('GET', KEYS[1]) or 0), tonumber(ARGV[1])
  if known > round then return false end
  if known < round then redis.call('SET', KEYS[1], round, 'PX', ARGV[2]) end
  local written = {}
  for i = 1, (#KEYS - 1) / 2 do
    local key = KEYS[i * 2]
    local text, expires, fence = unpack(ARGV, i * 3, i * 3 + 2)
    if fence == '' or (redis.call('GET', KEYS[i * 2 + 1]) or fence) == fence then
      if expires == '0' then redis.call('DEL', key) else redis.call('SET', key, text, 'PXAT', expires) end
      written[#written + 1] = i
    end
  end
  return written`;

/** The server's time in milliseconds, if a lease is free. */
const FIND_FREE = `
  if redis.call('EXISTS', KEYS[1]) == 1 then return false end
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

/** New numbers are never below the server's time, so they rise even if the server lost its data. */
const TAKE = `
  ${FIND_FREE}
  if now > tonumber(ARGV[3]) then return false end
  local fence = string.format('%.0f', math.max((redis.call('GET', KEYS[3]) or 0) + 1, now))
  redis.call('SET', KEYS[3], fence)
  redis.call('SET', KEYS[2], fence, 'PX', ARGV[2])
  redis.call('SET', KEYS[1], fence, 'PX', ARGV[1])
  return fence`;

/**
 * Two keys for each lease: its own, and that of its number. A server that forgot a lease learns it again; a lease that
 * another process took isn't renewed.
 */
const RENEW = `
  local held = {}
  for i = 1, #KEYS / 2 do
    local fence = ARGV[i + 2]
    local last = redis.call('GET', KEYS[i * 2])
    if not last or last == fence then
      redis.call('SET', KEYS[i * 2], fence, 'PX', ARGV[2])
      redis.call('SET', KEYS[i * 2 - 1], fence, 'PX', ARGV[1])
      held[#held + 1] = i
    end
  end
  return held`;

const RELEASE = `
  for i = 1, #KEYS do
    if redis.call('GET', KEYS[i]) == ARGV[i] then redis.call('DEL', KEYS[i]) end
  end`;

/**
 * Redis from 6.2, or Valkey. Scripts do what must be all or nothing; the server's clock judges leases.
 *
 * @throws if the URL is invalid.
 */
export const openRedis = async (url: string, clock: Clock): Promise<Database> => {
  const client = makeClient(url);
  const keyv = new KeyvRedis(client, { namespace: NAMESPACE, throwOnErrors: true });
  const UNANSWERED = Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' });
  // The client reconnects by itself. Meanwhile its commands fail with the news that it's offline, but without the reason.
  let trouble: unknown;
  client.on('error', (error) => {
    trouble = error;
  });
  // It tells of each command that failed, and whoever gave that hears of it anyway.
  keyv.on('error', () => {});
  const explained = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error) => {
      throw client.isReady ? error : (trouble ?? UNANSWERED);
    });
  const connect = () => client.connect().catch(() => {});
  await within(clock, CONNECT_DEADLINE, Promise.race([connect(), once(client, 'error')]));
  const run: RunScript = async <T>(script: string, keys: string[], args: string[]): Promise<T> =>
    (await explained(client.eval(script, { keys, arguments: args }))) as T;
  const rounds = new WriteRounds();
  return {
    ...openLeases(run),
    ...openRedisMeters(run),
    read: (keys) => explained(keyv.getMany(keys)),
    write: openWrites(run, rounds),
    dump: openRedisDump({ run, scan: (...of) => explained(scanKeys(client, ...of)) }, PREFIXES),
    list: (prefix, cursor) => explained(listRows(client, prefix, cursor)),
    // What is deleted is gone from its memory at once.
    purge: async () => false,
    reset: () => {
      rounds.end(rounds.current);
      client.destroy();
      void connect();
    },
    close: async () => client.destroy(),
  };
};

/** Runs a script on the server, and returns what it returns. */
type RunScript = <T>(script: string, keys: string[], args: string[]) => Promise<T>;

const openLeases = (run: RunScript): LeaseTable => ({
  take: (id, lifetime) =>
    takeInTime(lifetime, {
      look: async () => (await run<number | null>(`${FIND_FREE}\n  return now`, [LEASE + id], [])) ?? undefined,
      take: async (until) => {
        const keys = [LEASE + id, FENCE + id, NEWEST];
        const fence = await run<string | null>(TAKE, keys, [`${lifetime}`, `${LEASE_MEMORY}`, `${until}`]);
        return fence === null ? undefined : Number(fence);
      },
    }),
  renew: async (asked, lifetime) => {
    const keys = asked.flatMap(({ id }) => [LEASE + id, FENCE + id]);
    const args = [lifetime, LEASE_MEMORY, ...asked.map(({ fence }) => fence)].map(String);
    const held = new Set(await run<number[]>(RENEW, keys, args));
    return asked.filter((_, index) => held.has(index + 1)).map(({ id }) => id);
  },
  release: async (given) => {
    const fences = given.map(({ fence }) => `${fence}`);
    const keys = given.map(({ id }) => LEASE + id);
    await run(RELEASE, keys, fences);
  },
});

const openWrites =
  (run: RunScript, rounds: WriteRounds): Database['write'] =>
  (changes) =>
    rounds.run(async (round) => {
      const keys = [
        ROUND + rounds.writer,
        ...changes.flatMap(({ key, fence }) => [keyOf(key), FENCE + (fence?.id ?? '')]),
      ];
      const args = [`${round}`, `${WRITER_MEMORY}`, ...changes.flatMap(flat)];
      const written = await run<number[] | null>(WRITE, keys, args);
      if (!written) throw new RoundOverError();
      return changes.filter((_, index) => written.includes(index + 1)).map(({ key }) => key);
    });

const makeClient = (url: string) =>
  createClient({
    url,
    // Commands that can't be sent at once fail at once, because the store has a queue of its own, which is bounded and
    // can be read.
    disableOfflineQueue: true,
    socket: { connectTimeout: CONNECT_DEADLINE, reconnectStrategy: RECONNECT },
  });

type Client = ReturnType<typeof makeClient>;

/** How many keys the server looks at for a page. It looks at all keys, whatever they begin with, so fewer would take longer. */
const LOOKED_AT = 1_000;

/** Some of the keys that begin so. A cursor is the server's own; its pages are as long as it likes. */
const scanKeys = async (client: Client, prefix: string, cursor = '0'): Promise<{ keys: string[]; next?: string }> => {
  const pattern = `${prefix.replace(/[\\*?[\]^-]/g, '\\$&')}*`;
  const found = await client.scan(cursor, { MATCH: pattern, COUNT: LOOKED_AT });
  return { keys: found.keys, ...(found.cursor !== '0' && { next: found.cursor }) };
};

const listRows = async (client: Client, prefix: string, cursor?: string): Promise<RowPage> => {
  const { keys, ...rest } = await scanKeys(client, keyOf(prefix), cursor);
  const texts = keys.length > 0 ? await client.mGet(keys) : [];
  const rows = keys.flatMap((key, index) => {
    const text = texts[index];
    return typeof text === 'string' ? [{ key: key.slice(keyOf('').length), text }] : [];
  });
  return { rows, ...rest };
};

const flat = ({ text, expires, fence }: Change): string[] => [
  text ?? '',
  `${text === undefined ? 0 : expires}`,
  `${fence?.fence ?? ''}`,
];
