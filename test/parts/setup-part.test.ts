import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { systemClock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/config.ts';
import { makeConnectConfig, makeSessionPlan, type Setup } from '../../src/live/protocol/setup.ts';
import { toOperatorLayer } from '../../src/parts/operator-layer.ts';
import { makeBareSetup, makePlaceSetups } from '../../src/parts/setup-part.ts';
import { openTools } from '../../src/parts/tools-part.ts';
import type { SettingKey } from '../../src/settings/setting-table.ts';
import { Settings } from '../../src/settings/settings.ts';
import { TOOL_NAMES } from '../../src/settings/tool-names.ts';
import { openStore } from '../../src/store/store.ts';
import { at } from '../place.ts';
import { silent } from '../store/record.ts';
import { NO_HANDS } from '../tools/no-hands.ts';

const SERVER = '100000000000000001';
const CHANNEL = '100000000000000007';

const open = async (t: TestContext, env: Record<string, string> = {}) => {
  const config = readConfig({ DISCORD_TOKEN: 'x', GEMINI_API_KEY: 'y', ...env });
  const store = await openStore('memory:', silent);
  t.after(() => store.close());
  const settings = new Settings({
    store,
    leases: store.leases(),
    operator: toOperatorLayer(config),
    clock: systemClock,
    log: silent,
  });
  let name = 'Parley';
  const nicks: string[] = [];
  const { tools } = openTools(config, {
    settings,
    bot: { hands: NO_HANDS },
    store,
    leases: store.leases(),
    clock: systemClock,
    log: silent,
    observe() {},
  });
  const setups = makePlaceSetups(config, {
    settings,
    tools,
    listOwnNames: (server) => (server === SERVER ? [name, ...nicks] : [name]),
  });
  const set = (values: Partial<Record<SettingKey, unknown>>, channel?: string) =>
    settings.change(SERVER, {
      scope: channel ? { is: 'channel', id: channel } : { is: 'server' },
      by: 'ada',
      at: 0,
      set: Object.entries(values).map(([key, value]) => ({ key: key as SettingKey, value })),
    });
  const rename = (to: string) => {
    name = to;
  };
  return { config, setups, set, rename, nicks };
};

const here = at(CHANNEL, SERVER);
const elsewhere = at('100000000000000008', SERVER);
const configOf = (setup: Setup) => makeConnectConfig(setup, makeSessionPlan(setup).model);

test('places without settings of their own share one setup, which has Parley’s names and nothing else', async (t) => {
  const { config, setups } = await open(t);
  const setup = await setups.find(here);
  assert.equal(await setups.find(elsewhere), setup);
  assert.equal(await setups.find(at('100000000000000009', '100000000000000002')), setup);
  const { hearing, wished, tools, ...rest } = setup;
  const { tools: common, ...bare } = makeBareSetup(config);
  assert.deepEqual(rest, bare);
  assert.deepEqual(tools.slice(0, common.length), common);
  const names = tools.map(({ name }) => name);
  assert.deepEqual(names, [
    'write',
    'get_time',
    'roll_dice',
    'choose_at_random',
    'start_poll',
    'remind',
    'list_reminders',
    'cancel_reminder',
    'list_people',
  ]);
  assert.deepEqual([hearing, wished], [{ languages: [], vocabulary: ['Parley'] }, []]);
});

test('every setting that concerns the session arrives in what Google is sent', async (t) => {
  const { setups, set } = await open(t);
  await set({
    character: 'You are a pirate.',
    voice: 'Kore',
    language: 'de',
    'languages-heard': ['de-DE', 'en-US'],
    vocabulary: ['Zwiebelkuchen', 'PARLEY'],
    names: ['Polly'],
    model: 'gemini-3.8-live-extended-thinking',
    thinking: 'high',
    search: true,
    'time-zone': 'Europe/Berlin',
  });
  const setup = await setups.find(here);
  const { systemInstruction, speechConfig, inputAudioTranscription, thinkingConfig, tools } = configOf(setup);
  assert.match(String(systemInstruction), /^> You are a pirate\.$/m);
  assert.match(String(systemInstruction), /in German,/);
  assert.match(String(systemInstruction), /Europe\/Berlin/);
  assert.equal(speechConfig?.voiceConfig?.prebuiltVoiceConfig?.voiceName, 'Kore');
  assert.deepEqual(inputAudioTranscription, {
    languageCodes: ['de-DE', 'en-US'],
    customVocabulary: ['PARLEY', 'Polly', 'Zwiebelkuchen'],
  });
  assert.equal(thinkingConfig?.thinkingLevel, 'HIGH');
  assert.ok(tools?.some((tool) => 'googleSearch' in tool));
  assert.equal(setup.model, 'gemini-3.8-live-extended-thinking');
  assert.deepEqual(setup.wished, [
    'vocabulary',
    'languages-heard',
    'voice',
    'search',
    'thinking',
    'model',
    'character',
  ]);
});

test('a server’s nickname is listened for there, and its setup is made once, too', async (t) => {
  const { setups, nicks } = await open(t);
  nicks.push('Captain Hook');
  const setup = await setups.find(here);
  assert.deepEqual(setup.hearing?.vocabulary, ['Parley', 'Captain Hook']);
  const other = await setups.find(at('100000000000000009', '100000000000000002'));
  assert.deepEqual(other.hearing?.vocabulary, ['Parley']);
  assert.equal(await setups.find(elsewhere), setup);
});

test('a setup is made once for what is in force, and anew when that or the bot’s name changes', async (t) => {
  const { setups, set, rename } = await open(t);
  await set({ voice: 'Kore' });
  const server = await setups.find(here);
  assert.equal(await setups.find(here), server);
  assert.equal(await setups.find(elsewhere), server);
  await set({ voice: 'Puck' }, CHANNEL);
  const channel = await setups.find(here);
  assert.deepEqual([channel.voice, (await setups.find(elsewhere)).voice], ['Puck', 'Kore']);
  assert.equal(await setups.find(here), channel);
  rename('Polly');
  const renamed = await setups.find(here);
  assert.deepEqual(renamed.hearing?.vocabulary, ['Polly']);
  assert.equal(await setups.find(here), renamed);
  await set({ voice: undefined }, CHANNEL);
  assert.equal((await setups.find(here)).voice, 'Kore');
});

test('what the operator has set for everyone arrives, and nobody is told of it as their own wish', async (t) => {
  const { setups, config } = await open(t, {
    GEMINI_VOICE: 'puck',
    CHARACTER: 'You are kind.',
    SEARCH: 'on',
    TIME_ZONE: 'Asia/Tokyo',
  });
  const { voice, search, instruction, wished } = await setups.find(here);
  assert.deepEqual([voice, search, wished], ['Puck', true, []]);
  assert.match(instruction, /> You are kind\..*Asia\/Tokyo/s);
  // What remains if Google refuses everything has none of it.
  assert.doesNotMatch(makeBareSetup(config).instruction, /kind|Tokyo/);
});

test('a vocabulary that is full still has the names', async (t) => {
  const { setups, set } = await open(t);
  await set({ vocabulary: Array.from({ length: 100 }, (_, index) => `word ${index}`), names: ['Polly'] });
  const { vocabulary = [] } = (await setups.find(here)).hearing ?? {};
  assert.deepEqual([vocabulary.length, vocabulary.slice(0, 3)], [100, ['Parley', 'Polly', 'word 0']]);
});

test('the tools of a place are what is on there, and a change of them makes another session', async (t) => {
  const { setups, set } = await open(t);
  const before = await setups.find(here);
  await set({ tools: ['time'] }, CHANNEL);
  const after = await setups.find(here);
  assert.deepEqual(
    after.tools.map(({ name }) => name),
    ['write', 'get_time'],
  );
  assert.notEqual(makeSessionPlan(after).fingerprint, makeSessionPlan(before).fingerprint);
  assert.equal((await setups.find(elsewhere)).tools.length, before.tools.length);
  await set({ tools: [] }, CHANNEL);
  assert.deepEqual(
    (await setups.find(here)).tools.map(({ name }) => name),
    ['write'],
  );
});

test('every tool that can be switched on is there, once it is', async (t) => {
  const { setups, set } = await open(t, { MESSAGE_CONTENT: 'on' });
  await set({ tools: [] });
  const none = (await setups.find(here)).tools.length;
  for (const name of TOOL_NAMES) {
    await set({ tools: [name] });
    assert.ok((await setups.find(here)).tools.length > none, name);
  }
});
