import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GenerateContentParameters } from '@google/genai';
import { sdk } from '../../../world/live/caller.ts';
import { Live } from '../../../world/live/live.ts';
import type { TextAnswer } from '../../../world/live/text-script.ts';
import { RED } from '../../live/sample-pictures.ts';

const MODEL = 'gemini-3.8-flash';
const user = (text: string) => ({ role: 'user', parts: [{ text }] });
const red = { inlineData: { mimeType: 'image/jpeg', data: RED.toString('base64') } };

/** What the unmodified SDK reads of a stream, or the message of the error that it throws. */
const read = async (live: Live, request: Partial<GenerateContentParameters> = {}): Promise<string> => {
  let text = '';
  try {
    const chunks = await sdk(live).models.generateContentStream({
      model: MODEL,
      contents: [user('hello')],
      ...request,
    });
    for await (const chunk of chunks) {
      const [candidate] = chunk.candidates ?? [];
      const parts = candidate?.content?.parts ?? [];
      text += parts.map((part) => (part.thought ? `(${part.text})` : (part.text ?? part.functionCall?.name))).join('');
      if (candidate?.finishReason) text += `|${candidate.finishReason}|${chunk.usageMetadata?.totalTokenCount}`;
      if (chunk.promptFeedback) text += `|${chunk.promptFeedback.blockReason}`;
    }
    return text;
  } catch (error) {
    return `${text}!${error instanceof Error ? error.message : error}`;
  }
};

test('a text model streams its answer word by word, then its reason and its count', async () => {
  await using live = await Live.listen();
  live.writing = ({ text, instruction, media }) => [
    { is: 'think', text: 'hm' },
    `${instruction}: ${text} ${media.length}`,
    { is: 'sign' },
  ];
  const contents = [{ role: 'user', parts: [{ text: 'what is this?' }, red] }];
  const said = await read(live, { contents, config: { systemInstruction: 'Be brief' } });
  assert.match(said, /^\(hm\)Be brief: what is this\? 1\|STOP\|\d+$/);
  assert.deepEqual(live.unexpected, []);
  const whole = await sdk(live).models.generateContent({ model: MODEL, contents: [user('hello')] });
  assert.equal(whole.text, ': hello 0');
});

test('a function is called, and its result leads to the rest only with the signature that it came with', async () => {
  await using live = await Live.listen();
  live.writing = ({ responses }) =>
    responses.length > 0
      ? `It said ${JSON.stringify(responses[0]?.response)}.`
      : [{ is: 'call', name: 'write', args: { markdown: '1' }, id: 'a' }];
  const tools = [{ functionDeclarations: [{ name: 'write', description: 'Writes.' }] }];
  const { models } = sdk(live);
  const first = await models.generateContent({ model: MODEL, contents: [user('hello')], config: { tools } });
  const call = first.candidates?.[0]?.content;
  assert.ok(call);
  const result = { role: 'user', parts: [{ functionResponse: { id: 'a', name: 'write', response: { ok: 1 } } }] };
  const ask = (step: typeof call) => read(live, { contents: [user('hello'), step, result], config: { tools } });
  assert.match(await ask(call), /^It said \{"ok":1\}\./);
  const unsigned = { ...call, parts: call.parts?.map(({ thoughtSignature: _, ...part }) => part) ?? [] };
  assert.match(await ask(unsigned), /missing a thought_signature/);
});

const refused: [what: string, request: Partial<GenerateContentParameters>, how: RegExp][] = [
  ['a model that only talks', { model: 'gemini-3.8-live' }, /only supports real-time bidirectional streaming/],
  ['a model that it does not know', { model: 'gemini-9-flash' }, /is not found for API version v1beta/],
  [
    'a request that ends with the model',
    { contents: [user('a'), { role: 'model', parts: [{ text: 'b' }] }] },
    /ending with/,
  ],
  ['another role', { contents: [{ role: 'system', parts: [{ text: 'x' }] }] }, /valid role/],
  ['no content', { contents: [] }, /contents/],
  ['a turn without parts', { contents: [{ role: 'user', parts: [] }] }, /parts must not be empty/],
  ['a temperature', { config: { temperature: 1 } }, /Sampling parameters/],
  ['a budget of thinking', { config: { thinkingConfig: { thinkingBudget: 0 } } }, /budget is not supported/],
  [
    'both ways of thinking',
    { config: { thinkingConfig: { thinkingBudget: 0, thinkingLevel: 'LOW' as never } } },
    /only one of/,
  ],
  [
    'minimal thinking',
    { config: { thinkingConfig: { thinkingLevel: 'MINIMAL' as never } } },
    /MINIMAL is not supported/,
  ],
  [
    'a function that blocks',
    { config: { tools: [{ functionDeclarations: [{ name: 'f', behavior: 'BLOCKING' as never }] }] } },
    /behavior is only supported in the Live API/i,
  ],
  [
    'a result without its call',
    { contents: [{ role: 'user', parts: [{ functionResponse: { id: 'a', name: 'f', response: {} } }] }] },
    /immediately after a function call/,
  ],
  [
    'a picture that is none',
    { contents: [{ role: 'user', parts: [{ inlineData: { mimeType: 'image/png', data: red.inlineData.data } }] }] },
    /Unable to process/,
  ],
];

for (const [what, request, how] of refused)
  test(`a text model refuses ${what}`, async () => {
    await using live = await Live.listen();
    assert.match(await read(live, request), how);
  });

test('what goes wrong in the middle of a stream reaches the client as the real one shows it', async () => {
  await using live = await Live.listen();
  const ends: [TextAnswer, RegExp][] = [
    [['one', { is: 'end', how: 'torn' }], /^one!/],
    [['one', { is: 'end', how: 'bare' }], /^one$/],
    [['one', { is: 'finish', reason: 'SAFETY' }], /^one\|SAFETY/],
    [[{ is: 'block', reason: 'PROHIBITED_CONTENT' }], /^\|PROHIBITED_CONTENT/],
    [['one', { is: 'fail', code: 503, status: 'UNAVAILABLE', message: 'Busy.' }], /^one!.*UNAVAILABLE/],
    [[{ is: 'split', after: 50 }, 'あいう'], /^あいう\|STOP/],
  ];
  for (const [steps, how] of ends) {
    live.writing = () => steps;
    assert.match(await read(live), how);
  }
});

test('faults come instead of an answer, one request each', async () => {
  await using live = await Live.listen();
  live.texting.push({ status: 429, name: 'RESOURCE_EXHAUSTED', message: 'You exceeded your current quota' }, 'reset');
  assert.match(await read(live), /^!.*You exceeded your current quota/);
  assert.match(await read(live), /^!/);
  assert.match(await read(live), /^All right\.\|STOP/);
});
