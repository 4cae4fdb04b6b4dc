/** A process that gets its shards from the plan. `has`: those that it was given last, or hears already. */
export type ShardTaker = { id: string; has: readonly number[] };

/**
 * Which process runs which of `count` shards: all of them are run, none has more than one shard more than another, and no
 * more of them change their process than that needs.
 */
export const splitShards = (count: number, takers: readonly ShardTaker[]): Map<string, number[]> => {
  const assigned = new Map<string, number[]>();
  const taken = new Set<number>();
  for (const { id, has } of takers) {
    const kept = [...new Set(has)].filter((shard) => shard >= 0 && shard < count && !taken.has(shard));
    for (const shard of kept) taken.add(shard);
    assigned.set(id, kept);
  }
  if (takers.length === 0) return assigned;
  const spare = Array.from({ length: count }, (_, shard) => shard).filter((shard) => !taken.has(shard));
  const least = Math.floor(count / takers.length);
  // Who has most keeps the odd ones.
  const order = [...assigned.values()].sort((one, other) => other.length - one.length);
  for (const [index, shards] of order.entries()) {
    const most = index < count % takers.length ? least + 1 : least;
    spare.push(...shards.splice(most));
  }
  for (const [index, shards] of order.entries()) {
    const most = index < count % takers.length ? least + 1 : least;
    shards.push(...spare.splice(0, most - shards.length));
  }
  for (const shards of assigned.values()) shards.sort((one, other) => one - other);
  return assigned;
};
