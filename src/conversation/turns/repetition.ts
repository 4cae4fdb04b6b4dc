import type { AnswerKey } from './stop-request.ts';

/** What the ids of questions begin with that ask a person's questions again. */
export const toRepetitionPrefix = (person: string): string => `again:${person}:`;

/** The id of the question that asks an ended answer's question again. It stands in records, too. */
export const toRepetitionId = ({ person, at }: AnswerKey): string => `${toRepetitionPrefix(person)}${at}`;

/** Who asked the question that a question with this id asks again; nothing if it asks none again. */
export const findRepeated = (id = ''): string | undefined => /^again:(.+):\d+$/.exec(id)?.[1];

/** Whose words a question is, by id: its asker's, and those of the person whose question it asks again. */
export const listOwners = ({ id, person }: { id?: string; person: { id: string } }): string[] => [
  ...new Set([person.id, findRepeated(id) ?? person.id]),
];
