import type { Clock } from '../src/base/clock.ts';

type Sleeper = { due: number; wake: () => void };

/** A clock that only moves when a test says so, and then wakes the sleepers in the order in which they are due. */
export class VirtualClock implements Clock {
  /** Resolves when whoever was woken has done what it can do at this time. */
  #settled: () => Promise<unknown>;
  /** Far from what the wall clock shows, and little: who mixes them up, or takes 0 for long ago, is found out. */
  #now = 20_000;
  #wall = Date.UTC(2026, 0, 1) - this.#now;
  #sleepers = new Set<Sleeper>();

  constructor(settled: () => Promise<unknown> = () => new Promise(setImmediate)) {
    this.#settled = settled;
  }

  /** How many sleep. */
  get sleepers(): number {
    return this.#sleepers.size;
  }

  now = () => this.#now;

  wall = () => this.#wall + this.#now;

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (signal?.aborted) return Promise.reject(signal.reason);
    const sleeper = { due: this.#now + ms, wake: resolve };
    const abort = () => {
      this.#sleepers.delete(sleeper);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    this.#sleepers.add(sleeper);
    return promise.finally(() => signal?.removeEventListener('abort', abort));
  }

  /** Sets the wall clock by `ms`, forward or back. Nothing else that tells time notices. */
  set(ms: number): void {
    this.#wall += ms;
  }

  /** Moves time on by `ms`, letting whoever wakes run (and sleep again) before the next one is woken. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      const next = this.#findNext();
      if (!next || next.due > until) break;
      this.#now = Math.max(this.#now, next.due);
      this.#sleepers.delete(next);
      next.wake();
      await this.#settled();
    }
    this.#now = until;
  }

  /** Who sleeps the shortest; of several the one who lay down first. There may be thousands, and this is asked all the time. */
  #findNext(): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const sleeper of this.#sleepers) if (!next || sleeper.due < next.due) next = sleeper;
    return next;
  }

  /**
   * Lets time pass in steps of `step` ms until `promise` settles, and lets what is under way on sockets run in between. While
   * the system is asked about a file or a host no time passes, because a busy machine may take longer for that than a story
   * lasts.
   */
  async until<T>(promise: Promise<T>, step = 50): Promise<T> {
    let settled = false;
    const settle = () => {
      settled = true;
    };
    promise.then(settle, settle);
    while (!settled) {
      await this.advance(step);
      for (let turn = 0; !settled && (turn < 5 || asksTheSystem()); turn += 1) await new Promise(setImmediate);
    }
    return promise;
  }
}

/** Whether the process waits for something that it has asked the system about a file or the name of a host. */
const asksTheSystem = (): boolean =>
  process.getActiveResourcesInfo().some((what) => /^(?:FS|GetAddrInfo)Req/.test(what));
