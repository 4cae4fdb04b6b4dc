import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Seen } from '../duel/judge.ts';
import { type CallCourse, judge } from './judge.ts';

const typed = (seen: Seen, ...wrongs: string[]) => ({ number: '1', seen, wrongs });
const spoken = (began: number, heard: number) => ({ began, ended: began + 500, heard, first: began + 900 });
const call = (more: Partial<CallCourse> = {}): CallCourse => ({
  name: 'one',
  spoken: [spoken(0, 1)],
  gaps: [{ from: 5_000, to: 5_800 }],
  panels: 1,
  ...more,
});
const kinds = (course: Partial<Parameters<typeof judge>[0]>) =>
  judge({ typed: [typed('the whole answer')], calls: [call()], took: [], ...course }).map(({ kind }) => kind);

test('whole answers and short gaps are right', () => assert.deepEqual(kinds({}), []));

test('a typed answer that is missing, cut or doubled is told', () => {
  assert.deepEqual(kinds({ typed: [typed('nothing'), typed('only a note')] }), ['lost', 'lost']);
  assert.deepEqual(kinds({ typed: [typed('a part, and why'), typed('a part that stands still')] }), ['cut', 'cut']);
  assert.deepEqual(kinds({ typed: [typed('the whole answer', 'two answers')] }), ['doubled']);
});

test('a spoken answer that is missing, cut or doubled is told', () => {
  assert.deepEqual(kinds({ calls: [call({ spoken: [spoken(0, 0), spoken(1, 0.5), spoken(2, 2)] })] }), [
    'lost',
    'cut',
    'doubled',
  ]);
});

test('what was said into a gap may be asked again, and what was said before or after it may not', () => {
  const at = (began: number) => kinds({ calls: [call({ spoken: [spoken(began, 0)] })] });
  assert.deepEqual([at(4_600), at(5_700)], [[], []]);
  assert.deepEqual([at(4_400), at(5_900)], [['lost'], ['lost']]);
});

test('gaps that are too long, and a call with two panels or none, are told', () => {
  const many = (long: number) =>
    Array.from({ length: 20 }, (_, index) => ({ from: 0, to: index < long ? 1_600 : 100 }));
  assert.deepEqual(kinds({ calls: [call({ gaps: many(2) })] }), ['gap']);
  assert.deepEqual(kinds({ calls: [call({ gaps: many(1) })] }), []);
  assert.deepEqual(kinds({ calls: [call({ panels: 2 }), call({ panels: 0 })] }), ['panels', 'panels']);
});
