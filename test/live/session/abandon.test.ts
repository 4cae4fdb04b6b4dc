import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import { ConnectionPool } from '../../../src/live/limits/connection-pool.ts';
import { close, say, stall } from '../../../world/live/steps.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { never, notes, stage, turn } from '../stage.ts';

const TAKEN = new UserError({ code: 'asking.moved' });

/** A session whose memory counts what is written to it. Time stands still. */
const theatre = async (t: TestContext) => {
  const told: string[] = [];
  const pool = new ConnectionPool(1);
  const written: string[] = [];
  const memory = {
    ...notes(),
    save: async () => void written.push('save'),
    drop: async () => void written.push('drop'),
  };
  const clock = new VirtualClock();
  const all = await stage(t, { clock, memory, pool, rested: () => told.push('rested') });
  const stop = new AbortController();
  /** Abandons the session as its user must: first what runs is aborted. */
  const abandon = (): void => {
    told.length = 0;
    written.length = 0;
    stop.abort(TAKEN);
    all.session.abandon();
    assert.equal(all.session.connected, false);
    assert.equal(all.session.needed, false);
    assert.equal(pool.taken, 0);
    assert.deepEqual(told, ['rested']);
  };
  return { ...all, clock, pool, memory, written, signal: stop.signal, abandon };
};

/** Lets sockets and promises finish what they have begun. */
const settled = async (clock: VirtualClock): Promise<void> => clock.advance(10 * 60_000);

test('a session that is let go of loses its connection at once, and stores no handle that still comes', async (t) => {
  const { live, session, clock, written, abandon } = await theatre(t);
  live.handleDelay = 1_000;
  await session.ask('hello', 1, turn(), never);
  const [connection] = live.connections;
  assert.equal(connection?.open, true);
  abandon();
  assert.equal((await connection?.ended)?.code, 1006);
  await settled(clock);
  assert.deepEqual(written, []);
  assert.equal(live.connections.length, 1);
});

test('a handle that waits for the record of its turn is not stored any more', async (t) => {
  const { session, memory, clock, written, abandon } = await theatre(t);
  const recorded = Promise.withResolvers<number>();
  const waits = Promise.withResolvers<void>();
  memory.countRecorded = () => {
    waits.resolve();
    return recorded.promise;
  };
  await session.ask('hello', 1, turn(), never);
  await waits.promise;
  abandon();
  recorded.resolve(1);
  await settled(clock);
  assert.deepEqual(written, []);
});

test('a question that was aborted is not asked again', async (t) => {
  const { live, session, clock, written, signal, abandon } = await theatre(t);
  live.script = () => [stall];
  const asked = session.ask('hello', 1, turn(), signal);
  const connection = await live.connection(0);
  await connection.frame(({ clientContent }) => clientContent !== undefined);
  abandon();
  await assert.rejects(asked, TAKEN);
  await connection.ended;
  await settled(clock);
  assert.deepEqual([written, live.dials], [[], 1]);
});

test('an answer that was aborted in the middle stays as it is', async (t) => {
  const { live, session, clock, written, signal, abandon } = await theatre(t);
  live.script = () => [say('half an'), stall];
  const answer = turn();
  const asked = session.ask('hello', 1, answer, signal);
  await answer.follow().next();
  abandon();
  await assert.rejects(asked, TAKEN);
  await live.connections[0]?.ended;
  await settled(clock);
  assert.deepEqual([answer.text, written, live.dials], ['half an', [], 1]);
});

test('a dial under way is given up, and its seat is free', async (t) => {
  const { live, session, clock, pool, written, signal, abandon } = await theatre(t);
  live.setupDelay = 1_000;
  const asked = session.ask('hello', 1, turn(), signal);
  const connection = await live.connection(0);
  abandon();
  await assert.rejects(asked, TAKEN);
  await connection.ended;
  await settled(clock);
  assert.deepEqual([pool.taken, written, live.dials], [0, [], 1]);
});

test('a connection that waits for its last handle is cut without it', async (t) => {
  const { live, session, written, abandon } = await theatre(t);
  live.handleDelay = 1_000;
  await session.ask('hello', 1, turn(), never);
  const closed = session.close();
  abandon();
  // Time stands still, so this shows that nobody waits for the handle.
  await closed;
  assert.deepEqual(written, []);
});

test('failures are forgotten, for nobody connects again', async (t) => {
  const { live, session, clock, written, abandon } = await theatre(t);
  live.script = () => [close(1011, 'You exceeded your current quota, please check')];
  await assert.rejects(session.ask('hello', 1, turn(), never), { message: 'gemini.quota' });
  assert.equal(session.needed, true);
  abandon();
  await settled(clock);
  assert.equal(session.needed, false);
  assert.deepEqual(written, []);
});
