import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLoopback, judgeAccess } from '../../src/ops/operator-access.ts';
import { OperatorAttempts } from '../../src/ops/operator-attempts.ts';
import { isSameSecret, OperatorSessions } from '../../src/ops/operator-sessions.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { NO_KEYS, PASSWORD } from './operator-stage.ts';

const MINUTE = 60_000;

test('a host is this machine’s only if it can’t be anything else', () => {
  for (const host of ['127.0.0.1', '127.9.8.7', '::1', '[::1]', '0:0:0:0:0:0:0:1', 'localhost', 'LOCALHOST'])
    assert.equal(isLoopback(host), true, host);
  for (const host of [
    '0.0.0.0',
    '::',
    '10.0.0.1',
    '128.0.0.1',
    'localhost.example',
    '127.0.0.1.example',
    '2130706433',
    '',
  ])
    assert.equal(isLoopback(host), false, host);
});

test('without a password or a token nobody but this machine may see the page', () => {
  assert.equal(judgeAccess('127.0.0.1', NO_KEYS), 'this-machine');
  assert.equal(judgeAccess('0.0.0.0', NO_KEYS), 'nobody');
  for (const host of ['127.0.0.1', '0.0.0.0']) {
    assert.equal(judgeAccess(host, { ...NO_KEYS, password: PASSWORD }), 'keys');
    assert.equal(judgeAccess(host, { ...NO_KEYS, token: PASSWORD }), 'keys');
  }
});

test('secrets are the same only if every character is', () => {
  assert.ok(isSameSecret('abc', 'abc'));
  for (const other of ['abd', 'ab', 'abcd', '']) assert.ok(!isSameSecret('abc', other), other);
});

test('one address may guess five times in a quarter of an hour, and nobody else waits for that', async () => {
  const clock = new VirtualClock();
  const attempts = new OperatorAttempts(clock);
  for (let guess = 0; guess < 5; guess++) {
    assert.equal(attempts.measureWait('192.0.2.1'), 0);
    attempts.noteWrong('192.0.2.1');
    await clock.advance(MINUTE);
  }
  assert.equal(attempts.measureWait('192.0.2.1'), 10 * MINUTE);
  assert.equal(attempts.measureWait('::ffff:192.0.2.1'), 10 * MINUTE);
  assert.equal(attempts.measureWait('192.0.2.2'), 0);
  await clock.advance(10 * MINUTE - 1);
  assert.equal(attempts.measureWait('192.0.2.1'), 1);
  await clock.advance(1);
  assert.equal(attempts.measureWait('192.0.2.1'), 0);
});

test('the addresses of one network count as one, and all addresses together have an end', async () => {
  const clock = new VirtualClock();
  const attempts = new OperatorAttempts(clock);
  for (let guess = 0; guess < 5; guess++) attempts.noteWrong(`2001:db8:0:1::${guess}`);
  assert.equal(attempts.measureWait('2001:db8:0:1:ffff:1:2:3'), 15 * MINUTE);
  assert.equal(attempts.measureWait('2001:db8:0:2::1'), 0);
  for (let guess = 0; guess < 45; guess++) attempts.noteWrong(`192.0.2.${guess}`);
  assert.equal(attempts.measureWait('198.51.100.1'), 15 * MINUTE);
  await clock.advance(15 * MINUTE);
  assert.equal(attempts.measureWait('198.51.100.1'), 0);
});

test('a session ends after half an hour in which nothing is done, and goes on otherwise', async () => {
  const clock = new VirtualClock();
  const sessions = new OperatorSessions(clock);
  const id = sessions.begin();
  const session = sessions.find(id, 'person');
  assert.ok(session);
  await clock.advance(29 * MINUTE);
  assert.equal(sessions.find(id, 'person'), session);
  await clock.advance(29 * MINUTE);
  assert.equal(session.ended.aborted, false);
  assert.equal(sessions.find(id, 'page'), session, 'what a page asks for by itself keeps no session');
  await clock.advance(MINUTE);
  assert.equal(session.ended.aborted, true);
  assert.equal(sessions.find(id, 'person'), undefined);
  assert.equal(clock.sleepers, 0);
});

test('whatever is done, a session ends after twelve hours', async () => {
  const clock = new VirtualClock();
  const sessions = new OperatorSessions(clock);
  const id = sessions.begin();
  for (let minute = 0; minute < 12 * 60; minute += 20) {
    assert.ok(sessions.find(id, 'person'), `${minute}`);
    await clock.advance(20 * MINUTE);
  }
  assert.equal(sessions.find(id, 'person'), undefined);
});

test('no cookie but one that was given is a session, each has a token of its own, and there is an end to them', () => {
  const sessions = new OperatorSessions(new VirtualClock());
  const first = sessions.begin();
  for (const wrong of [undefined, '', `${first}x`, first.slice(1)])
    assert.equal(sessions.find(wrong, 'person'), undefined);
  const ids = Array.from({ length: 20 }, () => sessions.begin());
  assert.equal(sessions.find(first, 'person'), undefined);
  assert.equal(new Set(ids.map((id) => sessions.find(id, 'person')?.token)).size, 20);
  sessions.end(ids[0] ?? '');
  assert.equal(sessions.find(ids[0], 'person'), undefined);
  const last = sessions.find(ids[1], 'person');
  sessions.close();
  assert.equal(last?.ended.aborted, true);
});
