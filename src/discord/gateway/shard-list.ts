import { type Client, Status } from 'discord.js';

/** A gateway connection of this process: its shard, whether it's usable, and how long Discord takes to answer it, in milliseconds. */
export type ShardState = { id: number; state: string; ping: number | undefined };

/** The shards of this process. There are none before the login. */
export const listShards = ({ ws }: Client): ShardState[] =>
  [...ws.shards.values()].map(({ id, status, ping }) => ({
    id,
    state: Status[status]?.toLowerCase() ?? 'unknown',
    ping: ping >= 0 ? ping : undefined,
  }));
