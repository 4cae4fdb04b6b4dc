import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { chown, cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What ends something with a test, or with whatever else needs a server for a while. */
export type Ending = Pick<TestContext, 'after'>;

/** Where Debian puts PostgreSQL's programs, which are not on the path. */
const FOLDERS = [...globSync('/usr/lib/postgresql/*/bin'), ...(process.env.PATH ?? '').split(delimiter)];

/** The full path of an installed program, if there is one. */
export const installed = (program: string): string | undefined =>
  FOLDERS.map((folder) => join(folder, program)).find((path) => existsSync(path));

/** The ports that servers get here. Systems take those of outgoing connections, and of whoever asks for port 0, from above. */
const PORTS = { from: 10_000, to: 32_768 };

/** A port that was free a moment ago, for servers that cannot choose one themselves, and that nobody is given by chance. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(PORTS.from, PORTS.to);
    const server = createServer().listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
    } catch {
      // It is somebody else's.
      continue;
    }
    server.close();
    await once(server, 'close');
    return port;
  }
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

/** A server of the test's own, which ends with the test. What it stored outlasts `kill`. */
export type Server = {
  url: string;
  port: number;
  /** Nothing while it's ended. */
  readonly pid: number | undefined;
  /** Ends it without a warning. */
  kill(): Promise<void>;
  /** Starts it again, at the same address. */
  start(): Promise<void>;
  /** Lets it hang, connections and all. */
  pause(): void;
  resume(): void;
};

export const makeFolder = (name: string): Promise<string> => mkdtemp(join(tmpdir(), `parley-${name}-`));

/** A folder that is gone with the test. */
export const folderFor = async (t: Ending, name: string): Promise<string> => {
  const folder = await makeFolder(name);
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** How a server is started, and what it says once it can be used. */
type Launch = {
  url: string;
  port: number;
  folder: string;
  command: () => ChildProcess;
  ready: RegExp;
  death: NodeJS.Signals;
};

/** Runs a server that can be ended and started again. Its folder goes when it has ended: before, it would write into it. */
export const serve = async (t: Ending, { url, port, folder, command, ready, death }: Launch): Promise<Server> => {
  let child: ChildProcess | undefined;
  const kill = async (signal: NodeJS.Signals) => {
    const victim = child;
    child = undefined;
    if (!victim || victim.exitCode !== null || victim.signalCode !== null) return;
    const closed = once(victim, 'close');
    victim.kill(signal);
    victim.kill('SIGCONT');
    await closed;
  };
  const start = async () => {
    child = command();
    await says(child, ready);
  };
  t.after(async () => {
    await kill(death);
    await rm(folder, { recursive: true, force: true });
  });
  await start();
  return {
    url,
    port,
    get pid() {
      return child?.pid;
    },
    kill: () => kill(death),
    start,
    pause: () => child?.kill('SIGSTOP'),
    resume: () => child?.kill('SIGCONT'),
  };
};

/** Redis, or whatever speaks like it. It writes down everything, so that it can be killed. */
export const redis = async (t: Ending, program: string): Promise<Server> => {
  const port = await freePort();
  const folder = await makeFolder('redis');
  const options = {
    port,
    bind: '127.0.0.1',
    save: '',
    dir: folder,
    appendonly: 'yes',
    // What is written outlasts the server, if not the machine; one that waits for a busy disk would stand still for seconds.
    appendfsync: 'no',
    'repl-diskless-sync-delay': 0,
  };
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  return serve(t, {
    url: `redis://127.0.0.1:${port}`,
    port,
    folder,
    command: () => spawn(program, words),
    ready: /Ready to accept connections/,
    death: 'SIGKILL',
  });
};

/** Where clusters are kept that nobody has used yet. */
const UNUSED = fileURLToPath(new URL('../../node_modules/.cache/parley-tests/', import.meta.url));

/**
 * The folder of a cluster that nobody has used yet, to be copied: `initdb` takes a second of processor time, a copy a fifth of that.
 * The first who needs it makes it; of several at once one's is kept.
 */
const findUnusedCluster = async (program: string, as: { uid?: number; gid?: number }): Promise<string> => {
  const { stdout } = await run(program, ['--version']);
  const kept = join(UNUSED, `cluster-${stdout.replaceAll(/[^\w.]+/g, '-')}`);
  if (existsSync(kept)) return kept;
  const folder = await makeFolder('initdb');
  if (as.uid !== undefined && as.gid !== undefined) await chown(folder, as.uid, as.gid);
  const fresh = join(folder, 'cluster');
  // Small segments, because the first one is half of what is copied.
  const options = ['-A', 'trust', '-U', 'parley', '--no-sync', '--wal-segsize=1'];
  await run(join(program, '..', 'initdb'), ['-D', fresh, ...options], as);
  await mkdir(UNUSED, { recursive: true });
  const near = await mkdtemp(`${kept}-`);
  await cp(fresh, join(near, 'cluster'), { recursive: true });
  await rm(folder, { recursive: true });
  await rename(join(near, 'cluster'), kept).catch((error) => {
    if (!existsSync(kept)) throw error;
  });
  await rm(near, { recursive: true });
  return kept;
};

/** PostgreSQL. It refuses to run as root, so then it runs as its own user. */
export const postgres = async (t: Ending, program: string): Promise<Server> => {
  const port = await freePort();
  const folder = await makeFolder('postgres');
  const as = await findPostgresUser();
  const cluster = join(folder, 'cluster');
  await run('cp', ['-R', await findUnusedCluster(program, as), cluster]);
  if (as.uid !== undefined) await run('chown', ['-R', `${as.uid}:${as.gid}`, folder]);
  return serve(t, {
    url: `postgres://parley@127.0.0.1:${port}/postgres`,
    port,
    folder,
    command: () => spawn(program, ['-D', cluster, '-p', `${port}`, '-h', '127.0.0.1', '-k', folder, '-F'], as),
    ready: /ready to accept connections/,
    // It stops at once and recovers at the next start, as after a crash; killed, it would leave its children behind.
    death: 'SIGQUIT',
  });
};

/** Who runs PostgreSQL, if not whoever runs this. */
export const findPostgresUser = async (): Promise<{ uid?: number; gid?: number }> =>
  process.getuid?.() === 0 ? await user('postgres') : {};

const user = async (name: string): Promise<{ uid: number; gid: number }> => {
  const id = async (flag: string) => Number((await run('id', [flag, name])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
};
