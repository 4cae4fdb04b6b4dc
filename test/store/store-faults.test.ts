import assert from 'node:assert/strict';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { pino } from 'pino';
import { systemClock } from '../../src/base/clock.ts';
import { ConfigError } from '../../src/base/errors.ts';
import { explainSqlite } from '../../src/store/sqlite-faults.ts';
import { openStore } from '../../src/store/store.ts';
import { explainStore } from '../../src/store/store-faults.ts';
import { listening, postgresSaying, redisSaying } from './refusing.ts';
import { folderFor } from './servers.ts';

const log = pino({ level: 'silent' });

/** Why the store that `url` names does not work, and whether that stops a start for good. */
const said = async (url: string) => {
  const opened = await openStore(url, log, { clock: systemClock }).catch((error: Error) => error);
  if (opened instanceof Error) return { said: opened.message, lasting: opened instanceof ConfigError };
  const { wrong, remedy } = explainStore(opened.trouble(), url);
  await opened.close();
  return { said: `${wrong}. ${remedy}`, lasting: false };
};

const folder = (t: TestContext) => folderFor(t, 'explain');

/** A disk without anything special. */
const DISK = { full: false, network: false, roomless: false, isFolder: false };

type Row = [name: string, url: (t: TestContext) => Promise<string>, lasting: boolean, said: RegExp];

const ROWS: Row[] = [
  [
    'a file that is no database',
    async (t) => {
      const file = join(await folder(t), 'letter.txt');
      await writeFile(file, 'Dear Ada, '.repeat(100));
      return `sqlite://${file}`;
    },
    true,
    /^The store \/.*letter\.txt, which STORE_URL names, is not a SQLite database\. .*STORE_URL/,
  ],
  [
    'a folder in place of the file',
    async (t) => {
      const file = join(await folder(t), 'folder');
      await mkdir(file);
      return `sqlite://${file}`;
    },
    true,
    /^The store \/.*folder, which STORE_URL names, is a folder and not a file\. Name a file in it, .*STORE_URL=/,
  ],
  [
    'a file where a folder has to be',
    async (t) => {
      const file = join(await folder(t), 'file');
      await writeFile(file, '');
      return `sqlite://${file}/store/parley.sqlite`;
    },
    true,
    /^The store \/.*file\/store\/parley.sqlite, .* a part of its path is a file and not a folder\. Set STORE_URL to .*sqlite:\/\/\/FOLDER/,
  ],
  [
    'in a folder of the system that takes no files',
    async () => 'sqlite:///sys/parley.sqlite',
    true,
    /^The store \/sys\/parley\.sqlite, .*cannot be opened or made: its folder is not for files\. Set STORE_URL/,
  ],
  [
    'in a folder that cannot be made and is not there',
    async () => 'sqlite:///proc/parley/parley.sqlite',
    true,
    /^The store \/proc\/parley\/parley\.sqlite, .*: its folder is not for files\. Set STORE_URL/,
  ],
  [
    'a device',
    async (t) => {
      const link = join(await folder(t), 'device');
      await symlink('/dev/null', link);
      return `sqlite://${link}`;
    },
    true,
    /^The store \/.*\/device, which STORE_URL names, is not a regular file\. Set STORE_URL to a file elsewhere/,
  ],
  ...[300, 240].map(
    (letters): Row => [
      `a file with a name of ${letters} letters`,
      async (t) => `sqlite://${join(await folder(t), 'x'.repeat(letters))}`,
      true,
      /cannot be opened or made: its name is too long\. Set STORE_URL/,
    ],
  ),
  [
    'a link to itself',
    async (t) => {
      const link = join(await folder(t), 'link');
      await symlink(link, link);
      return `sqlite://${link}`;
    },
    true,
    /: links in its path lead in a circle\. Set STORE_URL/,
  ],
  [
    'Redis that is not there',
    async () => 'redis://parley:my-word@127.0.0.1:1',
    false,
    /^The store that STORE_URL names cannot be used: nothing listens at 127\.0\.0\.1:1\. Check host and port in STORE_URL/,
  ],
  [
    'Redis that says nothing',
    async (t) => `redis://127.0.0.1:${await listening(t, () => {})}`,
    false,
    /^The store that STORE_URL names cannot be used: no answer from 127\.0\.0\.1:\d+ in time\. Check STORE_URL/,
  ],
  [
    'Redis that does not know the password',
    async (t) =>
      `redis://parley:my-word@127.0.0.1:${await redisSaying(t, 'WRONGPASS invalid username-password pair or user is disabled.')}`,
    true,
    /does not accept the name and password in STORE_URL\. Check both/,
  ],
  [
    'Redis that wants a password',
    async (t) => `redis://127.0.0.1:${await redisSaying(t, 'NOAUTH Authentication required.')}`,
    true,
    /does not accept the name and password in STORE_URL/,
  ],
  [
    'a replica of Redis',
    async (t) => `redis://127.0.0.1:${await redisSaying(t, "READONLY You can't write against a read only replica.")}`,
    true,
    /is read-only\. Name the primary server in STORE_URL/,
  ],
  [
    'PostgreSQL that is not there',
    async () => 'postgres://parley:my-word@127.0.0.1:1/parley',
    false,
    /^The store that STORE_URL names cannot be used: nothing listens at 127\.0\.0\.1:1\. /,
  ],
  [
    'PostgreSQL that says nothing',
    async (t) => `postgres://127.0.0.1:${await listening(t, () => {})}/parley`,
    false,
    /cannot be used: no answer from 127\.0\.0\.1:\d+ in time\. /,
  ],
  [
    'PostgreSQL that does not know the password',
    async (t) =>
      `postgres://parley:my-word@127.0.0.1:${await postgresSaying(t, '28P01', 'password authentication failed for user "parley"')}/parley`,
    true,
    /does not accept the name and password in STORE_URL/,
  ],
  [
    'PostgreSQL without that database',
    async (t) => `postgres://127.0.0.1:${await postgresSaying(t, '3D000', 'database "parley" does not exist')}/parley`,
    true,
    /has no such database\. Create the database, or name another one at the end of STORE_URL/,
  ],
  [
    'PostgreSQL where no table may be made',
    async (t) =>
      `postgres://127.0.0.1:${await postgresSaying(t, '42501', 'permission denied for schema public')}/parley`,
    true,
    /does not allow the user in STORE_URL to store anything\. Give that user the right to create tables/,
  ],
  [
    'PostgreSQL that is still starting',
    async (t) =>
      `postgres://127.0.0.1:${await postgresSaying(t, '57P03', 'the database system is starting up')}/parley`,
    false,
    /does not work: the database system is starting up\. Check that the server runs/,
  ],
];

for (const [name, url, lasting, sentence] of ROWS)
  test(`the store is ${name}: the sentence says so, names STORE_URL and holds no password`, async (t) => {
    const told = await said(await url(t));
    assert.match(told.said, sentence);
    assert.equal(told.lasting, lasting);
    assert.doesNotMatch(told.said, /my-word/);
  });

test('nothing is left beside a store that is not a regular file', async (t) => {
  const place = await folder(t);
  await symlink('/dev/null', join(place, 'device'));
  await said(`sqlite://${place}/device`);
  assert.deepEqual(await readdir(place), ['device']);
  assert.doesNotMatch((await readdir('/dev')).join(' '), /null-/);
});

test('rights are advised where rights are missing, and nowhere else', () => {
  for (const code of ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG', 'ELOOP']) {
    const { remedy } = explainSqlite(Object.assign(new Error(code), { code }), '/folder/parley.sqlite', DISK);
    const isRight = ['EACCES', 'EPERM', 'EROFS'].includes(code);
    assert.match(
      remedy,
      isRight ? /^Let the user that runs Parley write to \/folder .*set STORE_URL/ : /^Set STORE_URL to a file/,
    );
  }
});

/** The error of SQLite itself for a statement. */
const errorOf = (database: DatabaseSync, statement: string): unknown => {
  try {
    database.exec(statement);
  } catch (error) {
    return error;
  }
  throw new Error('it worked');
};

test('a disk that is full, a file that is locked and a network file system are told apart', async (t) => {
  const file = join(await folder(t), 'parley.sqlite');
  using database = new DatabaseSync(file);
  database.exec('PRAGMA max_page_count = 1');
  const full = errorOf(database, 'CREATE TABLE one (a)');
  assert.match(explainSqlite(full, file, undefined).wrong, /cannot be written: its disk is full$/);

  using other = new DatabaseSync(file);
  other.exec('BEGIN EXCLUSIVE');
  const locked = errorOf(database, 'CREATE TABLE two (a)');
  const here = explainSqlite(locked, file, DISK);
  assert.match(here.wrong, /is locked by another program$/);
  assert.equal(here.lasting, false);
  const away = explainSqlite(locked, file, { ...DISK, network: true });
  assert.match(away.wrong, /is on a network file system, on which SQLite does not work$/);
  assert.match(away.remedy, /disk of this machine.*redis:\/\/ or postgres:\/\//);
  assert.equal(away.lasting, true);
});
