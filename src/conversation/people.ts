/** Somebody who speaks in a conversation: Discord's id, and the name that the others see. */
export type Person = { id: string; name: string };

/** Longer names say nothing more about who speaks, but cost tokens in every turn. */
const MOST_NAME = 32;

/** Words that a transcript or a chat template would take for a role or an instruction when a colon follows them. */
const ROLES =
  /^(?:system|assistant|model|user|human|developer|tool|function|parley|gemini|instructions?)\b[\s:>\-–—]*/iu;

/**
 * A person's name as the model may read it: one line, no brackets, colons, quotes or invisible characters, no word at
 * its start that pretends to be a role, and at most 32 characters. Anybody can choose any display name, so the name is
 * hostile text. What is left of a name that was nothing else is "someone".
 */
export const harmless = (name: string): string => {
  let rest = name
    .normalize('NFKC')
    .replace(/[\p{C}\p{Z}\s]+/gu, ' ')
    .replace(/[[\](){}<>:;"`|\\/#*_~@]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(ROLES, '').trim();
  }
  const short = [...rest].slice(0, MOST_NAME).join('').trim();
  return /[\p{L}\p{N}\p{S}\p{P}]/u.test(short) ? short : 'someone';
};

/** What the model reads before it hears a person. */
export const aloud = (person: Person): string => `[${harmless(person.name)}] says aloud:`;

/** A question as the model reads it: the asker's name in square brackets, then the words. */
export const marked = (person: Person, text: string): string => `[${harmless(person.name)}] ${text}`;
