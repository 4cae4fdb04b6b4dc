import {
  ApplicationCommandType,
  ComponentType,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import { isBlank } from '../src/base/blank.ts';
import { UserError } from '../src/base/errors.ts';
import type { Action, MenuCommand, ModalAction } from '../src/discord/inbound/command.ts';
import { findReplyVoice } from '../src/settings/reply-voice.ts';
import { EVERYWHERE } from './command-contexts.ts';
import type { Services } from './services.ts';

/** The most files that a form takes, which is Discord's limit. */
const MOST_FILES = 10;

/** The longest question, in characters, which is Discord's limit. */
const MOST_QUESTION = 4_000;

/** **Ask about this** in the menu of a message: a form takes the question, and more files. */
export const askAbout: MenuCommand<ApplicationCommandType.Message, MessageContextMenuCommandInteraction, Services> = {
  name: 'Ask about this',
  define: ({ name }) => ({ type: ApplicationCommandType.Message, ...name('command.ask-about'), ...EVERYWHERE }),
  execute: {
    acknowledge: 'modal',
    async run({ interaction, say }, { targets }) {
      targets.note(interaction);
      return {
        custom_id: `ask:about:${interaction.targetId}`,
        title: say({ code: 'form.about-title' }),
        components: [
          {
            type: ComponentType.Label,
            label: say({ code: 'form.about-question' }),
            component: {
              type: ComponentType.TextInput,
              custom_id: 'question',
              style: TextInputStyle.Paragraph,
              required: true,
              max_length: MOST_QUESTION,
            },
          },
          {
            type: ComponentType.Label,
            label: say({ code: 'form.about-files' }),
            component: {
              type: ComponentType.FileUpload,
              custom_id: 'files',
              required: false,
              min_values: 0,
              max_values: MOST_FILES,
            },
          },
        ],
      };
    },
  } satisfies ModalAction<MessageContextMenuCommandInteraction, Services>,
};

/** The form: asks about the message that the person chose. */
export const aboutForm: Exclude<
  Action<ModalSubmitInteraction, Services>,
  ModalAction<ModalSubmitInteraction, Services>
> = {
  acknowledge: 'visible',
  asks: true,
  run({ inbound: { place, person, arrival }, interaction, values: [message = ''], ready }, services) {
    const { conversations, settings, targets, inWords, shareMaterial } = services;
    const text = interaction.fields.getTextInputValue('question');
    if (isBlank(text)) throw new UserError({ code: 'asking.blank' });
    const target = targets.find(interaction, message);
    if (!target) throw new UserError({ code: 'asking.target-gone' });
    const uploaded = interaction.fields.getUploadedFiles('files')?.values() ?? [];
    const { quotes, readFiles, leaveOut } = shareMaterial(uploaded, target, { place, person });
    const prepared = Promise.withResolvers<unknown>();
    const voice = findReplyVoice(settings, place);
    const question = { person, text, written: text, quotes, readFiles, voice, arrival };
    const turn = conversations.ask(place, question, prepared.promise);
    const reworded = inWords(interaction, text).then((words) => turn.reword(words));
    prepared.resolve(Promise.all([ready.then(() => leaveOut(turn)), reworded]));
    void ready.then(
      () => targets.forget(interaction, message),
      () => {},
    );
    return turn;
  },
};
