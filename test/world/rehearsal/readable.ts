/** How long ago something was, as Discord's apps tell it, roughly. */
const ago = (seconds: number): string => {
  if (seconds < 60) return `${Math.max(0, Math.round(seconds))} seconds ago`;
  return seconds < 3_600 ? `${Math.round(seconds / 60)} minutes ago` : `${Math.round(seconds / 3_600)} hours ago`;
};

/** A text as Discord's apps show it: commands, people and times in words. `nameOf` knows people by their ids. */
export const readable = (text: string, now: number, nameOf: (id: string) => string | undefined): string =>
  text
    .replace(/<\/([^:>]+):\d+>/g, '/$1')
    .replace(/<@!?(\d+)>/g, (mark, id) => (nameOf(id) ? `@${nameOf(id)}` : mark))
    .replace(/<t:(\d+)(?::\w)?>/g, (_, seconds) => ago(now / 1_000 - Number(seconds)));
