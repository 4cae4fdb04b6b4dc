import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_TOKENS } from '../../../src/base/expense.ts';
import { AnswerContent } from '../../../src/conversation/turns/answer-content.ts';
import { SpokenPart } from '../../../src/conversation/turns/spoken-part.ts';
import { TokenCount } from '../../../src/conversation/turns/token-count.ts';
import { TurnChanges } from '../../../src/conversation/turns/turn-changes.ts';
import { TurnNumber } from '../../../src/conversation/turns/turn-number.ts';
import type { TokenUsage } from '../../../src/live/protocol/token-kinds.ts';

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
  content.withdraw();
  assert.deepEqual([spoken.text, times], ['One', 1]);
});

test('each count tells how much more there is', () => {
  const told: number[] = [];
  const count = new TokenCount(({ total }) => told.push(total));
  const live = { by: 'live' as const, model: 'gemini-3.8-live', times: 1 };
  const usage = { prompt: 100, response: 5, thoughts: 0, total: 105, kinds: NO_TOKENS, estimated: false };
  for (const total of [105, 132, 132]) count.take({ ...usage, total }, live);
  // Another model's count has nothing to do with it, nor has that of a question that is asked again.
  count.take({ ...usage, prompt: 10, total: 15 }, { ...live, by: 'text', times: 2 });
  count.take({ ...usage, total: 132 }, { ...live, times: 3 });
  assert.deepEqual(told, [105, 27, 0, 15, 132]);
});

test('an answer that the model begins anew is counted whole, and a kind that turns out to be another is moved', () => {
  const told: TokenUsage[] = [];
  const count = new TokenCount((more) => told.push(more));
  const source = { by: 'live' as const, model: 'gemini-3.8-live', times: 1 };
  const usage = (prompt: number, response: number, soundIn: number): TokenUsage => {
    const kinds = { ...NO_TOKENS, soundIn, textIn: prompt - soundIn, soundOut: response };
    return { prompt, response, thoughts: 0, total: prompt + response, kinds, estimated: soundIn === prompt };
  };
  count.take(usage(100, 40, 100), source);
  count.take(usage(100, 50, 30), source);
  count.take(usage(120, 10, 30), source);
  assert.deepEqual(
    told.map(({ prompt, response, total, kinds }) => [prompt, response, total, kinds.soundIn, kinds.textIn]),
    [
      [100, 40, 140, 100, 0],
      [0, 10, 10, -70, 70],
      [120, 10, 130, 30, 90],
    ],
  );
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
