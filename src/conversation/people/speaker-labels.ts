import { listLooks } from './lookalikes.ts';
import { MOST_NAME, type Person, sanitizeName, shortenName } from './person.ts';

/** So many people of a conversation keep their label; past that, who has not spoken for longest is met anew. */
const MOST = 64;

/**
 * Adds a person who has just spoken, by their label, to those who spoke before, oldest first. Of somebody with two names
 * both labels are kept, so that nobody else can take one over.
 */
export const addSpeaker = (speakers: readonly Person[], { id, name }: Person): Person[] =>
  [...speakers.filter((other) => other.id !== id || other.name !== name), { id, name }].slice(-MOST);

/**
 * The name by which a conversation tells a person apart, given the labels that it has used: their own, made harmless, with
 * a number behind it where somebody else has one that looks alike. It stays with its person.
 */
export const chooseLabel = ({ id, name }: Person, speakers: readonly Person[]): string => {
  const base = sanitizeName(name);
  const mine = speakers.findLast((other) => other.id === id && isLabelOf(other.name, base));
  if (mine) return mine.name;
  const taken = new Set(speakers.filter((other) => other.id !== id).flatMap((other) => listLooks(other.name)));
  for (let number = 1; ; number++) {
    const label = addNumber(base, number);
    if (!listLooks(label).some((look) => taken.has(look))) return label;
  }
};

const isLabelOf = (label: string, base: string): boolean =>
  label === base || label === addNumber(base, Number(/ (\d+)$/.exec(label)?.[1]));

const addNumber = (base: string, number: number): string => {
  const suffix = number === 1 ? '' : ` ${number}`;
  return `${shortenName(base, MOST_NAME - suffix.length)}${suffix}`;
};
