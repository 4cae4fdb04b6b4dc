import type { ChatInputCommandInteraction } from 'discord.js';
import type { Clock } from '../../base/clock.ts';
import type { Venue } from '../../calls/contract.ts';
import { resolveReferences } from './reference-visibility.ts';

/** What the text side of Discord gives to commands. */
export type CommandServices = {
  /** What a person wrote, with the names that they see in place of ids. Never rejects. */
  inWords(interaction: ChatInputCommandInteraction, text: string): Promise<string>;
  /** A command that people can click on in a message, or just its name as long as its id at Discord is unknown. */
  mention(command: string): string;
  /** The voice channels. */
  venue: Venue;
};

/** What this room gives to commands. `ids` are the commands' ids at Discord. */
export const makeCommandServices = ({
  ids,
  venue,
  clock,
}: {
  ids: ReadonlyMap<string, string>;
  venue: Venue;
  clock: Clock;
}): CommandServices => ({
  inWords: ({ client, guild, channelId, user, member }, text) =>
    resolveReferences(text, { client, guild, channelId, user, member }, clock),
  mention: (name) => (ids.has(name) ? `</${name}:${ids.get(name)}>` : `\`/${name}\``),
  venue,
});
