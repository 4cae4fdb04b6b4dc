import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import { NO_HOLD } from '../../../src/base/expense.ts';
import { ConnectionPool } from '../../../src/live/limits/connection-pool.ts';
import { OneShots } from '../../../src/live/session/one-shot.ts';
import { makeLoudPcm } from '../../../world/live/caller.ts';
import type { ConnectionFault } from '../../../world/live/fault.ts';
import { close, say, think } from '../../../world/live/steps.ts';
import { at } from '../../place.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { makeDesk, makePace, makeSpeech } from '../defaults.ts';
import { never, notes, stage, turn } from '../stage.ts';

const REGION = 'User location is not supported for the API use.';
const refused: ConnectionFault = { setup: { close: [1007, REGION] } };

test('a refusal after which an answer came is forgotten: a later one is the first again', async (t) => {
  const clock = new VirtualClock();
  const pace = makePace(clock, () => 1);
  const { live, open } = await stage(t, { clock, pace });
  for (let times = 0; times < 4; times += 1) {
    live.next(refused);
    await clock.until(open(notes()).ask('hello', 1, turn(), never));
    assert.equal(pace.refusal, undefined);
    await clock.advance(60_000);
  }
  assert.equal(live.dials, 8);
});

test('a connection that is refused in mid question costs no other channel its connection, and nobody an answer', async (t) => {
  const clock = new VirtualClock();
  const pace = makePace(clock, () => 1);
  const { live, session, open } = await stage(t, { clock, pace });
  const other = open(notes());
  await clock.until(other.ask('hello', 1, turn(), never));
  const answers = [[close(1007, REGION)]];
  live.script = () => answers.shift() ?? 'fine';
  await clock.until(session.ask('hello', 1, turn(), never));
  assert.equal(pace.refusal, undefined);
  assert.equal(other.connected, true);
  await clock.until(other.ask('again', 2, turn(), never));
  assert.equal(live.dials, 3);
});

test('connections that are opened and refused in mid question, one after another, stop all', async (t) => {
  const clock = new VirtualClock();
  const pace = makePace(clock, () => 1);
  const { live, session, open } = await stage(t, { clock, pace });
  live.script = () => [close(1008, 'Your API key was reported as leaked. Please use another API key.')];
  await assert.rejects(clock.until(session.ask('hello', 1, turn(), never)), { message: 'owner.leaked' });
  assert.equal(pace.refusal?.why, 'leaked');
  await assert.rejects(clock.until(open(notes()).ask('hello', 1, turn(), never)), { message: 'owner.leaked' });
  assert.equal(live.dials, 2);
});

test('a try that opens a connection and is refused on it stops all again at once', async (t) => {
  const clock = new VirtualClock();
  const pace = makePace(clock, () => 1);
  const { live, session } = await stage(t, { clock, pace });
  live.next(refused, refused);
  await assert.rejects(clock.until(session.ask('hello', 1, turn(), never)), UserError);
  await clock.advance(5 * 60_000);
  live.script = () => [close(1007, REGION)];
  await assert.rejects(clock.until(session.ask('hello', 1, turn(), never)), { message: 'owner.region' });
  assert.equal(live.dials, 3);
  assert.equal(pace.refusal?.why, 'region');
});

test('what a question outside of every conversation is refused for stops no conversation', async (t) => {
  const clock = new VirtualClock();
  const pace = makePace(clock, () => 1);
  const { live, google, setup, session, tolerance } = await stage(t, { clock, pace });
  const pool = new ConnectionPool(2);
  const asides = new OneShots({
    purse: { hold: async () => NO_HOLD, spend: () => {} },
    google,
    setup,
    pool,
    pace,
    tolerance,
    desk: makeDesk(clock),
    clock,
  });
  live.script = () => [close(1007, 'Request contains an invalid argument.')];
  for (let times = 0; times < 3; times += 1)
    await assert.rejects(
      asides.ask({ instruction: 'You sum up.', text: 'too much', place: at('c') }, never),
      /invalid argument/,
    );
  assert.equal(pace.refusal, undefined);
  live.script = () => 'fine';
  await clock.until(session.ask('hello', 1, turn(), never));
});

test('a setup that is refused with the name of a speaker in it is tried without, and stops nobody', async (t) => {
  const { live, session } = await stage(t, { live: { model: () => [think(60), say('fine')] } });
  // After two connections that die of a marker, names go into the instruction.
  live.rules.markerKillsAfterMs = { 'gemini-3.8-live': 1 };
  const hear = async (number: number) => {
    const speech = makeSpeech();
    speech.write(makeLoudPcm(200));
    speech.end();
    return session.hear(speech, '[Ada] says aloud:', number, turn(), never);
  };
  await hear(1);
  await session.close();
  const before = live.connections.length;
  live.next({ setup: { close: [1007, 'Invalid JSON payload received. Unknown name "x": Cannot find field.'] } });
  assert.deepEqual(await hear(2), { is: 'complete' });
  const told = live.connections.slice(before).map(({ setup }) => JSON.stringify(setup.systemInstruction));
  assert.equal(told.length, 2);
  assert.match(told[0] ?? '', /Ada/);
  assert.doesNotMatch(told[1] ?? '', /Ada/);
});

for (const reason of [
  'Your prepayment credits are depleted.',
  'You exceeded your current quota, please check your plan',
  REGION,
])
  test(`a handle outlives resumed connections that end soon of "${reason}"`, async (t) => {
    const clock = new VirtualClock();
    const memory = notes();
    const { live, session } = await stage(t, { clock, memory, pace: makePace(clock, () => 1) });
    const saved = memory.saved;
    await clock.until(session.ask('hello', 1, turn(), never));
    const { handle } = await saved;
    memory.said = [{ asked: 'hello', answered: 'All right.' }];
    live.handleDelay = Number.POSITIVE_INFINITY;
    for (let times = 0; times < 3; times += 1) {
      await session.close();
      const answers = [[close(1011, reason)], [close(1011, reason)]];
      live.script = () => answers.shift() ?? 'fine';
      await clock.until(session.ask('again', 2, turn(), never)).catch((error) => assert.ok(error instanceof UserError));
      await clock.advance(15 * 60_000);
    }
    live.script = () => 'fine';
    await clock.until(session.ask('again', 2, turn(), never));
    assert.equal(live.connections.at(-1)?.setup.sessionResumption?.handle, handle);
  });
