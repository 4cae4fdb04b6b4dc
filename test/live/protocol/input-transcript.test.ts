import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InputTranscript } from '../../../src/live/protocol/input-transcript.ts';
import { deltas } from '../../../world/live/steps.ts';

/** What is kept of a transcript that comes in these pieces. */
const kept = (...pieces: string[]) => {
  const it = new InputTranscript();
  it.noteSpeech();
  return pieces.map((piece) => it.take(piece)).join('') + it.rest();
};

const LINE = 'Hey Kite, did you see that? I just took second place.';

test('an utterance that is transcribed twice, or more often, is kept once', () => {
  assert.equal(kept(LINE, LINE), LINE);
  assert.equal(kept(LINE, LINE, LINE), LINE);
  assert.equal(kept(...deltas(LINE), ...deltas(LINE)), LINE);
  assert.equal(kept(...deltas(LINE), LINE), LINE);
  assert.equal(kept(LINE, ...deltas(LINE), LINE), LINE);
});

for (const text of ['Hello.', 'no more of that', '巴西的首都是哪个城市', 'Как дела?'])
  test(`"${text}" is kept once, too`, () => assert.equal(kept(text, text), text));

for (const pieces of [
  ['no', ' no'],
  ['No.', ' No.'],
  ['no no', ' no no'],
  ['ha', 'ha'],
  ['いいえ', 'いいえ'],
  ['Are you there?', ' Are you there?'],
])
  test(`"${pieces.join('')}" was said like that, and is kept`, () => assert.equal(kept(...pieces), pieces.join('')));

test('what only begins in the same way is kept whole', () => {
  assert.equal(kept(...deltas(LINE), 'Hey Kite,', ' listen to me.'), `${LINE}Hey Kite, listen to me.`);
  assert.equal(kept(LINE, 'Hey'), `${LINE}Hey`);
});

test('what somebody says once more, after they had been understood, is kept', () => {
  const it = new InputTranscript();
  it.noteSpeech();
  assert.equal(it.take('Are you there?'), 'Are you there?');
  it.noteSpeech();
  assert.equal(it.take('Are you there?'), 'Are you there?');
});

test('what is said anew is understood anew', () => {
  const it = new InputTranscript();
  it.noteSpeech();
  it.take(LINE);
  it.forget();
  assert.equal(it.take(LINE), LINE);
});
