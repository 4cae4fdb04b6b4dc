import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UNNOTED } from '../../src/base/moments.ts';
import { type PlayoutEnd, Speaker } from '../../src/calls/speaker.ts';
import { Turn } from '../../src/conversation/turns/turn.ts';
import type { ToProcess } from '../../src/voice/bridge/protocol.ts';
import { settle } from './stage.ts';

const question = { person: { id: '1', name: 'Ada' }, text: 'question', at: 0 };
const sound = (value: number) => Buffer.alloc(48, value);

/** A speaker, what it sends, and a turn whose gate a test opens or shuts. */
const speaking = () => {
  const sent: ToProcess[] = [];
  const silences: PlayoutEnd[] = [];
  const losses: number[] = [];
  let turns = 0;
  const speaker = new Speaker({
    call: 'guild',
    nextTurn: () => ++turns,
    send: (message) => sent.push(message),
    interrupters: () => 'all',
    silent: (silence) => silences.push(silence),
    onLoss: (bytes) => losses.push(bytes),
  });
  const begin = (gate: Promise<boolean> = Promise.resolve(true), moments = UNNOTED) => {
    const turn = new Turn(question, undefined, moments);
    return { turn, said: speaker.speak(turn, gate) };
  };
  const kinds = () => sent.map(({ is }) => is);
  return { speaker, sent, silences, losses, begin, kinds };
};

test('of sound that waits too long for its gate the newest is lost, and counted', async () => {
  const { losses, begin } = speaking();
  const gate = Promise.withResolvers<boolean>();
  const { turn, said } = begin(gate.promise);
  for (let megabyte = 0; megabyte < 18; megabyte++) turn.addAudio(Buffer.alloc(1024 * 1024));
  turn.finish({ is: 'complete' });
  // The pieces are read one after another, each in its own turn of the event loop.
  await new Promise(setImmediate);
  gate.resolve(true);
  await said;
  assert.deepEqual(losses, [1024 * 1024]);
});

test('sound waits for its gate and then comes in its order, before the end', async () => {
  const { sent, begin, kinds } = speaking();
  const gate = Promise.withResolvers<boolean>();
  const { turn, said } = begin(gate.promise);
  for (const value of [1, 2]) turn.addAudio(sound(value));
  turn.finish({ is: 'complete' });
  await settle();
  assert.equal(sent.length, 0);
  gate.resolve(true);
  await said;
  assert.deepEqual(kinds(), ['speak', 'sound', 'sound', 'said']);
  assert.deepEqual(
    sent.flatMap((message) => (message.is === 'sound' ? [message.pcm[0]] : [])),
    [1, 2],
  );
});

test('nothing passes a gate that is shut, before or after', async () => {
  const { sent, begin } = speaking();
  const { turn, said } = begin(Promise.resolve(false));
  turn.addAudio(sound(1));
  await settle();
  turn.addAudio(sound(2));
  turn.finish({ is: 'complete' });
  await said;
  assert.deepEqual(sent, []);
});

test('what was withdrawn while it waited is never sent', async () => {
  const { sent, begin, kinds } = speaking();
  const gate = Promise.withResolvers<boolean>();
  const { turn, said } = begin(gate.promise);
  turn.addAudio(sound(1));
  turn.withdraw();
  turn.addAudio(sound(2));
  turn.finish({ is: 'complete' });
  await settle();
  gate.resolve(true);
  await said;
  assert.deepEqual(kinds(), ['speak', 'sound', 'said']);
  assert.deepEqual(sent[1], { is: 'sound', call: 'guild', turn: 1, pcm: sound(2) });
});

test('a turn without sound says nothing', async () => {
  const { sent, begin } = speaking();
  const { turn, said } = begin();
  turn.addText('only written');
  turn.finish({ is: 'complete' });
  await said;
  assert.deepEqual(sent, []);
});

test('it’s told once when the first of an answer is heard, and how its playout ended', async () => {
  const { speaker, begin } = speaking();
  const moments: unknown[] = [];
  const { turn, said } = begin(Promise.resolve(true), { note: (...moment) => void moments.push(moment) });
  turn.addAudio(sound(1));
  turn.finish({ is: 'complete' });
  await said;
  for (const is of ['audible', 'audible'] as const) speaker.receive({ is, call: 'guild', turn: 1 });
  speaker.receive({ is: 'silent', call: 'guild', turn: 1, bytes: 48, how: 'played' });
  speaker.receive({ is: 'audible', call: 'guild', turn: 1 });
  assert.deepEqual(moments, [['heard'], ['silent', 'played']]);
});

test('an answer that the mouth is done with gets no second utterance', async () => {
  const { speaker, silences, begin, kinds } = speaking();
  const { turn, said } = begin();
  turn.addAudio(sound(1));
  await settle();
  speaker.receive({ is: 'silent', call: 'guild', turn: 1, bytes: 24, how: 'hushed' });
  speaker.receive({ is: 'silent', call: 'guild', turn: 1, bytes: 48, how: 'played' });
  turn.addAudio(sound(2));
  turn.finish({ is: 'complete' });
  await said;
  assert.deepEqual(kinds(), ['speak', 'sound']);
  assert.deepEqual(silences, [{ turn, bytes: 24, how: 'hushed' }]);
});

test('a new mouth is not told the rest of what the old one had begun, but all that follows', async () => {
  const { speaker, begin, sent } = speaking();
  const { turn } = begin();
  turn.addAudio(sound(1));
  await settle();
  speaker.noteLoss();
  sent.length = 0;
  turn.addAudio(sound(2));
  turn.finish({ is: 'complete' });
  const next = begin();
  next.turn.addAudio(sound(3));
  await settle();
  assert.deepEqual(sent, [
    { is: 'speak', call: 'guild', turn: 2, interrupters: 'all' },
    { is: 'sound', call: 'guild', turn: 2, pcm: sound(3) },
  ]);
});

test('sound that turns out to be no answer is not said to its end', async () => {
  const { begin, kinds, sent } = speaking();
  const { turn, said } = begin();
  turn.addAudio(sound(1));
  turn.finish({ is: 'failed', error: new Error('it only hummed') });
  await said;
  assert.deepEqual(kinds(), ['speak', 'sound', 'withdraw']);
  assert.ok(sent.some((message) => message.is === 'withdraw' && !message.more));
});

test('a cue opens a turn in the mouth, and isn’t taken for its answer', async () => {
  const noted: string[] = [];
  const { speaker, begin, kinds, silences } = speaking();
  const { turn, said } = begin(undefined, { note: (what) => noted.push(what) });
  speaker.cue(turn);
  speaker.cue(turn);
  assert.deepEqual(kinds(), ['speak', 'cue', 'cue']);
  speaker.receive({ is: 'audible', call: 'guild', turn: 1, cue: true });
  assert.equal(speaker.audible, turn);
  turn.addAudio(sound(1));
  await settle();
  speaker.receive({ is: 'audible', call: 'guild', turn: 1 });
  assert.deepEqual(noted.slice(-2), ['cued', 'heard']);
  speaker.receive({ is: 'silent', call: 'guild', turn: 1, bytes: 0, how: 'interrupted', by: '1' });
  assert.equal(silences.length, 1);
  speaker.cue(turn);
  turn.finish({ is: 'interrupted' });
  await said;
  assert.deepEqual(kinds(), ['speak', 'cue', 'cue', 'sound'], 'the mouth is done with it');
});
