import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { within } from '../../../src/base/clock.ts';
import { McpHost } from '../../../world/mcp/mcp-host.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { callOf, DeskStage, hostWay, toolOf } from './mcp-stage.ts';

/** How long a call may take, in milliseconds. */
const CALL = 120_000;

const GONE = { is: 'fault', why: 'gone' };
const ANSWER = { is: 'answer', text: '{}', isCut: false, isError: false };

/** A server that is connected and answers calls on streams of events, and whose time stands still unless a test says otherwise. */
const open = async (t: TestContext, holds: McpHost['holds']) => {
  const host = await new McpHost({ tools: [toolOf('a')] }).start();
  t.after(() => host.stop());
  host.holds = holds;
  const clock = new VirtualClock();
  const stage = new DeskStage(clock).open(hostWay(host.url), { callMs: CALL });
  t.after(() => stage.close());
  await stage.next('up');
  const countListens = () => host.arrivals.filter(({ verb }) => verb === 'GET').length;
  while (countListens() === 0) await setImmediate();
  await host.reach();
  return { host, clock, stage, countListens };
};

test('a server that dies in the middle of a call that can’t be resumed costs no time', {
  timeout: 60_000,
}, async (t) => {
  const { host, clock, stage } = await open(t, 'once');
  const began = clock.now();
  const asked = stage.ask(callOf('a'));
  await host.held;
  const down = stage.next('down');
  await host.stop();
  assert.deepEqual(await asked, GONE);
  assert.equal((await down).why, 'gone');
  assert.equal(clock.now(), began);
  // It's looked for again, in vain.
  assert.equal((await clock.until(stage.next('down'))).why, 'gone');
});

test('one that dies in the middle of a call that could be resumed costs two tries', { timeout: 60_000 }, async (t) => {
  const { host, clock, stage } = await open(t, 'resumable');
  const asked = stage.ask(callOf('a'));
  await host.held;
  const down = stage.next('down');
  await host.stop();
  // It would be silent if it had cost the whole time that a call may take.
  assert.deepEqual(await clock.until(asked), GONE);
  assert.equal((await down).why, 'gone');
});

test('a stream that is cut is resumed if its server lives', { timeout: 60_000 }, async (t) => {
  const { host, clock, stage } = await open(t, 'resumable');
  const asked = stage.ask(callOf('a'));
  await host.held;
  host.cut();
  assert.deepEqual(await clock.until(asked), ANSWER);
  const [{ id } = {}] = host.find('tools/call');
  assert.ok(host.arrivals.some(({ headers }) => headers['last-event-id'] === String(id)));
  assert.ok(stage.told.every(({ is }) => is !== 'down'));
});

test('a stream that is cut and can’t be resumed costs its call, and the server is connected anew', {
  timeout: 60_000,
}, async (t) => {
  const { host, clock, stage } = await open(t, 'once');
  const asked = stage.ask(callOf('a'));
  await host.held;
  host.cut();
  assert.deepEqual(await asked, GONE);
  host.holds = undefined;
  await clock.until(stage.next('up'));
  assert.deepEqual(await stage.ask(callOf('a')), ANSWER);
});

test('a server that is only slow has its whole time', { timeout: 60_000 }, async (t) => {
  const { host, clock, stage } = await open(t, 'resumable');
  const asked = stage.ask(callOf('a'));
  await host.held;
  await clock.advance(CALL - 1);
  host.finish();
  assert.deepEqual(await asked, ANSWER);
});

test('a slow server that won’t be listened to any more has its whole time, too', { timeout: 60_000 }, async (t) => {
  const { host, clock, stage, countListens } = await open(t, 'once');
  const asked = stage.ask(callOf('a'));
  await host.held;
  host.key = 'Bearer other';
  host.cutNews();
  while (countListens() < 4) {
    await clock.advance(50);
    await setImmediate();
  }
  host.finish();
  assert.deepEqual(await asked, ANSWER);
  assert.ok(stage.told.every(({ is }) => is !== 'down'));
});

test('the death of a server of which nobody asks anything is noticed', { timeout: 60_000 }, async (t) => {
  const { host, clock, stage } = await open(t, undefined);
  const down = stage.next('down');
  await host.stop();
  const told = await clock.until(within(clock, CALL, down));
  assert.ok(told !== 'late' && told.why === 'gone');
});
