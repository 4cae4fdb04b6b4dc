import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

/** The lines of a file, of half of the files, and of a function; and the private fields of a class. */
const LIMITS = { file: 250, median: 70, function: 40, fields: 10 };

/** One thing that is too big. */
type Excess = { what: string; size: number; limit: number };

const ROOMS = ['src', 'commands', 'rehearsal'];

/** A part of a file: what opens it, the lines within, and how many lines it has with both ends. */
type Block = { head: string; body: string[]; lines: number };

/** A block is opened at the end of a line, or its arrow stands there. */
const OPENING = /(?:=>|[({[])$/;
const CLOSING = /^\s*[)}\]]/;

const indentOf = (line: string): number => line.search(/\S|$/);

/**
 * The blocks of a program, without a parser: the formatter closes a block at the indentation of its first line, and
 * writes a head that's too long for one line so that it ends at that indentation, too.
 */
const findBlocks = (text: string): Block[] => {
  const lines = text.split('\n');
  return lines.flatMap((line, open) => {
    if (!OPENING.test(line)) return [];
    const indent = indentOf(line);
    let start = open;
    const isInside = (one = '') => one === '' || indentOf(one) > indent || CLOSING.test(one);
    while (start > 0 && isInside(lines[start])) start -= 1;
    const isEnd = (one: string) =>
      line.endsWith('=>') ? one !== '' && indentOf(one) <= indent : indentOf(one) === indent && CLOSING.test(one);
    const end = lines.findIndex((one, at) => at > open && isEnd(one));
    const closes = CLOSING.test(lines[end] ?? '') ? 1 : 0;
    const head = lines.slice(start, open + 1).map((one) => one.trim());
    return [{ head: head.join(' '), body: lines.slice(open + 1, end), lines: end - start + closes }];
  });
};

const MODIFIERS = /^(?:(?:export|default|async|static|override|get|set|const|let|function\*?) )*\*?/;
const METHOD = /^#?\w+(?:<.*>)?\(.*\)(?:: .+)? \{$/;
const STATEMENT = /^(?:if|for|while|switch|catch|do|try|else|return|throw|await|yield|new|super)\b/;

/** Whether the block is the body of a function. One that is nothing but an object is a table, however long. */
const isFunction = ({ head }: Block): boolean =>
  /=>(?: \{| \()?$/.test(head) || (METHOD.test(head.replace(MODIFIERS, '')) && !STATEMENT.test(head));

const FIELD = /^(?:(?:readonly |private |protected )*#\w+|(?:private|protected) (?:readonly )?\w+)[?!]?(?:[:;]| =)/;

/** The private fields of each class. */
const countFields = ({ head, body }: Block): number => {
  if (!/\bclass \w+/.test(head)) return 0;
  const indent = Math.min(...body.filter(Boolean).map(indentOf));
  return body.filter((line) => indentOf(line) === indent && FIELD.test(line.trim())).length;
};

const nameOf = ({ head }: Block): string =>
  /[#\w]+/.exec(head.replace(MODIFIERS, '').replace(/^.*class /, ''))?.[0] ?? '';

/** What is too big in a file: its path, then the name of what it holds. */
const findTooBig = (path: string, text: string): Excess[] =>
  [
    { what: path, size: countLines(text), limit: LIMITS.file },
    ...findBlocks(text).flatMap((block) => [
      { what: `${path} ${nameOf(block)}()`, size: isFunction(block) ? block.lines : 0, limit: LIMITS.function },
      { what: `${path} ${nameOf(block)}`, size: countFields(block), limit: LIMITS.fields },
    ]),
  ].filter(({ size, limit }) => size > limit);

const countLines = (text: string): number => text.trimEnd().split('\n').length;

const files = ROOMS.flatMap((room) => globSync(`${room}/**/*.ts`)).map((path) => ({
  path: path.replaceAll('\\', '/'),
  text: readFileSync(path, 'utf8'),
}));

test('no file, function or class is bigger than what a reader keeps in mind', () => {
  assert.deepEqual(
    files.flatMap(({ path, text }) => findTooBig(path, text)),
    [],
  );
});

test('half of all files are short', () => {
  const lines = files.map(({ text }) => countLines(text)).sort((a, b) => a - b);
  assert.ok(files.length > 200, `${files.length} files`);
  const median = lines[Math.floor(lines.length / 2)] ?? 0;
  assert.ok(median <= LIMITS.median, `the median is ${median} lines`);
});

test('functions and classes are found as the formatter writes them', () => {
  const long = (head: string, end: string, body = LIMITS.function) =>
    findTooBig('a.ts', `${head}\n${'    work();\n'.repeat(body)}${end}\n`).map(({ what }) => what);
  const heads = {
    'const draw = (a: A): B => {': '};',
    'export async function draw<T>(a: T): Promise<T> {': '}',
    'const draw = async ({\n  a,\n  b,\n}: A): Promise<B> => {': '};',
    'const draw = (a: A) =>': 'other();',
    '  async *draw(a: A): B {': '  }',
  };
  for (const [head, end] of Object.entries(heads)) assert.deepEqual(long(head, end), ['a.ts draw()'], head);
  assert.deepEqual(long('  #draw(): void {', '  }', LIMITS.function - 2), []);
  assert.deepEqual(long('const TABLE = () => ({', '});'), []);
  assert.deepEqual(long('if (is(a)) {', '}'), []);
  const fields = (count: number) =>
    `export class Big extends Small {\n${'  readonly #a: B;\n  b = 1;\n'.repeat(count)}}\n`;
  assert.deepEqual(findTooBig('a.ts', fields(LIMITS.fields)), []);
  assert.deepEqual(findTooBig('a.ts', fields(LIMITS.fields + 1)), [{ what: 'a.ts Big', size: 11, limit: 10 }]);
});
