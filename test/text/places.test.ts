import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { test } from 'node:test';
import { en } from '../../src/text/en/index.ts';

/** Files and folders with sentences for others than members of a server. */
const ELSEWHERE: Record<string, RegExp> = {
  'operators read them in a terminal or in the log, before there is a reader with a language':
    /^src\/(?:terminal|environment|voice|proxy|ops|store|main\.ts|config\.ts|parley\.ts|parts|discord\/gateway|live\/connection|live\/failures\/operator-remedies\.ts|base\/(?:network-faults|diagnosis)\.ts)/,
  'the model reads them':
    /^src\/(?:conversation\/(?:memory|system-instruction\.ts|outage-session\.ts|turns\/continuation\.ts)|discord\/inbound\/quoted-message\.ts|live\/(?:protocol|session)|minutes\/minutes-question\.ts|tools)/,
};

const FILES = ['commands', 'src']
  .flatMap((tree) => globSync(`${tree}/**/*.ts`))
  .map((file) => file.split(sep).join('/'))
  .filter((file) => !file.startsWith('src/text/'));

const codeOf = (file: string): string =>
  readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<=^|[\s;{(])\/\/ .*$/gm, '');

/** The literals of a file, without their quotation marks, and without what is put into a template. */
const literalsOf = (code: string): string[] =>
  [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)].map(
    ([, single, double, template]) => (single ?? double ?? template ?? '').replace(/\$\{[^}]*\}/g, '…'),
  );

/** Words one after another, and an end: the log and thrown errors have no full stop. */
const isSentence = (literal: string): boolean =>
  /[\p{L}’…]+ [\p{L}’]{2,}/u.test(literal) && /[.?!]\)?\*?$/.test(literal);

test('a sentence is found in code, and nothing else is taken for one', () => {
  const code = `say('It’s over.'); say(\`\${name} left.\`, "Why?"); throw new Error('it is over'); log('it. is'); x = '.'`;
  assert.deepEqual(literalsOf(code).filter(isSentence), ['It’s over.', '… left.']);
  assert.ok(FILES.length > 200);
});

test('no sentence for people is outside of the catalogue', () => {
  const found = FILES.filter((file) => !Object.values(ELSEWHERE).some((rooms) => rooms.test(file))).flatMap((file) =>
    literalsOf(codeOf(file)).flatMap((literal) => (isSentence(literal) ? [`${file}: ${literal}`] : [])),
  );
  assert.deepEqual(found, []);
});

/** Where words end that Discord shows: the content of a message, the label of a button, a command's description. */
const SHOWN = /(?:\b(?:content|label|description|placeholder|title)\s*:|\bmakeButton\()\s*(?:'([^'\n]*)'|`([^`]*)`)/g;

test('no word that Discord shows is outside of the catalogue', () => {
  const found = FILES.filter((file) => /^(?:commands|src\/(?:discord\/(?!gateway)|calls))/.test(file)).flatMap((file) =>
    [...codeOf(file).matchAll(SHOWN)].flatMap(([whole, plain = '', template = '']) =>
      /\p{L}{2,}/u.test(`${plain}${template.replace(/\$\{[^}]*\}/g, '').replace(/\\n/g, '')}`)
        ? [`${file}: ${whole}`]
        : [],
    ),
  );
  assert.deepEqual(found, []);
});

test('each sentence of the catalogue is said somewhere', () => {
  const code = FILES.map(codeOf).join('\n');
  const families = [...code.matchAll(/`((?:[a-z-]+\.)?[a-z-]*)\$\{[^}]*\}([a-z-]*)`/g)].flatMap(
    ([, begin = '', end = '']) => (begin.includes('.') ? [{ begin, end }] : []),
  );
  // The name of a command or an option goes with its description.
  const describedBy = (key: string) =>
    key.startsWith('name.option-') ? key.replace('name.option-', 'option.') : key.replace(/^name\./, 'command.');
  const isSaid = (key: string) =>
    code.includes(`'${key}'`) ||
    code.includes(`'${describedBy(key)}'`) ||
    families.some(({ begin, end }) => key.startsWith(begin) && key.endsWith(end));
  assert.deepEqual(
    Object.keys(en).filter((key) => key !== 'text.sequence' && !isSaid(key)),
    [],
  );
});
