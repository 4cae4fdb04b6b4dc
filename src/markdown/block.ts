/**
 * A part of a text as Discord can show it, with the white space between it and the part before. `text` is running text and
 * may be cut anywhere between words. `fixed` is cut only if it's longer than a message: a heading, a table, a formula, an item of a list,
 * a line of a quote. One that `keepsNext` doesn't stand at the end of a message if something follows, and each message that goes on with one
 * begins with its `prefix`. `code` is cut only between lines, and only if it's longer than a message.
 */
export type Block =
  | { is: 'text'; gap: string; text: string }
  | { is: 'fixed'; gap: string; text: string; keepsNext?: boolean; prefix?: string }
  | { is: 'code'; gap: string; language: string; text: string };

/** The longest word that's taken for the language of code; each message that goes on with the code repeats it. */
const LONGEST_LANGUAGE = 20;

/** The language of code, if what stands behind its fence names one. */
export const readLanguage = (info: string): string => {
  const [word = ''] = /^[\w+\-.#]+/.exec(info.trim()) ?? [];
  return word.length > LONGEST_LANGUAGE ? '' : word;
};

/**
 * A text in which no row of backticks ends a code block. The character between them has no width, so the reader sees the
 * same.
 */
export const breakFences = (text: string): string => text.replace(/`{3,}/g, (row) => [...row].join('\u200b'));

/**
 * A text in which every row of backticks that opens a code block has one that closes it. Longer rows are broken, because
 * Discord counts them otherwise than anybody expects.
 */
export const pairFences = (text: string): string => {
  const paired = text.replace(/`{4,}/g, breakFences);
  return (paired.match(/```/g)?.length ?? 0) % 2 === 1 ? breakFences(paired) : paired;
};

/** Code as Discord shows it. */
export const encloseCode = (text: string, language = ''): string => `\`\`\`${language}\n${breakFences(text)}\n\`\`\``;
