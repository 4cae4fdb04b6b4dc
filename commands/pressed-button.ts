import type { ButtonInteraction } from 'discord.js';
import type { Turn } from '../src/conversation/turns/turn.ts';

/**
 * Asks something on behalf of a person who pressed a button that works only once. Nothing is asked until the button is gone,
 * because it could be pressed again; the buttons beside it stay.
 *
 * @param ask gets what must resolve before the question may reach the model
 */
export const askOnceByButton = async (
  interaction: ButtonInteraction,
  ask: (gone: Promise<unknown>) => Promise<Turn>,
): Promise<Turn> => {
  const gone = Promise.withResolvers<unknown>();
  const turn = await ask(gone.promise);
  gone.resolve(interaction.editReply({ components: listOtherButtons(interaction) }));
  await gone.promise;
  return turn;
};

/** The rows under the message, without the button that was pressed. */
const listOtherButtons = ({ message, customId }: ButtonInteraction) =>
  message.components.flatMap((row) => {
    if (!('components' in row)) return [];
    const { components, ...rest } = row.toJSON();
    const others = components.filter((one) => !('custom_id' in one) || one.custom_id !== customId);
    return others.length > 0 ? [{ ...rest, components: others }] : [];
  });
