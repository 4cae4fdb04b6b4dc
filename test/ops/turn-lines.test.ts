import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MomentEvent } from '../../src/base/events.ts';
import type { LaterMoment, MomentDetail } from '../../src/base/moments.ts';
import { MOST_LINES, MOST_MOMENTS, type TurnLine, TurnLines } from '../../src/ops/turn-lines.ts';

const asked = (turn: number, at = 1_000): MomentEvent => ({
  ...{ is: 'moment', what: 'asked', turn, at, server: '7', channel: '8', way: 'typed', wall: 1_790_000_000_000 },
});

const later = (turn: number, what: LaterMoment, at: number, detail?: MomentDetail): MomentEvent => ({
  ...{ is: 'moment', what, turn, at, detail },
});

const fold = (...events: MomentEvent[]) => {
  const lines = new TurnLines();
  for (const event of events) lines.observe(event);
  return lines;
};

test('a line tells where a turn was asked, when, and what happened how long after that', () => {
  const lines = fold(
    asked(1),
    later(1, 'claimed', 1_002),
    later(1, 'sent', 1_010, 'live'),
    later(1, 'closed', 1_300, 1011),
    later(1, 'sent', 1_310, 'text'),
    later(1, 'worded', 1_900),
  );
  const running: TurnLine = {
    ...{ id: 1, server: '7', channel: '8', way: 'typed', by: 'text', at: 1_790_000_000_000 },
    moments: [
      { what: 'asked', at: 0 },
      { what: 'claimed', at: 2 },
      { what: 'sent', at: 10, detail: 'live' },
      { what: 'closed', at: 300, detail: 1011 },
      { what: 'sent', at: 310, detail: 'text' },
      { what: 'worded', at: 900 },
    ],
  };
  assert.deepEqual(lines.find(1), running);
  lines.observe(later(1, 'ended', 2_000, 'complete'));
  assert.equal(lines.find(1)?.outcome, 'complete');
  // A line that somebody has doesn't change under them.
  assert.equal(running.moments.length, 6);
});

test('of all changes to what is shown, the first stays and the others are one moment', () => {
  const lines = fold(asked(1), ...[5, 6, 7, 8].map((at) => later(1, 'shown', 1_000 + at)), later(1, 'recorded', 1_009));
  lines.observe(later(1, 'shown', 1_020));
  assert.deepEqual(lines.find(1)?.moments.slice(1), [
    { what: 'shown', at: 5 },
    { what: 'recorded', at: 9 },
    { what: 'edited', at: 20, detail: 4 },
  ]);
});

test('a line has room for so many moments and for its end, and counts what it loses', () => {
  const many = Array.from({ length: 100 }, (_, index) => later(1, 'calling', 1_000 + index, 'write'));
  const lines = fold(asked(1), ...many, later(1, 'ended', 1_200, 'complete'), later(1, 'recorded', 1_201));
  const line = lines.find(1);
  assert.equal(line?.moments.length, MOST_MOMENTS + 2);
  assert.deepEqual([line?.lost, line?.outcome], [101 - MOST_MOMENTS, 'complete']);
  assert.equal(line?.moments.at(-1)?.what, 'recorded');
});

test('the newest turns are kept, and one that still runs is newer than one that has ended long ago', () => {
  const lines = fold(asked(1), asked(2));
  for (let turn = 3; turn <= MOST_LINES + 1; turn++) {
    lines.observe(asked(turn));
    lines.observe(later(1, 'shown', 1_000 + turn));
  }
  assert.equal(lines.list().length, MOST_LINES);
  assert.deepEqual([lines.find(1)?.id, lines.find(2)], [1, undefined]);
  assert.deepEqual([lines.list().at(0)?.id, lines.list().at(-1)?.id], [MOST_LINES + 1, 1]);
  // What happens to a turn that isn't kept any more begins no line.
  lines.observe(later(2, 'ended', 2_000, 'complete'));
  assert.equal(lines.find(2), undefined);
});

test('a listener is told of every change, until it ends that', () => {
  const lines = new TurnLines();
  const seen: (string | undefined)[] = [];
  const stop = lines.on(({ id, moments }) => seen.push(`${id} ${moments.at(-1)?.what}`));
  lines.observe(asked(4));
  lines.observe({ is: 'abrupt' });
  lines.observe(later(4, 'begun', 1_001));
  stop();
  lines.observe(later(4, 'ended', 1_002, 'silent'));
  assert.deepEqual(seen, ['4 asked', '4 begun']);
});
