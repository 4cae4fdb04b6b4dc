import { isBlank } from '../base/blank.ts';
import { truncate } from '../base/truncate.ts';
import { removeControlTokens } from '../live/protocol/control-tokens.ts';
import { sanitizeFileName } from './file-name.ts';
import type { Tool, ToolResult } from './tool.ts';

/** How long a title may be, in characters. */
const MOST_TITLE = 200;

const DESCRIPTION =
  'Shows something in the channel that has to be seen and not heard: code, a table, a list, links, a formula, a long ' +
  'number. Whatever you give to it is shown at once. Do not read it out; go on talking when it returns.';

const text = (description: string) => ({ type: 'STRING', description });

/** Shows a part of the answer that has to be seen. */
export const writeTool: Tool = {
  declaration: {
    name: 'write',
    description: DESCRIPTION,
    parameters: {
      type: 'OBJECT',
      properties: {
        markdown: text('What to show, in Markdown. Code belongs into fences with its language, formulas into $ or $$.'),
        title: text('A short title, if it needs one.'),
        file_name: text('The name for saving it as a file, such as "report.csv", if it is one.'),
      },
      required: ['markdown'],
    },
  },
  deadline: 1_000,
  run(args, { answer }) {
    const { markdown, title, file_name: name } = args;
    for (const [field, value] of Object.entries({ title, file_name: name }))
      if (value !== undefined && value !== null && typeof value !== 'string') return mistake(`${field} must be text.`);
    if (typeof markdown !== 'string') return mistake('markdown must be text.');
    const clean = removeControlTokens(markdown)
      .replaceAll('\0', '')
      .replace(/^(?:[^\S\n]*\n)+/, '')
      .trimEnd();
    if (isBlank(clean)) return mistake('markdown must be text.');
    const titled = readTitle(title);
    const named = typeof name === 'string' ? sanitizeFileName(name, clean) : undefined;
    const written = answer.write({
      markdown: clean,
      ...(titled !== undefined && { title: titled }),
      ...(named !== undefined && { name: named }),
    });
    if (written === 'full') return { is: 'refused', why: 'There is no room left.' };
    return { is: 'done', says: { written: true } };
  },
};

const mistake = (why: string): ToolResult => ({ is: 'mistake', why });

/** A title is one line. */
const readTitle = (title: unknown): string | undefined => {
  if (typeof title !== 'string') return undefined;
  const line = removeControlTokens(title).replaceAll('\0', '').replace(/\s+/g, ' ').trim();
  return isBlank(line) ? undefined : truncate(line, MOST_TITLE);
};
