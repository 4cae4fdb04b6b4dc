import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where Debian puts PostgreSQL's programs, which are not on the path. */
const FOLDERS = [...globSync('/usr/lib/postgresql/*/bin'), ...(process.env.PATH ?? '').split(delimiter)];

/** The full path of an installed program, if there is one. */
export const installed = (program: string): string | undefined =>
  FOLDERS.map((folder) => join(folder, program)).find((path) => existsSync(path));

/** A port that was free a moment ago, for servers that cannot choose one themselves. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // It is a string for pipes only.
  server.close();
  await once(server, 'close');
  return port;
};

/** Resolves when a line of the server's output matches; rejects with what it said if it ends before. */
const says = async (child: ChildProcess, ready: RegExp): Promise<void> => {
  const lines: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr])
    if (stream)
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (ready.test(line)) resolve();
      });
  child.once('close', () => reject(new Error(`the server ended: ${lines.join('\n')}`)));
  child.once('error', reject);
  await promise;
};

/** A folder and a process that are gone with the test. */
const folderFor = async (t: TestContext, name: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), `parley-${name}-`));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

const endWith = (t: TestContext, child: ChildProcess) =>
  t.after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'close');
  });

/** A Redis of the test's own; its URL. */
export const redis = async (t: TestContext, program: string): Promise<string> => {
  const port = await freePort();
  const folder = await folderFor(t, 'redis');
  const child = spawn(program, ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--dir', folder]);
  endWith(t, child);
  await says(child, /Ready to accept connections/);
  return `redis://127.0.0.1:${port}`;
};

/** A PostgreSQL of the test's own; its URL. It refuses to run as root, so then it runs as its own user. */
export const postgres = async (t: TestContext, program: string): Promise<string> => {
  const port = await freePort();
  const folder = await folderFor(t, 'postgres');
  const as: { uid?: number; gid?: number } = process.getuid?.() === 0 ? await user('postgres') : {};
  if (as.uid !== undefined && as.gid !== undefined) await chown(folder, as.uid, as.gid);
  const cluster = join(folder, 'cluster');
  await run(join(program, '..', 'initdb'), ['-D', cluster, '-A', 'trust', '-U', 'parley', '--no-sync'], as);
  const child = spawn(program, ['-D', cluster, '-p', `${port}`, '-h', '127.0.0.1', '-k', folder, '-F'], as);
  endWith(t, child);
  await says(child, /ready to accept connections/);
  return `postgres://parley@127.0.0.1:${port}/postgres`;
};

const user = async (name: string): Promise<{ uid: number; gid: number }> => {
  const id = async (flag: string) => Number((await run('id', [flag, name])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
};
