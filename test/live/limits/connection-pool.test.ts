import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConnectionPool } from '../../../src/live/limits/connection-pool.ts';

const never = new AbortController().signal;
const guest = (pool: ConnectionPool, log: string[], name: string) => ({
  rest() {
    log.push(name);
    pool.leave(this);
  },
});

test('the one that has been idle longest gives way', async () => {
  const pool = new ConnectionPool(2);
  const log: string[] = [];
  const [a, b, c] = ['a', 'b', 'c'].map((name) => guest(pool, log, name));
  assert.ok(a && b && c);
  await pool.take(a, never);
  await pool.take(b, never);
  pool.idle(b);
  pool.idle(a);
  await pool.take(c, never);
  assert.deepEqual(log, ['b']);
  assert.equal(pool.taken, 2);
});

test('while all are busy a guest waits, until one falls idle', async () => {
  const pool = new ConnectionPool(1);
  const log: string[] = [];
  const [a, b] = ['a', 'b'].map((name) => guest(pool, log, name));
  assert.ok(a && b);
  await pool.take(a, never);
  const second = pool.take(b, never).then(() => log.push('b sits'));
  log.push('a is done');
  pool.idle(a);
  await second;
  assert.deepEqual(log, ['a is done', 'a', 'b sits']);
});

test('a guest that has a seat takes it again without waiting', async () => {
  const pool = new ConnectionPool(1);
  const a = guest(pool, [], 'a');
  await pool.take(a, never);
  pool.idle(a);
  await pool.take(a, never);
  await pool.take(a, never);
  assert.equal(pool.taken, 1);
});

test('waiting ends with the signal', async () => {
  const pool = new ConnectionPool(1);
  await pool.take(guest(pool, [], 'a'), never);
  const stop = new AbortController();
  const waiting = pool.take(guest(pool, [], 'b'), stop.signal);
  stop.abort(new Error('enough'));
  await assert.rejects(waiting, /enough/);
  assert.equal(pool.taken, 1);
});

test('never more than the pool are taken, however many want one', async () => {
  const pool = new ConnectionPool(3);
  let most = 0;
  const guests = Array.from({ length: 40 }, () => guest(pool, [], 'x'));
  await Promise.all(
    guests.map(async (each) => {
      await pool.take(each, never);
      most = Math.max(most, pool.taken);
      await Promise.resolve();
      pool.idle(each);
    }),
  );
  assert.equal(most, 3);
});

test('a spare seat is only one that nobody has, and goes to whoever wants to speak', async () => {
  const pool = new ConnectionPool(2);
  const log: string[] = [];
  const [a, b, c] = ['a', 'b', 'c'].map((name) => guest(pool, log, name));
  assert.ok(a && b && c);
  await pool.take(a, never);
  assert.equal(pool.tryTake(b), true);
  assert.equal(pool.tryTake(c), false);
  await pool.take(c, never);
  assert.deepEqual(log, ['b']);
  pool.idle(a);
  assert.equal(pool.tryTake(b), false);
});
