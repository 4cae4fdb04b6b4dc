import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import type { GoogleGenAI } from '@google/genai/web';
import { makeOggOpus } from '../../../src/audio/ogg-opus.ts';
import { loadOpus } from '../../../src/audio/opus.ts';
import { FRAME_SAMPLES, MODEL_FRAME } from '../../../src/audio/pcm.ts';
import type { Event } from '../../../src/base/events.ts';
import type { Expense } from '../../../src/base/expense.ts';
import { sumTokens } from '../../../src/base/expense.ts';
import { makeGoogleClient } from '../../../src/live/connection/dial.ts';
import { DecisionModel } from '../../../src/live/decisions/decision-model.ts';
import type { DecisionPart } from '../../../src/live/decisions/decision-request.ts';
import type { DecisionFault } from '../../../world/live/decision-script.ts';
import { at } from '../../place.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { stage } from '../stage.ts';

const PLACE = at('1', '2');
const spender = { is: 'person', id: '7' } as const;
const QUESTIONS = { meant: { is: 'noul', ask: 'Is this said to Parley?', yes: 'It is.', no: 'It isn’t.' } } as const;

/** Lets the local server do what it still has to do. */
const settle = () => new Promise(setImmediate);

/** A second of sound that isn't silent. */
const PCM = Buffer.alloc(32_000, 7);

const open = async (t: TestContext, given?: GoogleGenAI) => {
  const clock = new VirtualClock();
  const { live, google } = await stage(t, { clock });
  const events: Event[] = [];
  const spent: Expense[] = [];
  const lines: Record<string, unknown>[] = [];
  let full: Promise<boolean> = Promise.resolve(false);
  const note = (line: Record<string, unknown>) => void lines.push(line);
  const model = new DecisionModel({
    google: given ?? google,
    model: 'gemini-decision-1',
    purse: { isFull: () => full, spend: (expense) => spent.push(expense) / 1_000 },
    clock,
    log: { info: note, warn: note } as never,
    observe: (event) => events.push(event),
  });
  const parts: DecisionPart[] = [{ text: 'In the call: Ada, Ben.' }, { pcm: PCM }];
  const decide = (signal = new AbortController().signal) =>
    clock.until(model.decide({ place: PLACE, spender, parts, questions: QUESTIONS }, signal), 10);
  const fail = (...faults: (DecisionFault | 'normal')[]) => void live.decisions.faults.push(...faults);
  const fill = (next: Promise<boolean>) => {
    full = next;
  };
  return { live, clock, model, decide, fail, fill, events, spent, lines };
};

test('words and sound reach Google, and the answers come back with what they cost', async (t) => {
  const { live, clock, model, spent, events } = await open(t);
  live.decisions.script = ({ text, sounds }) => ({
    meant: text === 'Who is there?\nAda' && sounds[0]?.ms === 1_000 ? 0.83 : 0.1,
    tone: { calm: 3, loud: 1 },
  });
  const questions = {
    ...QUESTIONS,
    tone: { is: 'choice', ask: 'How?', options: { calm: 'softly', loud: 'loudly' } },
  } as const;
  const parts = [{ text: 'Who is there?' }, { text: 'Ada' }, { pcm: PCM }];
  const outcome = await clock.until(
    model.decide({ place: PLACE, spender, parts, questions }, new AbortController().signal),
    10,
  );
  assert.ok(outcome.is === 'decided');
  assert.equal(outcome.answers.meant, 0.83);
  assert.deepEqual(outcome.answers.tone, { choice: 'calm', probabilities: { calm: 0.75, loud: 0.25 } });
  assert.ok(outcome.took >= 190 && outcome.took <= 300, `${outcome.took}`);
  const [expense] = spent;
  assert.equal(expense?.by, 'decision');
  assert.equal(expense?.estimated, false);
  assert.deepEqual(expense?.kinds, live.bill.of('gemini-decision-1'));
  assert.equal(outcome.cost.dollars, 0.001);
  assert.deepEqual(events, [{ is: 'decision', outcome: 'decided', took: outcome.took }]);
  assert.equal(live.decisions.asked[0]?.sounds[0]?.mimeType, 'audio/wav');
  assert.deepEqual(live.decisions.asked[0]?.sounds[0]?.pcm, PCM);
  assert.deepEqual(live.unexpected, []);
});

test('Ogg Opus is sent as it is', async (t) => {
  const { live, clock, model } = await open(t);
  const encoder = (await loadOpus()).encoder();
  const packets = Array.from({ length: 26 }, () => encoder.encode(Buffer.alloc(MODEL_FRAME, 9)));
  const ogg = makeOggOpus(packets, 25 * FRAME_SAMPLES);
  const parts = [{ ogg, ms: 500 }];
  const outcome = await clock.until(
    model.decide({ place: PLACE, spender, parts, questions: QUESTIONS }, new AbortController().signal),
    10,
  );
  assert.equal(outcome.is, 'decided');
  assert.equal(live.decisions.asked[0]?.sounds[0]?.ms, 500);
  assert.deepEqual(live.unexpected, []);
});

const endings: [what: string, fault: DecisionFault, outcome: object, cost: 'counted' | 'estimated' | 'none'][] = [
  ['a filter refuses the input', { block: 'safety' }, { is: 'blocked' }, 'counted'],
  ['there’s an error', { status: 503 }, { is: 'failed', billed: false }, 'none'],
  ['a request is refused', { status: 400, message: 'No.' }, { is: 'failed', why: '400 No.', billed: false }, 'none'],
  [
    'a refusal quotes what was said',
    { status: 400, message: 'Invalid value at "input": "In the call: Ada, Ben.' },
    { is: 'failed', why: '400 Invalid value at "…": "…"', billed: false },
    'none',
  ],
  ['an answer isn’t JSON', 'garbage', { is: 'failed', billed: true }, 'estimated'],
  ['an answer is a page', 'html', { is: 'failed', billed: true }, 'estimated'],
  ['an answer is empty', 'nothing', { is: 'failed', why: 'no answer to meant', billed: true }, 'estimated'],
  ['the connection is cut', 'reset', { is: 'failed', billed: true }, 'estimated'],
  ['there’s no such model', { status: 404 }, { is: 'absent', status: 404 }, 'none'],
  ['the key is refused', { status: 403 }, { is: 'absent', status: 403 }, 'none'],
  [
    'a quota is used up',
    { status: 429, details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '12.5s' }] },
    { is: 'quota', retryIn: 12_500 },
    'none',
  ],
  [
    'a quota is used up, in the newer form',
    { status: 429, plain: true, retryAfter: '7' },
    { is: 'quota', retryIn: 7_000 },
    'none',
  ],
  ['a quota is used up, and nothing else is said', { status: 429 }, { is: 'quota' }, 'none'],
  ['the service is silent', 'silent', { is: 'slow' }, 'estimated'],
];

for (const [what, fault, expected, cost] of endings)
  test(`the outcome says so if ${what}`, async (t) => {
    const { live, decide, fail, spent } = await open(t);
    fail(fault);
    const { took, ...outcome } = (await decide()) as { is: string; took: number; why?: string };
    if (outcome.is === 'failed' && !('why' in expected)) delete outcome.why;
    assert.deepEqual(outcome, expected);
    assert.ok(took <= (outcome.is === 'slow' ? 780 : 300), `${took}`);
    assert.equal(spent.length, cost === 'none' ? 0 : 1);
    if (cost !== 'none') assert.equal(spent[0]?.estimated, cost === 'estimated');
    assert.equal(live.decisions.asked.length, 1, 'it’s never asked twice');
  });

test('an answer that’s late is given up, and its request cancelled; three of them, and nothing is asked for five minutes', async (t) => {
  const { live, clock, decide, lines, model, events } = await open(t);
  live.decisions.latencyMs = 5_000;
  for (let n = 0; n < 3; n++) {
    assert.equal((await decide()).is, 'slow');
    const { signal } = await live.decisions.call(n);
    if (!signal.aborted) await new Promise((left) => signal.addEventListener('abort', left, { once: true }));
  }
  const rest = await decide();
  assert.ok(rest.is === 'resting' && rest.why === 'trouble' && rest.retryIn > 290_000);
  assert.equal(live.decisions.asked.length, 3);
  assert.deepEqual(model.rest?.why, 'trouble');
  assert.deepEqual(lines, [{ event: 'decision.resting', why: 'trouble', seconds: 300 }]);
  live.decisions.latencyMs = 0;
  await clock.advance(300_000);
  assert.equal((await decide()).is, 'decided');
  assert.equal(lines.at(-1)?.event, 'decision.back');
  assert.deepEqual(
    events.map((event) => event.is === 'decision' && event.outcome),
    ['slow', 'slow', 'slow', 'resting', 'decided'],
  );
});

test('whoever asks may give up: the request is cancelled, and counts as asked', async (t) => {
  const { live, model, clock, spent, events } = await open(t);
  const leaving = new AbortController();
  const parts = [{ text: 'Hello' }];
  const asking = model.decide({ place: PLACE, spender, parts, questions: QUESTIONS }, leaving.signal);
  const { signal } = await live.decisions.call(0);
  leaving.abort(new Error('they left'));
  await assert.rejects(clock.until(asking), { message: 'they left' });
  if (!signal.aborted) await new Promise((left) => signal.addEventListener('abort', left, { once: true }));
  await settle();
  const [given] = spent;
  const billed = sumTokens(live.bill.of('gemini-decision-1'));
  assert.equal(given?.estimated, true);
  assert.ok(billed > 0 && sumTokens(given.kinds) >= billed, 'never billed more than counted');
  assert.deepEqual(events, [{ is: 'decision', outcome: 'dropped' }]);
  assert.equal(model.rest, undefined);
  await assert.rejects(model.decide({ place: PLACE, spender, parts, questions: QUESTIONS }, leaving.signal), {
    message: 'they left',
  });
});

test('what never left, because nothing listens there, costs nothing', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  const google = makeGoogleClient({ apiKey: 'k', apiVersion: 'v1beta', baseUrl: `http://127.0.0.1:${port}` });
  const { decide, spent } = await open(t, google);
  const outcome = await decide();
  assert.ok(outcome.is === 'failed' && !outcome.billed, outcome.is);
  assert.match(outcome.why, /ECONNREFUSED/);
  assert.deepEqual(spent, []);
});

test('after a rest one request goes first, and the others are told to wait for it', async (t) => {
  const { live, clock, model, decide } = await open(t);
  live.decisions.latencyMs = 5_000;
  for (let n = 0; n < 3; n++) {
    await decide();
    await live.decisions.call(n);
  }
  live.decisions.latencyMs = 200;
  await clock.advance(300_000);
  const order = { place: PLACE, spender, parts: [{ text: 'Hello' }], questions: QUESTIONS };
  const { signal } = new AbortController();
  const all = Array.from({ length: 3 }, () => model.decide(order, signal));
  const outcomes = await clock.until(Promise.all(all), 10);
  assert.deepEqual(
    outcomes.map(({ is }) => is),
    ['decided', 'resting', 'resting'],
  );
  assert.equal(live.decisions.asked.length, 4);
  assert.equal((await decide()).is, 'decided');
});

test('nothing is asked where a cap is full, or where nobody can say so in time', async (t) => {
  const { live, decide, fill, spent, events } = await open(t);
  fill(Promise.resolve(true));
  assert.deepEqual(await decide(), { is: 'unpaid' });
  fill(new Promise(() => {}));
  assert.equal((await decide()).is, 'slow');
  assert.equal(live.decisions.asked.length + spent.length, 0);
  assert.deepEqual(events[0], { is: 'decision', outcome: 'unpaid' });
});
