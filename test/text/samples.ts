import { en } from '../../src/text/en/index.ts';
import { toInline } from '../../src/text/markdown-escape.ts';
import { type Catalogue, type Code, type PlainCode, render, type Text } from '../../src/text/text.ts';

/** The codes of sentences with values. */
type ValueCode = Exclude<Code, PlainCode>;
type Values<C extends ValueCode> = Omit<Text<C>, 'code'>;

const SPENT = [
  { dollars: 1_234.5, turns: 1, estimated: false },
  { dollars: 0.001, turns: 12, estimated: true },
  { dollars: 9_876_543.219, turns: 1_234_567, estimated: true },
  { dollars: 0, turns: 0, estimated: false },
  { dollars: 0.25, turns: 0, estimated: false },
];
const VOICE = [{ voice: '10' }];
const PAIR = { one: 'de', other: 'ja' };
const MENTION = '</ask:1>';
const AGAIN = [{}, { at: 1_767_225_600_000 }];
const ASK = [{ ask: MENTION }];
/** As long as names get, and all of it has to be escaped or isolated. */
const LONG_NAME = `ש${'*'.repeat(100)}`;
const FILE = [{ name: 'message.txt' }, { name: LONG_NAME }];

const FOUND = [
  { links: ['[1](https://example.org/) example'], more: 0 },
  { links: ['[1](https://example.org/) example', '[2](https://example.com/) other'], more: 3 },
];

const DAYS = [{ days: 1 }, { days: 30 }];

const NAMES = ['Voice', 'Captions'];
const SET = [{ where: 'this channel', name: 'Voice', value: 'Puck', source: 'this channel' }];

/** What each sentence is said with: a sentence that gains a value, or is new, does not compile until it has a sample. */
const SAMPLES: { [C in ValueCode]: readonly Values<C>[] } = {
  'interpret.ask': [{ voice: '10', ...PAIR }],
  'interpret.ask-aloud': [{ voice: '10', ...PAIR }],
  'interpret.cost': [{ dollars: 2.52 }, { dollars: 1_234.5 }],
  'interpret.begun': [PAIR],
  'interpret.no-call': [{ join: MENTION }],
  'interpret.unknown-language': FILE,
  'interpret.fell-behind': [{ ms: 1_000 }, { ms: 12_345 }],
  'panel.interpreting': [{ voice: '10', ...PAIR }],
  'join.interpreting': [PAIR],
  'part.help-interpret': [{ interpret: MENTION }],
  'part.language': [{ tag: 'de' }, { tag: 'zh-Hans' }],
  'join.not-agreed': [
    { people: ['5'], more: 0, channel: '10' },
    { people: ['5', '6'], more: 1, channel: '10' },
    { people: ['5', '6'], more: 7, channel: '10' },
    { people: ['5', '6'], more: 'unknown', channel: '10' },
  ],
  'tools.ask-poll': [
    { question: 'Pizza?', answers: ['yes', 'no'], hours: 1, isMultiple: false },
    { question: '*Where* to?', answers: ['here', 'there', '<@5>'], hours: 24, isMultiple: true },
  ],
  'tools.ask-pin': [{ link: 'https://discord.com/channels/1/2/3' }],
  'tools.ask-thread': [{ name: 'Plans' }],
  'tools.ask-thread-on': [{ name: '*Plans*', link: 'https://discord.com/channels/1/2/3' }],
  'tools.did-pin': [{ link: 'https://discord.com/channels/1/2/3' }],
  'tools.did-thread': [{ channel: '10' }],
  'tools.ask-reminder-asker': [{ text: 'Bread', at: 1_767_225_600_000 }],
  'tools.ask-reminder-channel': [{ text: '*Bread*', at: 1_767_225_600_000 }],
  'tools.did-reminder': [{ at: 1_767_225_600_000 }],
  'tools.reminders-full': [{ most: 25 }],
  'tools.ask-cancel': [{ text: 'Bread', at: 1_767_225_600_000 }],
  'reminder.about': [{ mark: '`k3m9x2`', at: 1_767_225_600_000 }],
  'reminder.from': [{ person: '5' }],
  'reminder.late': [{ at: 1_767_225_600_000 }],
  'kept.reminders': [{ reminders: 1 }, { reminders: 5 }],
  'tools.asked': [{ asker: '<@5>' }],
  'mcp.ask': [{ server: '`files`', tool: '`write_file`', args: '12.' }],
  'mcp.done': [{ server: '`files`', tool: '`write_file`', answer: '12.' }],
  'mcp.failed': [{ server: '`files`', tool: '`write_file`', answer: '12.' }],
  'mcp.no-material': [{ name: 'files: report' }],
  'mcp.not-done': [{ server: '`files`', tool: '`write_file`' }],
  'mcp.uncertain': [{ server: '`files`', tool: '`write_file`' }],
  'tools.connecting': [{ names: ['mcp:files', 'mcp:notes/read'] }],
  'tools.missing': [{ names: ['messages', 'mcp:files'] }],
  'tools.page-ask': [{ settings: '</settings panel:1>' }],
  'tools.page-allow': [{ settings: '`/settings panel`' }],
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
  'name.command': [{ name: 'ask' }],
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
  'part.usage-decisions': [
    { count: 1, dollars: 0.004 },
    { count: 1_200, dollars: 3 },
  ],
  'part.usage-searches': [{ count: 1 }, { count: 1_200 }],
  'part.usage-recaps': [{ count: 1 }, { count: 1_200 }],
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
    { days: 30, total: 3, most: 1, on: Date.UTC(2026, 10, 28) },
    { days: 30, total: 0, most: 0, on: 0 },
  ],
  'text.sequence': [{ sentences: ['One.', 'Two.'] }],
  'asking.full': [{ most: 1 }, { most: 5 }],
  'asking.share': [{ most: 1 }, { most: 5 }],
  'mention.unread': ASK,
  'mention.empty': ASK,
  'mention.cannot-write': [{ channel: '10' }],
  'stop.only-those-in-voice': VOICE,
  'stop.not-yours': [{ name: 'Ada' }, { name: toInline(`א${'*'.repeat(31)}`) }],
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
  'answer.to': [
    { name: 'Ada', question: 'Why is the sky blue?' },
    { name: toInline('*'.repeat(32)), question: toInline(`א${'*'.repeat(119)}`) },
  ],
  'answer.heard': [{ name: 'Ada', words: 'Hello.' }],
  'part.searched': FOUND,
  'part.sources': FOUND,
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
  'media.too-many-pictures': [
    { most: 6, names: ['a.png', 'b.pdf'] },
    { most: 6, names: Array(10).fill(LONG_NAME) },
  ],
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
  'privacy.chat': [{ channel: '10' }],
  'privacy.chat-agreed': [{ channel: '10' }],
  'notice.forbidden': [{ channel: '10' }],
  'notice.refused': [{ channel: '10' }],
  'notice.unwritten': [{ channel: '10' }],
  'join.arrived': VOICE,
  'join.reconnecting': VOICE,
  'join.nobody': [{ channel: '10' }],
  'join.notice-elsewhere': [{ channel: '10' }],
  'join.writing-elsewhere': [{ channel: '10' }],
  'help.kept': [{ days: 30, reset: '</reset:6>' }],
  'part.help-ask': ASK,
  'part.help-join': [{ join: '</join:2>' }],
  'part.help-stop': [{ stop: '</stop:3>', leave: '</leave:4>' }],
  'part.help-status': [{ status: '</status:5>' }],
  'part.help-reset': [{ reset: '</reset:6>' }],
  'part.help-recap': [{ recap: '</recap:6>', transcript: '</transcript:6>' }],
  'part.help-settings': [{ settings: '</settings panel:7>' }],
  'part.help-tools': [{ tools: '</tools:8>', reminders: '</reminders:9>' }],
  'part.help-usage': [{ usage: '</usage:1>', privacy: '</privacy:1>' }],
  'part.help-call': VOICE,
  'part.help-off': [{ names: NAMES }],
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
  'settings.not-tools': [
    { names: ['hammer'], known: ['time', 'dice', 'mcp:files'] },
    { names: Array(5).fill(LONG_NAME), known: Array(20).fill('mcp:twenty-letters-long') },
  ],
  'settings.not-a-model': [
    { name: 'gemini-3.8-pro', models: ['gemini-3.8-live', 'gemini-4-live'] },
    { name: LONG_NAME, models: Array(20).fill('gemini-3.8-live-extended-thinking') },
  ],
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
  'reading.retention': DAYS,
  'recap.title': [{ from: 1_767_225_600_000 }],
  'recap.call-title': [{ from: 1_767_225_600_000 }],
  'recap.call-thread': [{ from: 1_767_225_600_000 }],
  'part.recap-more': [{ more: 1 }, { more: 12 }],
  'transcript.done': [
    { turns: 1, from: 1_767_225_600_000, to: 1_767_225_600_000 },
    { turns: 1_234, from: 1_767_225_600_000, to: 1_767_229_200_000 },
  ],
  'again.not-yours': [{ person: '123456789012345678' }],
};

/** Every code of the catalogue. */
export const CODES = Object.keys(en) as Code[];

/** A sentence as people read it, with the code that it has. */
export type Read = { code: Code; words: string };

/** Numbers that are no amounts: moments, days of the calendar, and places in a list. */
const NO_AMOUNTS = new Set(['at', 'until', 'on', 'first', 'last', 'number']);

const LARGE = 1_234_567;

/** Every sentence of a catalogue that says how much or how many, with a million of it. */
export const readLarge = (catalogue: Catalogue): Read[] =>
  Object.entries<readonly object[]>(SAMPLES).flatMap(([code, [sample = {}]]) => {
    const amounts = Object.entries(sample).filter(([key, value]) => typeof value === 'number' && !NO_AMOUNTS.has(key));
    if (amounts.length === 0) return [];
    const large = Object.fromEntries(amounts.map(([key]) => [key, LARGE]));
    return [{ code: code as Code, words: render({ code, ...sample, ...large } as Text, catalogue) }];
  });

/** Every sentence of a catalogue; more than once where it depends on a value. */
export const readAll = (catalogue: Catalogue): Read[] =>
  CODES.flatMap((code) => {
    const samples: readonly object[] = code in SAMPLES ? SAMPLES[code as ValueCode] : [{}];
    return samples.map((values) => ({ code, words: render({ code, ...values } as Text, catalogue) }));
  });

/** What is no sentence: a word on a button, a line of a list, a description in Discord's list of commands. */
export const LABEL = /^(?:export|kept|line|name|command|option|choice|button|form|status|text|setting|about|part)\./;

/** What Discord takes of each kind, in characters (Discord docs, resources and interactions). */
export const limitOf = (code: Code): number => {
  if (code === 'command.ask-about' || code.startsWith('name.')) return 32;
  if (/^(?:command|option|choice|about)\./.test(code)) return 100;
  if (/^(?:form|setting)\./.test(code)) return 45;
  if (code.startsWith('button.')) return 80;
  return code.startsWith('line.') ? 500 : 1_900;
};
