import type { ButtonInteraction } from 'discord.js';
import type { Inbound } from '../src/base/inbound.ts';
import { findHome } from '../src/base/place.ts';
import type { Action, Actions } from '../src/discord/inbound/command.ts';
import type { PrivacyState } from '../src/privacy/privacy-desk.ts';
import type { Services } from './services.ts';

/** Since when a person agrees where they ask, in milliseconds since the epoch; if they don't, whether they'd have to. */
export type AgreementHere = { is: 'given'; at: number } | { is: 'wanted' | 'unneeded' };

/** What a person agreed to in a place, and what they have to agree to there. */
export const readAgreement = (
  { agreed }: Pick<PrivacyState, 'agreed'>,
  { place }: Pick<Inbound, 'place'>,
  settings: Pick<Services['settings'], 'peek'>,
): AgreementHere => {
  const at = agreed.find(({ home }) => home === findHome(place))?.at;
  if (at !== undefined) return { is: 'given', at };
  return { is: settings.peek(place)?.values.consent === 'opt-in' ? 'wanted' : 'unneeded' };
};

/** What a press about agreeing does at once, wherever it arrives: a no must not wait until it's known who answers it. */
export const noteAgreement = (
  { customId, guildId, channelId, user }: Pick<ButtonInteraction, 'customId' | 'guildId' | 'channelId' | 'user'>,
  { agreements, calls }: Services,
): void => {
  const [, wish] = customId.split(':');
  if (wish !== 'agree' && wish !== 'disagree') return;
  agreements.heed(user.id, guildId ?? channelId, wish === 'agree');
  if (wish === 'disagree' && guildId !== null) calls.review(guildId);
};

/**
 * **I agree**, for whoever presses it: they're answered and heard as soon as that's stored, and asked is what they asked before.
 * Who didn't want to be heard there still isn't, and reads so.
 */
const agree: Action<ButtonInteraction, Services> = {
  acknowledge: 'private',
  async run({ inbound: { person, place }, interaction, say }, { agreements, calls, postponed }) {
    await agreements.agree(person.id, findHome(place), interaction.createdTimestamp);
    if (place.server !== undefined) calls.review(place.server);
    const questions = postponed.ask({ person, place });
    const hearing = place.server === undefined ? 'heard' : await calls.findWish(place.server, person.id);
    if (questions === 0) return { content: say({ code: 'agreement.given', hearing }) };
    return { content: say({ code: 'agreement.given-asked', hearing, questions }) };
  },
};

/** **I don't agree any more**. It has held since the press arrived; here it's stored. */
const disagree: Action<ButtonInteraction, Services> = {
  acknowledge: 'private',
  async run({ inbound: { person, place }, interaction, say }, { agreements, settings }) {
    await agreements.withdraw(person.id, findHome(place), interaction.createdTimestamp);
    const isNeeded = settings.peek(place)?.values.consent === 'opt-in';
    return { content: say({ code: isNeeded ? 'agreement.withdrawn' : 'agreement.withdrawn-unneeded' }) };
  },
};

/** The buttons with which people agree to what becomes of their words, and take that back. */
export const agreementButtons: Actions<Action<ButtonInteraction, Services>> = { agree, disagree };
