import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_TOKENS, sumTokens } from '../../../src/base/expense.ts';
import { type RawCount, splitTokens, toModalityCounts } from '../../../src/live/protocol/token-kinds.ts';

const NONE: RawCount = {
  prompt: 0,
  response: 0,
  thoughts: 0,
  free: 0,
  total: 0,
  promptDetails: [],
  responseDetails: [],
};
const of = (modality: string, tokens: number) => ({ modality, tokens });

/** A count, the model that counts, what its kinds are, and whether they are a guess. */
const RULES: Record<string, [Partial<RawCount>, 'live' | 'text', Partial<typeof NO_TOKENS>, boolean]> = {
  'each modality is its kind': [
    {
      prompt: 100,
      response: 40,
      total: 140,
      promptDetails: [of('TEXT', 50), of('AUDIO', 30), of('IMAGE', 15), of('DOCUMENT', 5)],
      responseDetails: [of('TEXT', 10), of('AUDIO', 30)],
    },
    'live',
    { textIn: 50, soundIn: 30, imageIn: 20, textOut: 10, soundOut: 30 },
    false,
  ],
  'what the details lack is text': [
    { prompt: 100, promptDetails: [of('AUDIO', 69)] },
    'live',
    { soundIn: 69, textIn: 31 },
    true,
  ],
  'details that are more than their sum are believed': [
    { prompt: 10, promptDetails: [of('TEXT', 12)] },
    'live',
    { textIn: 12 },
    false,
  ],
  'without details a Live model has heard and spoken': [
    { prompt: 100, response: 50 },
    'live',
    { soundIn: 100, soundOut: 50 },
    true,
  ],
  'without details a text model has read and written': [
    { prompt: 100, response: 50, total: 150 },
    'text',
    { textIn: 100, textOut: 50 },
    true,
  ],
  'a modality that nobody knows is the dearest': [
    { prompt: 10, response: 4, promptDetails: [of('SMELL', 10)], responseDetails: [of('SMELL', 4)] },
    'live',
    { soundIn: 10, soundOut: 4 },
    true,
  ],
  'a total above its parts has results of functions in it': [
    { prompt: 10, response: 4, total: 20, promptDetails: [of('TEXT', 10)], responseDetails: [of('AUDIO', 4)] },
    'live',
    { textIn: 16, soundOut: 4 },
    true,
  ],
  'thoughts are beside the total of a Live model': [
    {
      prompt: 10,
      response: 4,
      thoughts: 7,
      total: 14,
      promptDetails: [of('TEXT', 10)],
      responseDetails: [of('AUDIO', 4)],
    },
    'live',
    { textIn: 10, soundOut: 4, thoughts: 7 },
    false,
  ],
  'thoughts are in the total of a text model': [
    {
      prompt: 10,
      response: 4,
      thoughts: 7,
      total: 21,
      promptDetails: [of('TEXT', 10)],
      responseDetails: [of('TEXT', 4)],
    },
    'text',
    { textIn: 10, textOut: 4, thoughts: 7 },
    false,
  ],
};

for (const [name, [count, by, kinds, estimated]] of Object.entries(RULES))
  test(name, () => {
    const usage = splitTokens({ ...NONE, ...count }, by);
    assert.deepEqual([usage.kinds, usage.estimated], [{ ...NO_TOKENS, ...kinds }, estimated]);
  });

test('no token gets lost, whatever Google says about its parts', () => {
  for (const prompt of [0, 7, 1_000])
    for (const said of [0, 5, 1_000])
      for (const by of ['live', 'text'] as const) {
        const total = prompt + 3;
        const usage = splitTokens({ ...NONE, prompt, response: 3, total, promptDetails: [of('TEXT', said)] }, by);
        assert.equal(sumTokens(usage.kinds), Math.max(prompt, said) + 3);
      }
});

test('details that are no numbers count nothing', () => {
  const odd = [{ modality: 'AUDIO' }, { tokenCount: 5 }, { modality: 'TEXT', tokenCount: -1 }];
  assert.deepEqual(toModalityCounts(odd), [of('AUDIO', 0), of('TEXT', 5), of('TEXT', 0)]);
  assert.deepEqual(toModalityCounts(undefined), []);
});
