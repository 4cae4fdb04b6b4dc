import { listLooks } from './lookalikes.ts';
import { MOST_NAME, type Person, sanitizeName, shortenName } from './person.ts';

/**
 * How many people of a conversation keep their label. Beyond that, the one who hasn't spoken for longest is treated as
 * new.
 */
const MOST = 64;

/**
 * Adds the label of a person who has just spoken to the earlier ones, oldest first. A person with two names keeps both
 * labels, so that nobody else can take one.
 */
export const addSpeaker = (speakers: readonly Person[], { id, name }: Person): Person[] =>
  [...speakers.filter((other) => other.id !== id || other.name !== name), { id, name }].slice(-MOST);

/**
 * The label that distinguishes a person, given the labels already in use: their own harmless name, with a number if
 * someone else has one that looks alike. They keep it.
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
