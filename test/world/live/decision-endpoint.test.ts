import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toWav } from '../../../src/audio/wave-file.ts';
import { sdk } from '../../../world/live/caller.ts';
import { FREE_DECISIONS } from '../../../world/live/decision-quota.ts';
import { Live } from '../../../world/live/live.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const MODEL = 'gemini-decision-1';
const NOUL = { type: 'noul', instructions: 'Is it said to Parley?' };
const wav = (pcm: Buffer) => ({ type: 'audio', mime_type: 'audio/wav', data: toWav(pcm, 16_000).toString('base64') });

/** Speech, as far as its loudness goes: syllables that come and go by a fixed series. */
const makeSpeech = (seed: number, ms = 1_500): Buffer => {
  const pcm = Buffer.alloc(ms * 32);
  for (let at = 0; at < pcm.length / 2; at++) {
    const loud = Math.abs(Math.sin((at / 16_000) * (3 + seed)) * Math.cos((at / 16_000) * (7 + 2 * seed)));
    pcm.writeInt16LE(Math.round(9_000 * loud * Math.sin(at / 9)), at * 2);
  }
  return pcm;
};

/** What the unmodified SDK makes of an answer, or the status and message of its error. */
const create = async (live: Live, request: object = {}): Promise<unknown> => {
  try {
    const body = { model: MODEL, input: 'Parley, hello', questions: { meant: NOUL }, ...request } as never;
    const { answers, usage, prompt_feedback } = await sdk(live).decisions.create(body, {
      retries: { strategy: 'none' },
    });
    return { answers, usage, prompt_feedback };
  } catch (error) {
    const { status, message } = error as { status?: number; message: string };
    return `${status} ${message}`;
  }
};

const open = async () => {
  const live = await Live.listen();
  live.decisions.latencyMs = 0;
  return live;
};

test('questions of all three kinds are answered in the form of the SDK, and billed as what was sent', async () => {
  await using live = await open();
  live.decisions.script = ({ text }) => ({
    meant: text.includes('Parley') ? 0.8 : 0.2,
    who: 'ada',
    mood: [0.2, 0.5, 0.3],
  });
  const questions = {
    meant: { ...NOUL, criteria: { true_description: 'to it' } },
    who: { type: 'choice', instructions: 'Who?', criteria: { ada: 'Ada', ben: 'Ben', cy: 'Cy' } },
    mood: { type: 'score', instructions: [{ type: 'text', text: 'How loud?' }], criteria: ['low', 'middle', 'high'] },
    forgotten: NOUL,
  };
  const input = [{ type: 'text', text: 'Parley, are you there?' }, wav(makeSpeech(1, 2_000))];
  const { answers, usage } = (await create(live, { input, questions })) as never as {
    answers: object;
    usage: { total_input_tokens: number };
  };
  assert.deepEqual(
    JSON.parse(
      JSON.stringify(answers, (_, value) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value)),
    ),
    {
      meant: { type: 'noul', noul: 0.8, confidence: 0.8 },
      who: { type: 'choice', choice: 'ada', probabilities: { ada: 0.9, ben: 0.05, cy: 0.05 }, confidence: 0.9 },
      mood: {
        type: 'score',
        score: 1.1,
        probabilities: { 0: 0.2, 1: 0.5, 2: 0.3 },
        legend: { 0: 'low', 1: 'middle', 2: 'high' },
        confidence: 0.5,
      },
    },
  );
  const billed = live.bill.of(MODEL);
  assert.equal(billed.soundIn, 64);
  assert.equal(usage.total_input_tokens, billed.soundIn + billed.textIn);
  assert.deepEqual(live.unexpected, []);
});

const refused: [what: string, request: object, message: RegExp][] = [
  ['no model', { model: '' }, /model is required/],
  ['no question', { questions: {} }, /At least 1 question/],
  [
    'too many questions',
    { questions: Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`q${n}`, NOUL])) },
    /At most 1000/,
  ],
  ['an empty id', { questions: { ' ': NOUL } }, /identifiers/],
  ['no instructions', { questions: { meant: { type: 'noul', instructions: ' ' } } }, /instructions is required/],
  [
    'a picture in instructions',
    { questions: { meant: { type: 'noul', instructions: [wav(makeSpeech(1))] } } },
    /instructions is required/,
  ],
  ['an unknown type', { questions: { meant: { ...NOUL, type: 'span' } } }, /'span' is not supported/],
  ['an unknown field of a question', { questions: { meant: { ...NOUL, weight: 1 } } }, /Unknown name \\"weight\\"/],
  ['wrong criteria', { questions: { meant: { ...NOUL, criteria: { maybe: 'x' } } } }, /criteria/],
  [
    'one option',
    { questions: { who: { type: 'choice', instructions: 'Who?', criteria: { ada: '' } } } },
    /between 2 and 255/,
  ],
  [
    'an option with blanks',
    { questions: { who: { type: 'choice', instructions: 'Who?', criteria: { 'a ': '', b: '' } } } },
    /Option identifiers/,
  ],
  [
    '256 levels',
    { questions: { mood: { type: 'score', instructions: 'How?', criteria: Array(256).fill('x') } } },
    /between 2 and 255/,
  ],
  [
    'an empty level',
    { questions: { mood: { type: 'score', instructions: 'How?', criteria: ['x', ''] } } },
    /Levels must not be empty/,
  ],
  ['no input', { input: [] }, /input is required/],
  ['an empty text', { input: '' }, /text is required/],
  [
    'a mime type that is not on the list',
    { input: [{ ...wav(makeSpeech(1)), mime_type: 'audio/pcm' }] },
    /'audio\/pcm' is not supported/,
  ],
  ['data that is not base64', { input: [{ ...wav(makeSpeech(1)), data: '%' }] }, /Base64/],
  ['data and an address', { input: [{ ...wav(makeSpeech(1)), uri: 'https://x.test/' }] }, /Exactly one/],
  ['an unknown field', { temperature: 1 }, /Unknown name \\"temperature\\"/],
  ['more than fits', { input: 'word '.repeat(250_000) }, /262144/],
];

test('a request is refused for what the real service can’t take', async (t) => {
  await using live = await open();
  for (const [what, request, message] of refused)
    await t.test(what, async () => {
      const before = live.unexpected.length;
      const said = String(await create(live, request));
      assert.match(said, /^400 /);
      assert.match(said, message);
      assert.equal(live.unexpected.length, before + 1);
    });
  assert.equal(live.bill.of(MODEL).textIn, 0);
});

test('errors and strange answers come as they’re ordered, and a model may be missing', async () => {
  await using live = await open();
  const { decisions } = live;
  decisions.faults.push({ status: 503, name: 'UNAVAILABLE', message: 'Busy.' });
  decisions.faults.push({ status: 429, name: 'RATE_LIMITED', message: 'Slow down.', plain: true, retryAfter: '7' });
  decisions.faults.push('reset', 'garbage', 'html', 'nothing', 'strange', { block: 'safety' });
  assert.match(String(await create(live)), /^503 .*Busy/);
  assert.match(String(await create(live)), /^429 .*Slow down/);
  assert.match(String(await create(live)), /^undefined .*/);
  assert.match(String(await create(live)), /JSON/);
  assert.match(String(await create(live)), /^200 .*Content-Type/);
  assert.deepEqual(await create(live), { answers: undefined, usage: undefined, prompt_feedback: undefined });
  const strange = (await create(live)) as { answers: object };
  assert.deepEqual(Object.keys(strange.answers), ['meant', 'nobody_asked']);
  const blocked = (await create(live)) as { prompt_feedback: object; answers: unknown };
  assert.deepEqual(blocked.prompt_feedback, { block_reason: 'safety' });
  decisions.models = [];
  assert.match(String(await create(live)), /^404 /);
  assert.deepEqual(live.unexpected, []);
});

test('quotas count requests and tokens of the last minute and day, and say when to come again', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock });
  live.decisions.latencyMs = 0;
  live.decisions.quotas = { ...FREE_DECISIONS, requestsPerMinute: 2, requestsPerDay: 3 };
  const ask = async () => String(Object.keys(Object(await create(live)))) || 'refused';
  const status = async () => String(await create(live)).slice(0, 3);
  assert.match(await ask(), /answers/);
  await clock.advance(20_000);
  assert.match(await ask(), /answers/);
  assert.equal(await status(), '429');
  await clock.advance(41_000);
  assert.match(await ask(), /answers/);
  await clock.advance(3_600_000);
  assert.equal(await status(), '429');
  await clock.advance(24 * 3_600_000);
  live.decisions.quotas = { ...FREE_DECISIONS, tokensPerMinute: 5 };
  assert.equal(await status(), '429');
});

test('an answer takes as long as it’s told to, by the clock', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock });
  const asking = create(live);
  await live.decisions.call(0);
  const began = clock.now();
  await clock.until(asking, 10);
  assert.ok(clock.now() - began >= 190 && clock.now() - began <= 260, `${clock.now() - began}`);
});

test('a sentence that was taught is recognized: louder, after another sound, and in the order of words', async () => {
  await using live = await open();
  const { sounds } = live.decisions;
  sounds.teach('Parley, what time is it?', makeSpeech(1));
  sounds.teach('Ben, come here.', makeSpeech(4));
  const louder = makeSpeech(1).map((_, at, all) => all[at] ?? 0);
  const quiet = Buffer.alloc(16_000);
  assert.equal(sounds.recognize(Buffer.concat([quiet, Buffer.from(louder), quiet])), 'Parley, what time is it?');
  assert.equal(
    sounds.recognize(Buffer.concat([makeSpeech(4), quiet, makeSpeech(1)])),
    'Ben, come here. Parley, what time is it?',
  );
  assert.equal(sounds.recognize(makeSpeech(2)), undefined);
  const probability = async (pcm: Buffer) =>
    ((await create(live, { input: [wav(pcm)] })) as { answers: { meant: { noul: number } } }).answers.meant.noul;
  assert.deepEqual(
    [await probability(makeSpeech(1)), await probability(makeSpeech(4)), await probability(makeSpeech(2))],
    [0.96, 0.04, 0.5],
  );
});

test('a share of the answers is wrong, always the same ones', async () => {
  const wrong = async () => {
    await using live = await open();
    live.decisions.script = () => ({ meant: 0.9 });
    live.decisions.wrongShare = 0.3;
    const all: number[] = [];
    for (let count = 0; count < 40; count++)
      all.push(((await create(live)) as { answers: { meant: { noul: number } } }).answers.meant.noul < 0.5 ? 1 : 0);
    return all.join('');
  };
  const first = await wrong();
  const count = [...first].filter((each) => each === '1').length;
  assert.ok(count >= 5 && count <= 20, first);
  assert.equal(await wrong(), first);
});
