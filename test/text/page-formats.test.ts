import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makePageFormats } from '../../src/text/page-formats.ts';

const { amounts: english } = makePageFormats('en', ['one', 'other'], { ms: 'ms', s: 's', min: 'min' }, 'en-GB');
const { amounts: german } = makePageFormats('de', ['one', 'other'], { ms: 'ms', s: 's', min: 'min' });

const plain = (text: string) => text.replaceAll('\u00A0', ' ');

test('a duration never has sixty seconds', () => {
  const shown: [ms: number | undefined, english: string, german: string][] = [
    [undefined, '–', '–'],
    [0, '0 ms', '0 ms'],
    [999.4, '999 ms', '999 ms'],
    [999.6, '1.0 s', '1,0 s'],
    [59_940, '59.9 s', '59,9 s'],
    [59_960, '1 min 0 s', '1 min 0 s'],
    [119_400, '1 min 59 s', '1 min 59 s'],
    [119_600, '2 min 0 s', '2 min 0 s'],
  ];
  for (const [ms, inEnglish, inGerman] of shown)
    assert.deepEqual([plain(english.took(ms)), plain(german.took(ms))], [inEnglish, inGerman], `${ms}`);
});

test('numbers, money, shares, sizes and times are those of the language', () => {
  const at = new Date(2026, 10, 29, 7, 5, 9).getTime();
  const all = ({ count, dollars, share, megabytes, time, dateTime }: typeof english) =>
    [
      count(12_345.6),
      dollars(1_234.5),
      dollars(0.00012),
      share(0.999),
      megabytes(1_234_567_890),
      time(at),
      dateTime(at),
    ].map(plain);
  assert.deepEqual(all(english), [
    '12,346',
    '$1,234.50',
    '$0.0001',
    '99%',
    '1,235 MB',
    '07:05:09',
    '29 Nov 2026, 07:05',
  ]);
  assert.deepEqual(all(german), [
    '12.346',
    '1.234,50 $',
    '0,0001 $',
    '99 %',
    '1.235 MB',
    '07:05:09',
    '29.11.2026, 07:05',
  ]);
});
