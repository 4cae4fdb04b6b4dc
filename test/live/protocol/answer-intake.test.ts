import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AnswerIntake } from '../../../src/live/protocol/answer-intake.ts';
import { MOST_CALLING, MOST_HUMMING } from '../../../src/live/protocol/answer-progress.ts';
import { findModel } from '../../../src/live/protocol/models.ts';
import { parseServerMessage } from '../../../src/live/protocol/server-message.ts';
import type { ServerContent } from '../../../world/live/wire.ts';
import { codeIn } from '../../sentences.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { turn } from '../stage.ts';

const aloud = findModel('gemini-3.8-live');

const open = (model = aloud) => {
  const clock = new VirtualClock();
  const answer = turn();
  const intake = new AnswerIntake(answer, clock);
  const take = (json: object) => intake.take(parseServerMessage(json) ?? assert.fail('no message'), model);
  const content = (serverContent: ServerContent) => take({ serverContent });
  const transcript = (text: string) => content({ outputTranscription: { text } });
  const written = (text: string, thought?: boolean) =>
    content({ modelTurn: { parts: [{ text, ...(thought && { thought }) }] } });
  const sound = (ms = 20) => {
    const data = Buffer.alloc(48 * ms).toString('base64');
    return content({ modelTurn: { parts: [{ inlineData: { mimeType: 'audio/pcm;rate=24000', data } }] } });
  };
  const call = (count = 1) => {
    const functionCalls = Array.from({ length: count }, (_, id) => ({ id: `${id}`, name: 'look', args: {} }));
    return take({ toolCall: { functionCalls } });
  };
  return { clock, answer, intake, transcript, written, sound, call };
};

describe('a text part', () => {
  test('is the answer where neither sound nor transcript came, and is shown when that is known', () => {
    const { answer, intake, written } = open();
    assert.equal(written('The capital is '), 'nothing');
    written('Brasília.');
    assert.equal(answer.text, '');
    assert.equal(intake.reveal(), true);
    assert.equal(answer.text, 'The capital is Brasília.');
    assert.equal(intake.reveal(), false);
  });

  for (const order of ['before', 'after'] as const)
    for (const what of ['sound', 'transcript'] as const)
      test(`is a thought where ${what} came ${order} it`, () => {
        const it = open();
        const speak = () => (what === 'sound' ? it.sound() : it.transcript('Hello.'));
        if (order === 'after') speak();
        it.written('The user greets me.');
        if (order === 'before') speak();
        assert.equal(it.intake.reveal(), false);
        assert.equal(it.answer.text, what === 'sound' ? '' : 'Hello.');
      });

  test('that is marked as a thought is never shown', () => {
    const { answer, intake, written } = open();
    written('The user greets me.', true);
    assert.equal(intake.reveal(), false);
    assert.equal(answer.text, '');
  });

  test('is still the answer after a call of a function', () => {
    const { answer, intake, written, call } = open();
    written('I look. ');
    call();
    written('Nothing is there.');
    assert.equal(intake.reveal(), true);
    assert.equal(answer.text, 'I look. Nothing is there.');
  });

  for (const how of ['began', 'again'] as const)
    test(`is void when the question ${how === 'began' ? 'goes on' : 'is said anew'}`, () => {
      const { answer, intake, written } = open();
      written('Too soon.');
      if (how === 'began') intake.noteSpeech(false);
      else intake.again();
      written('Brasília.');
      intake.reveal();
      assert.equal(answer.text, 'Brasília.');
    });

  test('of a text model is its answer, and shown at once', () => {
    const { answer, written } = open({ ...aloud, output: 'text' });
    assert.equal(written('Brasília.'), 'words');
    assert.equal(answer.text, 'Brasília.');
  });

  test('without end is not kept without end', () => {
    const { answer, intake, written } = open();
    for (let index = 0; index < 20; index += 1) written('x'.repeat(100_000));
    intake.reveal();
    assert.equal(answer.text.length, 500_000);
  });
});

describe('control tokens', () => {
  test('are in no answer, however they are cut, and are no piece of one', () => {
    const { answer, intake, transcript } = open();
    assert.equal(transcript('<ctrl46>'), 'nothing');
    assert.equal(transcript('<ct'), 'nothing');
    assert.equal(transcript('rl46>'), 'nothing');
    assert.equal(transcript('Hello<ctr'), 'words');
    transcript('l46> Ada <');
    intake.end();
    assert.equal(answer.text, 'Hello Ada <');
  });

  test('are in no answer that came as text, and alone they are none', () => {
    const { answer, intake, written } = open();
    for (const piece of ['<ctrl46><ct', 'rl46>']) written(piece);
    assert.equal(intake.reveal(), false);
    assert.equal(answer.text, '');
    const another = open();
    for (const piece of ['<ctrl46>Brasí', 'lia.<ct', 'rl46>']) another.written(piece);
    assert.equal(another.intake.reveal(), true);
    assert.equal(another.answer.text, 'Brasília.');
  });

  test('are in nothing that was understood, also after the end', () => {
    const { answer, intake } = open();
    for (const piece of ['<ctrl46>what <ctr', 'l46>is it']) intake.addHeard(piece);
    intake.end();
    for (const piece of [' now<ct', 'rl46>?']) intake.addHeard(piece);
    assert.equal(answer.heard, 'what is it now?');
  });
});

test('what was understood after the end is written at once, but not a second time', () => {
  const { answer, intake } = open();
  intake.addHeard('what is the time?');
  intake.end();
  intake.addHeard('what is the time?');
  intake.addHeard('what is');
  assert.equal(answer.heard, 'what is the time?what is');
});

describe('sound without a word', () => {
  test('is enough after 20 s of it', async () => {
    const { clock, intake, sound } = open();
    for (let ms = 0; ms < MOST_HUMMING; ms += 1_000) {
      sound();
      assert.equal(intake.limit, undefined, `after ${ms} ms`);
      await clock.advance(1_000);
    }
    sound();
    assert.deepEqual(intake.limit?.text, { code: 'gemini.noise' });
  });

  test('is what comes for 20 s after a last word, if nobody speaks that slowly', async () => {
    const { clock, intake, sound, transcript } = open();
    transcript('Once upon a time');
    for (let ms = 0; ms <= MOST_HUMMING; ms += 1_000, await clock.advance(1_000)) sound(1_000);
    assert.ok(intake.limit);
  });

  test('is not what comes long after its words, which may run ahead', async () => {
    const { clock, intake, sound, transcript } = open();
    transcript('These words take a while to be said. '.repeat(20));
    for (let ms = 0; ms <= 60_000; ms += 1_000, await clock.advance(1_000)) sound(1_000);
    assert.equal(intake.limit, undefined);
  });

  test('is not what has its words at last, seconds late', async () => {
    const { clock, intake, sound, transcript } = open();
    for (let ms = 0; ms < MOST_HUMMING; ms += 500, await clock.advance(500)) sound(2_000);
    transcript('Here I am.');
    sound();
    assert.equal(intake.limit, undefined);
  });

  test('counts anew when the question goes on', async () => {
    const { clock, intake, sound } = open();
    sound();
    await clock.advance(MOST_HUMMING);
    intake.noteSpeech(true);
    sound();
    assert.equal(intake.limit, undefined);
  });
});

describe('calls of functions', () => {
  test('may be 32 for one thing that is said, whatever comes between them and however often it is said', () => {
    const { intake, call, transcript } = open();
    call(12);
    transcript('Let me see.');
    call(8);
    intake.again();
    call(8);
    intake.noteSpeech(false);
    call(4);
    assert.equal(intake.limit, undefined);
    call();
    assert.equal(codeIn(intake.limit), 'gemini.tools');
  });

  test('may be mistakes 8 times for one thing that is said, however often it is said', () => {
    const { intake } = open();
    for (let made = 0; made < 8; made++) {
      intake.noteMistake();
      if (made === 4) intake.again();
    }
    assert.equal(intake.limit, undefined);
    intake.noteMistake();
    assert.equal(codeIn(intake.limit), 'gemini.tools');
  });

  test('that write something end the time with calls only, but give the sound no words', async () => {
    const { clock, answer, intake, call, sound } = open();
    call();
    await clock.advance(MOST_CALLING - 1);
    assert.equal(intake.write({ markdown: '| a |' }), 'written');
    await clock.advance(MOST_CALLING);
    assert.equal(intake.limit, undefined);
    assert.equal(answer.written.length, 1);
    for (let ms = 0; ms <= MOST_HUMMING; ms += 1_000, await clock.advance(1_000)) sound(1_000);
    assert.equal(codeIn(intake.limit), 'gemini.noise');
  });

  test('are not all that comes while the next connection is waited for', async () => {
    const { clock, intake, call } = open();
    call();
    await clock.advance(MOST_CALLING - 1);
    intake.again();
    await clock.advance(MOST_CALLING - 1);
    call();
    assert.equal(intake.limit, undefined);
  });

  test('may be all that comes for 30 s, and words end that', async () => {
    const { clock, intake, call, transcript } = open();
    call();
    await clock.advance(MOST_CALLING - 1);
    assert.equal(intake.limit, undefined);
    transcript('Well.');
    await clock.advance(MOST_CALLING);
    call();
    assert.equal(intake.limit, undefined);
    await clock.advance(MOST_CALLING);
    assert.ok(intake.limit);
  });
});
