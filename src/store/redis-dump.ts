import { type Dump, type DumpedMeter, type DumpedRow, type DumpTable, NEVER_EXPIRES } from './dump.ts';

/** What keys hold, each with when it expires by the server's clock. Older servers know only how long it still lasts. */
const FIND = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local found = {}
  for i = 1, #KEYS do
    local text = redis.call('GET', KEYS[i])
    local left = redis.call('PTTL', KEYS[i])
    found[i] = text and {text, left < 0 and '' or string.format('%.0f', now + left)}
  end
  return found`;

/** Two arguments for each key: what it gets to hold, and when that expires. */
const PUT = `
  for i = 1, #KEYS do redis.call('SET', KEYS[i], ARGV[i * 2 - 1], 'PXAT', ARGV[i * 2]) end`;

const REMOVE = `
  for i = 1, #KEYS do redis.call('DEL', KEYS[i]) end`;

/** The means of a table: `scan` lists some of the keys that begin so; a cursor is the server's own. */
type Server = {
  run<T>(script: string, keys: string[], args: string[]): Promise<T>;
  scan(prefix: string, cursor?: string): Promise<{ keys: string[]; next?: string }>;
};

/** One kind of keys: how they begin, and what their texts are. */
type Format<Item> = {
  prefix: string;
  read(key: string, text: string, expires: number): Item;
  write(item: Item): string;
};

/** All of what Parley has in Redis but its leases, by the prefixes of its two kinds of keys. */
export const openRedisDump = (server: Server, prefixes: { rows: string; meters: string }): Dump => ({
  rows: open<DumpedRow>(server, {
    prefix: prefixes.rows,
    read: (key, text, expires) => ({ key, text, expires }),
    write: ({ text }) => text,
  }),
  meters: open<DumpedMeter>(server, {
    prefix: prefixes.meters,
    read: (key, text, expires) => ({ key, spent: Number(text), expires }),
    write: ({ spent }) => `${spent}`,
  }),
});

const open = <Item extends { key: string; expires: number }>(
  { run, scan }: Server,
  { prefix, read, write }: Format<Item>,
): DumpTable<Item> => {
  const named = (keys: string[]) => keys.map((key) => prefix + key);
  const find = async (keys: string[]) => {
    const found = await run<([text: string, expires: string] | null)[]>(FIND, named(keys), []);
    return keys.map((key, index) => {
      const [text, expires] = found[index] ?? [];
      return text === undefined ? undefined : read(key, text, Number(expires || NEVER_EXPIRES));
    });
  };
  return {
    page: async (cursor) => {
      const { keys, next } = await scan(prefix, cursor);
      const items = keys.length > 0 ? await find(keys.map((key) => key.slice(prefix.length))) : [];
      return { items: items.filter((item) => item !== undefined), ...(next !== undefined && { next }) };
    },
    find,
    put: async (items) => {
      const args = items.flatMap((item) => [write(item), `${item.expires}`]);
      await run(PUT, named(items.map(({ key }) => key)), args);
    },
    remove: async (keys) => void (await run(REMOVE, named(keys), [])),
  };
};
