import { type Client, Events } from 'discord.js';
import type { Logger } from 'pino';

/** Resolves, with the reason, only if Discord closes a connection for good. */
export const followLoss = (client: Client, log: Logger): Promise<Error> =>
  new Promise((resolve) => {
    client.on(Events.ShardDisconnect, ({ code }, shard) => {
      log.error({ event: 'gateway.closed', code, shard }, 'Discord closed the gateway for good');
      resolve(new Error(`Discord closed the gateway for good (code ${code})`));
    });
  });
