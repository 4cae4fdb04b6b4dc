import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAccess } from '../../src/access/access.ts';
import { BotLoops } from '../../src/access/bot-loops.ts';
import { type AccessRequest, may, mayManage, toWay } from '../../src/access/policy.ts';
import type { Inbound, Sender } from '../../src/base/inbound.ts';
import { EMPTY_RECORD } from '../../src/settings/record.ts';
import { resolveSettings } from '../../src/settings/resolve.ts';
import type { SettingValues } from '../../src/settings/setting-table.ts';
import { at } from '../place.ts';

const KNOWN = { models: [], messageContent: false, textModel: false };
const valuesOf = (values: Partial<SettingValues>) =>
  resolveSettings({ values, known: KNOWN }, EMPTY_RECORD, at('5', '1'));
const ada: Sender = { id: '1', name: 'Ada', roles: ['10'], powers: [], locale: undefined, kind: 'member' };

/** The code of the refusal; `yes` if there is none. */
const judge = (values: Partial<SettingValues>, request: Partial<AccessRequest> = {}) => {
  const verdict = may({ person: ada, place: at('5', '1', '4'), way: 'ask', ...request }, valuesOf(values).values);
  return verdict.may ? 'yes' : verdict.why.code;
};

test('without settings everyone may do everything but manage', () => {
  assert.equal(judge({}), 'yes');
  assert.equal(judge({}, { way: 'speak' }), 'yes');
  assert.equal(judge({}, { way: 'manage' }), 'access.manage');
  assert.equal(judge({}, { person: { ...ada, roles: undefined } }), 'yes');
});

test('being denied wins over being allowed', () => {
  assert.equal(judge({ 'access.members': ['1'], 'access.members-denied': ['1'] }), 'access.member-denied');
  assert.equal(judge({ 'access.members': ['1'], 'access.roles-denied': ['10'] }), 'access.role-denied');
  assert.equal(judge({ 'access.channels': ['5'], 'access.channels-denied': ['4'] }), 'access.channel-denied');
});

test('lists let in who is on any of them, and a thread goes with its channel', () => {
  assert.equal(judge({ 'access.roles': ['11'] }), 'access.role');
  assert.equal(judge({ 'access.roles': ['11'], 'access.members': ['1'] }), 'yes');
  assert.equal(judge({ 'access.roles': ['10'] }), 'yes');
  assert.equal(judge({ 'access.channels': ['4'] }), 'yes');
  assert.equal(judge({ 'access.channels': ['6'] }), 'access.channel');
});

test('roles that are not known may be denied ones', () => {
  const person = { ...ada, roles: undefined };
  assert.equal(judge({ 'access.roles-denied': ['11'] }, { person }), 'access.unknown-roles');
  assert.equal(judge({ 'access.roles': ['11'] }, { person }), 'access.unknown-roles');
  assert.equal(judge({ 'access.roles': ['11'], 'access.members': ['1'] }, { person }), 'yes');
  assert.equal(judge({ 'call.heard': ['11'] }, { person, way: 'speak' }), 'access.unknown-roles');
});

test('whoever manages a server can always reach its settings, and is bound by its lists otherwise', () => {
  const person: Sender = { ...ada, powers: ['manage-server'] };
  assert.equal(judge({ 'access.members-denied': ['1'] }, { person, way: 'manage' }), 'yes');
  assert.equal(judge({ 'access.members-denied': ['1'] }, { person }), 'access.member-denied');
  assert.equal(judge({ 'access.channels-denied': ['5'] }, { person, way: 'manage' }), 'yes');
  assert.ok(mayManage({ ...ada, powers: ['manage-channel'] }, 'channel'));
  assert.ok(!mayManage({ ...ada, powers: ['manage-channel'] }, 'server'));
  assert.ok(!mayManage({ ...person, kind: 'webhook' }, 'server'));
});

test('some commands are for those who manage, and help and privacy for everyone', () => {
  const used = { command: 'reset' };
  assert.equal(judge({ 'access.commands': ['reset'] }, { way: 'command', used }), 'access.command');
  const menu = { command: 'Ask about this' };
  assert.equal(judge({ 'access.commands': ['ask about this'] }, { way: 'command', used: menu }), 'access.command');
  const person: Sender = { ...ada, powers: ['manage-channel'] };
  assert.equal(judge({ 'access.commands': ['reset'] }, { way: 'command', used, person }), 'yes');
  const denied = { 'access.members-denied': ['1'], 'access.commands': ['help', 'privacy', 'join'] };
  assert.equal(judge(denied, { way: 'command', used: { command: 'privacy' } }), 'yes');
  assert.equal(judge(denied, { way: 'component', used: { command: 'join', action: 'unheard' } }), 'yes');
  assert.equal(judge(denied, { way: 'component', used: { command: 'join', action: 'talk' } }), 'access.member-denied');
  assert.equal(judge(denied, { way: 'component', used: { command: 'constructor' } }), 'access.member-denied');
});

test('direct messages are for those whom the operator lets write', () => {
  const place = at('5');
  assert.equal(judge({}, { place }), 'yes');
  assert.equal(judge({}, { place, way: 'manage' }), 'yes');
  assert.equal(judge({ 'access.dm': 'off' }, { place }), 'access.dm-off');
  assert.equal(judge({ 'access.dm': 'off' }, { place, used: { command: 'help' } }), 'yes');
  assert.equal(judge({ 'access.dm': ['2'] }, { place }), 'access.dm-others');
  assert.equal(judge({ 'access.dm': ['1'] }, { place }), 'yes');
});

test('bots are heard only where they are named, and only in messages', () => {
  const person: Sender = { ...ada, kind: 'bot', as: ['77'], roles: [], powers: ['administrator'] };
  const named: Partial<SettingValues> = { bots: 'named', 'bots.named': ['77'] };
  assert.equal(judge({}, { person, way: 'message' }), 'access.bot');
  assert.equal(judge({ 'bots.named': ['77'] }, { person, way: 'message' }), 'access.bot');
  assert.equal(judge(named, { person, way: 'message' }), 'yes');
  for (const way of ['ask', 'manage', 'speak', 'component'] as const)
    assert.equal(judge(named, { person, way }), 'access.bot', way);
  assert.equal(judge(named, { person, way: 'command', used: { command: 'help' } }), 'access.bot');
});

test('a webhook that repeats a message has the rights of its author, and no rights of its own', () => {
  const webhook: Sender = { ...ada, id: 'proxy', kind: 'webhook', as: ['66'], roles: [] };
  const proxies: Partial<SettingValues> = { proxies: ['66'] };
  assert.equal(judge(proxies, { person: webhook, way: 'message' }), 'yes');
  // Whoever isn't known may be somebody who is denied.
  for (const list of ['access.roles', 'access.roles-denied', 'access.members', 'access.members-denied'] as const)
    assert.equal(judge({ ...proxies, [list]: ['10'] }, { person: webhook, way: 'message' }), 'access.bot');
  assert.equal(judge({ ...proxies, consent: 'opt-in' }, { person: webhook, way: 'message' }), 'access.bot');
  const ours: Sender = { ...webhook, behind: '1', roles: ['10'] };
  assert.equal(judge({ ...proxies, 'access.roles': ['10'] }, { person: ours, way: 'message' }), 'yes');
  assert.equal(
    judge({ ...proxies, 'access.members-denied': ['1'] }, { person: ours, way: 'message' }),
    'access.member-denied',
  );
});

test('only some roles are heard in calls', () => {
  assert.equal(judge({ 'call.heard': ['11'] }, { way: 'speak' }), 'access.speak');
  assert.equal(judge({ 'call.heard': ['10'] }, { way: 'speak' }), 'yes');
  assert.equal(judge({ 'call.heard': ['11'] }), 'yes');
});

test('each inbound has one way', () => {
  const way = (more: object) => toWay({ place: at('5', '1'), person: ada, asks: false, ...more } as Inbound);
  assert.equal(way({ is: 'slash', command: 'ask', asks: true }), 'ask');
  assert.equal(way({ is: 'message menu', command: 'Ask about this' }), 'command');
  assert.equal(way({ is: 'slash', command: 'settings' }), 'manage');
  assert.equal(way({ is: 'modal', command: 'settings', action: 'save' }), 'manage');
  assert.equal(way({ is: 'autocomplete', command: 'settings', option: 'value' }), 'manage');
  assert.equal(way({ is: 'button', command: 'ask', action: 'stop' }), 'component');
  assert.equal(way({ is: 'message', asks: true }), 'message');
  assert.equal(way({ is: 'speech', asks: true }), 'speak');
});

test('two bots that answer each other end after five turns, until a person says something', async () => {
  const bot: Sender = { ...ada, kind: 'bot', as: ['77'] };
  const resolved = valuesOf({ bots: 'named', 'bots.named': ['77'] });
  const access = openAccess({ settings: { of: async () => resolved }, loops: new BotLoops() });
  const say = (person: Sender, channel = '5') => access({ place: at(channel, '1'), person, asks: true, is: 'message' });
  for (let turn = 1; turn <= 5; turn++) await say(bot);
  await assert.rejects(say(bot), { message: 'access.bot' });
  await say(bot, '6');
  await say(ada);
  await say(bot);
});
