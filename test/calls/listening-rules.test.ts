import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  decideAudibility,
  decideCaptionMode,
  decideHearing,
  decideListenMode,
} from '../../src/calls/listening-rules.ts';
import { ada, bob, robot } from './stage.ts';

const TURNS = { turnEnd: 'pause', pause: 300 } as const;

test('Parley must be addressed as soon as two people could talk to each other', () => {
  assert.equal(decideListenMode({}, []), 'everyone');
  assert.equal(decideListenMode({}, [ada, robot]), 'everyone');
  assert.equal(decideListenMode({ listen: 'auto' }, [ada, bob]), 'addressed');
  assert.equal(decideListenMode({ listen: 'everyone' }, [ada, bob]), 'everyone');
});

test('bots, and people who do not want it, are never heard, and nobody is when listening is off', () => {
  const people = [ada, bob, robot];
  assert.deepEqual(decideHearing('everyone', people, new Set([bob.id]), TURNS), {
    ...TURNS,
    members: [ada.id],
    floor: 'open',
  });
  assert.deepEqual(decideHearing('button', people, new Set(), TURNS), {
    ...TURNS,
    members: [ada.id, bob.id],
    floor: 'asked',
  });
  assert.deepEqual(decideHearing('off', people, new Set(), TURNS).members, []);
});

test('answers are written if nobody said otherwise', () => {
  assert.equal(decideCaptionMode({}), 'answers');
  assert.equal(decideCaptionMode({ captions: 'off' }), 'off');
});

test('can be heard unless it is muted, or a listener, which a moderator may be about to change', () => {
  assert.equal(decideAudibility([]), 'aloud');
  assert.equal(decideAudibility(['deafened']), 'aloud');
  assert.equal(decideAudibility(['suppressed', 'muted']), 'muted');
  assert.equal(decideAudibility(['suppressed']), 'suppressed');
  assert.equal(decideAudibility(['suppressed', 'asked']), 'asked');
  assert.equal(decideAudibility(['asked']), 'aloud');
});
