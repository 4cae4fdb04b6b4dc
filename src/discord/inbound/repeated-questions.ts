import type { ButtonInteraction } from 'discord.js';
import { UserError } from '../../base/errors.ts';
import type { Inbound, Sender } from '../../base/inbound.ts';
import type { FindOmission, Omission } from '../../base/omission.ts';
import { isBrought, type Quote, WITHHELD } from '../../conversation/turns/quote.ts';
import type { Text } from '../../text/text.ts';
import { listRoles } from '../gateway/member-roles.ts';
import { explainOmission } from './shared-material.ts';

/** What is passed on of the messages that came with a question when it's asked again, and what people must know of that. */
type PassedQuotes = { quotes: readonly Quote[]; remarks: readonly Text[] };

/** Checks whose words are passed on when a question is asked again: their authors may have taken their yes back meanwhile. */
export class RepeatedQuestions {
  readonly #find: FindOmission;

  constructor(find: FindOmission) {
    this.#find = find;
  }

  /**
   * Whether the question of `asker`, given by id, is passed on for the person who presses the button.
   *
   * @returns what says the same of the messages that came with the question
   * @throws UserError if it isn't
   */
  async check(
    { guild }: Pick<ButtonInteraction, 'guild'>,
    { place, person }: Pick<Inbound, 'place' | 'person'>,
    asker: string,
  ): Promise<(quotes: readonly Quote[]) => Promise<PassedQuotes>> {
    // Where not even an unknown author has to agree, nobody is looked up.
    const ofUnknown = await this.#find('unknown', place);
    if (!ofUnknown) return async (quotes) => ({ quotes, remarks: [] });
    const find = async (id: string) => (id === person.id ? undefined : this.#find(await findAuthor(guild, id), place));
    if (await find(asker)) throw new UserError({ code: 'withheld.question', person: asker });
    const findOf = (quote: Quote): Omission | undefined | Promise<Omission | undefined> => {
      // Where Discord doesn't show us a message, there's nothing to pass on.
      if (quote.isHidden || quote.from === 'parley') return undefined;
      const { from, author } = quote;
      if (author === 'unknown' || !from) return author === 'unknown' || isBrought(quote) ? ofUnknown : undefined;
      // What a bot or a webhook is doesn't depend on whether it's still there.
      return author ? this.#find({ ...NOBODY, ...from, ...author }, place) : find(from.id);
    };
    const pass = async (quote: Quote): Promise<{ quote: Quote; remark?: Text }> => {
      const why = await findOf(quote);
      return why ? { quote: WITHHELD, remark: explainOmission(why, quote) } : { quote };
    };
    return async (quotes) => {
      const passed = await Promise.all(quotes.map(pass));
      return { quotes: passed.map(({ quote }) => quote), remarks: passed.flatMap(({ remark }) => remark ?? []) };
    };
  }
}

/** Of whom nothing is known but what they wrote. */
const NOBODY = { roles: undefined, powers: [], locale: undefined };

/** Somebody as their server knows them now. Who isn't there any more has no roles that are known. */
const findAuthor = async (guild: ButtonInteraction['guild'], id: string): Promise<Sender> => {
  const member = guild?.members.cache.get(id) ?? (await guild?.members.fetch(id).catch(() => undefined));
  return {
    id,
    name: member?.displayName ?? '',
    roles: member && listRoles(member),
    powers: [],
    locale: undefined,
    kind: member?.user.bot ? 'bot' : 'member',
  };
};
