import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReadFile } from '../../src/media/bridge/read-file.ts';
import { shareBytes, shareText } from '../../src/media/text-shares.ts';

test('all texts get the same, and short ones leave theirs to the others', () => {
  assert.deepEqual(shareBytes([100], 60), [60]);
  assert.deepEqual(shareBytes([100, 100], 60), [30, 30]);
  assert.deepEqual(shareBytes([10, 100, 100], 60), [10, 25, 25]);
  assert.deepEqual(shareBytes([100, 0, 5], 60), [55, 0, 5]);
  assert.deepEqual(shareBytes([], 60), []);
});

const text = (name: string, lines: number): ReadFile => ({
  name,
  of: 'question',
  bytes: 1,
  isVoice: false,
  is: 'text',
  text: Array.from({ length: lines }, () => 'x'.repeat(9)).join('\n'),
});

test('several texts are cut at lines, so that they fit together', () => {
  const [long, short] = shareText([text('long', 100), text('short', 2)], 200);
  assert.ok(long?.is === 'text' && short?.is === 'text');
  assert.deepEqual([long.text.split('\n').length, long.cut], [18, { shown: 18, total: 100 }]);
  assert.deepEqual([short.text.split('\n').length, short.cut], [2, undefined]);
});

test('a text that was cut before still says how long it was', () => {
  const cut = { ...text('x', 10), cut: { shown: 10, total: 5_000 } };
  const [same] = shareText([cut], 1_000);
  assert.deepEqual(same && 'cut' in same && same.cut, { shown: 10, total: 5_000 });
  const [less] = shareText([cut], 50);
  assert.deepEqual(less && 'cut' in less && less.cut, { shown: 5, total: 5_000 });
});
