import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnswerContent } from '../../../src/conversation/turns/answer-content.ts';
import { SpokenPart } from '../../../src/conversation/turns/spoken-part.ts';
import { TokenCount } from '../../../src/conversation/turns/token-count.ts';
import { TurnChanges } from '../../../src/conversation/turns/turn-changes.ts';
import { TurnNumber } from '../../../src/conversation/turns/turn-number.ts';

/** A second of sound, in which 25 characters may be spoken at most. */
const SECOND = 48_000;

test('what was spoken within some sound are the whole words that came before its end', () => {
  const content = new AnswerContent();
  content.addText('One two');
  content.addAudio(SECOND);
  content.addText(' three four');
  content.addAudio(SECOND);
  assert.equal(content.getTextSpokenBy(0), '');
  assert.equal(content.getTextSpokenBy(SECOND / 5), 'One', 'five characters, of which two are half a word');
  assert.equal(content.getTextSpokenBy(SECOND), 'One two');
  assert.equal(content.getTextSpokenBy(SECOND + 1), 'One two three four');
});

test('what was heard is all of the answer until it is cut, and then never more', () => {
  const content = new AnswerContent();
  const changes = new TurnChanges();
  const spoken = new SpokenPart(content, changes);
  let times = 0;
  changes.on(async () => {
    times += 1;
  });
  content.addText('One two');
  content.addAudio(SECOND);
  assert.equal(spoken.text, 'One two');
  spoken.cut(SECOND / 5);
  content.addText(' three');
  content.withdraw('answer');
  assert.deepEqual([spoken.text, times], ['One', 1]);
});

test('what is withdrawn leaves what was understood, unless all is; who went deaf understands nothing more', () => {
  const content = new AnswerContent();
  content.addText('One');
  assert.equal(content.addHeard(' hello'), 'hello');
  content.withdraw('answer');
  assert.deepEqual([content.text, content.heard], ['', 'hello']);
  content.withdraw('all');
  assert.equal(content.heard, '');
  content.addHeard('once more');
  content.deafen();
  assert.deepEqual([content.addHeard('again'), content.heard], ['', '']);
});

test('each count tells how much more there is', () => {
  const told: number[] = [];
  const count = new TokenCount(({ total }) => told.push(total));
  for (const total of [105, 132, 132]) count.take({ prompt: 100, response: 5, thoughts: 0, total }, 'live');
  // Another model's count has nothing to do with it.
  count.take({ prompt: 10, response: 5, thoughts: 0, total: 15 }, 'text');
  assert.deepEqual(told, [105, 27, 0, 15]);
});

test('only the first word on a turn’s number counts, even if it is that there is none', async () => {
  for (const [first, second] of [
    [3, undefined],
    [undefined, 3],
  ] as const) {
    const number = new TurnNumber();
    assert.equal(number.value, undefined);
    number.settle(first);
    number.settle(second);
    assert.deepEqual([number.value, await number.settled], [first, first]);
  }
});
