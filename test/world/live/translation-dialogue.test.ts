import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LiveConnectConfig, Modality } from '@google/genai';
import {
  makeTranslationConfig,
  TRANSLATE_MODEL,
  TRANSLATION_LANGUAGES,
} from '../../../src/live/protocol/translation.ts';
import { Caller, makeLoudPcm, makeSilentPcm, thinking } from '../../../world/live/caller.ts';
import { Live } from '../../../world/live/live.ts';
import { sendRaw } from '../../../world/live/raw-client.ts';
import { translateAs } from '../../../world/live/translation-script.ts';

const model = TRANSLATE_MODEL;
const german = makeTranslationConfig('de');

test('speech is translated as a stream: what was heard, its language, words and sound, and no end', async () => {
  await using live = await Live.listen();
  live.translating = translateAs(
    (pcm) => ({ text: `${Math.round(pcm.length / 32_000)} s`, language: 'en' }),
    (text, target) => `${text} in ${target}`,
  );
  const caller = await Caller.dial(live, { model, config: german });
  caller.sound(makeLoudPcm(1_000), makeSilentPcm(1_000));
  const counted = await caller.message(({ usageMetadata }) => usageMetadata);
  const contents = caller.messages.flatMap(({ serverContent }) => serverContent ?? []);
  assert.equal(contents.map((each) => each.inputTranscription?.text ?? '').join(''), '2 s');
  assert.equal(contents.find((each) => each.inputTranscription)?.inputTranscription?.languageCode, 'en');
  assert.equal(contents.map((each) => each.outputTranscription?.text ?? '').join(''), '2 s in de');
  assert.ok(contents.some((each) => each.modelTurn?.parts?.[0]?.inlineData));
  assert.ok(contents.every((each) => !each.turnComplete && !each.generationComplete));
  assert.equal(counted.usageMetadata?.promptTokenCount, 50);
  assert.deepEqual([live.bill.of(model).soundIn, live.bill.of(model).thoughts], [50, 0]);
  assert.deepEqual(live.unexpected, []);
});

for (const target of TRANSLATION_LANGUAGES)
  test(`it translates into ${target}`, async () => {
    await using live = await Live.listen();
    const caller = await Caller.dial(live, { model, config: makeTranslationConfig(target) });
    caller.session.close();
    assert.deepEqual(live.unexpected, []);
  });

const refused: [what: string, config: LiveConnectConfig][] = [
  ['an instruction', { systemInstruction: 'Be polite.' }],
  ['functions', { tools: [{ functionDeclarations: [{ name: 'f' }] }] }],
  ['search', { tools: [{ googleSearch: {} }] }],
  ['a voice', { speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Kore' } } } }],
  ['a level of thinking', thinking],
  ['text as its answer', { responseModalities: [Modality.TEXT] }],
  ['a language that is no tag', { translationConfig: { targetLanguageCode: 'German' } }],
];

for (const [what, config] of refused)
  test(`a model that translates takes no setup with ${what}`, async () => {
    await using live = await Live.listen();
    await assert.rejects(Caller.dial(live, { model, config: { ...german, ...config } }), /1007/);
    assert.equal(live.unexpected.length, 1);
  });

test('a model that talks doesn’t translate', async () => {
  await using live = await Live.listen();
  await assert.rejects(Caller.dial(live, { model: 'gemini-3.8-live', config: german }), /1007/);
});

test('the translation is configured inside the generation, and nowhere else', async () => {
  await using live = await Live.listen();
  const setup = { model: `models/${model}`, translationConfig: { targetLanguageCode: 'de' } };
  assert.match(await sendRaw(live, [{ setup }]), /^1007 .*Unknown name "translationConfig" at 'setup'/);
});

for (const [what, send] of [
  ['text', (caller: Caller) => caller.session.sendRealtimeInput({ text: 'hello' })],
  ['content', (caller: Caller) => caller.session.sendClientContent({ turns: 'hello' })],
  [
    'pictures',
    (caller: Caller) => caller.session.sendRealtimeInput({ video: { data: '/9j/', mimeType: 'image/jpeg' } }),
  ],
] as const)
  test(`it takes no ${what}`, async () => {
    await using live = await Live.listen();
    const caller = await Caller.dial(live, { model, config: german });
    send(caller);
    assert.equal((await caller.closed).code, 1007);
    assert.equal(live.unexpected.length, 1);
  });
