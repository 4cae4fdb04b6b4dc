import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modelOf } from '../../src/live/models.ts';
import { connectConfig, fingerprint } from '../../src/live/setup.ts';

const setup = { model: 'gemini-3.8-live', instruction: 'Be brief.' };
const model = modelOf(setup.model);

test('the context is cut back to half when it holds more than is set', () => {
  const compressed = (contextTokens?: number) =>
    connectConfig({ ...setup, ...(contextTokens && { contextTokens }) }, model).contextWindowCompression;
  assert.deepEqual(compressed(), { triggerTokens: '32000', slidingWindow: { targetTokens: '16000' } });
  assert.deepEqual(compressed(9_001), { triggerTokens: '9001', slidingWindow: { targetTokens: '4500' } });
});

test('a handle made with another limit of the context is not used', () => {
  assert.equal(fingerprint(setup, model), fingerprint({ ...setup, contextTokens: 32_000 }, model));
  assert.notEqual(fingerprint(setup, model), fingerprint({ ...setup, contextTokens: 50_000 }, model));
});
