import type { Attachment, BaseInteraction, ChatInputCommandInteraction, ModalSubmitInteraction } from 'discord.js';
import type { Clock } from '../../base/clock.ts';
import type { Venue } from '../../calls/contract.ts';
import type { ReadFiles } from '../../conversation/turns/question.ts';
import type { SentFile } from '../../media/sent-file.ts';
import type { Languages, Say } from '../../text/languages.ts';
import { sendSound, sendVoice } from '../outbound/voice-reply.ts';
import { AskedTargets } from './asked-targets.ts';
import { type FileReader, makeReadFiles } from './file-reader.ts';
import { resolveReferences } from './reference-visibility.ts';
import { readSentFiles } from './sent-files.ts';

/** What the text side of Discord gives to commands. */
export type CommandServices = {
  /** What a person wrote, with the names that they see in place of ids. Never rejects. */
  inWords(interaction: ChatInputCommandInteraction | ModalSubmitInteraction, text: string): Promise<string>;
  /**
   * How the files that came with a command, and those of the message that it's about, are read once it's asked; nothing if
   * there are none.
   */
  readFiles(attachments: Iterable<Attachment>, others?: readonly SentFile[]): ReadFiles | undefined;
  /** The messages that people are about to ask something about. */
  targets: AskedTargets;
  /** A command that people can click on in a message, or just its name as long as its id at Discord is unknown. */
  mention(command: string): string;
  /** The voice channels. */
  venue: Venue;
  /** Sends a voice message to a person or to everyone. See the function of that name. */
  sendVoice: typeof sendVoice;
  /** Sends a sound as a file. See the function of that name. */
  sendSound: typeof sendSound;
  /** Speaks the language of everyone who can read where an interaction happened. */
  forEveryone(interaction: BaseInteraction): Say;
};

/** What this room gives to commands. `ids` are the commands' ids at Discord. */
export const makeCommandServices = ({
  ids,
  venue,
  reader,
  languages,
  clock,
}: {
  ids: ReadonlyMap<string, string>;
  venue: Venue;
  reader: FileReader;
  languages: Languages;
  clock: Clock;
}): CommandServices => ({
  inWords: ({ client, guild, channelId, user, member }, text) =>
    resolveReferences(text, { client, guild, channelId: channelId ?? '', user, member }, clock),
  readFiles: (attachments, others = []) =>
    makeReadFiles(reader, [...readSentFiles(attachments, { of: 'question' }), ...others]),
  targets: new AskedTargets(clock),
  mention: (name) => (ids.has(name) ? `</${name}:${ids.get(name)}>` : `\`/${name}\``),
  venue,
  sendVoice,
  sendSound,
  forEveryone: ({ guildLocale, locale }) => languages.to(guildLocale ?? locale),
});
