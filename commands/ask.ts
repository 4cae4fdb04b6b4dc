import {
  ApplicationCommandOptionType,
  type ButtonInteraction,
  type FileUploadType,
  PermissionFlagsBits,
} from 'discord.js';
import { isBlank } from '../src/base/blank.ts';
import { UserError } from '../src/base/errors.ts';
import type { AnswerVoice } from '../src/conversation/turns/question.ts';
import type { Command } from '../src/discord/inbound/command.ts';
import { findReplyVoice } from '../src/settings/reply-voice.ts';
import { aboutForm, askAbout } from './ask-about.ts';
import { againButton } from './ask-again.ts';
import { questionForm } from './ask-form.ts';
import { listenButton, soundSelect } from './ask-listen.ts';
import { MATERIAL } from './ask-material.ts';
import { EVERYWHERE } from './command-contexts.ts';
import { askOnceByButton } from './pressed-button.ts';
import type { Services } from './services.ts';

/** The longest question, in characters: as long as the longest message that anyone can write in Discord. */
const MOST_QUESTION = 4_000;

/**
 * What the apps let people pick (Discord's limit is ten): kinds, or endings of names. Any other text can come with a message.
 */
const FILE_TYPES: FileUploadType[] = ['image', 'audio', 'video', '.pdf', '.txt', '.log', '.md', '.json', '.csv', '.py'];

/** How people can hear an answer. */
const VOICES = ['message', 'wav', 'text'] as const satisfies readonly AnswerVoice[];

/**
 * `/ask question file voice`: the channel's conversation answers where everyone sees it. The button **Continue** under a broken answer
 * asks for the rest, however the answer was asked for.
 */
export const ask: Command<Services> = {
  name: 'ask',
  define: ({ describe, name }) => ({
    ...describe('command.ask'),
    ...EVERYWHERE,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'question',
        ...describe('option.question'),
        required: true,
        max_length: MOST_QUESTION,
      },
      {
        type: ApplicationCommandOptionType.Attachment,
        name: 'file',
        ...describe('option.file'),
        file_types: FILE_TYPES,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'voice',
        ...describe('option.voice'),
        choices: VOICES.map((value) => ({ value, ...name(`choice.voice-${value}`) })),
      },
    ],
  }),
  execute: {
    acknowledge: 'visible',
    asks: true,
    run({ inbound, interaction, ready }, { conversations, settings, inWords, readFiles: readSent, materials }) {
      const text = interaction.options.getString('question', true);
      if (isBlank(text)) throw new UserError({ code: 'asking.blank' });
      // The question takes its place in the queue at once, because the order of arrival counts. It's asked once its
      // references are in words that the model understands, and once every stage has let the person pass.
      const reworded = Promise.withResolvers<void>();
      const { place, person, arrival } = inbound;
      const file = interaction.options.getAttachment('file');
      const wish = interaction.options.getString('voice');
      const voice = VOICES.find((one) => one === wish) ?? findReplyVoice(settings, place);
      const chosen = interaction.options.getString(MATERIAL);
      const sent = readSent(file ? [file] : []);
      const added = chosen ? materials?.add(chosen, { place, question: text, readFiles: sent }) : undefined;
      const question = { person, text, readFiles: added ?? sent, voice, arrival };
      const turn = conversations.ask(place, question, Promise.all([ready, reworded.promise]));
      reworded.resolve(inWords(interaction, text).then((words) => turn.reword(words)));
      return turn;
    },
  },
  messageMenus: [askAbout],
  modals: { about: aboutForm, typed: questionForm },
  selects: { sound: soundSelect },
  buttons: {
    listen: listenButton,
    again: againButton,
    continue: {
      acknowledge: 'update',
      asks: true,
      async run({ inbound: { place, person }, interaction, values: [number, at], ready }, { conversations }) {
        checkPermission(interaction);
        await ready;
        const broken = { number: Number(number), at: Number(at) };
        return askOnceByButton(interaction, (gone) => conversations.goOn(place, broken, person, gone));
      },
    },
  },
};

/** Everyone sees the button, but only people who may use commands here may press it. @throws UserError for the others */
const checkPermission = (interaction: ButtonInteraction): void => {
  if (interaction.guildId === null || interaction.memberPermissions?.has(PermissionFlagsBits.UseApplicationCommands))
    return;
  throw new UserError({ code: 'asking.may-not-continue' });
};
