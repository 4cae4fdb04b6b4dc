import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../src/base/clock.ts';
import { OPERATOR_FAULTS, type OperatorFault } from '../../src/base/events.ts';
import { readConfig } from '../../src/config.ts';
import { examine } from '../../src/terminal/check.ts';
import { gemini } from '../../src/terminal/checks/gemini-check.ts';
import { typed } from '../../src/terminal/checks/typed-check.ts';
import type { ConnectionFault } from '../../world/live/fault.ts';
import { Live } from '../../world/live/live.ts';
import { currentModels, everyModel } from '../../world/live/local-models.ts';

const close = (code: number, reason: string): ConnectionFault => ({ setup: { close: [code, reason] } });

/** For each reason of Google's, how it says so, and what the doctor advises. */
const ADVICE: Record<OperatorFault, [how: ConnectionFault, remedy: RegExp]> = {
  credits: [
    close(1011, 'Your prepayment credits are depleted. Please go to AI Studio at https://ai.studio'),
    /^Add credits/,
  ],
  cap: [close(1011, 'Your project has exceeded its monthly spending cap.'), /^Raise the spending cap/],
  billing: [close(1008, 'This API method requires billing to be enabled.'), /^Look at the billing/],
  region: [close(1007, 'User location is not supported for the API use.'), /available-regions.*proxy/],
  key: [close(1007, 'API key not valid. Please pass a valid API key.'), /^Get a key .*GEMINI_API_KEY/],
  leaked: [close(1008, 'Your API key was reported as leaked. Please use another API key.'), /published.*new key/],
  blocked: [close(1008, "Consumer 'api_key:x' has been suspended."), /one of them is blocked/],
  restricted: [close(1008, 'Requests from referer <empty> are blocked.'), /Generative Language API/],
  denied: [{ upgrade: 403 }, /a proxy is on the way/],
  model: [
    close(1008, 'models/x is not found for API version v1beta, or is not supported for'),
    /^Check GEMINI_MODEL and/,
  ],
  closed: [
    close(1008, 'This model models/x is no longer available to new users.'),
    /^Google no longer offers you this model/,
  ],
  address: [{ upgrade: 404 }, /^Check GEMINI_BASE_URL.*lead to the Live API/],
  setup: [close(1007, 'Request contains an invalid argument.'), /don’t take Parley’s setup/],
};

/** What checks of Gemini see of a local Live API. */
const rows = (live: Live, names: string[], env: Record<string, string> = {}) => {
  const config = readConfig({ DISCORD_TOKEN: 'x', GEMINI_API_KEY: live.key, GEMINI_BASE_URL: live.url, ...env });
  const tools = { config, clock: systemClock, signal: new AbortController().signal };
  return Promise.all(gemini.filter(({ name }) => names.includes(name)).map((check) => examine(check, tools)));
};

for (const why of OPERATOR_FAULTS)
  test(`the doctor says what an owner can do where Google refuses: ${why}`, async () => {
    await using live = await Live.listen();
    const [how, remedy] = ADVICE[why];
    live.next(how);
    const [row] = await rows(live, ['Live session']);
    assert.ok(row?.ok === false, row?.seen);
    assert.match(row.remedy, remedy);
  });

for (const [name, models, seen] of [
  [
    'gemini-3.1-flash-live-preview',
    currentModels,
    /^FAIL .*isn’t listed in v1beta: .*shut .* down, or offers it only to earlier/,
  ],
  ['gemini-2.5-flash-native-audio-preview-12-2025', currentModels, /^FAIL .*isn’t listed in v1beta: .*shut .* down/],
  ['gemini-3.1-flash-live-preview', everyModel, /^ok .*is listed in v1beta; .*older generation/],
  ['gemini-3.9-live', currentModels, /^FAIL .*isn’t listed in v1beta$/],
  ['gemini-3.8-live-extended-thinking', currentModels, /^ok .*is listed in v1beta$/],
] as const)
  test(`the doctor says of ${name} with ${models.length} models listed: ${seen}`, async () => {
    await using live = await Live.listen({ models });
    const [row] = await rows(live, ['Gemini model'], { GEMINI_MODEL: name });
    assert.match(`${row?.ok === true ? 'ok' : 'FAIL'} ${row?.seen}`, seen);
  });

test('the doctor opens a session with a model that has to be told how hard to think', async () => {
  await using live = await Live.listen();
  const [row] = await rows(live, ['Live session'], {
    GEMINI_MODEL: 'gemini-3.8-live-extended-thinking',
    GEMINI_THINKING_LEVEL: 'medium',
  });
  assert.equal(row?.ok, true, row?.seen);
  assert.deepEqual(live.connections[0]?.setup.generationConfig?.thinkingConfig, { thinkingLevel: 'MEDIUM' });
  assert.deepEqual(live.unexpected, []);
});

test('the doctor says whether the text model for typed questions exists', async () => {
  await using live = await Live.listen();
  const see = async (env: Record<string, string>) => {
    const config = readConfig({ DISCORD_TOKEN: 'x', GEMINI_API_KEY: live.key, GEMINI_BASE_URL: live.url, ...env });
    const tools = { config, clock: systemClock, signal: new AbortController().signal };
    const { ok, seen } = await examine(typed, tools);
    return `${ok} ${seen}`;
  };
  assert.match(await see({}), /^true none/);
  assert.match(await see({ TYPED_MODEL: 'gemini-3.8-flash', TYPED_MODEL_WHEN: 'off' }), /^true none/);
  assert.match(
    await see({ TYPED_MODEL: 'gemini-3.8-flash' }),
    /^true gemini-3\.8-flash is listed in v1beta \(always\)/,
  );
  assert.match(await see({ TYPED_MODEL: 'gemini-3.8-live' }), /^false .*isn’t a text model in v1beta/);
  assert.match(await see({ TYPED_MODEL: 'gemini-9' }), /^false gemini-9 isn’t listed in v1beta/);
  assert.match(await see({ TYPED_MODEL: 'gemini-9', GEMINI_API_KEY: 'wrong' }), /^false 400: API key not valid/);
});
