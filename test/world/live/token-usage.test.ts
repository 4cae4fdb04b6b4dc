import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_TOKENS, sumTokens } from '../../../src/base/expense.ts';
import { Caller } from '../../../world/live/caller.ts';
import { Live } from '../../../world/live/live.ts';
import { drop, sayWords } from '../../../world/live/steps.ts';

const MODEL = 'gemini-3.8-live';

/** The counts that came, in order. */
const countsOf = ({ messages }: Caller) => messages.flatMap(({ usageMetadata }) => usageMetadata ?? []);

const sizeOf = (modality: string, details: { modality?: string; tokenCount?: number }[] = []): number =>
  details.find((each) => each.modality === modality)?.tokenCount ?? 0;

test('every question bills the whole context again, and the sound of answers in it as sound', async () => {
  await using live = await Live.listen({ model: () => 'a'.repeat(100) });
  const caller = await Caller.dial(live);
  for (const question of ['one', 'two', 'three']) await caller.ask(question);
  const sounds = countsOf(caller).map(({ promptTokensDetails }) => sizeOf('AUDIO', promptTokensDetails));
  // A hundred characters take six seconds to say.
  assert.deepEqual(sounds, [0, 150, 300]);
  assert.deepEqual(
    countsOf(caller).map(({ responseTokenCount }) => responseTokenCount),
    [150, 150, 150],
  );
});

test('answers can be remembered as text instead', async () => {
  await using live = await Live.listen({ model: () => 'a'.repeat(100), rules: { billsOwnSound: false } });
  const caller = await Caller.dial(live);
  for (const question of ['one', 'two']) await caller.ask(question);
  const [first, second] = countsOf(caller).map(({ promptTokensDetails }) => promptTokensDetails);
  assert.equal(sizeOf('AUDIO', second), 0);
  assert.equal(sizeOf('TEXT', second) - sizeOf('TEXT', first), 25 + 1);
});

test('the gap between a prompt and its details is 25 to 51 tokens, and differs from turn to turn', async () => {
  await using live = await Live.listen({ model: () => 'yes' });
  const caller = await Caller.dial(live);
  for (let n = 0; n < 12; n += 1) await caller.ask('well?');
  const gaps = countsOf(caller).map(
    ({ promptTokenCount = 0, promptTokensDetails = [] }) =>
      promptTokenCount - promptTokensDetails.reduce((sum, { tokenCount = 0 }) => sum + tokenCount, 0),
  );
  assert.ok(gaps.every((gap) => gap >= 25 && gap <= 51));
  assert.ok(new Set(gaps).size > 3);
});

test('the instruction and the functions are in every prompt', async () => {
  await using live = await Live.listen();
  const plain = await Caller.dial(live);
  const taught = await Caller.dial(live, { config: { systemInstruction: 'b'.repeat(4_000) } });
  await plain.ask('well?');
  await taught.ask('well?');
  const [less, more] = [plain, taught].map((caller) => sizeOf('TEXT', countsOf(caller)[0]?.promptTokensDetails));
  assert.equal((more ?? 0) - (less ?? 0), 1_000);
});

test('a compressed context loses its oldest turns, is never above the trigger again, and begins with a person', async () => {
  const begins: string[] = [];
  await using live = await Live.listen({
    model: ({ memory, text }) => {
      begins.push(`${memory[0]?.role ?? 'nobody'}: ${memory[0]?.parts?.[0]?.text ?? text}`);
      return 'x'.repeat(400);
    },
  });
  const config = { contextWindowCompression: { triggerTokens: '4000', slidingWindow: { targetTokens: '2000' } } };
  const caller = await Caller.dial(live, { config });
  for (let n = 0; n < 12; n += 1) await caller.ask(`question ${n}`);
  const prompts = countsOf(caller).map(({ promptTokenCount = 0 }) => promptTokenCount);
  // Each answer has 600 tokens: the trigger is passed before the eighth question, and again before the twelfth.
  assert.ok(prompts.every((prompt) => prompt <= 4_000 + 51));
  assert.ok((prompts[7] ?? 0) <= 2_000 + 51 && (prompts[6] ?? 0) > 3_500, `${prompts}`);
  assert.deepEqual(
    begins.map((begin) => begin.split(':')[0]),
    ['nobody', ...Array(11).fill('user')],
  );
  assert.equal(begins[6], 'user: question 0');
  assert.notEqual(begins[7], 'user: question 0');
});

test('without numbers a context is compressed at 80 % of what the model holds, to half of that', async () => {
  await using live = await Live.listen({ model: () => 'ok' });
  const caller = await Caller.dial(live, { config: { contextWindowCompression: { slidingWindow: {} } } });
  for (let n = 0; n < 11; n += 1) await caller.ask('c'.repeat(40_000));
  const prompts = countsOf(caller).map(({ promptTokenCount = 0 }) => promptTokenCount);
  assert.ok(Math.max(...prompts) > 100_000 && Math.max(...prompts) <= 104_857 + 51);
  assert.ok((prompts.at(-1) ?? 0) <= 52_428 + 51, `${prompts}`);
});

test('a handle leads back to the compressed context', async () => {
  await using live = await Live.listen({ model: () => 'x'.repeat(400) });
  const config = {
    sessionResumption: {},
    contextWindowCompression: { triggerTokens: '4000', slidingWindow: { targetTokens: '2000' } },
  };
  const caller = await Caller.dial(live, { config });
  for (let n = 0; n < 8; n += 1) await caller.ask(`question ${n}`);
  const told = caller.messages.length;
  await caller.ask('question 8');
  const handle = await caller.handle(told);
  await caller.hangUp();
  const again = await Caller.dial(live, { config: { ...config, sessionResumption: { handle } } });
  await again.ask('still there?');
  const [before, after] = [caller, again].map((each) => countsOf(each).at(-1)?.promptTokenCount ?? 0);
  assert.ok(Math.abs((after ?? 0) - (before ?? 0) - 600) < 40, `${before} ${after}`);
});

test('counts may come in between and after the end, and grow until there', async () => {
  await using live = await Live.listen({ model: () => [sayWords('one two three four')], rules: { countsOften: true } });
  const caller = await Caller.dial(live);
  await caller.ask('count');
  await caller.message((message) => message.usageMetadata && !message.serverContent && countsOf(caller).length === 3);
  const [partial, last, late] = countsOf(caller).map(({ responseTokenCount = 0 }) => responseTokenCount);
  assert.ok((partial ?? 0) > 0 && (partial ?? 0) < (last ?? 0));
  assert.equal(late, last);
});

test('counts may lack their details', async () => {
  await using live = await Live.listen({ model: () => 'yes', rules: { plainCounts: 3 } });
  const caller = await Caller.dial(live);
  for (let n = 0; n < 6; n += 1) await caller.ask('well?');
  assert.deepEqual(
    countsOf(caller).map(({ promptTokensDetails }) => promptTokensDetails !== undefined),
    [true, true, false, true, true, false],
  );
});

test('the bill is what the last count of each answer says', async () => {
  await using live = await Live.listen({ model: () => 'I will think about it' });
  const caller = await Caller.dial(live, { config: { sessionResumption: {} } });
  for (let n = 0; n < 5; n += 1) await caller.ask('well?');
  await caller.handle();
  const told = countsOf(caller).reduce(
    (sum, { totalTokenCount = 0, thoughtsTokenCount = 0 }) => sum + totalTokenCount + thoughtsTokenCount,
    0,
  );
  assert.deepEqual(live.bill.models, [MODEL]);
  assert.equal(sumTokens(live.bill.of(MODEL)), told);
  assert.equal(live.bill.answers.length, 5);
  assert.deepEqual(live.bill.of('another'), NO_TOKENS);
});

test('an answer that breaks off is billed as far as it came, although no count tells of it', async () => {
  await using live = await Live.listen({ model: () => [sayWords('half of'), drop] });
  const caller = await Caller.dial(live);
  caller.session.sendClientContent({ turns: [{ role: 'user', parts: [{ text: 'go on' }] }] });
  await caller.closed;
  await live.connections[0]?.ended;
  assert.deepEqual(countsOf(caller), []);
  const { soundOut, textIn } = live.bill.of(MODEL);
  assert.ok(soundOut > 5 && textIn > 25, `${soundOut} ${textIn}`);
});
