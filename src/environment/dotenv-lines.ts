/** A line of `.env` that sets something, as Node reads it (nodejs.org, "Environment variables", "Dotenv"). */
const LINE = /^[ \t]*(?:export +)?([\w.-]+)[ \t]*=\s*(.*?)\s*$/;

/** A line that is not meant to set anything. */
const REMARK = /^\s*(?:#|$)/;

/** A value that begins with a quote, and whether it ends on its line. */
const OPEN = /^(["'`])((?:(?!\1).)*)(\1?)/;

/** What a decoder writes in place of bytes that are not UTF-8. */
const UNDECODED = '\ufffd';

type Problem = { says: string; opens?: true };

/**
 * What is wrong with the lines of a `.env`, each with its number: what sets nothing, which Node passes over, bytes that are
 * not UTF-8, and a quote that is at one end of a value only. Of what stands in a line, only a name in `settings`, or one
 * before an equals sign, is told.
 */
export const findLineProblems = (text: string, settings: readonly string[]): string[] => {
  const found = text.split('\n').map((line) => problemOf(line, settings));
  const opened = found.findIndex((problem) => problem?.opens);
  return found.flatMap((problem, index) => {
    // What comes after an open quote may be the rest of a value, of which nobody says that it sets nothing.
    if (!problem || (opened >= 0 && index > opened && problem.says.startsWith(NOTHING))) return [];
    return [`Line ${index + 1} of .env${problem.says}`];
  });
};

const NOTHING = ' sets nothing';

const problemOf = (line: string, settings: readonly string[]): Problem | undefined => {
  if (REMARK.test(line)) return undefined;
  if (line.includes(UNDECODED)) return { says: ' holds characters that are not UTF-8. Save .env as UTF-8' };
  const [, name, value = ''] = LINE.exec(line) ?? [];
  return name ? quoteProblem(name, value) : { says: `${NOTHING}. ${remedyFor(line, settings)}` };
};

/** Looks past a word like `set`; what comes later may be a secret. */
const remedyFor = (line: string, settings: readonly string[]): string => {
  const name = line
    .match(/\w+/g)
    ?.slice(0, 2)
    .find((word) => settings.includes(word));
  return name ? `Write it as ${name}=value` : 'Write a setting as NAME=value, and put # before a remark';
};

/**
 * Node takes a quote at one end of a value for a part of it, or reads on to the next quote of the file and so over the settings
 * in between. None of Parley's values has several lines.
 */
const quoteProblem = (name: string, value: string): Problem | undefined => {
  const [, quote, , closing] = OPEN.exec(value) ?? [];
  const which = `: the value of ${name}`;
  if (quote && !closing) return { says: `${which} begins with ${quote} and does not end with it`, opens: true };
  const [last = ''] = value.slice(-1).match(/["'`]/) ?? [];
  return last && !quote && !value.slice(0, -1).includes(last)
    ? { says: `${which} ends with ${last} and does not begin with it` }
    : undefined;
};
