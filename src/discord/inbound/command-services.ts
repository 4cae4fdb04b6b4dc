import type { ChatInputCommandInteraction } from 'discord.js';
import type { Clock } from '../../base/clock.ts';
import type { Venue } from '../../calls/contract.ts';
import { resolveReferences } from './reference-visibility.ts';

/** What the text side of Discord gives to commands. */
export type CommandServices = {
  /** What somebody wrote, with everything that they refer to by id told by the name that they see of it. Never rejects. */
  inWords(interaction: ChatInputCommandInteraction, text: string): Promise<string>;
  /** A command as people can click on it in a message, or just its name while Discord's id for it is not known. */
  mention(command: string): string;
  /** The voice channels. */
  venue: Venue;
};

/** What commands are given, besides what they need of the rest of the program. `ids` are Discord's for the commands. */
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
