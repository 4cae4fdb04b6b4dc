import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConnectionPool } from '../../../src/live/limits/connection-pool.ts';

const never = new AbortController().signal;
const guest = (seats: ConnectionPool, log: string[], name: string) => ({
  rest() {
    log.push(name);
    seats.leave(this);
  },
});

test('the one that has been idle longest gives way', async () => {
  const seats = new ConnectionPool(2);
  const log: string[] = [];
  const [a, b, c] = ['a', 'b', 'c'].map((name) => guest(seats, log, name));
  assert.ok(a && b && c);
  await seats.take(a, never);
  await seats.take(b, never);
  seats.idle(b);
  seats.idle(a);
  await seats.take(c, never);
  assert.deepEqual(log, ['b']);
  assert.equal(seats.taken, 2);
});

test('while all are busy a guest waits, until one falls idle', async () => {
  const seats = new ConnectionPool(1);
  const log: string[] = [];
  const [a, b] = ['a', 'b'].map((name) => guest(seats, log, name));
  assert.ok(a && b);
  await seats.take(a, never);
  const second = seats.take(b, never).then(() => log.push('b sits'));
  log.push('a is done');
  seats.idle(a);
  await second;
  assert.deepEqual(log, ['a is done', 'a', 'b sits']);
});

test('a guest that has a seat takes it again without waiting', async () => {
  const seats = new ConnectionPool(1);
  const a = guest(seats, [], 'a');
  await seats.take(a, never);
  seats.idle(a);
  await seats.take(a, never);
  await seats.take(a, never);
  assert.equal(seats.taken, 1);
});

test('waiting ends with the signal', async () => {
  const seats = new ConnectionPool(1);
  await seats.take(guest(seats, [], 'a'), never);
  const stop = new AbortController();
  const waiting = seats.take(guest(seats, [], 'b'), stop.signal);
  stop.abort(new Error('enough'));
  await assert.rejects(waiting, /enough/);
  assert.equal(seats.taken, 1);
});

test('never more than the seats are taken, however many want one', async () => {
  const seats = new ConnectionPool(3);
  let most = 0;
  const guests = Array.from({ length: 40 }, () => guest(seats, [], 'x'));
  await Promise.all(
    guests.map(async (each) => {
      await seats.take(each, never);
      most = Math.max(most, seats.taken);
      await Promise.resolve();
      seats.idle(each);
    }),
  );
  assert.equal(most, 3);
});

test('a spare seat is only one that nobody has, and goes to whoever wants to speak', async () => {
  const seats = new ConnectionPool(2);
  const log: string[] = [];
  const [a, b, c] = ['a', 'b', 'c'].map((name) => guest(seats, log, name));
  assert.ok(a && b && c);
  await seats.take(a, never);
  assert.equal(seats.spare(b), true);
  assert.equal(seats.spare(c), false);
  await seats.take(c, never);
  assert.deepEqual(log, ['b']);
  seats.idle(a);
  assert.equal(seats.spare(b), false);
});
