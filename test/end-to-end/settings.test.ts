import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { pino } from 'pino';
import { systemClock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/config.ts';
import { toOperatorLayer } from '../../src/parts/operator-layer.ts';
import type { SettingKey } from '../../src/settings/setting-table.ts';
import { Settings } from '../../src/settings/settings.ts';
import { openStore } from '../../src/store/store.ts';
import type { Channel } from '../../world/discord/channel.ts';
import { hold, say } from '../../world/live/steps.ts';
import { words } from '../../world/live/wire.ts';
import { sentence } from '../sentences.ts';
import { sqliteUrl } from '../store/stores.ts';
import { whole } from './bot.ts';

/** After this many milliseconds the bot looks again at what another process may have set. */
const FRESH = 16_000;

/** The whole Parley, and another process that sets things in its store. */
const open = async (t: TestContext, env: Record<string, string> = {}) => {
  const url = await sqliteUrl(t);
  const all = await whole(t, { STORE_URL: url, ...env }, ({ text, memory }) =>
    [...memory, { parts: [{ text }] }].map((content) => words([content])).join(' / '),
  );
  const { clock, ada, general, guild, live } = all;
  const log = pino({ level: 'silent' });
  const store = await openStore(url, log);
  t.after(() => store.close());
  const operator = toOperatorLayer(readConfig({ DISCORD_TOKEN: 'x', GEMINI_API_KEY: 'y', ...env }));
  const settings = new Settings({ store, leases: store.leases(), operator, clock: systemClock, log });
  const ask = async (question: string, matches: RegExp, channel: Channel = general, by = ada) => {
    const reply = await clock.until(by.slash('ask', { question }, { in: channel }));
    await clock.until(reply.shows(matches));
    return reply;
  };
  /** Sets it for the server, and lets the bot notice: it goes on with what it knows, and looks beside that. */
  const set = async (values: Partial<Record<SettingKey, unknown>>, home = guild.id) => {
    const entries = Object.entries(values).map(([key, value]) => ({ key: key as SettingKey, value }));
    await settings.change(home, { scope: { is: 'server' }, by: ada.id, at: 0, set: entries });
    await clock.advance(FRESH);
    return await ask('anything new?', /anything new\?/);
  };
  const setupOf = async (index: number) => (await live.connection(index)).setup;
  return { ...all, settings, ask, set, setupOf };
};

test('a changed setting holds from the next turn, and the conversation goes on', async (t) => {
  const { live, ask, set, setupOf } = await open(t);
  await ask('the word is plum', /plum/);
  assert.deepEqual((await setupOf(0)).inputAudioTranscription?.customVocabulary, ['Parley']);
  await set({
    character: 'You are a pirate.',
    voice: 'Kore',
    vocabulary: ['Zwiebelkuchen'],
    'languages-heard': ['de-DE'],
    search: true,
  });
  await ask('which word?', /the word is plum.*which word\?/s);
  assert.equal(live.dials, 2);
  const { generationConfig, inputAudioTranscription, systemInstruction, tools } = await setupOf(1);
  assert.equal(generationConfig?.speechConfig?.voiceConfig?.prebuiltVoiceConfig?.voiceName, 'Kore');
  assert.deepEqual(inputAudioTranscription, {
    languageCodes: ['de-DE'],
    customVocabulary: ['Parley', 'Zwiebelkuchen'],
  });
  assert.match(JSON.stringify(systemInstruction), /> You are a pirate\./);
  assert.ok(tools?.some((tool) => 'googleSearch' in tool));
  await ask('sure?', /which word\?.*sure\?/s);
  assert.deepEqual([live.dials, live.unexpected], [2, []]);
});

test('another model goes on with the conversation', async (t) => {
  const { live, ask, set, setupOf } = await open(t);
  await ask('the word is plum', /plum/);
  await set({ model: 'gemini-3.8-live-extended-thinking', thinking: 'high' });
  await ask('which word?', /the word is plum.*which word\?/s);
  const { model, generationConfig } = await setupOf(1);
  assert.equal(model, 'models/gemini-3.8-live-extended-thinking');
  assert.equal(generationConfig?.thinkingConfig?.thinkingLevel, 'HIGH');
  assert.deepEqual(live.unexpected, []);
});

test('a setting that changes in mid answer leaves it whole, and holds from the next one', async (t) => {
  const { live, clock, ada, general, ask, set, setupOf } = await open(t);
  const gate = Promise.withResolvers<void>();
  const { script } = live;
  live.script = (asked) => (/count/.test(asked.text) ? [say('one'), hold(gate.promise), say(' two')] : script(asked));
  await ask('the word is plum', /plum/);
  const counting = await clock.until(ada.slash('ask', { question: 'count' }, { in: general }));
  await clock.until(counting.shows(/one/));
  const changed = set({ voice: 'Kore' });
  await clock.advance(FRESH + 1_000);
  gate.resolve();
  await clock.until(counting.shows(/one two/));
  await clock.until(changed);
  assert.equal((await setupOf(0)).generationConfig?.speechConfig, undefined);
  await ask('which word?', /plum.*which word\?/s);
  const { generationConfig } = await setupOf(live.connections.length - 1);
  assert.equal(generationConfig?.speechConfig?.voiceConfig?.prebuiltVoiceConfig?.voiceName, 'Kore');
});

test('what Google refuses is left out, said once under an answer, and nobody else notices', async (t) => {
  const { live, discord, clock, ask, set } = await open(t);
  live.rules.refusesSetup = { 'gemini-3.8-live': { voice: 'named' } };
  const note = sentence({ code: 'gemini.left-out', extras: ['voice'] });
  // The change is noticed beside the first of these answers, so it holds for that one or the next.
  const replies = [await set({ voice: 'Kore' }), await ask('one', /one/), await ask('two', /two/)];
  await clock.advance(5_000);
  assert.equal(replies.filter(({ text }) => text.includes(note)).length, 1);
  assert.ok(replies.every(({ text }) => /anything new\?/.test(text)));
  const { dials } = live;
  const other = discord.guild('Garden');
  const bob = other.member('Bob');
  await ask('hello', /hello/, other.text('general'), bob);
  assert.equal(live.dials, dials + 1);
  // Another voice is another wish, so it's said again that it's refused.
  const later = [await set({ voice: 'Puck' }), await ask('three', /three/)];
  await clock.advance(5_000);
  assert.equal(later.filter(({ text }) => text.includes(note)).length, 1);
});

test('typed questions are answered as it’s set in the place, from the next one on', async (t) => {
  const { live, ask, set } = await open(t, { TYPED_MODEL: 'gemini-3.8-flash', TYPED_MODEL_WHEN: 'off' });
  live.writing = ({ instruction, searches, text }) => `typed ${text} ${searches} ${/pirate/.test(instruction)}`;
  await ask('one', /^\[Ada\] one$/);
  assert.equal(live.texts.asked.length, 0);
  await set({ typed: 'always', search: true, character: 'You are a pirate.', language: 'de' });
  await ask('two', /^typed \[Ada\] two true true$/);
  assert.match(live.texts.asked.at(-1)?.instruction ?? '', /in German,/);
});

test('people hear how a voice sounds, and are offered the models that the key may use', async (t) => {
  const { live, clock, guild, general } = await open(t);
  const boss = guild.member('Boss', { permissions: 'ManageGuild' });
  const offered = async () => {
    const options = { setting: 'model' };
    const typing = boss.autocomplete('settings set', 'value', '3.8', { options, in: general });
    return ((await clock.until(typing)).choices ?? []).map(({ value }) => value);
  };
  // Google is asked beside the first suggestion.
  assert.ok((await offered()).includes('gemini-3.8-live'));
  await clock.advance(1_000);
  assert.ok((await offered()).includes('gemini-3.8-live-extended-thinking'));
  const choose = (value: string) =>
    clock.until(boss.slash('settings set', { setting: 'model', value }, { in: general }));
  await clock.until(
    (await choose('gemini-3.8-pro')).shows(/no model called .*gemini-3\.8-pro.* choose .*gemini-3\.8-live/),
  );
  await clock.until((await choose('models/gemini-3.8-live')).shows(/is now|already|models\/gemini-3\.8-live/));

  const panel = await clock.until(boss.slash('settings panel', {}, { in: general }));
  await clock.until(panel.until(({ messages }) => messages.length > 0));
  await clock.until(panel.select('settings:group:s', ['voice']));
  await clock.until(panel.until(({ text }) => text.includes(' › ')));
  await clock.until(panel.press('Hear the voices'));
  await clock.until(panel.until(({ text }) => text.includes('**Voices**')));
  await clock.until(panel.select('settings:voice:s:0', ['Puck']));
  await clock.until(panel.until(({ text }) => text.includes('Puck')));
  const heard = await clock.until(panel.press('Hear it'));
  await clock.until(heard.until(({ interaction }) => interaction.followUps.some(({ voice }) => voice)));
  const setups = await Promise.all(Array.from({ length: live.dials }, (_, index) => live.connection(index)));
  const voices = setups.map(({ setup }) => setup.generationConfig?.speechConfig?.voiceConfig?.prebuiltVoiceConfig);
  assert.deepEqual(voices.at(-1), { voiceName: 'Puck' });
});

test('people read how long their words are really kept where they ask', async (t) => {
  const { clock, guild, general, ada, settings } = await open(t);
  const scope = { is: 'channel', id: general.id } as const;
  await settings.change(guild.id, { scope, by: ada.id, at: 0, set: [{ key: 'retention', value: 7 }] });
  const help = await clock.until(ada.slash('help', {}, { in: general }));
  await clock.until(help.shows(/for 7 days/));
  const elsewhere = await clock.until(ada.slash('help', {}, { in: ada.dm }));
  await clock.until(elsewhere.shows(/for 30 days/));
});
