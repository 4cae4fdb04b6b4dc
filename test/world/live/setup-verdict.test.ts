import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Behavior, type LiveConnectConfig, Modality, ThinkingLevel } from '@google/genai';
import { Caller, sdk, thinking } from '../../../world/live/caller.ts';
import { Live } from '../../../world/live/live.ts';
import { everyModel, olderModels } from '../../../world/live/local-models.ts';
import { dialRaw, sendRaw } from '../../../world/live/raw-client.ts';

const setup = { model: 'models/gemini-3.8-live' };

const THINKING = 'gemini-3.8-live-extended-thinking';
const FLASH = 'gemini-3.1-flash-live-preview';
const GONE = 'a model that counts as gone';
const refused: [what: string, model: string, config: LiveConnectConfig, how: RegExp][] = [
  ['a model that nobody knows', 'gemini-9-live', {}, /1008.*models\/gemini-9-live is not found for API version v1beta/],
  ['a model that does not speak Live', 'gemini-2.5-flash', {}, /1008.*not supported for bidiGenerateContent/],
  ['a model that was shut down', 'gemini-live-2.5-flash-preview', {}, /1008/],
  [GONE, FLASH, {}, /1008/],
  ['TEXT on 3.8', 'gemini-3.8-live', { responseModalities: [Modality.TEXT] }, /1007/],
  ['TEXT on 3.1', FLASH, { responseModalities: [Modality.TEXT] }, /1011.*Internal error encountered/],
  ['two modalities', 'gemini-3.8-live', { responseModalities: [Modality.AUDIO, Modality.TEXT] }, /1007/],
  ['proactive audio switched off', 'gemini-3.8-live', { proactivity: { proactiveAudio: false } }, /1007/],
  ['proactive audio on 3.1', FLASH, { proactivity: { proactiveAudio: true } }, /1007/],
  ['affective dialog on 3.8', 'gemini-3.8-live', { enableAffectiveDialog: true }, /1007.*Cannot find field/],
  ['thinking by budget', THINKING, { thinkingConfig: { thinkingBudget: 0 } }, /1007/],
  ['no level of thinking', THINKING, {}, /1007/],
  ['minimal thinking', THINKING, { thinkingConfig: { thinkingLevel: ThinkingLevel.MINIMAL } }, /1007/],
  [
    'a voice in lower case',
    'gemini-3.8-live',
    { speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'kore' } } } },
    /1007.*'kore'/,
  ],
  [
    'a blocking function on extended thinking',
    THINKING,
    { ...thinking, tools: [{ functionDeclarations: [{ name: 'f', behavior: Behavior.BLOCKING }] }] },
    /1007/,
  ],
];

for (const [what, model, config, how] of refused) {
  test(`a setup with ${what} is refused`, async () => {
    await using live = await Live.listen(model === FLASH && what !== GONE ? { models: olderModels } : {});
    await assert.rejects(Caller.dial(live, { model, config }), how);
    assert.equal(live.unexpected.length, 1);
    assert.match(live.unexpected[0]?.reason ?? '', /./);
  });
}

test('a setup that asks for everything that is allowed is taken', async () => {
  await using live = await Live.listen({ models: everyModel });
  await Caller.dial(live, {
    config: {
      responseModalities: [Modality.AUDIO],
      systemInstruction: 'Be kind.',
      speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Kore' } }, languageCode: 'en-US' },
      tools: [{ googleSearch: {} }, { functionDeclarations: [{ name: 'f', behavior: Behavior.BLOCKING }] }],
      sessionResumption: {},
      contextWindowCompression: { triggerTokens: '32000', slidingWindow: { targetTokens: '16000' } },
      inputAudioTranscription: {},
      outputAudioTranscription: {},
      realtimeInputConfig: { automaticActivityDetection: { disabled: true } },
      proactivity: { proactiveAudio: true },
    },
  });
  await Caller.dial(live, { model: THINKING, config: thinking });
  await Caller.dial(live, { model: FLASH, config: { thinkingConfig: { thinkingLevel: ThinkingLevel.MINIMAL } } });
  assert.deepEqual(live.unexpected, []);
});

test('an older model refuses TEXT in its own words', async () => {
  await using live = await Live.listen({ models: olderModels });
  const model = 'gemini-2.5-flash-native-audio-preview-12-2025';
  const config = { responseModalities: [Modality.TEXT] };
  await assert.rejects(Caller.dial(live, { model, config }), /1007.*Cannot extract voices from a non-audio request/);
});

for (const [model, generationConfig] of [
  ['gemini-3.8-live', { thinkingConfig: { thinkingLevel: 'LOW' } }],
  ['gemini-3.1-flash-live-preview', { enableAffectiveDialog: true }],
] as const) {
  test(`${Object.keys(generationConfig)} on ${model} is never answered`, async () => {
    await using live = await Live.listen({ models: everyModel });
    const socket = dialRaw(live);
    let answers = 0;
    socket.on('message', () => answers++);
    await once(socket, 'open');
    socket.send(JSON.stringify({ setup: { model: `models/${model}`, generationConfig } }));
    await live.connection(0);
    // A pong comes after whatever the server had to say before the ping.
    socket.ping();
    await once(socket, 'pong');
    assert.equal(answers, 0);
    assert.match(live.unexpected[0]?.reason ?? '', /is never answered/);
  });
}

test('a key that is wrong or missing, and a version that does not serve Live, are refused', async () => {
  await using live = await Live.listen();
  await assert.rejects(Caller.dial(live, { ai: sdk(live, { apiKey: 'wrong' }) }), /1007.*API key not valid/);
  assert.match(await sendRaw(live, [{ setup }], ''), /^1008 Method doesn't allow unregistered callers/);
  const v1 = sdk(live, { apiVersion: 'v1' });
  await assert.rejects(Caller.dial(live, { ai: v1 }), /1008.*gemini-3.8-live is not found for API version v1,/);
  await Caller.dial(live, { ai: sdk(live, { apiVersion: 'v1alpha' }) });
  live.rules.versions = ['v1'];
  await Caller.dial(live, { ai: v1 });
});
