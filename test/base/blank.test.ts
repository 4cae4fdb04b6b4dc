import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBlank } from '../../src/base/blank.ts';

const BLANK = ['', ' \n\t', '\u200B', '\u00AD', '\u0085', '\u3164', '\u2800', '\u115F\u1160', '\uFFA0', '\u034F\uFE0F'];
const MORE = ['\u0000\u0007', '\u2060\u2063', '\u{E0041}\u{E007F}', '\uD83D', '\u202E\u2069', '\u00A0\u3000', '\uFEFF'];
const SEEN = ['a', '。', '👩‍💻', '☁️', 'é', 'ㅤa', '\u2801', '​ן', '1\u200B', '\uE000'];

for (const text of [...BLANK, ...MORE])
  test(`nothing is seen of ${JSON.stringify(text)}`, () => assert.equal(isBlank(text), true));

for (const text of SEEN) test(`something is seen of ${JSON.stringify(text)}`, () => assert.equal(isBlank(text), false));
