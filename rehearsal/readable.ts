const RELATIVE = new Intl.RelativeTimeFormat('en');
const CLOCK = new Intl.DateTimeFormat('en', { timeStyle: 'short' });
const DATE = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short' });

/** How long ago something was, or in how long it will be, roughly, in the words of Discord's apps. */
const tellDistance = (seconds: number): string => {
  if (Math.abs(seconds) < 60) return RELATIVE.format(Math.round(seconds), 'second');
  return Math.abs(seconds) < 3_600
    ? RELATIVE.format(Math.round(seconds / 60), 'minute')
    : RELATIVE.format(Math.round(seconds / 3_600), 'hour');
};

/** Finds the names of people and channels by their ids. */
export type Names = { person(id: string): string | undefined; channel(id: string): string | undefined };

/** A text as Discord's apps show it: commands, people, channels and times in words. */
export const makeReadable = (text: string, now: number, names: Names): string =>
  text
    .replace(/<\/([^:>]+):\d+>/g, '/$1')
    .replace(/<@!?(\d+)>/g, (mark, id) => (names.person(id) ? `@${names.person(id)}` : mark))
    .replace(/<#(\d+)>/g, (mark, id) => (names.channel(id) ? `#${names.channel(id)}` : mark))
    .replace(/<t:(\d+):[fF]>/g, (_, seconds) => DATE.format(1_000 * Number(seconds)))
    .replace(/<t:(\d+):[tT]>/g, (_, seconds) => CLOCK.format(1_000 * Number(seconds)))
    .replace(/<t:(\d+)(?::\w)?>/g, (_, seconds) => tellDistance(Number(seconds) - now / 1_000));
