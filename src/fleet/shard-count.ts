/**
 * Discord recommends a shard for each 1,000 servers and refuses one of more than 2,500 (close code 4011, Discord docs, "Sharding"). So a
 * fleet counts as it began to for as long as less than so many times its shards are recommended.
 */
const OUTGROWN = 2;

/**
 * How many shards a process goes by that comes to others: as many as they do, although Discord recommends more as the bot grows, so that they
 * share them. Once their count is outgrown, shards of it are about to be refused, also after every restart. Then it begins a fleet that
 * counts anew, and those that come later join that one.
 *
 * @param known by how many shards each of the others goes
 */
export const chooseShardCount = (known: readonly number[], recommended: number): number => {
  const most = Math.max(0, ...known);
  return most > 0 && recommended < most * OUTGROWN ? most : recommended;
};
