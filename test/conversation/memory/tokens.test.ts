import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countPairTokens, countTokens, shorten, shortenPair } from '../../../src/conversation/memory/tokens.ts';

const text = fc.string({ unit: 'binary', maxLength: 400, size: 'max' });

test('four Latin letters are a token, and other scripts take more tokens for a letter', () => {
  assert.equal(countTokens(''), 0);
  assert.equal(countTokens('plum'), 1);
  assert.equal(countTokens('The capital of Brazil is Brasilia.'), 9);
  assert.equal(countTokens('Столица Бразилии'), 8);
  assert.equal(countTokens('巴西的首都是哪里'), 6);
  assert.equal(countTokens('🍇🍇🍇'), 3);
});

test('a text that fits stays as it is, a longer one becomes its beginning', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 120 }), (long, tokens) => {
      const short = shorten(long, tokens);
      assert.ok(countTokens(short) <= tokens);
      if (countTokens(long) <= tokens) return assert.equal(short, long);
      assert.match(short, / \[…\]$/);
      assert.ok(long.startsWith(short.slice(0, -' […]'.length)));
    }),
  );
});

test('a question and its answer are shortened together, and neither is lost', () => {
  fc.assert(
    fc.property(text, text, fc.integer({ min: 20, max: 240 }), (asked, answered, tokens) => {
      const short = shortenPair({ asked, answered }, tokens);
      assert.ok(countPairTokens(short) <= tokens);
      if (countPairTokens({ asked, answered }) <= tokens) assert.deepEqual(short, { asked, answered });
      assert.equal(short.asked === '', asked === '');
      assert.equal(short.answered === '', answered === '');
    }),
  );
});
