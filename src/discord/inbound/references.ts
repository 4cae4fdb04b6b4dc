/** What a person can see of the things that a text refers to by id: their names, or nothing. */
export type Visibility = {
  person(id: string): string | undefined;
  role(id: string): string | undefined;
  channel(id: string): string | undefined;
};

/** The places that Discord's markup names by a word. */
const PLACES: Record<string, string> = {
  customize: 'Channels & Roles',
  browse: 'Browse Channels',
  guide: 'Server Guide',
  'linked-roles': 'Linked Roles',
};

/** The ids of the people that a text mentions, each once. */
export const findMentionedPeople = (text: string): string[] => [
  ...new Set([...text.matchAll(PERSON)].map(([, id = '']) => id)),
];

/**
 * A text with a name in place of each id (Discord docs, reference, "Message formatting"), as its writer sees it: what they
 * can't see gets no name here either.
 */
export const nameReferences = (text: string, { person, role, channel }: Visibility): string =>
  text
    .replace(PERSON, (_, id) => `@${person(id) ?? 'unknown-user'}`)
    .replace(/<@&(\d{15,20})>/g, (_, id) => `@${role(id) ?? 'unknown-role'}`)
    .replace(/<#(\d{15,20})>/g, (_, id) => `#${channel(id) ?? 'unknown-channel'}`)
    .replace(/<a?(:\w{1,64}:)\d{15,20}>/g, '$1')
    .replace(/<(\/[^<>:\n]{1,120}):\d{15,20}>/g, '$1')
    .replace(/<t:(-?\d{1,13})(?::[a-zA-Z])?>/g, (whole, seconds) => timeOf(Number(seconds)) ?? whole)
    .replace(/<id:([\w-]+)(?::\d{15,20})?>/g, (whole, word) => PLACES[word] ?? whole);

const PERSON = /<@!?(\d{15,20})>/g;

/** A point in time, which the apps show in each reader's own time zone. */
const timeOf = (seconds: number): string | undefined => {
  const date = new Date(seconds * 1_000);
  if (Number.isNaN(date.getTime())) return undefined;
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
};
