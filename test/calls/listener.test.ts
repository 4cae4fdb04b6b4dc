import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { Listener } from '../../src/calls/listener.ts';
import { Turn } from '../../src/conversation/turns/turn.ts';
import type { Utterance } from '../../src/conversation/turns/utterance.ts';
import { makeSpeech } from '../live/defaults.ts';

import { heardSound } from './heard-sound.ts';

/** A listener, and the utterances that it started. */
const listening = () => {
  const begun: Utterance[] = [];
  const moments: string[] = [];
  const stale: Utterance[] = [];
  const full: Utterance[] = [];
  const listener = new Listener({
    hear(id) {
      const utterance = {
        turn: new Turn({ person: { id, name: id }, text: '', at: 0, aloud: true }, undefined, {
          note: (what) => void moments.push(what),
        }),
        speech: makeSpeech(),
      };
      begun.push(utterance);
      return utterance;
    },
    mayHear: () => true,
    stale: (utterance) => stale.push(utterance),
    unheard() {},
    full: (utterance) => full.push(utterance),
    log: pino({ level: 'silent' }),
  });
  const say = (is: 'ended' | 'again' | 'over', utterance = 1) => listener.receive({ is, call: 'guild', utterance });
  const begin = (userId: string, utterance = 1) => listener.receive({ is: 'begun', call: 'guild', utterance, userId });
  const hears = (utterance = 1) => listener.receive(heardSound(utterance));
  return { listener, begun, stale, moments, say, begin, hears };
};

test('an utterance that goes on is one question', () => {
  const { listener, begun, moments, say, begin, hears } = listening();
  begin('ada');
  hears();
  say('ended');
  const [first] = begun;
  assert.ok(first);
  assert.equal(listener.hears(first.turn), false);
  say('again');
  assert.equal(listener.hears(first.turn), true);
  hears();
  say('over');
  assert.equal(first.speech.length, 200);
  assert.equal(first.speech.speaking, false);
  assert.equal(begun.length, 1);
  // Each of its ends is told, but the end of an utterance that has ended isn't one.
  listener.stop();
  assert.deepEqual(moments, ['endpointed', 'endpointed']);
});

test('an utterance that goes on after the whole answer has come is another question, and the answer is of no use', () => {
  const { begun, stale, say, begin, hears } = listening();
  begin('ada');
  say('ended');
  begun[0]?.turn.finish({ is: 'complete' });
  say('again');
  hears();
  assert.deepEqual(stale, [begun[0]]);
  assert.equal(begun.length, 2);
  assert.equal(begun[1]?.speech.length, 100);
  assert.equal(begun[1]?.turn.question.person.id, 'ada');
});

test('a new utterance ends the one before, and late pieces of that are dropped', () => {
  const { begun, say, begin, hears } = listening();
  begin('ada', 1);
  begin('bob', 2);
  hears(1);
  say('over', 1);
  hears(2);
  assert.deepEqual(
    begun.map(({ speech }) => [speech.length, speech.speaking]),
    [
      [0, false],
      [100, true],
    ],
  );
});

test('when the ears are gone, nothing more comes of what was being said', () => {
  const { listener, begun, begin, hears } = listening();
  begin('ada');
  listener.stop();
  hears();
  assert.deepEqual([begun[0]?.speech.length, begun[0]?.speech.speaking], [0, false]);
});
