import { once } from 'node:events';
import { createClient, default as KeyvRedis } from '@keyv/redis';
import type { Clock } from '../clock.ts';
import { type Change, CONNECT, type Database, type Fence, NAMESPACE } from './database.ts';

/** Between two attempts to connect again, in milliseconds. */
const RECONNECT = 500;

/** As the adapter makes them. */
const keyOf = (key: string): string => `${NAMESPACE}::${key}`;

/** A lease is a key that expires; the hash keeps the number of each lease's last holder for good. */
const LEASE = `${NAMESPACE}:lease:`;
const FENCES = `${NAMESPACE}:fences`;

/** Four arguments a key: text, expiry (0: to be deleted), id and number of the lease (empty: none). */
const WRITE = `
  local written = {}
  for i = 1, #KEYS - 1 do
    local text, expires, id, fence = unpack(ARGV, i * 4 - 3, i * 4)
    if id == '' or redis.call('HGET', KEYS[#KEYS], id) == fence then
      if expires == '0' then redis.call('DEL', KEYS[i]) else redis.call('SET', KEYS[i], text, 'PXAT', expires) end
      written[#written + 1] = i
    end
  end
  return written`;

/** The server's time is below every new number, so numbers rise even if the server forgot what it had. */
const TAKE = `
  if redis.call('EXISTS', KEYS[1]) == 1 then return false end
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local fence = string.format('%.0f', math.max((redis.call('HGET', KEYS[2], ARGV[1]) or 0) + 1, now))
  redis.call('HSET', KEYS[2], ARGV[1], fence)
  redis.call('SET', KEYS[1], fence, 'PX', ARGV[2])
  return fence`;

/** Two arguments a lease: id and number. A server that forgot a lease learns it again; one that was taken is not given. */
const RENEW = `
  local held = {}
  for i = 1, #KEYS - 1 do
    local id, fence = ARGV[i * 2], ARGV[i * 2 + 1]
    local last = redis.call('HGET', KEYS[#KEYS], id)
    if not last then redis.call('HSET', KEYS[#KEYS], id, fence) end
    if not last or last == fence then
      redis.call('SET', KEYS[i], fence, 'PX', ARGV[1])
      held[#held + 1] = i
    end
  end
  return held`;

const RELEASE = `
  for i = 1, #KEYS do
    if redis.call('GET', KEYS[i]) == ARGV[i] then redis.call('DEL', KEYS[i]) end
  end`;

/**
 * Redis from 6.2, or Valkey. What must be all or nothing is a script; the server's clock is the judge of leases.
 *
 * @throws when the URL is none.
 */
export const openRedis = async (url: string, clock: Clock): Promise<Database> => {
  const client = createClient({
    url,
    // What cannot be sent at once fails at once: the store has a queue of its own, which is bounded and can be read.
    disableOfflineQueue: true,
    socket: { connectTimeout: CONNECT, reconnectStrategy: RECONNECT },
  });
  const keyv = new KeyvRedis(client, { namespace: NAMESPACE, throwOnErrors: true });
  // The client connects again by itself. Meanwhile it says to whoever asks that it is offline, but not why.
  let trouble: unknown;
  keyv.on('error', (error) => {
    trouble = error;
  });
  const explained = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error) => {
      throw client.isReady ? error : (trouble ?? error);
    });
  const connect = () => client.connect().catch(() => {});
  await Promise.race([connect(), once(client, 'error'), clock.sleep(CONNECT)]);

  const run = async <T>(script: string, keys: string[], args: string[]): Promise<T> =>
    (await explained(client.eval(script, { keys, arguments: args }))) as T;
  const leases = (asked: Fence[]) => asked.map(({ id }) => LEASE + id);
  return {
    read: (keys) => explained(keyv.getMany(keys)),
    write: async (changes) => {
      const keys = [...changes.map(({ key }) => keyOf(key)), FENCES];
      const written = new Set(await run<number[]>(WRITE, keys, changes.flatMap(flat)));
      return changes.filter((_, index) => written.has(index + 1)).map(({ key }) => key);
    },
    take: async (id, lifetime) => {
      const fence = await run<string | null>(TAKE, [LEASE + id, FENCES], [id, `${lifetime}`]);
      return fence === null ? undefined : Number(fence);
    },
    renew: async (asked, lifetime) => {
      const args = [`${lifetime}`, ...asked.flatMap(({ id, fence }) => [id, `${fence}`])];
      const held = new Set(await run<number[]>(RENEW, [...leases(asked), FENCES], args));
      return asked.filter((_, index) => held.has(index + 1)).map(({ id }) => id);
    },
    release: async (given) => {
      const fences = given.map(({ fence }) => `${fence}`);
      await run(RELEASE, leases(given), fences);
    },
    reset: () => {
      client.destroy();
      void connect();
    },
    close: async () => client.destroy(),
  };
};

const flat = ({ text, expires, fence }: Change): string[] => [
  text ?? '',
  `${text === undefined ? 0 : expires}`,
  fence?.id ?? '',
  `${fence?.fence ?? ''}`,
];
