import assert from 'node:assert/strict';
import { test } from 'node:test';
import { truncate } from '../../src/base/truncate.ts';

test('a text that is short enough stays as it is', () => {
  assert.equal(truncate('Why?', 4), 'Why?');
  assert.equal(truncate('', 4), '');
});

test('a longer one ends in an ellipsis, cuts no character in two, and has no space before it', () => {
  assert.equal(truncate('Why not?', 5), 'Why…');
  assert.equal(truncate('👋👋👋👋', 3), '👋👋…');
});
