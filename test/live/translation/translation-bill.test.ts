import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_TOKENS } from '../../../src/base/expense.ts';
import { NO_USAGE, type TokenUsage } from '../../../src/live/protocol/token-kinds.ts';
import { TranslationBill } from '../../../src/live/translation/translation-bill.ts';

const countOf = (soundIn: number, soundOut: number): TokenUsage => ({
  ...NO_USAGE,
  total: soundIn + soundOut,
  kinds: { ...NO_TOKENS, soundIn, soundOut },
});

/** A bill for two seconds that were heard and one that was said: 50 and 25 tokens. */
const open = (before = NO_USAGE): TranslationBill => {
  const bill = new TranslationBill();
  bill.begin(before);
  bill.noteHeard(64_000);
  bill.noteSaid(48_000);
  return bill;
};

const read = ({ usage }: TranslationBill) => [usage?.kinds.soundIn, usage?.kinds.soundOut, usage?.estimated];

test('nothing that was sent costs nothing', () => {
  const bill = new TranslationBill();
  bill.begin(countOf(5, 5));
  assert.equal(bill.usage, undefined);
});

test('without a count it’s what its sound comes to', () => {
  assert.deepEqual(read(open()), [50, 25, true]);
  assert.equal(open().usage?.total, 75);
});

test('a count is believed if it’s no less', () => {
  const bill = open();
  bill.noteCount(countOf(60, 25));
  assert.deepEqual(read(bill), [60, 25, false]);
});

test('only what a count has grown by is of this utterance', () => {
  const bill = open(countOf(1_000, 1_000));
  bill.noteCount(countOf(1_080, 1_010));
  assert.deepEqual(read(bill), [80, 25, true]);
});

test('counts that begin anew, and those of an earlier connection, are added up', () => {
  const bill = open();
  bill.noteCount(countOf(40, 20));
  bill.noteCount(countOf(30, 10));
  assert.deepEqual(read(bill), [70, 30, false]);
  bill.begin(NO_USAGE);
  bill.noteCount(countOf(30, 30));
  assert.deepEqual(read(bill), [100, 60, false]);
});
