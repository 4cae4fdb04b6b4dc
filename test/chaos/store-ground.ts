import { setTimeout as pause } from 'node:timers/promises';
import { type Cut, Gate } from '../store/gate.ts';
import { postgresReplica, type Replica, redisReplica } from '../store/replicas.ts';
import { type Ending, installed, postgres, redis, type Server } from '../store/servers.ts';
import { lock, sqliteUrl } from '../store/stores.ts';
import type { Blow, StoreKind } from './plan.ts';

/** So many ways lead to a server; processes that begin later get those of dead ones. */
const WAYS = 8;

/** A store, and what can happen to it. What happens resolves once it's over. */
export type StoreGround = {
  /** Where it is now, past all gates. */
  readonly url: string;
  /** The server that it's in, if it's in one that runs. */
  readonly pid: number | undefined;
  /** Whether its replica may not know what was acknowledged last. */
  readonly loses: boolean;
  /** Where a process finds it, whatever happens. The first one is 0. */
  urlOf(process: number): string;
  cut(who: number | 'all', how: Cut, ms: number): Promise<void>;
  restart(ms: number): Promise<void>;
  failOver(how: Extract<Blow, { is: 'fail-over' }>): Promise<void>;
  /** Resolves when nothing is wrong with it any more. */
  settled(): Promise<unknown>;
};

/** A program that isn't installed. */
export class MissingStoreError extends Error {
  override name = 'MissingStoreError';
}

const find = (program: string): string => {
  const path = installed(program);
  if (path === undefined) throw new MissingStoreError(`${program} is not installed`);
  return path;
};

/** Opens a store of its own. @throws {MissingStoreError} */
export const openGround = async (kind: StoreKind, t: Ending): Promise<StoreGround> => {
  if (kind === 'sqlite') return inFile(await sqliteUrl(t));
  if (kind === 'redis') {
    const program = find('redis-server');
    const server = await redis(t, program);
    const link = await Gate.open(server.port);
    t.after(() => link.end());
    return onServer(t, { server, link, replica: await redisReplica(t, program, server, link.port) });
  }
  const program = find('postgres');
  const server = await postgres(t, program);
  return onServer(t, { server, replica: await postgresReplica(t, program, server.url) });
};

/** A file, which another program locks. */
const inFile = (url: string): StoreGround => {
  let turn: Promise<unknown> = Promise.resolve();
  const never = () => Promise.reject(new Error('a file has no server'));
  return {
    url,
    pid: undefined,
    loses: false,
    urlOf: () => url,
    cut: (_who, _how, ms) => {
      const cut = turn.then(async () => {
        const unlock = lock(url);
        await pause(ms);
        unlock();
      });
      turn = cut;
      return cut;
    },
    restart: never,
    failOver: never,
    settled: () => turn,
  };
};

type Servers = { server: Server; replica: Replica; link?: Gate };

/** A server behind gates, one for each process, and a replica of it, which has a gate of its own if it may lag behind. */
const onServer = async (t: Ending, { server, replica, link }: Servers): Promise<StoreGround> => {
  const gates = await Promise.all(Array.from({ length: WAYS }, () => Gate.open(server.port)));
  t.after(() => Promise.all(gates.map((gate) => gate.end())));
  const urls = gates.map(({ port }) => Object.assign(new URL(server.url), { port: `${port}` }).href);
  let newest: Server = server;
  /** What happens to a server happens one after the other; a gate has a turn of its own, too. */
  let turn: Promise<unknown> = Promise.resolve();
  const turns = new Map<Gate, Promise<unknown>>();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work);
    turn = done;
    return done;
  };
  const cutOne = (gate: Gate, how: Cut, ms: number): Promise<void> => {
    const cut = (turns.get(gate) ?? Promise.resolve()).then(async () => {
      await gate.cut(how);
      await pause(ms);
      await gate.mend();
    });
    turns.set(gate, cut);
    return cut;
  };
  return {
    get url() {
      return newest.url;
    },
    get pid() {
      return newest.pid;
    },
    loses: link !== undefined,
    urlOf: (process) => urls[process % WAYS] ?? '',
    cut: async (who, how, ms) => {
      const cut = who === 'all' ? gates : gates.slice(who % WAYS, (who % WAYS) + 1);
      await Promise.all(cut.map((gate) => cutOne(gate, how, ms)));
    },
    restart: (ms) =>
      inTurn(async () => {
        await newest.kill();
        await pause(ms);
        await newest.start();
      }),
    failOver: ({ ms, lag }) =>
      inTurn(async () => {
        if (link && lag > 0) await link.cut('stall');
        await pause(link ? lag : 0);
        await server.kill();
        await link?.end();
        await pause(ms);
        await replica.promote();
        newest = replica;
        for (const gate of gates) gate.redirect(replica.port);
      }),
    settled: async () => {
      await turn;
      await Promise.all(turns.values());
    },
  };
};
