import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { en } from '../../src/text/en/index.ts';
import { sentence } from '../sentences.ts';
import { LABEL, limitOf, readAll } from './samples.ts';

const READ = readAll(en);

/** How an English reader does not talk: two words where people say one, and habits of other languages. */
const STIFF =
  /\b(?:do|does|did|is|are|was|will|can|could|would|have|has) not\b|\bcannot\b|\bI (?:am|will)\b|\b(?:whoever|somebody|anybody|everybody|anew)\b|\bmay not\b|\bno longer know\b/i;

/** Words of the code, which a member of a server has never seen. */
const JARGON = /\b(?:handle|session|turn|socket|lease|shard|fence|websocket|process|UserError)\b/i;

test('every sentence reads like English, and says what it has to', () => {
  for (const { code, words } of READ) {
    const where = `${code}: ${words}`;
    assert.doesNotMatch(words, /undefined|NaN|\[object| {2}/, where);
    assert.doesNotMatch(words, /['"]/, `${where} has a straight quotation mark`);
    assert.doesNotMatch(words, STIFF, where);
    assert.doesNotMatch(words, JARGON, where);
    assert.equal(words, words.trim(), where);
    assert.ok(words.length <= limitOf(code), `${where} is too long for Discord`);
    if (LABEL.test(code) || code.startsWith('answer.to') || code.startsWith('answer.heard')) continue;
    assert.match(words, /^[\p{Lu}\p{Extended_Pictographic}*<“]/u, `${where} does not begin as a sentence does`);
    assert.match(words, /(?:[.?!:]|\)\*)$/, `${where} does not end as a sentence does`);
  }
});

test('no two sentences say the same', () => {
  const groups = Map.groupBy(
    READ.filter(({ code }) => !code.startsWith('name.')),
    ({ words }) => words,
  );
  const same = [...groups].flatMap(([words, all]) => {
    const codes = new Set(all.map(({ code }) => code));
    return codes.size > 1 ? [`${words} ${[...codes].join(', ')}`] : [];
  });
  assert.deepEqual(same, []);
});

test('what a sentence is called tells where it is about', () => {
  for (const { code } of READ) assert.match(code, /^[a-z]+\.[a-z]+(?:-[a-z]+)*$/);
});

test('people are told how long what they say is really kept', () => {
  const days = RECORD_KINDS.turn.lifetime / (24 * 60 * 60_000);
  const { words = '' } = READ.find(({ code }) => code === 'help.kept') ?? {};
  assert.deepEqual(words.match(/\d+ days/g), [`${days} days`]);
  for (const code of ['privacy.kept-here', 'privacy.kept-elsewhere', 'agreement.ask', 'agreement.notice'] as const)
    assert.deepEqual(sentence({ code, days: 7 }).match(/\d+ days/g), ['7 days'], code);
});

test('even the quickest answer took some time', () => {
  assert.match(sentence({ code: 'status.latency', ms: 3 }), / 0\.1 seconds$/);
  assert.match(sentence({ code: 'status.latency', ms: 1_234 }), / 1\.2 seconds$/);
});

test('people are told when there is no sound to listen to', () => {
  const { words = '' } = READ.find(({ code }) => code === 'part.help-answers') ?? {};
  assert.match(words, /\*\*Listen\*\* [^.]*if it has sound/);
  assert.match(sentence({ code: 'listen.gone' }), /a restart, a reset or a lack of room/);
  assert.match(readFileSync('README.md', 'utf8'), /`TYPED_MODEL` answers has no sound/);
});

test('the README quotes what people really read', () => {
  const readme = readFileSync('README.md', 'utf8');
  const inChat = [...readme.matchAll(/^Parley \((?:only|edited|added)[^)]*\): (?:⚠️ )?(.+)$/gm)].map(
    ([, words = '']) => words,
  );
  const inTable = [...readme.matchAll(/^\| "(I[^"]+)"/gm)].map(([, words = '']) => words.replaceAll("'", '’'));
  assert.ok(inChat.length > 2 && inTable.length > 1);
  for (const quote of [...inChat, ...inTable])
    assert.ok(
      READ.some(({ words }) => words.startsWith(quote)),
      quote,
    );
});
