import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { systemClock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/config.ts';
import { markHalf, removeHalfMark } from '../../src/store/copy-marks.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { store as storeCheck } from '../../src/terminal/checks/store-check.ts';
import { spawnBot } from '../../world/bot-process.ts';
import { World } from '../../world/world.ts';
import { type Ending, folderFor, installed, postgres, redis } from '../store/servers.ts';
import { fileOf, sqliteUrl } from '../store/stores.ts';
import { run } from './program.ts';

const PROGRAM = 'src/terminal/store-program.ts';
const ROWS = 15_000;

/** Fills a database with so much that a copy of it can be killed in the middle. */
const fill = async (url: string, rows = ROWS): Promise<void> => {
  const database = await openDatabase(url, systemClock);
  const expires = systemClock.wall() + 60_000_000;
  for (let first = 0; first < rows; first += 1_000)
    await database.write(
      Array.from({ length: 1_000 }, (_, index) => ({
        key: `turn:1:${first + index}`,
        text: JSON.stringify({ value: { version: 1, value: 'word '.repeat(600) }, expires }),
        expires,
      })),
    );
  await database.close();
};

/** What the doctor says of a store. */
const examine = ({ storeUrl }: { storeUrl: string }) => {
  const config = readConfig({ DISCORD_TOKEN: 'token', GEMINI_API_KEY: 'key', STORE_URL: storeUrl });
  return storeCheck.run({ config, clock: systemClock, signal: AbortSignal.timeout(20_000) });
};

const { NODE_COMPILE_CACHE } = process.env;

const start = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [fileURLToPath(new URL(`../../${PROGRAM}`, import.meta.url)), ...args], {
    cwd: import.meta.dirname,
    env: { NODE_COMPILE_CACHE },
    stdio: ['ignore', 'ignore', 'pipe'],
  });

/** Resolves when the program has said that so much is copied. */
const copies = async ({ stderr }: ChildProcess): Promise<void> => {
  assert.ok(stderr);
  for await (const line of createInterface({ input: stderr })) if (/^10,\d+ copied/.test(line)) return;
  assert.fail('it ended before');
};

test('a copy is killed, then interrupted, then done; meanwhile no bot starts on it', {
  timeout: 600_000,
}, async (t) => {
  const world = await World.open();
  t.after(() => world.close());
  const urls = { FROM_URL: await sqliteUrl(t), TO_URL: await sqliteUrl(t) };
  await mkdir(dirname(fileOf(urls.FROM_URL)), { recursive: true });
  await fill(urls.FROM_URL);
  const words = ['copy', urls.FROM_URL, urls.TO_URL];
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    const child = start(words);
    const ended = once(child, 'close');
    await copies(child);
    child.kill(signal);
    assert.deepEqual(await ended, signal === 'SIGKILL' ? [null, signal] : [1, null]);
  }
  const bot = spawnBot({ ...world, store: urls.TO_URL });
  const { code } = await bot.exited;
  assert.equal(code, 78, bot.quote());
  assert.match(bot.quote(), /^Parley can’t start: What STORE_URL names is only half a copy of a store/m);
  const found = await examine({ storeUrl: urls.TO_URL });
  assert.deepEqual([found.ok, /only half a copy/.test(found.seen)], [false, true]);
  const settings = await run('src/terminal/show-usage.ts', { env: { STORE_URL: urls.TO_URL } });
  assert.deepEqual([settings.code, settings.out], [78, '']);
  const done = await run(PROGRAM, { args: ['copy', 'FROM_URL', 'TO_URL'], env: urls });
  assert.equal(done.code, 0, done.err);
  const [, moved = ''] =
    /has: 15,000 records and 0 counters, .* ([\d,]+) were different before\.$/m.exec(done.out) ?? [];
  assert.ok(moved !== '' && Number(moved.replace(',', '')) <= ROWS - 10_000, `it went on where it was: ${done.out}`);
});

test('what is said on one database is remembered on the next after a copy, and backups are whole', {
  timeout: 600_000,
}, async (t) => {
  const told: string[] = [];
  const world = await World.open({
    model: ({ text, memory }) => {
      told.push(JSON.stringify(memory));
      return `I heard ${text.slice(-9)}`;
    },
  });
  t.after(() => world.close());
  const guild = world.discord.guild('Workshop');
  const general = guild.text('general');
  const ada = guild.member('Ada');
  const program = installed('postgres') ?? '';
  const redisProgram = installed('redis-server');
  const stores = [await sqliteUrl(t)];
  if (program) stores.push((await postgres(t, program)).url);
  if (redisProgram) stores.push((await redis(t, redisProgram)).url);
  stores.push(await sqliteUrl(t));
  for (const [index, store] of stores.entries()) {
    await using bot = spawnBot({ ...world, store });
    await bot.ready;
    const reply = await ada.slash('ask', { question: `number ${index}!` }, { in: general });
    await world.discord.until(() => reply.text.includes(`I heard number ${index}`));
    for (let before = 0; before < index; before += 1) assert.match(told.at(-1) ?? '', new RegExp(`number ${before}!`));
    if (index === 0) {
      const running = await run(PROGRAM, { args: ['copy', store, await sqliteUrl(t)] });
      assert.deepEqual([running.code, /^Parley is running on FROM/.test(running.err)], [1, true]);
    }
    assert.equal(await bot.stop(), 0);
    // The backup of a server's own tool is the same again.
    if (store.startsWith('postgres:')) await checkSame(store, await restorePostgres(store));
    if (store.startsWith('redis:')) await checkSame(store, await restoreRedis(store, t));
    const next = stores[index + 1];
    if (next === undefined) continue;
    const { code, err } = await run(PROGRAM, { args: ['copy', 'STORE_URL', next], env: { STORE_URL: store } });
    assert.equal(code, 0, err);
  }
});

test('a backup of SQLite is whole, private, and made while Parley writes', async (t) => {
  const STORE_URL = await sqliteUrl(t);
  await mkdir(dirname(fileOf(STORE_URL)), { recursive: true });
  await fill(STORE_URL, 2_000);
  const database = await openDatabase(STORE_URL, systemClock);
  t.after(() => database.close());
  const writing = new AbortController();
  const expires = systemClock.wall() + 60_000_000;
  let pairs = 0;
  const written = (async () => {
    for (; !writing.signal.aborted; pairs += 1) {
      const [one, other] = [`turn:2:${pairs}`, `turn:3:${pairs}`];
      await database.write([one, other].map((key) => ({ key, text: 'pair', expires })));
      await new Promise(setImmediate);
    }
  })();
  const folder = dirname(fileOf(STORE_URL));
  const file = join(folder, 'backup.sqlite');
  await writeFile(`${file}.part`, 'somebody else’s');
  const { code, out, err } = await run(PROGRAM, { args: ['backup', file], env: { STORE_URL } });
  writing.abort();
  await written;
  assert.deepEqual([code, err], [0, '']);
  assert.match(out, /backup\.sqlite has [2-9],\d{3} records|backup\.sqlite has \d\d,\d{3} records/);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  const restored = await openDatabase(`sqlite://${file}`, systemClock);
  const counts = await Promise.all(
    ['turn:1:', 'turn:2:', 'turn:3:'].map(async (prefix) => {
      let count = 0;
      for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
        const page = await restored.list(prefix, cursor);
        count += page.rows.length;
        cursor = page.next;
      }
      return count;
    }),
  );
  await restored.close();
  assert.equal(counts[0], 2_000);
  assert.equal(counts[1], counts[2], 'it is of one moment');
  assert.ok(pairs > 0);
  const again = await run(PROGRAM, { args: ['backup', file], env: { STORE_URL } });
  assert.deepEqual([again.code, /something at .*backup\.sqlite already/.test(again.err)], [1, true]);
  const nowhere = await run(PROGRAM, { args: ['backup', join(folder, 'no', 'x.sqlite')], env: { STORE_URL } });
  assert.deepEqual([nowhere.code, /^No backup was made: .*unable to open/.test(nowhere.err)], [1, true]);
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.endsWith('.part')),
    ['backup.sqlite.part'],
  );
  assert.equal(await readFile(`${file}.part`, 'utf8'), 'somebody else’s');
  const server = await run(PROGRAM, { args: ['backup', file], env: { STORE_URL: 'redis://127.0.0.1:1' } });
  assert.deepEqual([server.code, /redis-cli --rdb/.test(server.err)], [78, true]);
});

test('half a copy is not backed up, and what killed backups have left is removed', async (t) => {
  const STORE_URL = await sqliteUrl(t);
  const folder = dirname(fileOf(STORE_URL));
  await mkdir(folder, { recursive: true });
  await fill(STORE_URL, 1_000);
  const database = await openDatabase(STORE_URL, systemClock);
  await markHalf(database, 'another store');
  const [dead, written] = [randomUUID(), randomUUID()].map((id) => join(folder, `last.sqlite.${id}.part`));
  assert.ok(dead && written);
  for (const part of [dead, written]) await writeFile(part, 'words');
  const yesterday = new Date(Date.now() - 24 * 60 * 60_000);
  await utimes(dead, yesterday, yesterday);
  const file = join(folder, 'backup.sqlite');
  const half = await run(PROGRAM, { args: ['backup', file], env: { STORE_URL } });
  assert.deepEqual([half.code, half.out], [78, '']);
  assert.match(
    half.err,
    /^No backup was made\. What STORE_URL names is only half a copy of a store.*Run the same copy again/,
  );
  const beside = async () => (await readdir(folder)).filter((name) => /part$|backup/.test(name));
  assert.deepEqual(await beside(), [basename(written)]);
  await removeHalfMark(database, {
    id: 'store-copy',
    fence: (await database.take('store-copy', 60_000)) ?? assert.fail(),
  });
  await database.close();
  const whole = await run(PROGRAM, { args: ['backup', file], env: { STORE_URL } });
  assert.equal(whole.code, 0, whole.err);
});

for (const [what, args, code, says] of [
  ['one word', ['copy', 'memory:'], 2, /"copy" needs FROM and TO/],
  ['no address', ['copy', 'sqlite://x', 'x://y'], 78, /^TO must be sqlite:\/\/FILE/],
  ['an unset variable', ['copy', 'OTHER_URL', 'sqlite://x'], 78, /^FROM names the variable OTHER_URL, which isn’t set/],
  ['no store', ['copy', 'sqlite:///none/x', 'redis://127.0.0.1:1'], 78, /no database at \/none\/x.*Please check FROM/],
] as const)
  test(`a copy of ${what} is refused in a sentence`, async () => {
    const ran = await run(PROGRAM, { args: [...args] });
    assert.deepEqual([ran.code, ran.out], [code, '']);
    assert.match(ran.err, says);
  });

test('a store that is out of reach is named as FROM or TO, without its password', async (t) => {
  const from = await sqliteUrl(t);
  await mkdir(dirname(fileOf(from)), { recursive: true });
  await fill(from, 1_000);
  const { code, err } = await run(PROGRAM, { args: ['copy', from, 'postgres://me:secret@127.0.0.1:1/parley'] });
  assert.equal(code, 1);
  assert.match(err, /^The store that TO names cannot be used: nothing listens at .*Run the same copy again/);
  assert.doesNotMatch(err, /secret|STORE_URL/);
});

/** Backs PostgreSQL up with its own tool, and restores that into another database of the same server. */
const restorePostgres = async (url: string): Promise<string> => {
  const [dump, restore] = [installed('pg_dump') ?? '', installed('psql') ?? ''];
  const execute = promisify(execFile);
  await execute(restore, ['-q', '-c', 'CREATE DATABASE restored', url]);
  const { stdout } = await execute(dump, ['-t', 'keyv', '-t', 'parley_*', url], { maxBuffer: 100_000_000 });
  const other = url.replace(/[^/]+$/, 'restored');
  const child = spawn(restore, ['-v', 'ON_ERROR_STOP=1', '-q', other], { stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(stdout);
  assert.deepEqual(await once(child, 'close'), [0, null]);
  return other;
};

/** Backs Redis up with its own tool, and starts another server with that. */
const restoreRedis = async (url: string, t: Ending): Promise<string> => {
  const [server, client] = [installed('redis-server') ?? '', installed('redis-cli') ?? ''];
  const folder = await folderFor(t, 'restored');
  await promisify(execFile)(client, ['-u', url, '--rdb', join(folder, 'dump.rdb')]);
  const port = Number(new URL(url).port) + 1;
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  const restored = spawn(server, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(async () => {
    restored.kill('SIGKILL');
    await once(restored, 'close');
  });
  for await (const line of createInterface({ input: restored.stdout })) if (/Ready to accept/.test(line)) break;
  return `redis://127.0.0.1:${port}`;
};

/** A copy onto what is the same already has nothing to move. */
const checkSame = async (from: string, to: string): Promise<void> => {
  const { code, out, err } = await run(PROGRAM, { args: ['copy', from, to, '--replace'] });
  assert.equal(code, 0, err);
  assert.match(out, /[1-9]\d* records and \d+ counters.* 0 were different before/);
};
