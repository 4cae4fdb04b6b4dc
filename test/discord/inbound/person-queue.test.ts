import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PersonQueues } from '../../../src/discord/inbound/person-queue.ts';
import { VirtualClock } from '../../virtual-clock.ts';

test('what one person does is done in order, and nobody waits for somebody else', async () => {
  const lanes = new PersonQueues(new VirtualClock());
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = lanes.run('ada', async () => {
    await gate.promise;
    order.push('ada 1');
  });
  const second = lanes.run('ada', async () => void order.push('ada 2'));
  await lanes.run('bob', async () => void order.push('bob'));
  gate.resolve();
  assert.deepEqual(await Promise.all([first, second]), [true, true]);
  assert.deepEqual(order, ['bob', 'ada 1', 'ada 2']);
});

test('what fails is told to who asked for it, and what comes next is done', async () => {
  const lanes = new PersonQueues(new VirtualClock());
  const failed = lanes.run('ada', () => Promise.reject(new Error('no')));
  const next = lanes.run('ada', async () => {});
  await assert.rejects(failed, /no/);
  assert.equal(await next, true);
});

test('at most five wait for one person, and nothing is kept of who waits for nothing', async () => {
  const lanes = new PersonQueues(new VirtualClock());
  const gate = Promise.withResolvers<void>();
  const all = Array.from({ length: 8 }, () => lanes.run('ada', () => gate.promise));
  gate.resolve();
  assert.deepEqual(await Promise.all(all), [true, true, true, true, true, true, false, false]);
  assert.equal(lanes.size, 0);
  assert.equal(await lanes.run('ada', async () => {}), true);
});

test('what takes long holds up what comes next for a moment only', async () => {
  const clock = new VirtualClock();
  const lanes = new PersonQueues(clock);
  const gate = Promise.withResolvers<void>();
  const hanging = lanes.run('ada', () => gate.promise);
  const done: number[] = [];
  const next = [1, 2].map((number) => lanes.run('ada', async () => void done.push(number)));
  await clock.advance(1_400);
  assert.deepEqual(done, []);
  await clock.advance(200);
  assert.deepEqual(done, [1, 2]);
  gate.resolve();
  assert.deepEqual(await Promise.all([hanging, ...next]), [true, true, true]);
  assert.equal(lanes.size, 0);
});
