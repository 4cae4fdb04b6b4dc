import type { ToolCase } from './tool-case.ts';

const POLL = { question: 'Pizza?', answers: ['yes', 'no'] };
const REMIND = { text: 'Bread', for: 'me' };

/** More than anything may have. */
const LONG = 'x'.repeat(5_000);

/** Arguments that make no sense, by function; each is what the model makes up for one call. */
const TABLE: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>> = {
  start_poll: {
    'no question': { answers: ['yes', 'no'] },
    'a question that is too long': { ...POLL, question: 'x'.repeat(301) },
    'a question that nobody sees': { ...POLL, question: '\u200b\u202e\u{e0041}' },
    'a question that is a list': { ...POLL, question: ['a'] },
    'one answer': { ...POLL, answers: ['yes'] },
    'eleven answers': { ...POLL, answers: Array.from({ length: 11 }, (_, at) => `${at}`) },
    'the same answer twice': { ...POLL, answers: ['yes', ' yes\u200b'] },
    'answers that are a text': { ...POLL, answers: 'yes, no' },
    'answers that are numbers': { ...POLL, answers: [1, 2] },
    'an answer that is too long': { ...POLL, answers: ['yes', 'n'.repeat(56)] },
    'a million answers': { ...POLL, answers: Array.from({ length: 100_000 }, () => 'x') },
    'no hours': { ...POLL, hours: 0 },
    'hours before now': { ...POLL, hours: -5 },
    'a year of hours': { ...POLL, hours: 8_760 },
    'half an hour': { ...POLL, hours: 0.5 },
    'hours as a calculation': { ...POLL, hours: '1e3' },
    'neither yes nor no': { ...POLL, several: 'maybe' },
  },
  remind: {
    'no text': { for: 'me', in_minutes: 5 },
    'a text that is too long': { ...REMIND, text: LONG, in_minutes: 5 },
    'a text that nobody sees': { ...REMIND, text: '\u2060\u200b', in_minutes: 5 },
    'nobody to remind': { text: 'Bread', in_minutes: 5 },
    'everyone to remind': { ...REMIND, for: '@everyone', in_minutes: 5 },
    'somebody else to remind': { ...REMIND, for: '<@100000000000000001>', in_minutes: 5 },
    'no time': REMIND,
    now: { ...REMIND, in_minutes: 0 },
    'the past': { ...REMIND, in_minutes: -60 },
    'half a minute': { ...REMIND, in_minutes: 0.5 },
    'more than a year': { ...REMIND, in_minutes: 540_000 },
    'far more than a year': { ...REMIND, in_minutes: 1e15 },
    'minutes as a calculation': { ...REMIND, in_minutes: '5 * 60' },
    'minutes in an object': { ...REMIND, in_minutes: { $gt: 0 } },
    'every minute': { ...REMIND, in_minutes: '*/1 * * * *' },
    'a date of long ago': { ...REMIND, at: '2020-01-01T09:00', zone: 'UTC' },
    'the year 0': { ...REMIND, at: '0000-01-01T09:00', zone: 'UTC' },
    'the year 9999': { ...REMIND, at: '9999-12-31T23:59', zone: 'UTC' },
    'the year 275761': { ...REMIND, at: '+275761-01-01T00:00', zone: 'UTC' },
    'a day that there isn’t': { ...REMIND, at: '2026-02-30T09:00', zone: 'UTC' },
    'a leap day in a year without one': { ...REMIND, at: '2026-02-29T09:00', zone: 'UTC' },
    'an hour that there isn’t': { ...REMIND, at: '2026-03-01T24:00', zone: 'UTC' },
    'a leap second': { ...REMIND, at: '2026-06-30T23:59:60', zone: 'UTC' },
    'a moment in words': { ...REMIND, at: 'soon', zone: 'UTC' },
    'a number as a moment': { ...REMIND, at: 1_796_000_000, zone: 'UTC' },
    'no zone where nobody has set one': { ...REMIND, at: '2026-03-01T09:00' },
    'a zone that there isn’t': { ...REMIND, at: '2026-03-01T09:00', zone: 'Atlantis/Capital' },
    'a zone that is a path': { ...REMIND, at: '2026-03-01T09:00', zone: '../../etc/localtime' },
    'a zone that is every object’s': { ...REMIND, at: '2026-03-01T09:00', zone: '__proto__' },
    'an offset of a whole day': { ...REMIND, at: '2026-03-01T09:00', zone: 'UTC+24' },
    'a place in several zones': { ...REMIND, at: '2026-03-01T09:00', zone: 'Indiana' },
  },
  cancel_reminder: {
    'no id': {},
    'an id that is a path': { id: '../other' },
    'an id that is another server’s key': { id: '1:abcdef' },
    'an id that is every object’s': { id: '__proto__' },
    'an id that is too long': { id: LONG },
    'an id that is a pattern': { id: '*' },
  },
  start_thread: {
    'no name': {},
    'a name that is too long': { name: 'x'.repeat(101) },
    'a name that nobody sees': { name: '\u200b' },
    'a message that nobody can mean': { name: 'Plans', which: 'latest' },
    'words that stand nowhere': { name: 'Plans', which: 'words', words: 'never written' },
  },
  pin_message: {
    'no message': {},
    'a message’s id': { which: '100000000000000001' },
    'words that are missing': { which: 'words' },
    'words that stand nowhere': { which: 'words', words: 'never written' },
  },
  fetch_page: {
    'no address': {},
    'addresses in a list': { url: ['http://127.0.0.1/'] },
    'a number': { url: 2_130_706_433 },
  },
  read_messages: {
    'no messages': { count: 0 },
    'all messages': { count: 1_000_000 },
    'half a message': { count: 1.5 },
  },
  get_time: { 'a zone that is a number': { zone: 5 }, 'a zone that is far too long': { zone: LONG } },
  roll_dice: { 'a die with one side': { sides: 1 }, 'a million dice': { count: 1_000_000 } },
  choose_at_random: { 'one choice': { options: ['a'] }, 'choices that are a text': { options: 'a or b' } },
};

const senseless: ToolCase[] = Object.entries(TABLE).flatMap(([name, all]) =>
  Object.entries(all).map(([what, args]) => ({
    what: `the model calls ${name} with ${what}, and nothing is done`,
    isAllowed: true,
    calls: [[name, args]],
    told: /^\{"error":"/,
  })),
);

/** Names that are no functions, or no functions here. */
const NAMES = [
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'start-poll',
    'START_POLL',
    'start_poll ',
    'default_api.start_poll',
  ],
  ...[
    'delete_messages',
    'ban_member',
    'run',
    'eval',
    'notes__add_note',
    'mcp__call',
    '../start_poll',
    'x'.repeat(2_000),
  ],
];

const unknown: ToolCase[] = NAMES.map((name) => ({
  what: `the model calls ${JSON.stringify(name.slice(0, 40))}, which there isn’t, and nothing is done`,
  isAllowed: true,
  calls: [[name, POLL]],
  told: /There is no function/,
}));

/** What the model makes up: arguments that make no sense, and functions that there aren't. */
export const madeUp: ToolCase[] = [...senseless, ...unknown];
