import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstShown, type Shown, seenOf, wrongs } from './judge.ts';
import { pieceText } from './words.ts';

const FOREVER = Number.POSITIVE_INFINITY;

/** Pieces of the second question's answer: which generation, and which of three. */
const text = (generation: number, ...numbers: number[]): string =>
  numbers.map((number) => pieceText({ question: 2, generation, number, of: 3 })).join('');

/** A message that showed these texts, one a second. */
const shown = (...texts: string[]): Shown => ({
  states: texts.map((one, index) => ({ text: one, at: 1_000 * (index + 1) })),
  until: FOREVER,
});

const kinds = (...all: Shown[]): string[] => wrongs(2, all).map(({ kind }) => kind);

test('an answer that grows in one message, or goes on in another, is right', () => {
  const grown = shown('A moment, please.', text(1, 1), text(1, 1, 2, 3));
  assert.deepEqual(kinds(grown), []);
  assert.equal(seenOf([grown]), 'the whole answer');
  const pages = [shown(text(1, 1), text(1, 1, 2)), shown(text(1, 3))];
  assert.deepEqual(kinds(...pages), []);
  assert.equal(seenOf(pages), 'the whole answer');
});

test('an answer that another process writes anew into the same message is right', () => {
  const taken = shown(text(1, 1, 2), text(2, 1), text(2, 1, 2, 3));
  assert.deepEqual(kinds(taken), []);
  assert.equal(seenOf([taken]), 'the whole answer');
});

test('two messages that begin an answer are two answers, and so are an answer and a note', () => {
  assert.deepEqual(kinds(shown(text(1, 1, 2, 3)), shown(text(2, 1, 2, 3))), ['two answers', 'two generations']);
  assert.deepEqual(kinds(shown(text(1, 1, 2, 3)), shown(text(1, 1))), ['two answers', 'twice the same']);
  assert.deepEqual(kinds(shown(text(1, 1, 2, 3)), shown('I am restarting.')), ['two answers']);
  assert.deepEqual(kinds(shown(text(1, 1, 2, 3)), shown('-# The small print has a page of its own.')), []);
});

test('two answers that stood beside each other only for a while are two answers, too', () => {
  const first = { ...shown(text(1, 1)), until: 1_500 };
  assert.deepEqual(kinds(first, shown(text(2, 1, 2, 3))), ['two answers']);
  const late = { states: [{ text: text(2, 1, 2, 3), at: 1_500 }], until: FOREVER };
  assert.deepEqual(kinds(first, late), []);
});

test('words of two generations, or of another question, are wrong in one answer', () => {
  assert.deepEqual(kinds(shown(text(1, 1) + text(2, 2, 3))), ['two generations']);
  assert.deepEqual(kinds(shown(text(1, 1, 2)), shown(text(2, 3))), ['two generations']);
  const other = pieceText({ question: 1, generation: 1, number: 2, of: 2 });
  assert.deepEqual(kinds(shown(text(1, 1) + other)), ['another question']);
});

test('who lost the channel must not write over what its heir wrote', () => {
  assert.deepEqual(kinds(shown(text(1, 1), text(2, 1, 2, 3), text(1, 1, 2), text(2, 1, 2, 3))), ['fell back']);
  assert.deepEqual(kinds(shown(text(1, 1, 2, 3), 'The connection broke.')), ['fell back']);
});

test('what people see in the end is told apart', () => {
  assert.equal(seenOf([]), 'nothing');
  assert.equal(seenOf([shown('I am restarting.')]), 'only a note');
  assert.equal(seenOf([shown(text(1, 1, 2))]), 'a part that stands still');
  assert.equal(seenOf([shown(`${text(1, 1, 2)}\n\n⚠️ It broke off.`)]), 'a part, and why');
  assert.equal(seenOf([shown(text(1, 1, 3))]), 'a part that stands still');
  assert.equal(seenOf([{ ...shown(text(1, 1, 2, 3)), until: 9_000 }]), 'nothing');
});

test('the first words of a generation are found, but not those before a time', () => {
  const taken = shown(text(1, 1, 2), text(2, 1), text(2, 1, 2, 3));
  const second = ({ generation }: { generation: number }) => generation === 2;
  assert.equal(firstShown([taken], 0, second), 2_000);
  assert.equal(firstShown([taken], 2_000, second), 3_000);
  assert.equal(firstShown([taken], 3_000, second), undefined);
});
