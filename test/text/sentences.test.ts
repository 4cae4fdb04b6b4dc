import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { en } from '../../src/text/en/index.ts';
import type { Code, PlainCode, Text } from '../../src/text/text.ts';
import { sentence } from '../sentences.ts';

type ValueCode = Exclude<Code, PlainCode>;
type Values<C extends ValueCode> = Omit<Text<C>, 'code'>;

const VOICE = [{ voice: '10' }];
const MENTION = '</ask:1>';
const AGAIN = [{}, { at: 1_767_225_600_000 }];
const ASK = [{ ask: MENTION }];
const FILE = [{ name: 'message.txt' }];

/** What each sentence is said with: a sentence that gains a value, or is new, does not compile until it has a sample. */
const SAMPLES: { [C in ValueCode]: readonly Values<C>[] } = {
  'text.sequence': [{ sentences: ['One.', 'Two.'] }],
  'asking.full': [{ most: 1 }, { most: 5 }],
  'asking.share': [{ most: 1 }, { most: 5 }],
  'mention.unread': ASK,
  'mention.empty': ASK,
  'mention.cannot-write': [{ channel: '10' }],
  'stop.only-those-in-voice': VOICE,
  'stop.not-yours': [{ name: 'Ada' }],
  'answer.to': [{ name: 'Ada', question: 'Why is the sky blue?' }],
  'answer.heard': [{ name: 'Ada', words: 'Hello.' }],
  'delivery.written-file': [{ name: 'main.py' }],
  'delivery.about': [{ channel: '10' }],
  'gemini.lost': AGAIN,
  'gemini.broken': AGAIN,
  'gemini.late': AGAIN,
  'gemini.often': AGAIN,
  'gemini.busy': AGAIN,
  'gemini.quota': AGAIN,
  'gemini.refused': [{}],
  'gemini.full': AGAIN,
  'gemini.proxy': [{}],
  'gemini.unreachable': AGAIN,
  'media.empty': FILE,
  'media.too-big': [{ name: 'film.mp4', most: 25 * 2 ** 20 }],
  'media.sum': [{ name: 'film.mp4', most: 50 * 2 ** 20 }],
  'media.too-many': [{ most: 10 }],
  'media.too-many-pictures': [{ most: 6, names: ['a.png', 'b.pdf'] }],
  'media.unknown': FILE,
  'media.encoding': FILE,
  'media.damaged-text': FILE,
  'media.broken': FILE,
  'media.pixels': [{ name: 'map.png', most: 50_000_000 }],
  'media.locked': FILE,
  'media.heic': FILE,
  'media.no-ffmpeg': FILE,
  'media.slow': FILE,
  'media.gone': FILE,
  'media.changed': FILE,
  'media.elsewhere': FILE,
  'media.unreachable': FILE,
  'media.busy': FILE,
  'media.failing': FILE,
  'media.skipped': FILE,
  'media.cut': FILE,
  'media.pages': [
    { name: 'book.pdf', read: 1, pages: 2 },
    { name: 'book.pdf', read: 50, pages: 1_200 },
  ],
  'media.sound-full': [{ name: 'a.ogg', minutes: 10 }],
  'media.sound-cut': [
    { name: 'talk.mp3', minutes: 1 },
    { name: 'talk.mp3', minutes: 10 },
  ],
  'call.not-yours': VOICE,
  'call.may-not-enter': VOICE,
  'call.missing-permissions': [
    { voice: '10', missing: ['Connect'] },
    { voice: '10', missing: ['Connect', 'Speak'] },
  ],
  'call.full': VOICE,
  'call.cannot-announce': [
    { channel: '10', missing: ['SendMessages'] },
    { channel: '10', missing: ['ViewChannel', 'SendMessages'] },
  ],
  'call.change-not-yours': VOICE,
  'call.busy': [{ voice: '10', leave: '</leave:2>' }],
  'call.left': VOICE,
  'call.speech-too-long': [{ minutes: 1 }, { minutes: 10 }],
  'call.speech-too-long-talk': [{ minutes: 1 }, { minutes: 10 }],
  'talk.join-first': VOICE,
  'panel.listening': VOICE,
  'panel.talk': VOICE,
  'panel.reads-aloud': VOICE,
  'panel.silent': VOICE,
  'panel.deaf': VOICE,
  'panel.nobody': VOICE,
  'panel.joining': VOICE,
  'panel.joining-to-listen': VOICE,
  'panel.reconnecting': VOICE,
  'panel.reconnecting-quietly': VOICE,
  'panel.refused': [{ person: '10' }],
  'panel.moved': [{ channel: '10' }],
  'notice.forbidden': [{ channel: '10' }],
  'notice.refused': [{ channel: '10' }],
  'join.arrived': VOICE,
  'join.reconnecting': VOICE,
  'join.nobody': [{ channel: '10' }],
  'join.notice-elsewhere': [{ channel: '10' }],
  'join.writing-elsewhere': [{ channel: '10' }],
  'help.page': [
    {
      ask: MENTION,
      join: '</join:2>',
      stop: '</stop:3>',
      leave: '</leave:4>',
      status: '</status:5>',
      reset: '</reset:6>',
      help: '</help:7>',
    },
  ],
  'status.model': [{ model: 'gemini-3.8-live' }],
  'status.typed-always': [{ model: 'gemini-3.8-flash' }],
  'status.typed-when-live-fails': [{ model: 'gemini-3.8-flash' }],
  'status.begun': [{ at: 1_767_225_600_000 }],
  'status.turns': [{ turns: 1 }, { turns: 1_234 }],
  'status.queue': [{ waiting: 0 }],
  'status.latency': [{ ms: 1_234 }],
  'listen.too-big': [{ most: 10 }],
  'again.not-yours': [{ person: '123456789012345678' }],
};

/** Every sentence as people read it, with the code that it has; more than once where it depends on a value. */
const READ: { code: Code; words: string }[] = Object.keys(en).flatMap((key) => {
  const code = key as Code;
  const samples: readonly object[] = code in SAMPLES ? SAMPLES[code as ValueCode] : [{}];
  return samples.map((values) => ({ code, words: sentence({ code, ...values } as Text) }));
});

/** What is no sentence: a word on a button, a line of a list, a description in Discord's list of commands. */
const LABEL = /^(?:line|command|option|choice|button|form|status|text)\./;

/** What Discord takes of each kind, in characters (Discord docs, resources and interactions). */
const limitOf = (code: Code): number =>
  /^(?:command|option|choice)\./.test(code)
    ? 100
    : /^form\./.test(code)
      ? 45
      : /^button\./.test(code)
        ? 80
        : /^line\./.test(code)
          ? 500
          : 1_900;

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
  const groups = Map.groupBy(READ, ({ words }) => words);
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
  for (const code of ['privacy.kept-here', 'privacy.kept-elsewhere', 'help.page'] satisfies Code[]) {
    const { words = '' } = READ.find((one) => one.code === code) ?? {};
    assert.deepEqual(words.match(/\d+ days/g), [`${days} days`], code);
  }
});

test('even the quickest answer took some time', () => {
  assert.match(sentence({ code: 'status.latency', ms: 3 }), / 0\.1 seconds$/);
  assert.match(sentence({ code: 'status.latency', ms: 1_234 }), / 1\.2 seconds$/);
});

test('people are told when there is no sound to listen to', () => {
  const { words = '' } = READ.find(({ code }) => code === 'help.page') ?? {};
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
