import type { Discord } from '../../world/discord/discord.ts';
import type { RoomChange, RoomParts } from './page/room-protocol.ts';

/** What of a room's parts has changed since it was last told. */
export class PartChanges {
  /** What was last told of each part, as JSON, and how often the bot has typed in each channel. */
  readonly #told = new Map<string, string>();
  readonly #typed = new Map<string, number>();

  /** What is to be told now. */
  look(all: RoomParts, discord: Discord): RoomChange[] {
    const parts = Object.entries(all).filter(([name, part]) => {
      const json = JSON.stringify(part);
      if (this.#told.get(name) === json) return false;
      this.#told.set(name, json);
      return true;
    });
    const changes: RoomChange[] = parts.length > 0 ? [{ is: 'parts', parts: Object.fromEntries(parts) }] : [];
    return [...changes, ...this.#lookForTyping(discord)];
  }

  #lookForTyping(discord: Discord): RoomChange[] {
    return [...discord.channels.values()].flatMap((channel) => {
      const count = discord.typing(channel);
      const before = this.#typed.get(channel.id) ?? 0;
      this.#typed.set(channel.id, count);
      return count > before ? [{ is: 'typing' as const, channelId: channel.id }] : [];
    });
  }
}
