import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '@keyv/redis';
import { Pool } from 'pg';
import { type Ending, findPostgresUser, freePort, makeFolder, redis, type Server, serve } from './servers.ts';

const run = promisify(execFile);

/** A server that follows another one and can take its place. */
export type Replica = Server & {
  /** Makes it a server of its own, which takes writes from then on. */
  promote(): Promise<void>;
};

/** A replica that has lost its server looks for it again soon. */
const SOON = ['-c', 'wal_retrieve_retry_interval=200ms'];

/** The URL of whatever listens on a port of this machine. */
const at = (url: string, port: number): string => Object.assign(new URL(url), { port: `${port}` }).href;

/** Has a Redis carry out one command. */
const command = async (port: number, ...words: string[]): Promise<void> => {
  const client = createClient({ url: `redis://127.0.0.1:${port}` });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.sendCommand(words);
  } finally {
    client.destroy();
  }
};

/**
 * A Redis that follows another one, to which `way` is a port that leads there. It's asynchronous: what the first one acknowledged
 * a moment ago may be missing here.
 */
export const redisReplica = async (t: Ending, program: string, { port }: Server, way = port): Promise<Replica> => {
  const server = await redis(t, program);
  // By a command and not by a setting: started again after it was promoted, it must not follow anybody.
  await command(server.port, 'REPLICAOF', '127.0.0.1', `${way}`);
  await command(port, 'WAIT', '1', '0');
  return Object.assign(server, { promote: () => command(server.port, 'REPLICAOF', 'NO', 'ONE') });
};

const query = async (url: string, ...texts: string[]): Promise<void> => {
  const pool = new Pool({ connectionString: url, max: 1 });
  pool.on('error', () => {});
  try {
    for (const text of texts) await pool.query(text, []);
  } finally {
    await pool.end();
  }
};

/**
 * A PostgreSQL that follows the one at `url`, which from then on acknowledges nothing that this one hasn't written, too
 * (`synchronous_standby_names`). So whoever takes its place knows everything that was acknowledged.
 */
export const postgresReplica = async (t: Ending, program: string, url: string): Promise<Replica> => {
  const [port, folder, as] = [await freePort(), await makeFolder('standby'), await findPostgresUser()];
  if (as.uid !== undefined) await run('chown', [`${as.uid}:${as.gid}`, folder]);
  const cluster = join(folder, 'cluster');
  const from = new URL(url);
  const primary = ['-h', from.hostname, '-p', from.port, '-U', from.username];
  await run(join(program, '..', 'pg_basebackup'), ['-D', cluster, '-R', '-c', 'fast', '--no-sync', ...primary], as);
  const server = await serve(t, {
    url: at(url, port),
    port,
    folder,
    command: () => spawn(program, ['-D', cluster, '-p', `${port}`, '-h', '127.0.0.1', '-k', folder, '-F', ...SOON], as),
    ready: /ready to accept/,
    death: 'SIGQUIT',
  });
  await query(url, "ALTER SYSTEM SET synchronous_standby_names = '*'", 'SELECT pg_reload_conf()');
  return Object.assign(server, { promote: () => query(server.url, 'SELECT pg_promote()') });
};
