import type { Attachment, BaseInteraction, ChatInputCommandInteraction, ModalSubmitInteraction } from 'discord.js';
import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Inbound } from '../../base/inbound.ts';
import type { FindOmission } from '../../base/omission.ts';
import type { Venue } from '../../calls/contract.ts';
import type { ReadFiles } from '../../conversation/turns/question.ts';
import type { Languages, Say } from '../../text/languages.ts';
import { sendSound, sendVoice } from '../outbound/voice-reply.ts';
import { AskedTargets } from './asked-targets.ts';
import { type FileReader, makeReadFiles } from './file-reader.ts';
import { findLastMessage } from './last-message.ts';
import type { PostponedQuestions } from './postponed-questions.ts';
import type { Material } from './quoted-message.ts';
import { resolveReferences } from './reference-visibility.ts';
import { RepeatedQuestions } from './repeated-questions.ts';
import { readPlace } from './sender.ts';
import { readSentFiles } from './sent-files.ts';
import { type SharedMaterial, shareMaterial } from './shared-material.ts';

/** What the text side of Discord gives to commands. */
export type CommandServices = {
  /** What a person wrote, with the names that they see in place of ids. Never rejects. */
  inWords(interaction: ChatInputCommandInteraction | ModalSubmitInteraction, text: string): Promise<string>;
  /** How the files that came with a command are read once it's asked; nothing if there are none. */
  readFiles(attachments: Iterable<Attachment>): ReadFiles | undefined;
  /** What came with a command, and the message that it's about, as far as that is passed on. See the function of that name. */
  shareMaterial(
    attachments: Iterable<Attachment>,
    about: Material,
    asked: Pick<Inbound, 'place' | 'person'>,
  ): SharedMaterial;
  /** Checks whether another person's question may be asked again. See the class of that name. */
  repeats: RepeatedQuestions;
  /** The text that a file holds. @throws UserError if it can't be fetched, or is no text */
  readText(attachment: Attachment): Promise<string>;
  /**
   * The middle of a picture as a square JPEG of at most `side` pixels; nothing if the file is no picture.
   *
   * @throws UserError if it can't be fetched or read
   */
  readSquare(attachment: Attachment, side: number): Promise<Buffer | undefined>;
  /** The messages that people are about to ask something about. */
  targets: AskedTargets;
  /** What people asked who have to agree first. */
  postponed: Pick<PostponedQuestions, 'ask' | 'forget'>;
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
  /** When whoever uses a command last wrote in its channel. See the function of that name. */
  findLastMessage(interaction: Pick<BaseInteraction, 'channel' | 'user'>): Promise<number | undefined>;
};

/** @throws UserError unless it's UTF-8 */
const decodeText = (bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UserError({ code: 'settings.file-broken' }, { cause: error });
  }
};

/** What this room gives to commands. `ids` are the commands' ids at Discord. */
export const makeCommandServices = ({
  ids,
  venue,
  reader,
  findOmission,
  postponed,
  languages,
  clock,
}: {
  ids: ReadonlyMap<string, string>;
  venue: Venue;
  reader: FileReader;
  findOmission: FindOmission;
  postponed: Pick<PostponedQuestions, 'ask' | 'forget'>;
  languages: Languages;
  clock: Clock;
}): CommandServices => ({
  inWords: ({ client, guild, channelId, user, member }, text) =>
    resolveReferences(text, { client, guild, channelId: channelId ?? '', user, member }, clock),
  readFiles: (attachments) => makeReadFiles(reader, readSentFiles(attachments, { of: 'question' })),
  shareMaterial: (attachments, about, asked) => {
    const files = [...readSentFiles(attachments, { of: 'question' }), ...about.files];
    return shareMaterial({ ...about, files }, asked, { reader, findOmission });
  },
  repeats: new RepeatedQuestions(findOmission),
  readText: async (attachment) => {
    const [file] = readSentFiles([attachment], { of: 'question' });
    return file ? decodeText(await reader.fetch(file)) : '';
  },
  readSquare: async (attachment, side) => {
    const [file] = readSentFiles([attachment], { of: 'question' });
    return file && (await reader.readSquare(file, side));
  },
  targets: new AskedTargets(clock),
  postponed,
  mention: (name) => {
    // A subcommand has the id of its command.
    const id = ids.get(name.split(' ')[0] ?? '');
    return id === undefined ? `\`/${name}\`` : `</${name}:${id}>`;
  },
  venue,
  sendVoice,
  sendSound,
  forEveryone: (interaction) => languages.in(readPlace(interaction), interaction.guildLocale ?? interaction.locale),
  findLastMessage: (interaction) => findLastMessage(interaction, clock),
});
