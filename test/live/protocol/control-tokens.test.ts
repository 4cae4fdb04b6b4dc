import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ControlTokenFilter, removeControlTokens } from '../../../src/live/protocol/control-tokens.ts';

/** What people see of a text that comes in these pieces. */
const shown = (...pieces: string[]) => {
  const it = new ControlTokenFilter();
  return pieces.map((piece) => it.pass(piece)).join('') + it.rest();
};

test('a control token is gone, wherever it stands and however often', () => {
  assert.equal(removeControlTokens('<ctrl46>one<ctrl100> two<ctrl46><ctrl46>'), 'one two');
  assert.equal(shown('<ctrl46>', 'one', '<ctrl46> two'), 'one two');
});

test('a control token is gone wherever it is cut in two, or in as many pieces as it has characters', () => {
  const text = 'one<ctrl46> two';
  for (let at = 0; at <= text.length; at += 1) assert.equal(shown(text.slice(0, at), text.slice(at)), 'one two');
  assert.equal(shown(...text), 'one two');
});

test('nothing of a token is shown before the rest of it has come', () => {
  const it = new ControlTokenFilter();
  for (const piece of ['a ', '<c', 'trl', '4', '6']) assert.doesNotMatch(it.pass(piece), /[<ctrl46]/);
  assert.equal(it.pass('> b'), ' b');
});

for (const text of [
  '<ctrl>',
  '<ctrl',
  '<ctrl4',
  '<ctrl46',
  '<control46>',
  '<CTRL46>',
  'a < b',
  'a <',
  '<c>',
  '< ctrl46 >',
])
  test(`"${text}" is no control token: it is shown as it is, whole or character by character`, () => {
    assert.equal(shown(text), text);
    assert.equal(shown(...text), text);
    assert.equal(shown(...`${text} and more`), `${text} and more`);
  });

test('a token that never ends is not kept back for ever', () => {
  const it = new ControlTokenFilter();
  assert.equal(it.pass(`<ctrl${'4'.repeat(1_000)}`), `<ctrl${'4'.repeat(1_000)}`);
});
