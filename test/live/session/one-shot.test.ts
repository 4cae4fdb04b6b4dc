import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import type { Expense, Hold, OpenHold } from '../../../src/base/expense.ts';
import { DialError } from '../../../src/live/connection/dial.ts';
import { ConnectionPool } from '../../../src/live/limits/connection-pool.ts';
import { ONE_SHOT_DEADLINE, OneShots } from '../../../src/live/session/one-shot.ts';
import { close, hold, say, stall, turnComplete } from '../../../world/live/steps.ts';
import { at } from '../../place.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { makeDesk, makePace } from '../defaults.ts';
import { never, notes, stage as sessionStage, turn } from '../stage.ts';

type Given = Parameters<typeof sessionStage>[1] & { hold?: OpenHold };

const stage = async (
  t: TestContext,
  { pool = new ConnectionPool(2), model = 'gemini-3.8-live', ...given }: Given = {},
) => {
  const session = await sessionStage(t, { pool, model, ...given });
  const clock = given.clock ?? new VirtualClock();
  const pace = makePace(clock);
  const spent: Expense[] = [];
  const closed: boolean[] = [];
  const hold: Hold = { grow: async () => undefined, close: async (asked) => void closed.push(asked) };
  const asides = new OneShots({
    purse: { hold: given.hold ?? (async () => hold), spend: (expense) => void spent.push(expense) },
    google: session.google,
    setup: session.setup,
    pool,
    pace,
    tolerance: session.tolerance,
    desk: makeDesk(clock),
    clock,
  });
  return { ...session, pool, asides, pace, spent, closed };
};

const QUESTION = { instruction: 'You sum up.', text: 'one and one', place: at('c', 'server') };

test('a question is asked on a fresh connection that nothing is kept of, and its seat is free again', async (t) => {
  const { asides, live, pool, spent, closed } = await stage(t, { live: { model: ({ text }) => `${text} is two` } });
  const reply = await asides.ask(QUESTION, never);
  assert.equal(reply.is === 'said' && reply.text, 'one and one is two');
  assert.ok(reply.is === 'said' && reply.usage.total > 0);
  const [bill] = spent;
  assert.deepEqual([bill?.place, bill?.spender, bill?.kinds], [at('c', 'server'), { is: 'parley' }, reply.usage.kinds]);
  assert.deepEqual([spent.length, closed], [1, [true]]);
  assert.equal(reply.is === 'said' && reply.model, 'gemini-3.8-live');
  const { setup, ended } = await live.connection(0);
  assert.equal(setup.sessionResumption, undefined);
  assert.match(JSON.stringify(setup.systemInstruction), /You sum up/);
  assert.equal((await ended).code, 1000);
  assert.equal(pool.taken, 0);
  assert.deepEqual(live.unexpected, []);
});

test('the model 3.1 is asked in its own way', async (t) => {
  const { asides, live } = await stage(t, {
    model: 'gemini-3.1-flash-live-preview',
    live: { model: ({ text }) => text },
  });
  const reply = await asides.ask(QUESTION, never);
  assert.equal(reply.is === 'said' && reply.text, 'one and one');
  assert.deepEqual(live.unexpected, []);
});

test('a question is asked of the model that conversations are opened with at the moment', async (t) => {
  const { asides, live, change } = await stage(t, { live: { model: ({ text }) => text } });
  await asides.ask(QUESTION, never);
  change({ model: 'gemini-3.8-live-extended-thinking' });
  const reply = await asides.ask(QUESTION, never);
  assert.equal(reply.is === 'said' && reply.model, 'gemini-3.8-live-extended-thinking');
  assert.equal((await live.connection(1)).setup.model, 'models/gemini-3.8-live-extended-thinking');
  assert.match(JSON.stringify((await live.connection(1)).setup.systemInstruction), /You sum up/);
});

test('where no seat is free nothing is dialled', async (t) => {
  const { asides, live, session } = await stage(t, { pool: new ConnectionPool(1) });
  await session.ask('hello', 1, turn(), never);
  assert.deepEqual(await asides.ask(QUESTION, never), { is: 'putOff' });
  assert.equal(session.connected, true);
  assert.equal(live.dials, 1);
});

test('a conversation that wants to speak gets the seat at once', async (t) => {
  const { asides, live, open } = await stage(t, {
    pool: new ConnectionPool(1),
    live: { model: ({ text }) => (text === QUESTION.text ? [say('well'), stall] : 'here') },
  });
  const asked = asides.ask(QUESTION, never);
  const first = await live.connection(0);
  await first.frameAt(1);
  const answer = turn();
  await open(notes()).ask('hello', 1, answer, never);
  assert.equal(answer.text, 'here');
  assert.deepEqual(await asked, { is: 'putOff' });
  assert.equal(first.open, false);
});

test('a seat is given back also while it is still being dialled', async (t) => {
  const { asides, live, open } = await stage(t, { pool: new ConnectionPool(1) });
  live.next({ setup: 'silent' });
  const asked = asides.ask(QUESTION, never);
  await live.connection(0);
  await open(notes()).ask('hello', 1, turn(), never);
  assert.deepEqual(await asked, { is: 'putOff' });
});

test('an answer that does not come in time is given up, and so is one that nobody wants any more', async (t) => {
  const clock = new VirtualClock();
  const { asides, live, pool } = await stage(t, { clock, live: { model: () => [say('well'), stall] } });
  const late = asides.ask(QUESTION, never);
  await (await live.connection(0)).frameAt(1);
  const refused = assert.rejects(late, /no answer within/);
  await clock.advance(ONE_SHOT_DEADLINE);
  await refused;
  const stop = new AbortController();
  const stopped = asides.ask(QUESTION, stop.signal);
  const second = await live.connection(1);
  await second.frameAt(1);
  stop.abort(new Error('the bot stops'));
  await assert.rejects(stopped, /the bot stops/);
  await second.ended;
  assert.equal(pool.taken, 0);
});

test('an answer that breaks off, is refused or says nothing is an error, never half an answer', async (t) => {
  const { asides, live, pool } = await stage(t);
  live.script = () => [say('half'), close(1011, 'Internal error encountered.')];
  await assert.rejects(asides.ask(QUESTION, never), DialError);
  live.script = () => [say('half'), turnComplete({ turnCompleteReason: 'GENERATED_CONTENT_SAFETY' })];
  await assert.rejects(asides.ask(QUESTION, never), { message: 'gemini.answer-blocked' });
  live.script = () => [hold(Promise.resolve()), turnComplete()];
  await assert.rejects(asides.ask(QUESTION, never), /said nothing/);
  live.next({ setup: { close: [1011, 'You exceeded your current quota, please check your plan'] } });
  await assert.rejects(asides.ask(QUESTION, never), DialError);
  assert.equal(pool.taken, 0);
});

test('a question that Gemini takes shows that nothing is left to be mended', async (t) => {
  const clock = new VirtualClock();
  const { asides, pace } = await stage(t, { clock, live: { model: () => 'two' } });
  pace.noteEnding({ is: 'stop', why: 'key' });
  await clock.advance(5 * 60_000);
  assert.equal((await asides.ask(QUESTION, never)).is, 'said');
  assert.equal(pace.refusal, undefined);
});

const SAMPLE = { ...QUESTION, voice: 'Kore' };

test('an answer can be heard in a voice of one’s choice, and nothing is kept of it', async (t) => {
  const { asides, live, pool, spent, closed } = await stage(t, { live: { model: ({ text }) => `${text} is two` } });
  const reply = await asides.askAloud(SAMPLE, never);
  assert.ok(reply.is === 'said');
  assert.ok(reply.pcm.length > 0 && reply.pcm.length % 2 === 0);
  assert.equal(reply.text, 'one and one is two');
  const { generationConfig } = (await live.connection(0)).setup;
  assert.equal(generationConfig?.speechConfig?.voiceConfig?.prebuiltVoiceConfig?.voiceName, 'Kore');
  assert.deepEqual([pool.taken, live.unexpected], [0, []]);
  assert.deepEqual([spent.map(({ kinds }) => kinds), closed], [[reply.usage.kinds], [true]]);
});

for (const how of ['named', 'invalid', 'silence'] as const)
  test(`a voice that is refused (${how}) is told to whoever wants to hear it, and stops nobody`, async (t) => {
    const clock = new VirtualClock();
    const { asides, live, pace, pool } = await stage(t, { clock });
    live.rules.refusesSetup = { 'gemini-3.8-live': { voice: how } };
    for (let times = 0; times < 3; times += 1)
      await assert.rejects(clock.until(asides.askAloud(SAMPLE, never)), { message: 'gemini.no-voice' });
    assert.deepEqual([pace.refusal, pace.doubted, pool.taken], [undefined, false, 0]);
  });

test('a sample is put off while conversations need every connection', async (t) => {
  const { asides, live } = await stage(t, { pool: new ConnectionPool(0) });
  assert.deepEqual(await asides.askAloud(SAMPLE, never), { is: 'putOff' });
  assert.equal(live.dials, 0);
});

test('what there is no room for in a cap is not asked', async (t) => {
  const full = new UserError({ code: 'limits.full', scope: 'server', period: 'day', at: 0 });
  const { asides, live, pool } = await stage(t, { hold: async () => Promise.reject(full) });
  await assert.rejects(asides.ask(QUESTION, never), full);
  await assert.rejects(asides.askAloud(SAMPLE, never), full);
  assert.deepEqual([live.connections.length, pool.taken], [0, 0]);
});
