import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findModel, THINKING_LEVELS, type ThinkingLevel } from '../../../src/live/protocol/models.ts';
import { makeConnectConfig, makeSessionPlan, type Setup } from '../../../src/live/protocol/setup.ts';
import { findVoice, VOICES } from '../../../src/live/protocol/voices.ts';
import { writeTool } from '../../../src/tools/write-tool.ts';
import { everyModel, olderModels, voices } from '../../../world/live/local-models.ts';
import { makeSetup } from '../defaults.ts';
import { never, stage, turn } from '../stage.ts';

const model = findModel('gemini-3.8-live');

const fingerprintOf = (given: Partial<Setup>): string => makeSessionPlan(makeSetup(given)).fingerprint;

test('the context is cut back to half when it holds more than is set', () => {
  const { contextWindowCompression } = makeConnectConfig(makeSetup({ contextTokens: 9_001 }), model);
  assert.deepEqual(contextWindowCompression, { triggerTokens: '9001', slidingWindow: { targetTokens: '4500' } });
});

test('a handle made with another limit of the context is not used', () => {
  assert.equal(fingerprintOf({ contextTokens: 32_000 }), fingerprintOf({ contextTokens: 32_000 }));
  assert.notEqual(fingerprintOf({ contextTokens: 32_000 }), fingerprintOf({ contextTokens: 50_000 }));
});

test('a session with other functions is another session, and each model declares them as it can', () => {
  const tools = [writeTool.declaration];
  assert.notEqual(fingerprintOf({ tools }), fingerprintOf({}));
  assert.notEqual(fingerprintOf({ tools }), fingerprintOf({ tools: [{ ...writeTool.declaration, description: 'x' }] }));
  const behaviorOf = (name: string) => {
    const [tool] = makeConnectConfig(makeSetup({ model: name, tools }), findModel(name)).tools ?? [];
    return tool && 'functionDeclarations' in tool ? tool.functionDeclarations?.[0]?.behavior : 'none';
  };
  assert.deepEqual(
    ['gemini-3.8-live', 'gemini-3.8-live-extended-thinking', 'gemini-3.1-flash-live-preview', 'gemini-9-live'].map(
      behaviorOf,
    ),
    ['BLOCKING', 'NON_BLOCKING', 'NON_BLOCKING', undefined],
  );
  assert.equal(makeConnectConfig(makeSetup(), model).tools, undefined);
});

test('a model that has to be told how hard to think is told, and no other model is', async (t) => {
  const thinkingOf = (name: string, thinking: ThinkingLevel) =>
    makeConnectConfig(makeSetup({ model: name, thinking }), findModel(name)).thinkingConfig;
  for (const level of THINKING_LEVELS)
    assert.deepEqual(thinkingOf('models/gemini-3.8-live-extended-thinking', level), {
      thinkingLevel: level.toUpperCase(),
    });
  for (const { name } of everyModel.filter(({ thinking }) => thinking !== 'needed'))
    assert.equal(thinkingOf(name, 'high'), undefined, name);
  // The world refuses this model's setup without a level, and hangs those of other models with one.
  const { live, session } = await stage(t, { model: 'gemini-3.8-live-extended-thinking' });
  await session.ask('hello', 1, turn(), never);
  assert.deepEqual(live.unexpected, []);
});

test('a handle made with another level of thinking is used by no model that is told', () => {
  const made = (name: string, thinking: ThinkingLevel) => fingerprintOf({ model: name, thinking });
  const told = 'gemini-3.8-live-extended-thinking';
  assert.notEqual(made(told, 'low'), made(told, 'high'));
  assert.equal(made('gemini-3.8-live', 'low'), made('gemini-3.8-live', 'high'));
});

test('models of the generations before 3.8 count as older, and no others', () => {
  for (const { name } of olderModels) assert.equal(findModel(name).older, true, name);
  for (const name of [
    'gemini-3.8-live',
    'models/gemini-3.8-live-extended-thinking',
    'gemini-4-live',
    'gemini-3.5-live',
  ])
    assert.equal(findModel(name).older, false, name);
});

test('the voices are those that Google has, each with a word for it', () => {
  assert.deepEqual(new Set(VOICES.map(({ name }) => name)), voices);
  assert.equal(VOICES.length, voices.size);
  assert.ok(VOICES.every(({ like }) => /^[A-Z][a-z-]+$/.test(like)));
  assert.equal(findVoice(' kORE ')?.name, 'Kore');
  assert.equal(findVoice('constructor'), undefined);
});

test('a model whose name is a word of the language is a model that nobody knows', () => {
  assert.equal(findModel('constructor').output, 'audio');
});
