import type { ApplicationCommandOptionChoiceData, AutocompleteInteraction } from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import { memoize } from '../src/base/memo.ts';
import type { Invocation } from '../src/discord/inbound/command.ts';
import { findTranslationLanguage, TRANSLATION_LANGUAGES } from '../src/live/protocol/translation.ts';
import type { Say } from '../src/text/languages.ts';

/** Discord's limit of suggestions (Discord docs, interactions/application-commands, "Autocomplete"). */
const MOST_CHOICES = 25;

/** A language in its own words and in English, in small letters, as people may type it who read another one. */
const nameElsewhere = memoize((tag: string): string =>
  [tag, 'en'].map((reader) => new Intl.DisplayNames([reader], { type: 'language' }).of(tag)?.toLowerCase()).join('\n'),
);

const nameHere = (tag: string, say: Say): string => say({ code: 'part.language', tag });

/** The language that somebody picked or typed, by its tag or its name. @throws UserError if nothing is translated into it */
export const findSpokenLanguage = (typed: string, say: Say): string => {
  const wanted = typed.trim();
  const small = wanted.toLowerCase();
  const found =
    findTranslationLanguage(wanted) ??
    TRANSLATION_LANGUAGES.find(
      (tag) => nameHere(tag, say).toLowerCase() === small || nameElsewhere(tag).split('\n').includes(small),
    );
  if (found === undefined) throw new UserError({ code: 'interpret.unknown-language', name: wanted });
  return found;
};

/** Where a language stands in a list: the reader's own one, those that begin with what is typed, and those that have it elsewhere. */
const measureRank = (
  { name, value }: { name: string; value: string },
  typed: string,
  own: string | undefined,
): number => {
  if (value === own) return 0;
  return [name, ...nameElsewhere(value).split('\n')].some((one) => one.toLowerCase().startsWith(typed)) ? 1 : 2;
};

/** The languages whose name, here or elsewhere, has what is typed; the reader's own one comes first. */
export const suggestLanguages = async ({
  interaction,
  say,
}: Invocation<AutocompleteInteraction>): Promise<readonly ApplicationCommandOptionChoiceData[]> => {
  const typed = interaction.options.getFocused().trim().toLowerCase();
  const own = findTranslationLanguage(interaction.locale);
  const all = TRANSLATION_LANGUAGES.map((tag) => ({ name: nameHere(tag, say), value: tag }));
  const collator = new Intl.Collator(interaction.locale);
  return all
    .filter(({ name, value }) =>
      `${name.toLowerCase()}\n${nameElsewhere(value)}\n${value.toLowerCase()}`.includes(typed),
    )
    .sort((a, b) => measureRank(a, typed, own) - measureRank(b, typed, own) || collator.compare(a.name, b.name))
    .slice(0, MOST_CHOICES);
};
