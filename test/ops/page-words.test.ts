import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatTook } from '../../src/ops/page/page-words.ts';

test('a duration never has sixty seconds', () => {
  const shown: [ms: number, text: string][] = [
    [999.4, '999 ms'],
    [999.6, '1.0 s'],
    [59_940, '59.9 s'],
    [59_960, '1 min 0 s'],
    [119_400, '1 min 59 s'],
    [119_600, '2 min 0 s'],
  ];
  for (const [ms, text] of shown) assert.equal(formatTook(ms), text, `${ms}`);
});
