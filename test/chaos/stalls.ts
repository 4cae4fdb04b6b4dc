import { readFile } from 'node:fs/promises';
import type { Clock } from '../../src/base/clock.ts';
import type { Rival } from '../duel/rival.ts';
import { ALL, type Trouble } from './trouble.ts';

/** A process, and whose trouble it is if the machine doesn't let it run. */
export type Watched = { pid: number; of: string };

/** How long a process has waited for a processor so far, in milliseconds; nothing if it's gone. */
export type ReadWaited = (pid: number) => Promise<number | undefined>;

/** How often it's looked, in milliseconds. */
const LOOK = 250;

/** So much waiting, within so long, is a stall, in milliseconds. */
const STALL = { waited: 1_000, within: 2_000 };

/** What the kernel says of a process' main thread: that it could run, and no processor was free for it (proc(5), sched-stats). */
export const readWaited: ReadWaited = async (pid) => {
  const text = await readFile(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').catch(() => undefined);
  const [, waited] = text?.split(' ') ?? [];
  return waited === undefined ? undefined : Number(waited) / 1e6;
};

/** Whoever has to keep up at a time: the bots that are ready, and the store's server with what it has started, on which all of them wait. */
export const listWatched = async (
  rivals: readonly Pick<Rival, 'name' | 'pid' | 'readyAt'>[],
  store: number | undefined,
  now: number,
): Promise<Watched[]> => {
  const ready = rivals.filter(({ readyAt }) => readyAt <= now);
  const bots = ready.flatMap(({ pid, name }) => (pid === undefined ? [] : [{ pid, of: name }]));
  const servers = store === undefined ? [] : await withChildren(store);
  return [...bots, ...servers.map((pid) => ({ pid, of: ALL }))];
};

/** A process with the processes that it has started. */
const withChildren = async (pid: number): Promise<number[]> => {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return [pid, ...text.split(' ').filter(Boolean).map(Number)];
};

type Look = { at: number; waited: number };

type StallOptions = {
  clock: Clock;
  /** Where stalls are added. */
  troubles: Trouble[];
  list(): Promise<readonly Watched[]>;
  read?: ReadWaited;
};

/**
 * Notes whom a busy machine let stand still: each process by the kernel's account of it, and all of them if the world itself, in
 * which they live, came late. None of it depends on what the processes do.
 */
export class Stalls {
  readonly #options: StallOptions;
  readonly #looks = new Map<number, Look[]>();
  /** The newest stall of each. */
  readonly #newest = new Map<string, Trouble>();
  #seenAt: number | undefined;

  constructor(options: StallOptions) {
    this.#options = options;
  }

  /** Looks until the signal aborts. */
  async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.look();
      await this.#options.clock.sleep(LOOK, signal).catch(() => {});
    }
  }

  /** Looks once. */
  async look(): Promise<void> {
    const { clock, list, read = readWaited } = this.#options;
    const at = clock.now();
    const before = this.#seenAt ?? at;
    this.#seenAt = at;
    if (at - before - LOOK > STALL.waited) this.#note(ALL, before, at);
    const all = await list();
    const found = await Promise.all(all.map(async (one) => ({ ...one, waited: await read(one.pid) })));
    for (const { pid, of, waited } of found) if (waited !== undefined) this.#take(pid, of, { at, waited });
  }

  #take(pid: number, of: string, look: Look): void {
    const looks = (this.#looks.get(pid) ?? []).filter(({ at }) => at >= look.at - STALL.within);
    this.#looks.set(pid, [...looks, look]);
    const [first = look] = looks;
    if (look.waited - first.waited > STALL.waited) this.#note(of, first.at, look.at);
  }

  /** One that touches the one before goes on. */
  #note(of: string, from: number, to: number): void {
    const newest = this.#newest.get(of);
    if (newest && from <= newest.to) {
      newest.to = Math.max(newest.to, to);
      return;
    }
    const trouble: Trouble = { is: 'stall', of, from, to };
    this.#newest.set(of, trouble);
    this.#options.troubles.push(trouble);
  }
}
