/** How long ago something was, roughly, in the words of Discord's apps. */
const ago = (seconds: number): string => {
  if (seconds < 60) return `${Math.max(0, Math.round(seconds))} seconds ago`;
  return seconds < 3_600 ? `${Math.round(seconds / 60)} minutes ago` : `${Math.round(seconds / 3_600)} hours ago`;
};

/** Finds the names of people and channels by their ids. */
export type Names = { person(id: string): string | undefined; channel(id: string): string | undefined };

/** A text as Discord's apps show it: commands, people, channels and times in words. */
export const makeReadable = (text: string, now: number, names: Names): string =>
  text
    .replace(/<\/([^:>]+):\d+>/g, '/$1')
    .replace(/<@!?(\d+)>/g, (mark, id) => (names.person(id) ? `@${names.person(id)}` : mark))
    .replace(/<#(\d+)>/g, (mark, id) => (names.channel(id) ? `#${names.channel(id)}` : mark))
    .replace(/<t:(\d+)(?::\w)?>/g, (_, seconds) => ago(now / 1_000 - Number(seconds)));
