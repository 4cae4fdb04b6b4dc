import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

/** The rooms that speak to people. What operators and the model read is in others. */
const ROOMS = ['commands/*.ts', 'src/discord/{inbound,outbound,voice-channels}/*.ts', 'src/calls/*.ts'];

/** Two words or more that begin and end as a sentence does, perhaps behind a sign. One in brackets is for the model. */
const SENTENCE = /(['"`])[^\p{L}\n('"`]*\p{Lu}(?:\p{Ll}|(?=[ ’]))(?:(?!\1)[^\n])* (?:(?!\1)[^\n])*[.?!:…]\1/u;

/** Words on a button, in a form, or in Discord's list of commands. */
const LABEL = /\b(?:makeButton\(|label:|description:|placeholder:)\s*['"`]/u;

const withoutComments = (code: string): string => code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

const findWords = (code: string): string[] =>
  [SENTENCE, LABEL].flatMap(({ source }) => [...code.matchAll(new RegExp(source, 'gu'))].map(([words]) => words));

test('what people read is in src/text, not in the code that says it', () => {
  const files = globSync(ROOMS);
  assert.ok(files.length > 50, `${files.length} files`);
  const found = files.flatMap((file) =>
    findWords(withoutComments(readFileSync(file, 'utf8'))).map((words) => `${file}: ${words}`),
  );
  assert.deepEqual(found, []);
});

test('a sentence or a label in code is found, and nothing else', () => {
  for (const code of ["const LOST = '⚠️ I was restarted.';", '"Please wait: it is slow."', "makeButton('Stop', id)"])
    assert.equal(findWords(code).length, 1, code);
  for (const code of [
    "'(A picture came. You cannot see it.)'",
    "new Error('it is closed.')",
    "browse: 'Browse Channels'",
  ])
    assert.deepEqual(findWords(code), []);
});
