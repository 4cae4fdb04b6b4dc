import assert from 'node:assert/strict';
import { test } from 'node:test';
import { captioning, hearing, listening, speaking } from '../../src/calls/listening-rules.ts';
import { ada, bob, robot } from './stage.ts';

const TURNS = { turnEnd: 'pause', pause: 300 } as const;

test('Parley must be addressed as soon as two people could talk to each other', () => {
  assert.equal(listening({}, []), 'everyone');
  assert.equal(listening({}, [ada, robot]), 'everyone');
  assert.equal(listening({ listen: 'auto' }, [ada, bob]), 'addressed');
  assert.equal(listening({ listen: 'everyone' }, [ada, bob]), 'everyone');
});

test('bots, and people who do not want it, are never heard, and nobody is when listening is off', () => {
  const people = [ada, bob, robot];
  assert.deepEqual(hearing('everyone', people, new Set([bob.id]), TURNS), {
    ...TURNS,
    members: [ada.id],
    floor: 'open',
  });
  assert.deepEqual(hearing('button', people, new Set(), TURNS), {
    ...TURNS,
    members: [ada.id, bob.id],
    floor: 'asked',
  });
  assert.deepEqual(hearing('off', people, new Set(), TURNS).members, []);
});

test('answers are written if nobody said otherwise', () => {
  assert.equal(captioning({}), 'answers');
  assert.equal(captioning({ captions: 'off' }), 'off');
});

test('can be heard unless it is muted, or a listener, which a moderator may be about to change', () => {
  assert.equal(speaking([]), 'aloud');
  assert.equal(speaking(['deafened']), 'aloud');
  assert.equal(speaking(['suppressed', 'muted']), 'muted');
  assert.equal(speaking(['suppressed']), 'suppressed');
  assert.equal(speaking(['suppressed', 'asked']), 'asked');
  assert.equal(speaking(['asked']), 'aloud');
});
