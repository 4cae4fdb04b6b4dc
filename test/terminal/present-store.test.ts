import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openStore } from '../../src/store/store.ts';
import { silent } from '../store/record.ts';
import { fileOf, sqliteUrl } from '../store/stores.ts';
import { run } from './program.ts';
import { nobody } from './servers.ts';

const SERVER = '123456789012345678';

type Call = [program: string, args: string[]];

/** Everything that is run on a store which a bot has made. */
const CALLS: Call[] = [
  ['src/terminal/reseal.ts', []],
  ['src/terminal/reseal.ts', ['--anyway']],
  ['src/terminal/show-usage.ts', []],
  ['src/terminal/server-settings.ts', ['list', SERVER]],
  ['src/terminal/server-settings.ts', ['get', SERVER, 'voice']],
  ['src/terminal/server-settings.ts', ['set', SERVER, 'voice', 'Kore']],
  ['src/terminal/server-settings.ts', ['import', SERVER, '-']],
];

/** Each program once. */
const PROGRAMS = [...Map.groupBy(CALLS, ([program]) => program).values()].flatMap(([call]) => (call ? [call] : []));

const makeKey = () => randomBytes(32).toString('base64');

/** Each program with this store ends with `code`, and says only this. */
const expectOfAll = async (
  env: { STORE_URL: string; STORE_KEY?: string },
  code: number,
  words: RegExp,
  calls: readonly Call[] = PROGRAMS,
) => {
  const all = calls.map(async ([program, args]) => {
    const ran = await run(program, { args, env: { STORE_KEY: makeKey(), ...env } });
    // Node warns of `node:sqlite` on standard error; no start of a program as npm has it depends on that.
    const err = ran.err.replaceAll(/^\(.*(?:ExperimentalWarning|--trace-warnings).*\n/gm, '');
    assert.deepEqual([ran.code, ran.out], [code, ''], `${program} ${args}: ${err}`);
    assert.match(err, words, `${program} ${args}`);
    assert.equal(err.trim().split('\n').length, 1, err);
  });
  await Promise.all(all);
};

/** A store as a bot leaves it behind. */
const leaveStore = async (t: TestContext, storeKeys: Buffer[] = []): Promise<string> => {
  const url = await sqliteUrl(t);
  const store = await openStore(url, silent, { storeKeys });
  await store.shelf<string>({ name: 'turn', version: 1, lifetime: 60_000_000 }).setSurely('1', 'word');
  await store.close();
  return url;
};

test('a database that isn’t there is neither made nor taken for an empty one', async (t) => {
  const url = await sqliteUrl(t);
  const words = /^There is no database at \/.*store\.sqlite, .*STORE_URL.*start it once/;
  await expectOfAll({ STORE_URL: url }, 78, words, CALLS);
  assert.equal(existsSync(dirname(fileOf(url))), false);
});

test('a store that ends with each process is refused', async () => {
  await expectOfAll({ STORE_URL: 'memory:' }, 78, /^STORE_URL is "memory:".* Set it to the store that Parley uses\.$/m);
});

test('a store that can’t be reached is explained as at the start of the bot, and another try may help', async () => {
  const host = await nobody();
  await expectOfAll(
    { STORE_URL: `redis://${host}` },
    1,
    new RegExp(`nothing listens at ${host}\\. Check host and port in STORE_URL`),
  );
});

test('what is no database ends each program as it ends a start of the bot', async (t) => {
  const file = join(dirname(fileOf(await leaveStore(t))), 'other.sqlite');
  await writeFile(file, 'These are words and no pages of a database at all, whoever looks at them. '.repeat(20));
  await expectOfAll(
    { STORE_URL: `sqlite://${file}` },
    78,
    /other\.sqlite, which STORE_URL names, is not a SQLite database/,
  );
});

test('a wrong key ends what reads the store as it ends a start of the bot', async (t) => {
  const env = { STORE_URL: await leaveStore(t, [randomBytes(32)]), STORE_KEY: makeKey() };
  for (const [program, args] of PROGRAMS.filter(([name]) => !name.endsWith('reseal.ts'))) {
    const { code, out, err } = await run(program, { args, env });
    assert.deepEqual([code, out], [78, ''], err);
    assert.match(err, /STORE_KEY/);
  }
});
