import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AT_REST, FIRST_CUE, followToolWait, NEXT_CUE, type ToolWaitEvent } from '../../src/calls/tool-wait.ts';

/** When a cue is due after these events, each at its moment. */
const due = (...events: [at: number, event: ToolWaitEvent][]): number | undefined => {
  const wait = events.reduce((before, [at, event]) => followToolWait(before, event, at), AT_REST);
  return wait.is === 'working' ? wait.due : undefined;
};

test('a cue is due when nothing was heard for a while since a call began, and again while it goes on', () => {
  assert.equal(due([100, 'began']), 100 + FIRST_CUE);
  assert.equal(due([100, 'began'], [1_300, 'cued']), 1_300 + NEXT_CUE);
});

test('a sentence before or during a call puts it off', () => {
  assert.equal(due([0, 'sounded'], [100, 'began']), 100 + NEXT_CUE);
  assert.equal(due([100, 'began'], [500, 'sounded']), 500 + NEXT_CUE);
});

test('a second call at once is announced with the first', () => {
  assert.equal(due([100, 'began'], [900, 'began']), 100 + FIRST_CUE);
});

test('none is due once nothing runs, and the next silent call has one of its own', () => {
  assert.equal(due([100, 'began'], [600, 'ended']), undefined);
  assert.equal(due([0, 'sounded'], [100, 'began'], [600, 'ended'], [800, 'began']), 800 + FIRST_CUE);
});

test('what was said before an answer starts over announces nothing', () => {
  assert.equal(due([0, 'sounded'], [50, 'again'], [100, 'began']), 100 + FIRST_CUE);
  assert.equal(due([100, 'began'], [200, 'again']), undefined);
});
