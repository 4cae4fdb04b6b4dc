import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { pino } from 'pino';
import { systemClock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/config.ts';
import { toOperatorLayer } from '../../src/parts/operator-layer.ts';
import type { SettingKey } from '../../src/settings/setting-table.ts';
import { Settings } from '../../src/settings/settings.ts';
import { openStore } from '../../src/store/store.ts';
import { languages } from '../../src/text/catalogues.ts';
import { makeLanguages } from '../../src/text/languages.ts';
import { flatten } from '../../world/discord/component-limits.ts';
import type { Member } from '../../world/discord/member.ts';
import type { Reply } from '../../world/discord/reply.ts';
import { holding, sentence } from '../sentences.ts';
import { sqliteUrl } from '../store/stores.ts';
import { whole } from './bot.ts';

const TRY = sentence({ code: 'button.try-ask' });

const labels = ({ messages }: Reply) => flatten(messages[0]?.components ?? []).flatMap(({ label }) => label ?? []);

/** The whole Parley, and somebody's help. */
const open = async (t: TestContext) => {
  const url = await sqliteUrl(t);
  const all = await whole(t, { STORE_URL: url }, ({ text }) => `so: ${text}`);
  const { clock, guild, general, ada } = all;
  const help = async (by: Member = ada, channel = general) => {
    const reply = await clock.until(by.slash('help', {}, { in: channel }));
    await clock.until(reply.shows(/./));
    return reply;
  };
  const set = async (values: Partial<Record<SettingKey, unknown>>) => {
    const log = pino({ level: 'silent' });
    const store = await openStore(url, log);
    t.after(() => store.close());
    const operator = toOperatorLayer(readConfig({ DISCORD_TOKEN: 'x', GEMINI_API_KEY: 'y' }));
    const settings = new Settings({ store, leases: store.leases(), operator, clock: systemClock, log });
    const entries = Object.entries(values).map(([key, value]) => ({ key: key as SettingKey, value }));
    await settings.change(guild.id, { scope: { is: 'server' }, by: ada.id, at: 0, set: entries });
    await clock.advance(16_000);
    await help();
    await clock.advance(1_000);
  };
  return { ...all, help, set };
};

test('a member’s help has what they can do, and its button asks like /ask, with the question above the answer', async (t) => {
  const { help, clock, ada, general } = await open(t);
  const reply = await help();
  assert.equal(reply.ephemeral, true);
  assert.doesNotMatch(reply.text, /settings panel|<\/reset:\d+> makes/);
  assert.match(reply.text, /Switched off here: Web search\./);
  assert.deepEqual(labels(reply), [
    TRY,
    ...(['privacy', 'usage'] as const).map((one) => sentence({ code: `button.try-${one}` })),
  ]);
  const form = await clock.until(reply.press(TRY));
  const asked = await clock.until(ada.submit(form, { question: 'what is *this*?' }));
  await clock.until(asked.shows(/so: \[Ada\] what is \*this\*\?/));
  assert.match(general.messages.at(-1)?.text ?? '', /^-# Ada asked: what is \\\*this\\\*\?\nso: /);
  const kept = await clock.until(reply.press(sentence({ code: 'button.try-privacy' })));
  await clock.until(kept.shows(holding({ code: 'privacy.title' })));
  const cost = await clock.until(reply.press(sentence({ code: 'button.try-usage' })));
  await clock.until(cost.shows(/What your questions have cost here/));
  assert.ok(kept.ephemeral && cost.ephemeral);
  const direct = await help(ada, ada.dm);
  assert.doesNotMatch(direct.text, /voice channel\. I listen/);
});

test('a manager’s help opens the settings, and a button that outlived a right doesn’t', async (t) => {
  const { help, clock, guild } = await open(t);
  const boss = guild.member('Boss', { permissions: ['ManageGuild', 'ManageMessages'] });
  const reply = await help(boss);
  assert.match(reply.text, /<\/settings panel:\d+> shows.*/);
  assert.match(reply.text, /<\/reset:\d+> makes/);
  // The buttons stand below the last line, which may be in a message of its own.
  await clock.until(reply.shows(holding({ code: 'help.wrong' })));
  const settings = sentence({ code: 'button.try-settings' });
  const panel = await clock.until(reply.press(settings));
  await clock.until(panel.shows(holding({ code: 'part.settings-title-server' })));
});

/** Lines that every manager's help has where nothing is off, and those that end it. */
const LINES = ['help.about', 'part.help-files', 'part.help-answers', 'part.help-search', 'help.wrong'] as const;

test('a manager’s help loses no line in any language, however long it gets', async (t) => {
  const { help, set, clock, guild } = await open(t);
  const boss = guild.member('Boss', { permissions: 'admin' });
  const all = makeLanguages(languages, 'en');
  const check = async (locale: string) => {
    const say = all.to(locale);
    const reply = await help(boss);
    const isWhole = () => reply.messages.some(({ text }) => text.endsWith(say({ code: 'help.wrong' })));
    await clock.until(reply.until(isWhole));
    const lines = reply.messages.flatMap(({ text }) => text.split('\n'));
    for (const code of LINES) assert.ok(lines.includes(say({ code })), `${locale}: ${code}`);
    const off = (['tools', 'captions'] as const).map((key) => say({ code: `setting.${key}` }));
    assert.ok(lines.includes(say({ code: 'part.help-off', names: off })), locale);
    assert.ok(lines.length > 14, `${locale}: ${lines.length} lines`);
    assert.ok(reply.messages.every(({ ephemeral }) => ephemeral));
    // The buttons stand below the last line.
    assert.ok(flatten(reply.messages.at(-1)?.components ?? []).length > 0, locale);
  };
  await set({ search: true, tools: [], captions: 'off', retention: 365 });
  for (const locale of ['en-US', 'de', 'es-ES', 'fr', 'hi', 'ja', 'pt-BR', 'ru'] as const) {
    boss.locale = locale as typeof boss.locale;
    await check(locale);
  }
  await set({ 'interface-language': 'ar' });
  await check('ar');
});

test('what the owner switched off or keeps from somebody isn’t offered to them', async (t) => {
  const { help, set, ada, clock } = await open(t);
  const before = await help();
  await set({ 'access.members-denied': [ada.id], search: true });
  const reply = await help();
  assert.match(reply.text, holding({ code: 'access.member-denied' }));
  assert.doesNotMatch(reply.text, /<\/ask:|Web search/);
  assert.deepEqual(labels(reply), [sentence({ code: 'button.try-privacy' })]);
  // The form of an older help asks nothing either.
  const form = await clock.until(before.press(TRY));
  const asked = await clock.until(ada.submit(form, { question: 'hello' }));
  await clock.until(asked.shows(holding({ code: 'access.member-denied' })));
});
