import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Attention, hasName } from '../../src/calls/address.ts';

const CALLED = ['Parley', 'Bo'];

describe('a name in a transcript', () => {
  const FOUND = [
    'Parley, hello',
    'well PARLEY',
    'hey Parly!',
    'Barley?',
    'Parleys',
    'so, par ley.',
    'Parléy',
    'Bo?',
    '(parley)',
  ];
  for (const text of FOUND) test(`is found in "${text}"`, () => assert.equal(hasName(text, CALLED), true));

  const MISSED = ['', 'hello there', 'parking', 'a party', 'barely', 'Bob', 'so', 'parliament'];
  for (const text of MISSED) test(`is not found in "${text}"`, () => assert.equal(hasName(text, CALLED), false));

  test('is nothing if Parley has none', () => assert.equal(hasName('hello', ['']), false));
});

test('attention lasts for 20 s after an answer, for each person', () => {
  const attention = new Attention();
  assert.equal(attention.holds('1', 999), false);
  attention.noteAnswer('1', 1_000);
  assert.equal(attention.holds('1', 21_000), true);
  assert.equal(attention.holds('1', 21_001), false);
  assert.equal(attention.holds('2', 1_000), false);
});
