import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeReadable } from '../../rehearsal/readable.ts';

const NAMES = { person: () => undefined, channel: () => undefined };
const NOW = Date.UTC(2026, 5, 1, 12);

/** A time so many seconds from now, as Discord's apps would show it. */
const told = (seconds: number, style = 'R') => makeReadable(`<t:${NOW / 1_000 + seconds}:${style}>`, NOW, NAMES);

test('a time is told by how long ago it was, or in how long it will be', () => {
  assert.deepEqual(
    [-3, -120, -7_200, 20, 600, 43_200].map((seconds) => told(seconds)),
    ['3 seconds ago', '2 minutes ago', '2 hours ago', 'in 20 seconds', 'in 10 minutes', 'in 12 hours'],
  );
  assert.match(told(600, 't'), /^\d+:\d\d/);
});
