import type { Client, Guild } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { RetryDelay } from '../../base/retry-delay.ts';
import { toLoggable } from '../gateway/api-errors.ts';

/** How long to wait before a failed look-up is tried again: doubled each time, in milliseconds. */
const RETRY = { first: 1_000, last: 60_000 };

type UnnamedMembersOptions = {
  client: Client;
  clock: Clock;
  log: Logger;
  /** The name of someone in this voice channel is known now. */
  onLookup(channelId: string): void;
};

/**
 * Looks up people in voice channels whose names aren't known. The cache holds few members, and at login it's filled before
 * the client knows who is in a voice channel, so on a server with many people in voice channels some have no name yet.
 */
export class UnnamedMembers {
  readonly #options: UnnamedMembersOptions;
  /** People who are being looked up. */
  readonly #pending = new Set<string>();

  constructor(options: UnnamedMembersOptions) {
    this.#options = options;
  }

  /** Starts to look a person up, unless that is under way. */
  request(userId: string, guild: Guild): void {
    if (!this.#pending.has(userId)) void this.#look(userId, guild);
  }

  /** Tries until the name is known, the person has left the channel, or the client is closed. */
  async #look(userId: string, guild: Guild): Promise<void> {
    const { client, clock, onLookup } = this.#options;
    this.#pending.add(userId);
    const channel = () => guild.voiceStates.cache.get(userId)?.channelId;
    const delay = new RetryDelay(RETRY);
    while (channel() && client.token) {
      if (await this.#fetch(userId, guild)) break;
      await clock.sleep(delay.next());
    }
    this.#pending.delete(userId);
    const channelId = channel();
    if (channelId) onLookup(channelId);
  }

  async #fetch(userId: string, guild: Guild): Promise<boolean> {
    try {
      await guild.members.fetch(userId);
      return true;
    } catch (error) {
      this.#options.log.info(
        { event: 'member.not_found', err: toLoggable(error), user: userId },
        'a member in a voice channel could not be looked up',
      );
      return false;
    }
  }
}
