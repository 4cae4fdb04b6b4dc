import assert from 'node:assert/strict';
import { choose, isUntouched, MANAGE, OLD, openBoss, openPanel, press, told } from './settings-room.ts';
import type { Case } from './stage.ts';

/** Ids of buttons that no panel has. */
const BUTTONS = [
  'settings',
  'settings:',
  'settings:edit',
  'settings:edit:voice',
  'settings:edit:voice:0',
  'settings:edit:voice:99:c',
  'settings:edit:voice:-1:c',
  'settings:edit:voice:1e1:c',
  'settings:edit:voice:0:d',
  'settings:edit:voice:0:x',
  'settings:edit:voice:0:cc',
  'settings:edit:__proto__:0:c',
  'settings:edit:constructor:0:s',
  'settings:edit:limits:0:\u0000',
  'settings:wipe',
  'settings:wipe:c',
  'settings:wipe:c:x',
  'settings:wipe:c:-1',
  'settings:wipe:d:0',
  `settings:wipe:c:${'9'.repeat(60)}`,
  'settings:scope:x:all',
  'settings:scope:d:all',
  'settings:scope:c:__proto__',
  'settings:voices',
  'settings:voices:q',
  'settings:sample:c:Nobody',
  'settings:sample:c:../../etc/passwd',
  'settings:use:c:Nobody',
  'settings:use:c:__proto__',
  'settings:back:',
  'settings:save:voice:0:c:0',
  'settings:toString:c',
];

const made: Case[] = BUTTONS.map((id) => ({
  what: `a button of settings that says ${JSON.stringify(id)} changes nothing, whoever presses it`,
  async holds(room) {
    const boss = openBoss(room);
    const { message } = await openPanel(room, boss);
    assert.equal(await told(press(boss, message, id)), OLD);
    await isUntouched(room);
  },
}));

/** What the menus don't offer. */
const CHOICES: [id: string, values: unknown][] = [
  ['settings:group:c', ['nothing']],
  ['settings:group:c', ['__proto__']],
  ['settings:group:c', []],
  ['settings:group:x', ['voice']],
  ['settings:group:d', ['voice']],
  ['settings:voice:c:0', ['Nobody']],
  ['settings:voice:c:0', Array.from({ length: 26 }, (_, index) => `voice ${index}`)],
  ['settings:voice:c:0', ['constructor']],
];

const picked: Case[] = CHOICES.map(([id, values]) => ({
  what: `${JSON.stringify(values).slice(0, 60)}, picked from ${id}, changes nothing`,
  async holds(room) {
    const boss = openBoss(room);
    const { message } = await openPanel(room, boss);
    assert.equal(await told(choose(boss, message, id, values)), OLD);
    await isUntouched(room);
  },
}));

/** Ids that panels do have. */
const REAL = [
  'settings:edit:voice:0:c',
  'settings:edit:access:0:s',
  'settings:wipe:c:0',
  'settings:scope:s:all',
  'settings:voices:c',
  'settings:sample:c:Puck',
  'settings:use:c:Puck',
  'settings:use:s:Puck',
  'settings:keep',
];

const foreign: Case[] = REAL.map((id) => ({
  what: `${id}, pressed by somebody who manages nothing, changes nothing and shows nothing`,
  async holds(room) {
    const { message } = await openPanel(room, openBoss(room));
    const reply = press(room.ada, message, id);
    assert.equal(await told(reply), MANAGE);
    assert.equal(reply.modal, undefined);
    await isUntouched(room);
  },
}));

/** What may be pressed and picked in a panel. */
export const settingsPresses: Case[] = [...made, ...picked, ...foreign];
