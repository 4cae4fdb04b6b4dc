/** A line of `.env` that sets something, as Node reads it (nodejs.org, "Environment variables", "Dotenv"). */
const LINE = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*?)\s*$/;

/** A value that begins with a quote, and whether it ends on its line. */
const OPEN = /^(["'`])((?:(?!\1).)*)(\1?)/;

/**
 * The lines of a `.env` whose value has a quote at one of its ends only. Node takes such a quote for a part of the value, or
 * reads on to the next quote of the file and so over the settings in between. None of Parley's values has several lines.
 * Nothing of a value is told.
 */
export const quoteProblems = (text: string): string[] =>
  text.split('\n').flatMap((line, index) => {
    const [, name, value = ''] = LINE.exec(line) ?? [];
    if (!name || line.trimStart().startsWith('#')) return [];
    const [, quote, , closing] = OPEN.exec(value) ?? [];
    const where = `Line ${index + 1} of .env: the value of ${name}`;
    if (quote && !closing) return [`${where} begins with ${quote} and does not end with it`];
    const [last = ''] = value.slice(-1).match(/["'`]/) ?? [];
    return last && !quote && !value.slice(0, -1).includes(last)
      ? [`${where} ends with ${last} and does not begin with it`]
      : [];
  });
