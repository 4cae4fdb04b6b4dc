/** A line of `.env` that sets a variable, as Node reads it (nodejs.org, "Environment variables", "Dotenv"). */
const LINE = /^[ \t]*(?:export +)?([\w.-]+)[ \t]*=\s*(.*?)\s*$/;

/** A line that isn't meant to set anything. */
const REMARK = /^\s*(?:#|$)/;

/** A value that begins with a quote, and whether the quote is closed on its line. */
const OPEN = /^(["'`])((?:(?!\1).)*)(\1?)/;

/** What a decoder writes in place of invalid UTF-8. */
const UNDECODED = '\ufffd';

type Problem = { says: string; opens?: true };

/**
 * Finds mistakes in the lines of a `.env`, each with its line number: lines that set nothing, which Node ignores; bytes
 * that aren't UTF-8; and a quote at only one end of a value. To keep secrets, the only words of a line that are
 * repeated are names in `settings` and a name before an equals sign.
 */
export const findLineProblems = (text: string, settings: readonly string[]): string[] => {
  const found = text.split('\n').map((line) => problemOf(line, settings));
  const opened = found.findIndex((problem) => problem?.opens);
  return found.flatMap((problem, index) => {
    // Lines after an open quote may be the rest of a value, so they aren't reported for setting nothing.
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

/** Looks past a first word like `set`. Later words may be secrets. */
const remedyFor = (line: string, settings: readonly string[]): string => {
  const name = line
    .match(/\w+/g)
    ?.slice(0, 2)
    .find((word) => settings.includes(word));
  return name ? `Write it as ${name}=value` : 'Write a setting as NAME=value, and put # before a remark';
};

/**
 * If a quote is at one end only, Node takes it for a part of the value, or reads on to the next quote in the file and
 * swallows the settings in between. None of Parley's values has several lines.
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
