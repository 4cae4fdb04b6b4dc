import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EncryptionWatch } from '../../../src/voice/connection/encryption-watch.ts';
import type { DatagramOutcome } from '../../../src/voice/connection/packet-tap.ts';

/** Packets of 20 ms, and when they led to which remedies. */
const packets = (secrecy: EncryptionWatch, userId: string, what: DatagramOutcome, from: number, count: number) =>
  Array.from({ length: count }, (_, n) => from + n * 20).flatMap((now) => {
    const remedy = secrecy.packet(userId, what, now);
    return remedy ? [{ remedy, now }] : [];
  });

test('a few packets that can’t be decrypted mean nothing, and a good one resets the count', () => {
  const secrecy = new EncryptionWatch();
  for (let from = 0; from < 60_000; from += 1_000) {
    assert.deepEqual(packets(secrecy, 'ada', 'failed', from, 35), []);
    secrecy.packet('ada', 'heard', from + 900);
  }
});

test('36 in a row lead to a new group, and three more seconds of them to a new connection', () => {
  const remedies = packets(new EncryptionWatch(), 'ada', 'failed', 0, 1_000);
  assert.deepEqual(remedies, [
    { remedy: 'regroup', now: 700 },
    { remedy: 'rejoin', now: 3_700 },
  ]);
});

test('one member who is not heard is noticed although all others are', () => {
  const secrecy = new EncryptionWatch();
  const remedies = Array.from({ length: 40 }, (_, n) => {
    secrecy.packet('bob', 'heard', n * 20);
    return secrecy.packet('ada', 'failed', n * 20);
  });
  assert.deepEqual(
    remedies.filter((each) => each),
    ['regroup'],
  );
});

test('one broken client shakes the call once a minute at most', () => {
  const remedies = packets(new EncryptionWatch(), 'ada', 'failed', 0, 3_000 * 5);
  const regroups = remedies.filter(({ remedy }) => remedy === 'regroup');
  for (const [n, { now }] of regroups.entries()) assert.ok(n === 0 || now - (regroups[n - 1]?.now ?? 0) >= 60_000);
  assert.ok(remedies.length <= 12);
});

test('silence, padding and forgeries are no sign of anything', () => {
  const secrecy = new EncryptionWatch();
  for (const what of ['nothing', 'forged'] as const) assert.deepEqual(packets(secrecy, 'ada', what, 0, 1_000), []);
});

test('R9: sound that stays encrypted because there is no group leads to a new connection after 3 s', () => {
  assert.deepEqual(packets(new EncryptionWatch(), 'ada', 'sealed', 0, 200), [{ remedy: 'rejoin', now: 3_000 }]);
});

test('R9: a group that does not come about leads to a new connection after 3 s, even if nobody speaks', () => {
  const secrecy = new EncryptionWatch();
  assert.equal(secrecy.outside(true, 0), undefined);
  assert.equal(secrecy.outside(true, 2_000), undefined);
  assert.equal(secrecy.outside(false, 2_500), undefined);
  assert.equal(secrecy.outside(true, 3_000), undefined);
  assert.equal(secrecy.outside(true, 6_000), 'rejoin');
  assert.equal(secrecy.outside(true, 7_000), undefined);
});
