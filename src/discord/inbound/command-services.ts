import type { Attachment, ChatInputCommandInteraction } from 'discord.js';
import type { Clock } from '../../base/clock.ts';
import type { Venue } from '../../calls/contract.ts';
import type { ReadFiles } from '../../conversation/turns/question.ts';
import { type FileReader, makeReadFiles } from './file-reader.ts';
import { resolveReferences } from './reference-visibility.ts';
import { readSentFiles } from './sent-files.ts';

/** What the text side of Discord gives to commands. */
export type CommandServices = {
  /** What a person wrote, with the names that they see in place of ids. Never rejects. */
  inWords(interaction: ChatInputCommandInteraction, text: string): Promise<string>;
  /** How files that came with a command are read once it's asked; nothing if there are none. */
  readFiles(attachments: readonly Attachment[]): ReadFiles | undefined;
  /** A command that people can click on in a message, or just its name as long as its id at Discord is unknown. */
  mention(command: string): string;
  /** The voice channels. */
  venue: Venue;
};

/** What this room gives to commands. `ids` are the commands' ids at Discord. */
export const makeCommandServices = ({
  ids,
  venue,
  reader,
  clock,
}: {
  ids: ReadonlyMap<string, string>;
  venue: Venue;
  reader: FileReader;
  clock: Clock;
}): CommandServices => ({
  inWords: ({ client, guild, channelId, user, member }, text) =>
    resolveReferences(text, { client, guild, channelId, user, member }, clock),
  readFiles: (attachments) => makeReadFiles(reader, readSentFiles(attachments, { of: 'question' })),
  mention: (name) => (ids.has(name) ? `</${name}:${ids.get(name)}>` : `\`/${name}\``),
  venue,
});
