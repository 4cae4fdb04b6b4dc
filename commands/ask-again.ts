import { type ButtonInteraction, PermissionFlagsBits } from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import type { Action } from '../src/discord/inbound/command.ts';
import { askOnceByButton } from './pressed-button.ts';
import type { Services } from './services.ts';

/** The button **Ask again** under an ended answer: asks the same question once more, as the person who presses it. */
export const againButton: Action<ButtonInteraction, Services> = {
  acknowledge: 'update',
  asks: true,
  async run({ inbound: { place, person }, interaction, values: [asker = '', at, number], ready }, services) {
    const { conversations, repeats } = services;
    checkMayRepeat(interaction, asker);
    await ready;
    const pass = await repeats.check(interaction, { place, person }, asker);
    const answer = { person: asker, at: Number(at), number: Number(number) };
    return askOnceByButton(interaction, (gone) => conversations.askAgain(place, answer, { person, pass }, gone));
  },
};

/** @throws UserError unless the person has asked the question themselves, or may manage messages here */
const checkMayRepeat = ({ user, memberPermissions }: ButtonInteraction, asker: string): void => {
  if (user.id === asker || memberPermissions?.has(PermissionFlagsBits.ManageMessages)) return;
  throw new UserError({ code: 'again.not-yours', person: asker });
};
