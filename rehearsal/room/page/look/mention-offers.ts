import type { LookScene } from './look-scene.ts';

/** Somebody or something that can be mentioned: as the box shows it, and as Discord writes it. */
export type MentionOffer = { shown: string; wire: string; hint: string };

/** What can be mentioned where the caret is, and where what was typed of it begins. */
export type MentionOffers = { from: number; offers: MentionOffer[] };

/** How many are offered at once. */
const MOST = 10;

/** A mention that is being typed ends at the caret. */
const TYPED = /(?:^|\s)([@#])([^\s@#]{0,32})$/u;

/** Who or what the word before the caret may become; nothing if that is no mention. */
export const findMentionOffers = (text: string, caret: number, scene: LookScene): MentionOffers | undefined => {
  const [found, sign = '', typed = ''] = TYPED.exec(text.slice(0, caret)) ?? [];
  if (found === undefined) return undefined;
  const all = sign === '@' ? [...listPeople(scene), ...listRoles(scene)] : listChannels(scene);
  const wanted = typed.toLowerCase();
  const offers = all.filter(({ shown }) => shown.slice(1).toLowerCase().includes(wanted)).slice(0, MOST);
  return offers.length > 0 ? { from: caret - typed.length - 1, offers } : undefined;
};

const listPeople = ({ people, words }: LookScene): MentionOffer[] =>
  people.map(({ id, name, bot }) => ({
    shown: `@${name}`,
    wire: `<@${id}>`,
    hint: words[bot ? 'hint.app' : 'hint.member'],
  }));

const listRoles = ({ roles, words }: LookScene): MentionOffer[] =>
  roles.map(({ id, name }) => ({ shown: `@${name}`, wire: `<@&${id}>`, hint: words['hint.role'] }));

const listChannels = ({ channels, words }: LookScene): MentionOffer[] =>
  channels.map(({ id, name }) => ({ shown: `#${name}`, wire: `<#${id}>`, hint: words['hint.channel'] }));

/** The words as Discord writes them: each mention that was picked by its id, the longest names first. */
export const toWireText = (text: string, picked: readonly MentionOffer[]): string => {
  const byShown = new Map(picked.map(({ shown, wire }) => [shown, wire]));
  if (byShown.size === 0) return text;
  const names = [...byShown.keys()]
    .toSorted((one, other) => other.length - one.length)
    .map((name) => RegExp.escape(name));
  return text.replaceAll(new RegExp(names.join('|'), 'gu'), (shown) => byShown.get(shown) ?? shown);
};
