import assert from 'node:assert/strict';
import { sentence } from '../sentences.ts';
import { isUntouched, openBoss } from './settings-room.ts';
import type { Case } from './stage.ts';

const RIGHT = { format: 'parley-settings', version: 1 };
const file = (more: object) => JSON.stringify({ ...RIGHT, ...more });
const ELSEWHERE = '123456789012345678';

/** Files that are wrong, each in one way. */
const FILES: [what: string, content: string | Buffer][] = [
  ['is blank', ' '],
  ['is null', 'null'],
  ['is a list', '[]'],
  ['is a word', '"parley-settings"'],
  ['breaks off', '{"format":"parley-settings"'],
  ['is something else', '{"format":"other","version":1}'],
  ['has no version', '{"format":"parley-settings"}'],
  ['is of a newer version', file({ version: 2 })],
  ['has its version as a word', file({ version: '1' })],
  ['has a part that no file has', file({ admin: true })],
  ['has __proto__', '{"format":"parley-settings","version":1,"__proto__":{"server":{}}}'],
  [
    'has a setting called __proto__',
    '{"format":"parley-settings","version":1,"server":{"__proto__":{"voice":"Puck"}}}',
  ],
  ['has a setting called constructor', file({ server: { constructor: 'Puck' } })],
  ['has a setting that there is not', file({ server: { rights: 'all' } })],
  ['says one thing twice', '{"format":"parley-settings","version":1,"server":{"voice":"Puck","voice":"Kore"}}'],
  ['hides one thing twice', '{"format":"parley-settings","version":1,"server":{"voice":"Puck","voic\\u0065":"Kore"}}'],
  ['has a list for a server', file({ server: [] })],
  ['has nothing for a server', file({ server: null })],
  ['has a word for channels', file({ channels: 'all' })],
  ['has a channel that is no id', file({ channels: { '../general': { captions: 'all' } } })],
  ['has a channel of another server', file({ channels: { [ELSEWHERE]: { captions: 'all' } } })],
  [
    'has 500 channels',
    file({
      channels: Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`${BigInt(ELSEWHERE) + BigInt(i)}`, {}])),
    }),
  ],
  ['has a voice that there is not', file({ server: { voice: 'Nobody' } })],
  ['has an object for a voice', file({ server: { voice: { toString: 'Puck' } } })],
  ['has a pause without end', '{"format":"parley-settings","version":1,"server":{"pause":1e999}}'],
  ['has half a millisecond', file({ server: { pause: 100.5 } })],
  ['has a character of 5,000 letters', file({ server: { character: 'x'.repeat(5_000) } })],
  ['has a character that nobody sees', file({ server: { character: 'Kind.\u202E' } })],
  [
    'has 26 roles',
    file({ server: { 'access.roles': Array.from({ length: 26 }, (_, i) => `${BigInt(ELSEWHERE) + BigInt(i)}`) } }),
  ],
  ['allows everyone by name', file({ server: { 'access.roles': ['everyone'] } })],
  ['sets what only the operator sets', file({ server: { 'access.dm': 'off' } })],
  ['sets what is switched off', file({ server: { unmentioned: true } })],
  ['is nested ten thousand times', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ['is no text', Buffer.from([0xff, 0xfe, 0x00, 0xd8])],
  ['is longer than all settings can be', file({ server: { character: 'x'.repeat(70_000) } })],
  ['is bigger than a file of settings is', 'x'.repeat(1_000_000)],
];

/** What somebody may bring as settings. */
export const settingsImports: Case[] = FILES.map(([what, content]) => ({
  what: `a file of settings that ${what} changes nothing, and the person reads why`,
  async holds(room) {
    const boss = openBoss(room);
    const upload = { name: 'settings.json', content: Buffer.from(content) };
    const reply = await boss.slash('settings import', { file: upload }, { in: room.channel });
    await reply.until(({ text }) => text);
    assert.equal(reply.ephemeral, true);
    assert.ok(!reply.text.includes('✅') && reply.text !== sentence({ code: 'asking.failed' }), reply.text);
    await isUntouched(room);
  },
}));
