import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surveySettings } from '../../src/terminal/setting-survey.ts';

const KEYS = { DISCORD_TOKEN: 'x', GEMINI_API_KEY: 'y' };

/** Settings of which one doesn't go with another's value or default, and the one that is named. */
const APART: [environment: Record<string, string>, setting: string][] = [
  [{ CONTEXT_TOKENS: '8000' }, 'SEED_TOKENS'],
  [{ CONTEXT_TOKENS: '8000', SEED_TOKENS: '5000' }, 'SEED_TOKENS'],
  [{ CONTEXT_TOKENS: 'many', SEED_TOKENS: '25000' }, 'CONTEXT_TOKENS'],
  [{ SHARDS: '0-3' }, 'SHARDS'],
  [{ SHARDS: '0-3', SHARD_COUNT: 'many' }, 'SHARD_COUNT'],
  [{ TYPED_MODEL_WHEN: 'always' }, 'TYPED_MODEL_WHEN'],
];

for (const [environment, setting] of APART)
  test(`a setting that doesn’t go with another is a problem, not a crash: ${Object.keys(environment).join(', ')}`, () => {
    const { problems, config } = surveySettings({ ...KEYS, ...environment });
    assert.deepEqual(
      problems.map((problem) => problem.setting),
      [setting],
    );
    assert.equal(config.discordToken, 'x');
  });

test('a key that is missing is a problem, and the other settings are read', () => {
  const { problems, config } = surveySettings({ DISCORD_TOKEN: 'x', GEMINI_MODEL: 'gemini-3.8-live' });
  assert.deepEqual(
    problems.map(({ setting }) => setting),
    ['GEMINI_API_KEY'],
  );
  assert.equal(config.geminiModel, 'gemini-3.8-live');
});
