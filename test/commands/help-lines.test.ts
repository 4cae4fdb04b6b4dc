import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type HelpSubject, listHelp } from '../../commands/help-lines.ts';
import { toPages } from '../../commands/line-pages.ts';
import type { CallView } from '../../src/calls/contract.ts';
import { EMPTY_RECORD } from '../../src/settings/record.ts';
import { resolveSettings } from '../../src/settings/resolve.ts';
import type { SettingValues } from '../../src/settings/setting-table.ts';
import { languages } from '../../src/text/catalogues.ts';
import { makeLanguages } from '../../src/text/languages.ts';
import { at } from '../place.ts';

const PLACE = at('general', 'server');
const { values: USUAL } = resolveSettings(
  { values: {}, known: { textModel: true, messageContent: true, models: [] } },
  EMPTY_RECORD,
  PLACE,
);

/** A manager in a call, with all that a place can have set; `set` changes that. */
const subject = (set: Partial<SettingValues> = {}, more: Partial<HelpSubject> = {}): HelpSubject => ({
  inbound: {
    place: PLACE,
    person: { id: '1', name: 'Ada', roles: [], powers: ['administrator'], locale: undefined, kind: 'member' },
  },
  values: { ...USUAL, ...set },
  call: { channelId: '12345678901234567890' } as CallView,
  mayReset: true,
  ...more,
});

const mention = (name: string) => `</${name}:12345678901234567890>`;
const ALL = makeLanguages(languages, 'en');

for (const locale of Object.keys(languages))
  test(`the help fits into two messages in ${locale}, whoever reads it, and nothing is left out`, () => {
    const say = ALL.to(locale);
    for (const set of [
      { search: true, 'call.interpret': true, tools: [], listen: 'off', captions: 'off', retention: 365 },
      { search: false, retention: 1 },
    ] as const) {
      const lines = listHelp(subject(set), { mention, days: set.retention, say });
      const pages = toPages(lines.map((line) => say(line)));
      assert.ok(pages.length <= 2, `${pages.length} messages`);
      for (const page of pages) assert.ok(page.length <= 2_000, `${page.length} characters`);
      assert.equal(pages.join('\n'), lines.map((line) => say(line)).join('\n'));
    }
  });

const codes = (of: HelpSubject) =>
  listHelp(of, { mention, days: 30, say: ALL.to('en') }).map(({ code }) => code.replace('part.help-', ''));

test('each line stands there only for whom it’s true', () => {
  const person = { ...subject().inbound.person, powers: [] };
  const member = { inbound: { place: PLACE, person }, mayReset: false, call: undefined };
  const usual = codes(subject({}, member));
  for (const code of ['ask', 'files', 'join', 'stop', 'status', 'tools', 'usage', 'off', 'help.kept'])
    assert.ok(usual.includes(code), code);
  for (const code of ['settings', 'reset', 'call', 'search']) assert.ok(!usual.includes(code), code);
  const manager = codes(subject({ search: true }));
  for (const code of ['settings', 'reset', 'call', 'search']) assert.ok(manager.includes(code), code);
  assert.ok(!manager.includes('off'));
  const limited = codes(subject({ 'access.commands': ['join', 'stop'] }, member));
  assert.deepEqual([limited.includes('join'), limited.includes('stop'), limited.includes('ask')], [false, false, true]);
  const direct = codes(subject({}, { ...member, inbound: { place: at('dm'), person }, mayReset: true }));
  assert.deepEqual(
    [direct.includes('join'), direct.includes('settings'), direct.includes('reset')],
    [false, true, true],
  );
});

test('who may not ask reads why, and not how', () => {
  const person = { ...subject().inbound.person, powers: [] };
  const denied = codes(subject({ 'access.members-denied': ['1'] }, { inbound: { place: PLACE, person } }));
  assert.ok(denied.includes('access.member-denied'));
  for (const code of ['ask', 'files', 'answers', 'join', 'stop']) assert.ok(!denied.includes(code), code);
  assert.ok(denied.includes('status') && denied.includes('usage'));
});
