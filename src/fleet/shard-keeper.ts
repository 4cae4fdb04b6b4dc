import type { Logger } from 'pino';
import type { FleetPlan } from './fleet-plan.ts';

/** The shards of this process. */
export type KeptShards = {
  readonly open: readonly number[];
  readonly ready: readonly number[];
  /** Those that this process goes on with. */
  keep(shards: Iterable<number>): void;
  add(id: number): Promise<void>;
  remove(id: number): Promise<void>;
};

type ShardKeeperOptions = {
  /** This process in the plan. */
  id: string;
  shards: KeptShards;
  /** Leaves all that goes on in the servers of a shard to the process that has it now. */
  handOver(shard: number): Promise<void>;
  log: Logger;
};

/**
 * Has this process run the shards that the plan gives it. One that another process gets is run by both of them until that one
 * hears its servers; then this one hands over what goes on there and closes it. So nothing that people say goes unheard.
 */
export class ShardKeeper {
  readonly #options: ShardKeeperOptions;
  /** The open ones on which this process has heard Discord. One of them that isn't ready now is only reconnecting. */
  readonly #heard = new Set<number>();
  readonly #leaving = new Set<number>();
  readonly #opening = new Set<number>();

  constructor(options: ShardKeeperOptions) {
    this.#options = options;
  }

  /** Goes by a plan. Without orders in it this process isn't counted, and goes on with what it has. */
  follow({ members }: FleetPlan): void {
    const { id, shards } = this.#options;
    const orders = members[id];
    if (!orders) return;
    // With another count a shard of the same number has other servers.
    const others = Object.entries(members).filter(([other, { count }]) => other !== id && count === orders.count);
    // One that is given back to a process which still hands it over is taken only once that one has opened it anew.
    const hasTaken = (shard: number) =>
      others.some(
        ([, { shards: given, ready, leaving = [] }]) =>
          given.includes(shard) && ready.includes(shard) && !leaving.includes(shard),
      );
    for (const shard of shards.ready) this.#heard.add(shard);
    const going = shards.open.filter((shard) => !orders.shards.includes(shard) && !this.#opening.has(shard));
    for (const shard of going)
      if (!this.#leaving.has(shard) && (hasTaken(shard) || !this.#heard.has(shard))) void this.#leave(shard);
    for (const shard of orders.shards)
      if (!shards.open.includes(shard) && !this.#opening.has(shard)) void this.#open(shard);
    shards.keep([...orders.shards, ...going].filter((shard) => !this.#leaving.has(shard)));
  }

  /** If Discord can't be asked how to, the next plan has it tried again. */
  async #open(shard: number): Promise<void> {
    const { shards, log } = this.#options;
    this.#opening.add(shard);
    try {
      log.info({ event: 'shard.opening', shard }, 'this process runs one shard more');
      await shards.add(shard);
    } catch (error) {
      log.warn({ event: 'shard.not_opened', err: error, shard }, 'a shard could not be opened');
    } finally {
      this.#opening.delete(shard);
    }
  }

  /** If it's given back meanwhile, it's opened again once it's closed. */
  async #leave(shard: number): Promise<void> {
    const { shards, handOver, log } = this.#options;
    this.#leaving.add(shard);
    shards.keep(shards.open.filter((one) => !this.#leaving.has(one)));
    try {
      await handOver(shard);
      await shards.remove(shard);
      this.#heard.delete(shard);
      log.info({ event: 'shard.closed', shard }, 'another process runs this shard now');
    } catch (error) {
      log.warn({ event: 'shard.not_closed', err: error, shard }, 'a shard could not be handed over in order');
    } finally {
      this.#leaving.delete(shard);
    }
  }
}
