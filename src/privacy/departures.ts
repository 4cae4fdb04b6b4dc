import type { Clock } from '../base/clock.ts';
import { Mutex } from '../base/mutex.ts';
import type { TranscriptSummary } from '../conversation/memory/transcript-summary.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Shelf, Store } from '../store/store.ts';
import type { Erasures } from './erasures.ts';

/** How long the data of a server are kept after Parley has left it, in milliseconds. */
const KEPT = 30 * 24 * 60 * 60_000;

/** How often it's looked which servers were left long ago, in milliseconds. */
const SWEEP = 60 * 60_000;

/** How many records are written at once. */
const PIECE = 500;

/** When Parley left a server, or when that was noticed, in milliseconds since the epoch. */
export type Departure = { at: number };

/** The servers that this process hears of. */
export type OwnServers = {
  /** Whether Parley is in a server, also if that's only unavailable; nothing if another process hears of it. */
  isIn(server: string): boolean | undefined;
  /** All that it's in. */
  list(): readonly string[];
};

type DeparturesOptions = {
  store: Pick<Store, 'shelf' | 'writeSurely'>;
  servers: OwnServers;
  erasures: Pick<Erasures, 'order'>;
  clock: Clock;
};

/**
 * The servers that Parley has left. What is kept of them is deleted after 30 days, unless it comes back. A server that it left
 * while it didn't run is noticed at the next start, and the 30 days begin then.
 */
export class Departures {
  readonly #options: DeparturesOptions;
  readonly #departed: Shelf<Departure>;
  readonly #present: Shelf<true>;
  readonly #closing = new AbortController();
  /** What comes later must be stored later: a server that was left may be entered again at once. */
  readonly #inOrder = new Mutex();
  /** Whether what is stored has yet to be compared with where Parley is. */
  #review: 'due' | 'done' = 'due';

  constructor(options: DeparturesOptions) {
    this.#options = options;
    this.#departed = options.store.shelf(RECORD_KINDS.departed);
    this.#present = options.store.shelf(RECORD_KINDS.present);
  }

  /** Parley isn't in a server any more. Never rejects. If it can't be stored, that's made up for within the hour. */
  async note(server: string): Promise<void> {
    await this.#note(server).catch(() => this.#noteMiss());
  }

  /** Parley is in servers, perhaps again. Never rejects. If it can't be stored, that's made up for within the hour. */
  async withdraw(servers: readonly string[]): Promise<void> {
    await this.#arrive(servers).catch(() => this.#noteMiss());
  }

  /**
   * Notices what changed while this process didn't run, and has the data of servers deleted that were left long ago, now and
   * every hour. Only once Discord has told of all servers. Never rejects.
   */
  async watch(): Promise<void> {
    const { clock } = this.#options;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      if (this.#review === 'due') await this.#compare().catch(() => this.#noteMiss());
      await this.#sweep().catch(() => {});
      await clock.sleep(SWEEP, signal).catch(() => {});
    }
  }

  /** Ends the watch. */
  close(): void {
    this.#closing.abort(new Error('stopping'));
  }

  #noteMiss(): void {
    this.#review = 'due';
  }

  #note(server: string): Promise<void> {
    return this.#inOrder.run(async () => {
      if ((await this.#departed.get(server)) === undefined)
        await this.#departed.setSurely(server, { at: this.#options.clock.wall() });
    });
  }

  #arrive(servers: readonly string[]): Promise<void> {
    return this.#inOrder.run(() => this.#storeArrival(servers));
  }

  async #storeArrival(servers: readonly string[]): Promise<void> {
    const { store } = this.#options;
    for (let start = 0; start < servers.length; start += PIECE) {
      const piece = servers.slice(start, start + PIECE);
      const [departed, present] = await Promise.all([
        this.#departed.getReadable(piece),
        this.#present.getReadable(piece),
      ]);
      const returned = piece.filter((_, index) => departed[index]);
      if (returned.length > 0) await this.#departed.deleteSurely(returned);
      const isNew = (_: string, index: number) => !present[index];
      await store.writeSurely(piece.filter(isNew).map((server) => this.#present.record(server, true)));
    }
  }

  /** Compares the servers that are known here with those that Parley is in. */
  async #compare(): Promise<void> {
    const { store, servers } = this.#options;
    // At first, because something may be missed meanwhile.
    this.#review = 'done';
    const known = new Set<string>();
    for await (const { id } of this.#present.each()) known.add(id);
    // Those from before it was noted where Parley is.
    for await (const { value } of store.shelf<TranscriptSummary>(RECORD_KINDS.conversation).each())
      if (value.server !== undefined) known.add(value.server);
    for (const server of known) if (servers.isIn(server) === false) await this.#note(server);
    await this.#arrive(servers.list());
  }

  /** Only the process that hears of a server knows whether Parley is back. */
  async #sweep(): Promise<void> {
    const { servers, erasures, clock } = this.#options;
    for await (const { id: server, value } of this.#departed.each())
      if (clock.wall() - value.at >= KEPT && servers.isIn(server) === false)
        await erasures.order({ is: 'server', server, left: true });
  }
}
