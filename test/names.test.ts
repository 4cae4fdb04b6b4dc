import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, sep } from 'node:path';
import { test } from 'node:test';

/**
 * One name for one thing, one thing for one name: what is exported is found by its name alone, wherever it is looked for.
 * The language checks none of this, so this reads the declarations, which the formatter keeps at the beginning of a line.
 */
const ROOMS = ['commands', 'src', 'world', 'rehearsal'];

/** The file in which a folder begins; every folder may have one. */
const ENTRY = 'index.ts';

/** What participles end in, and those that are formed in another way. The last word of a name is looked at. */
const PARTICIPLE =
  /^(?:.*(?:ed|ing)|be(?:en|gun)|brought|broken|chosen|done|drawn|fallen|found|given|gone|grown|heard|held|hidden|kept|known|lasting|left|lost|made|meant|met|paid|posted|proven|said|seen|sent|shown|spoken|spent|sought|taken|taught|thought|told|understood|won|written)$/i;

/** Words that look like participles and are none. */
const NO_PARTICIPLES = new Set([
  // Verbs and nouns in which the ending belongs to the word.
  'deed',
  'embed',
  'exceed',
  'feed',
  'need',
  'ping',
  'proceed',
  'ring',
  'seed',
  'speed',
  'string',
  'thing',
  // Nouns of the field that verbs have become.
  'beginning',
  'ending',
  'endpointing',
  'finding',
  'greeting',
  'grounding',
  'heading',
  'meaning',
  'misspelling',
  'reading',
  'recording',
  'setting',
  'spelling',
  'timing',
  'warning',
]);

/** Words with which the name of a function may begin. A new verb is added here; a noun or a participle is not. */
const VERBS = new Set(
  [
    // Questions that are answered with yes or no.
    'can ends has is may needs',
    // Prepositions where JavaScript itself uses them: conversions (`toString`, `from`, `withResolvers`), and bounds of a wait.
    'to from with within unless',
    'add admit advance apply compare cut divide wrap anchor announce answer ask assert back begin break check choose close collect compose connect copy count decide decode define diagnose enclose dial dispatch',
    'draw encode end enter erase escape examine excuse exit explain fill fetch find fingerprint finish follow forget format go guard hand handle hide hold',
    'identify insist inspect isolate join judge keep list load locate log look make mark measure memoize name normalize note offer open pack pair parse pick',
    'play prepare quote read recall redirect refuse register remove render reopen report resolve retry rewrite run sanitize save say schedule',
    'select send serve set settle share shorten show shut sniff sort split start stop strip suggest sum supersede survey take tell truncate try utter wait watch write',
  ].flatMap((words) => words.split(' ')),
);

type Declaration = { file: string; name: string; is: 'function' | 'type' | 'value'; exported: boolean };

/** A language exports what English exports, from files of the same names. */
const files = globSync(ROOMS.map((room) => `${room}/**/*.ts`))
  .map((file) => file.split(sep).join('/'))
  .filter((file) => !file.endsWith('.d.ts') && !/^src\/text\/(?!en\/).+\//.test(file));

/** Where something new begins at the top of a file; the formatter indents all that belongs to it. */
const TOP = /^(?=\/\*\*|(?:export|import|abstract|async|class|const|for|function|interface|let|type)\b)/m;

/** A declaration: whether it is exported, its kind, its name, and the rest. */
const DECLARATION = /^(export )?(?:abstract |async )*(class|type|interface|const|let|function\*?) (\w+)([\s\S]*)/;

/** What a constant's value begins with where it is a function: its parameters, or a function that makes one. */
const FUNCTION = /^(?:async\s*)?(?:(?:<[^(]*>)?\([\s\S]*?\)(?::[^=]*?|\s*)=>|\w+ =>|memoize\(|askOnce\()/;

const kindOf = (keyword: string, name: string, rest: string): Declaration['is'] => {
  if (keyword.startsWith('function')) return 'function';
  if (keyword !== 'const' && keyword !== 'let') return 'type';
  if (/^[A-Z_0-9]+$/.test(name)) return 'value';
  const value = rest.replace(/^:[\s\S]*?(?<!=)=(?![=>])/, '').replace(/^\s*=?\s*/, '');
  return FUNCTION.test(value) ? 'function' : 'value';
};

const declarationsIn = (file: string): Declaration[] =>
  readFileSync(file, 'utf8')
    .split(TOP)
    .flatMap((block) => {
      const [found, shown, keyword = '', name = '', rest = ''] = DECLARATION.exec(block) ?? [];
      return found ? [{ file, name, exported: shown !== undefined, is: kindOf(keyword, name, rest) }] : [];
    });

const declarations = files.flatMap(declarationsIn);
const exported = declarations.filter((each) => each.exported);

const wordsOf = (name: string): string[] => name.split(/(?<=[a-z0-9])(?=[A-Z])|_/).map((word) => word.toLowerCase());

const isParticiple = (word: string): boolean => PARTICIPLE.test(word) && !NO_PARTICIPLES.has(word);

/** The groups of more than one, in words. */
const doubled = (groups: Map<string, string[]>): string[] =>
  [...groups].filter(([, all]) => all.length > 1).map(([name, all]) => `${name}: ${all.join(', ')}`);

test('the declarations are read as the language reads them', () => {
  assert.ok(files.length > 300, `${files.length} files`);
  assert.ok(exported.length > 1_000, `${exported.length} exports`);
  for (const is of ['function', 'type', 'value'] as const)
    assert.ok(exported.filter((each) => each.is === is).length > 100, is);
});

test('no two things are exported under one name', () => {
  const groups = Map.groupBy(exported, ({ name }) => name);
  assert.deepEqual(doubled(new Map([...groups].map(([name, all]) => [name, all.map(({ file }) => file)]))), []);
});

test('nothing is exported under a second name', () => {
  for (const file of files)
    for (const [line] of readFileSync(file, 'utf8').matchAll(/^export (?:type )?\{[^}]*\}/gm))
      assert.doesNotMatch(line, /\bas\b/, file);
});

test('no two files have one name', () => {
  const groups = Map.groupBy(
    files.filter((file) => basename(file) !== ENTRY),
    (file) => basename(file),
  );
  assert.deepEqual(doubled(groups), []);
});

test('no file, no function and no type is named by a participle', () => {
  const named = declarations.filter(({ name, is }) => {
    const words = wordsOf(name);
    // A type's last word is its noun: a `SignedProposal` is a proposal. A function's first word is its verb.
    return is !== 'value' && isParticiple((is === 'type' ? words.at(-1) : words[0]) ?? '');
  });
  assert.deepEqual(
    named.map(({ file, name }) => `${file}: ${name}`),
    [],
  );
  assert.deepEqual(
    files.filter((file) => isParticiple(basename(file, '.ts').split('-').at(-1) ?? '')),
    [],
  );
});

test('functions are verbs', () => {
  // The world's functions are the words in which tests are written (`say`, `tone`, `speech`), and read as such.
  const others = exported.filter(
    ({ file, name, is }) => is === 'function' && !file.startsWith('world/') && !VERBS.has(wordsOf(name)[0] ?? ''),
  );
  assert.deepEqual(
    others.map(({ file, name }) => `${file}: ${name}`),
    [],
  );
});
