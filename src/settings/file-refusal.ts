import { UserError } from '../base/errors.ts';
import type { Say } from '../text/languages.ts';
import type { Text } from '../text/text.ts';

/** One thing that is wrong in a file of settings: what it is, and the rule that a value breaks. */
export type FileProblem = { what: Text; rule?: Text | undefined };

/** So many of them are named, in at most so many characters: Discord's messages have 2,000. */
const MOST = { problems: 10, length: 1_800 };

/** A file of settings from which nothing is taken. As any error it says the first thing that is wrong. */
export class FileRefusal extends UserError {
  readonly problems: readonly FileProblem[];

  constructor(problems: readonly [FileProblem, ...FileProblem[]]) {
    super(problems[0].what);
    this.problems = problems;
  }
}

/** Everything that is wrong in a file, a line for each thing, as far as there is room. */
export const explainFileRefusal = ({ problems }: FileRefusal, say: Say): string => {
  const lines: string[] = [];
  let length = 0;
  for (const { what, rule } of problems.slice(0, MOST.problems)) {
    const line = `- ${rule ? say([what, rule]) : say(what)}`;
    length += line.length + 1;
    if (length > MOST.length) break;
    lines.push(line);
  }
  const more = problems.length - lines.length;
  const rest = more > 0 ? [say({ code: 'settings.file-more', more })] : [];
  return [say({ code: 'settings.file-refused' }), ...lines, ...rest].join('\n');
};
