import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addWishes, decideSettings } from '../../src/calls/call-rules.ts';
import {
  decideAudibility,
  decideHearing,
  decideInterrupters,
  decideListenMode,
} from '../../src/calls/listening-rules.ts';
import { ada, bob, robot, toSender, USUAL_RULES } from './stage.ts';

const TURNS = { turnEnd: 'pause', pause: 300 } as const;

test('Parley must be addressed as soon as two people could talk to each other', () => {
  assert.equal(decideListenMode('auto', []), 'everyone');
  assert.equal(decideListenMode('auto', [ada, robot]), 'everyone');
  assert.equal(decideListenMode('auto', [ada, bob]), 'addressed');
  assert.equal(decideListenMode('everyone', [ada, bob]), 'everyone');
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

test('of a wish and a setting the newer holds, for each by itself, and a wish of unknown age is the older', () => {
  const set = (at: number) => ({ listen: { value: 'off', at }, captions: { value: 'all', at: 0 } }) as const;
  assert.deepEqual(decideSettings({}, USUAL_RULES), { listen: 'auto', captions: 'answers' });
  const wish = addWishes({}, { listen: 'button' }, 5);
  assert.deepEqual(decideSettings(wish, set(4)), { listen: 'button', captions: 'all' });
  assert.deepEqual(decideSettings(wish, set(5)), { listen: 'button', captions: 'all' });
  assert.deepEqual(decideSettings(wish, set(6)), { listen: 'off', captions: 'all' });
  const both = addWishes(wish, { captions: 'off' }, 7);
  assert.deepEqual(both, { listen: 'button', captions: 'off', at: { listen: 5, captions: 7 } });
  assert.deepEqual(decideSettings(both, set(6)), { listen: 'off', captions: 'off' });
  assert.deepEqual(decideSettings({ listen: 'everyone' }, set(1)), { listen: 'off', captions: 'all' });
  assert.deepEqual(decideSettings({ listen: 'everyone' }, set(0)), { listen: 'everyone', captions: 'all' });
});

test('who may interrupt: everyone or the asker, and of those only the people that the rules name', () => {
  const people = [toSender(ada, ['host']), toSender(bob)];
  const hosts = {
    mayInterrupt: ({ roles }: { roles: readonly string[] | undefined }) => roles?.includes('host') ?? false,
  };
  assert.equal(decideInterrupters('everyone', ada.id, people, USUAL_RULES), 'all');
  assert.deepEqual(decideInterrupters('addressed', bob.id, people, USUAL_RULES), [bob.id]);
  assert.deepEqual(decideInterrupters('everyone', bob.id, people, hosts), [ada.id]);
  assert.deepEqual(decideInterrupters('addressed', ada.id, people, hosts), [ada.id]);
  assert.deepEqual(decideInterrupters('addressed', bob.id, people, hosts), []);
});

test('where there is a gate and people talk to each other, it says who interrupts, of those whom the rules name', () => {
  const people = [toSender(ada, ['host']), toSender(bob)];
  const hosts = {
    mayInterrupt: ({ roles }: { roles: readonly string[] | undefined }) => roles?.includes('host') ?? false,
  };
  assert.deepEqual(decideInterrupters('addressed', bob.id, people, USUAL_RULES, true), { judged: 'all' });
  assert.deepEqual(decideInterrupters('addressed', bob.id, people, hosts, true), { judged: [ada.id] });
  assert.equal(decideInterrupters('everyone', bob.id, people, USUAL_RULES, true), 'all');
});

test('can be heard unless it is muted, or a listener, which a moderator may be about to change', () => {
  assert.equal(decideAudibility([]), 'aloud');
  assert.equal(decideAudibility(['deafened']), 'aloud');
  assert.equal(decideAudibility(['suppressed', 'muted']), 'muted');
  assert.equal(decideAudibility(['suppressed']), 'suppressed');
  assert.equal(decideAudibility(['suppressed', 'asked']), 'asked');
  assert.equal(decideAudibility(['asked']), 'aloud');
});
