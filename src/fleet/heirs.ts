import type { FleetPlan, MemberOrders } from './fleet-plan.ts';

/** Which bits of a snowflake choose a shard (Discord docs, "Sharding": `(guild_id >> 22) % num_shards`). */
const SHARD_SHIFT = 22n;

/** The other processes of a plan, which take over from one that leaves, and from which one that comes takes over. */
export class Heirs {
  readonly #own: MemberOrders | undefined;
  /** By the id of the process. */
  readonly #staying: readonly (readonly [string, MemberOrders])[];
  readonly #isSucceeding: boolean;

  /** @param id names this process */
  constructor({ members }: FleetPlan, id: string) {
    const own = members[id];
    const others = Object.entries(members).filter(([other]) => other !== id);
    this.#own = own;
    this.#staying = others.filter(([, { isLeaving }]) => !isLeaving);
    this.#isSucceeding = others.some(
      ([, { isLeaving, count, ready }]) =>
        isLeaving || (count !== undefined && count === own?.count && ready.some((shard) => own.shards.includes(shard))),
    );
  }

  /** Whether another process that stays hears what is said in a server, or in direct messages without one. */
  hear(server: string | undefined): boolean {
    return this.listHearers(server).length > 0;
  }

  /** The other processes that stay and hear it, by their ids. */
  listHearers(server: string | undefined): string[] {
    return this.#staying.flatMap(([id, orders]) => {
      const heard = toHeard(orders);
      return heard?.ready.includes(findShard(server, heard.count)) ? [id] : [];
    });
  }

  /** Whether another process will soon hear what is said on one of these shards, and doesn't hear it yet. */
  awaits(shards: readonly number[]): boolean {
    return this.#staying.some(([, other]) => {
      // It's starting, and nobody knows yet on which shards.
      if (other.count === undefined) return other.own?.ready.length === 0;
      if (other.count !== this.#own?.count) return false;
      // Until the plan knows that this process is leaving, it may give its shards to any of them.
      return (
        !this.#own.isLeaving || shards.some((shard) => other.shards.includes(shard) && !other.ready.includes(shard))
      );
    });
  }

  /** Whether another process is about to leave something to this one: it's being stopped, or it still runs a shard of it. */
  get isSucceeding(): boolean {
    return this.#isSucceeding;
  }
}

/** Where a process hears people and takes what they ask. */
const toHeard = ({
  count,
  ready,
  leaving = [],
  own,
}: MemberOrders): { count: number; ready: readonly number[] } | undefined =>
  count === undefined ? own : { count, ready: ready.filter((shard) => !leaving.includes(shard)) };

const findShard = (server: string | undefined, count: number): number =>
  server !== undefined && /^\d+$/.test(server) ? Number((BigInt(server) >> SHARD_SHIFT) % BigInt(count)) : 0;
