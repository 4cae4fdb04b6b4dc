import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { en } from '../../src/text/en/index.ts';
import type { Code, PlainCode, Text } from '../../src/text/text.ts';
import { sentence } from '../sentences.ts';

type ValueCode = Exclude<Code, PlainCode>;
type Values<C extends ValueCode> = Omit<Text<C>, 'code'>;

const SPENT = [
  { dollars: 1_234.5, turns: 1, estimated: false },
  { dollars: 0.001, turns: 12, estimated: true },
];
const VOICE = [{ voice: '10' }];
const MENTION = '</ask:1>';
const AGAIN = [{}, { at: 1_767_225_600_000 }];
const ASK = [{ ask: MENTION }];
const FILE = [{ name: 'message.txt' }];

const DAYS = [{ days: 1 }, { days: 30 }];

const NAMES = ['Voice', 'Captions'];
const SET = [{ where: 'this channel', name: 'Voice', value: 'Puck', source: 'this channel' }];

/** What each sentence is said with: a sentence that gains a value, or is new, does not compile until it has a sample. */
const SAMPLES: { [C in ValueCode]: readonly Values<C>[] } = {
  'join.not-agreed': [
    { people: ['5'], more: 0, channel: '10' },
    { people: ['5', '6'], more: 1, channel: '10' },
    { people: ['5', '6'], more: 7, channel: '10' },
    { people: ['5', '6'], more: 'unknown', channel: '10' },
  ],
  'agreement.given': [{ hearing: 'heard' }, { hearing: 'unheard' }, { hearing: 'unknown' }],
  'agreement.given-asked': [
    { hearing: 'heard', questions: 1 },
    { hearing: 'unheard', questions: 5 },
    { hearing: 'unknown', questions: 5 },
  ],
  'withheld.not-agreed': [{ name: 'Bob' }],
  'withheld.not-allowed': [{ name: 'Bob' }],
  'withheld.not-known': [{ name: 'Bob' }],
  'withheld.question': [{ person: '5' }],
  'settings.refused': [{ names: NAMES }],
  'usage.file-me': [{ days: 92 }],
  'usage.file-server': [{ days: 92 }],
  'face.not-a-picture': [{ name: 'a.pdf' }],
  'face.forbidden': [{ parts: ['nick'] }, { parts: [] }],
  'face.too-fast': [{ parts: ['avatar'] }, { parts: [] }],
  'face.refused': [{ parts: ['bio'] }, { parts: ['nick', 'bio', 'avatar'] }],
  'option.pick-voice': [{ first: 'Puck', last: 'Zephyr' }],
  'part.settings-voice': [{ voice: 'Puck (upbeat)' }],
  'settings.strange-entry': [{ name: '[x](https://evil.example)' }],
  'settings.voice-set': [{ voice: 'Puck (upbeat)' }],
  'settings.imported': [
    { settings: 1, channels: 0 },
    { settings: 2, channels: 1 },
  ],
  'button.edit': [
    { first: 1, last: 5 },
    { first: 6, last: 6 },
  ],
  'settings.as-before': SET,
  'settings.set': SET,
  'settings.confirm-reset': [{ title: '**Settings of this channel**', names: NAMES }],
  'settings.conflict': [{ name: 'Voice', by: '10', value: 'Puck' }],
  'settings.conflict-reset': [{ name: 'Voice', by: '10' }],
  'part.settings-count': [{ count: 1 }, { count: 2 }],
  'form.settings-title': [
    { group: 'Voice and character', first: 1, last: 5 },
    { group: 'Privacy', first: 1, last: 1 },
  ],
  'option.inherited': [{ value: 'Puck', source: 'default' }],
  'part.settings-entry': [{ number: 1, name: 'Voice', value: 'Puck', source: 'default' }],
  'part.settings-overview': [
    { group: 'In calls', names: [] },
    { group: 'In calls', names: NAMES },
  ],
  'settings.reset': [{ names: NAMES }],
  'settings.saved': [{ names: NAMES }],
  'settings.not-commands': [{ names: ['askk'], known: ['ask', 'join'] }],
  'settings.open-commands': [{ names: ['help'] }, { names: ['help', 'status'] }],
  'settings.file-more': [{ more: 1 }, { more: 12 }],
  'part.settings-group': [{ group: 'In calls' }],
  'part.settings-layer': [{ source: 'this server', value: 'Puck', by: '10', at: 1_767_225_600_000 }],
  'part.settings-line': [{ name: 'Voice', value: 'Puck', source: 'default' }],
  'part.settings-suggestion': [{ name: 'Voice', key: 'voice' }],
  'settings.too-long-for-form': [{ name: 'Vocabulary' }],
  'settings.wrong': [{ name: 'Pause', why: 'Please enter a whole number from 60 to 5,000.' }],
  'part.usage-today': SPENT,
  'part.usage-month': SPENT,
  'part.usage-member': SPENT.map((spent) => ({ ...spent, id: '5' })),
  'part.usage-channel': SPENT.map((spent) => ({ ...spent, id: '10' })),
  'part.usage-parley': SPENT,
  'part.usage-gone': SPENT,
  'part.usage-proxies': SPENT,
  'part.usage-more': [
    { count: 1, dollars: 0.004 },
    { count: 12, dollars: 3 },
  ],
  'part.usage-left-dollars': [{ scope: 'server', left: 1.5, limit: 5, until: 1_767_225_600_000 }],
  'part.usage-left-tokens': [{ scope: 'member', left: 0, limit: 200_000, until: 1_767_225_600_000 }],
  'usage.picture-description': [
    { days: 30, total: 3, most: 1, on: '2026-11-28' },
    { days: 30, total: 0, most: 0, on: '' },
  ],
  'text.sequence': [{ sentences: ['One.', 'Two.'] }],
  'asking.full': [{ most: 1 }, { most: 5 }],
  'asking.share': [{ most: 1 }, { most: 5 }],
  'mention.unread': ASK,
  'mention.empty': ASK,
  'mention.cannot-write': [{ channel: '10' }],
  'stop.only-those-in-voice': VOICE,
  'stop.not-yours': [{ name: 'Ada' }],
  'kept.turns': [
    { turns: 1, channels: 1 },
    { turns: 5, channels: 2 },
  ],
  'kept.files': [{ files: 1 }, { files: 5 }],
  'kept.quotes': [{ quotes: 1 }, { quotes: 5 }],
  'kept.recaps': [{ recaps: 1 }, { recaps: 5 }],
  'kept.spent': [{ days: 1 }, { days: 5 }],
  'kept.agreed': [{ at: 1_767_225_600_000 }],
  'agreement.notice': DAYS,
  'agreement.ask': DAYS,
  'privacy.kept-here': DAYS,
  'privacy.kept-elsewhere': DAYS,
  'kept.unheard': [{ servers: 1 }, { servers: 5 }],
  'privacy.confirm-member': [{ member: '10' }],
  'privacy.member-deleted': [{ member: '10' }],
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
  'gemini.left-out': [{ extras: ['voice'] }, { extras: ['vocabulary', 'search', 'model'] }],
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
  'panel.greeting': [{ greeting: 'Welcome, everyone!' }],
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
      days: 30,
      ask: MENTION,
      join: '</join:2>',
      settings: '</settings panel:7>',
      stop: '</stop:3>',
      leave: '</leave:4>',
      status: '</status:5>',
      reset: '</reset:6>',
      usage: '</usage:1>',
      privacy: '</privacy:1>',
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
  'settings.too-many-channels': [{ most: 200 }],
  'settings.not-a-choice': [{ choices: ['on', 'off'] }, { choices: 'abcdefghijklmnop'.split('') }],
  'limits.full': [
    { scope: 'process', period: 'day', at: 1_767_225_600_000 },
    { scope: 'server', period: 'month', at: 1_767_225_600_000 },
    { scope: 'channel', period: 'day', at: 1_767_225_600_000 },
    { scope: 'member', period: 'month', at: 1_767_225_600_000 },
  ],
  'limits.halted': [
    { scope: 'process', period: 'month', at: 1_767_225_600_000 },
    { scope: 'member', period: 'day', at: 1_767_225_600_000 },
  ],
  'limits.rate': [
    { scope: 'server', at: 1_767_225_600_000 },
    { scope: 'channel', at: 1_767_225_600_000 },
    { scope: 'member', at: 1_767_225_600_000 },
  ],
  'settings.not-a-rate': [{ most: 1_000 }],
  'settings.not-a-number': [{ least: 60, most: 5_000 }],
  'settings.too-long': [{ most: 4_000 }],
  'settings.entry-too-long': [{ most: 50 }],
  'settings.too-many': [{ most: 25 }],
  'settings.file-too-big': [{ most: 64 }],
  'settings.file-unknown': [{ name: 'colour' }],
  'settings.file-place': [{ name: 'face' }],
  'settings.file-value': [{ name: 'voice' }],
  'settings.file-channel': [{ name: '123456789012345678' }],
  'settings.file-twice': [{ name: 'voice' }],
  'again.not-yours': [{ person: '123456789012345678' }],
};

/** Every sentence as people read it, with the code that it has; more than once where it depends on a value. */
const READ: { code: Code; words: string }[] = Object.keys(en).flatMap((key) => {
  const code = key as Code;
  const samples: readonly object[] = code in SAMPLES ? SAMPLES[code as ValueCode] : [{}];
  return samples.map((values) => ({ code, words: sentence({ code, ...values } as Text) }));
});

/** What is no sentence: a word on a button, a line of a list, a description in Discord's list of commands. */
const LABEL = /^(?:export|kept|line|command|option|choice|button|form|status|text|setting|about|part)\./;

/** What Discord takes of each kind, in characters (Discord docs, resources and interactions). */
const limitOf = (code: Code): number =>
  /^(?:command|option|choice|about)\./.test(code)
    ? 100
    : /^(?:form|setting)\./.test(code)
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
  const { words = '' } = READ.find(({ code }) => code === 'help.page') ?? {};
  assert.deepEqual(words.match(/\d+ days/g), [`${days} days`]);
  for (const code of ['privacy.kept-here', 'privacy.kept-elsewhere', 'agreement.ask', 'agreement.notice'] as const)
    assert.deepEqual(sentence({ code, days: 7 }).match(/\d+ days/g), ['7 days'], code);
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
