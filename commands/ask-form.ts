import { ComponentType, type ModalSubmitInteraction, TextInputStyle } from 'discord.js';
import { isBlank } from '../src/base/blank.ts';
import { UserError } from '../src/base/errors.ts';
import type { Action, ModalAction } from '../src/discord/inbound/command.ts';
import { findReplyVoice } from '../src/settings/reply-voice.ts';
import type { Say } from '../src/text/languages.ts';
import type { Services } from './services.ts';

/** The longest question, in characters, which is Discord's limit. */
const MOST_QUESTION = 4_000;

/** A form that takes a question. */
export const makeQuestionForm = (say: Say) => ({
  custom_id: 'ask:typed',
  title: say({ code: 'button.try-ask' }),
  components: [
    {
      type: ComponentType.Label as const,
      label: say({ code: 'form.about-question' }),
      component: {
        type: ComponentType.TextInput as const,
        custom_id: 'question',
        style: TextInputStyle.Paragraph as const,
        required: true,
        max_length: MOST_QUESTION,
      },
    },
  ],
});

/** What becomes of it: the question is asked as with `/ask`, and repeated above its answer, because nobody else has seen it. */
export const questionForm: Exclude<
  Action<ModalSubmitInteraction, Services>,
  ModalAction<ModalSubmitInteraction, Services>
> = {
  acknowledge: 'visible',
  asks: true,
  run({ inbound: { place, person, arrival }, interaction, ready }, { conversations, settings, inWords, readFiles }) {
    const text = interaction.fields.getTextInputValue('question');
    if (isBlank(text)) throw new UserError({ code: 'asking.blank' });
    const reworded = Promise.withResolvers<void>();
    const voice = findReplyVoice(settings, place);
    const question = { person, text, written: text, readFiles: readFiles([]), voice, arrival };
    const turn = conversations.ask(place, question, Promise.all([ready, reworded.promise]));
    reworded.resolve(inWords(interaction, text).then((words) => turn.reword(words)));
    return turn;
  },
};
