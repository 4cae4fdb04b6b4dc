import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Interruption } from '../../src/live/interruption.ts';
import { Speech } from '../../src/live/speech.ts';
import { loud } from '../world/live/caller.ts';
import { heard, hold, say, think } from '../world/live/steps.ts';
import { never, stage, turn } from './stage.ts';

const MARKER = '[Ada] says aloud:';

/** Something that was said and is over. */
const said = (ms: number) => {
  const speech = new Speech();
  speech.write(loud(ms));
  speech.end();
  return speech;
};

test('what a person says reaches the model whole, with their name before it, and is answered', async (t) => {
  const { live, session } = await stage(t, { live: { model: () => [heard('what ', 'is it'), say('a test')] } });
  const speech = new Speech();
  const answer = turn();
  const answered = session.hear(speech, MARKER, 1, answer, never);
  speech.write(loud(60));
  speech.write(loud(40));
  speech.end();
  assert.deepEqual(await answered, { is: 'complete' });
  const spoken = await live.spoken(0);
  assert.equal(spoken.marker, MARKER);
  assert.deepEqual(spoken.audio, loud(100));
  assert.equal(answer.text, 'a test');
  assert.equal(answer.heard, 'what is it');
  assert.deepEqual(live.unexpected, []);
});

test('whoever goes on speaking withdraws the answer that was on its way, and gets one to all of it', async (t) => {
  const answers: string[] = [];
  const { live, session } = await stage(t);
  const first = Promise.withResolvers<void>();
  live.script = ({ audio }) => {
    answers.push(`${audio.length / 32} ms`);
    return answers.length === 1 ? [say('too soon'), hold(first.promise)] : [say('now')];
  };
  const speech = new Speech();
  const answer = turn();
  const pieces: string[] = [];
  const reading = (async () => {
    for await (const piece of answer.follow()) if (piece.is !== 'audio') pieces.push(piece.is);
  })();
  const answered = session.hear(speech, MARKER, 1, answer, never);
  speech.write(loud(100));
  speech.end();
  for await (const piece of answer.follow()) if (piece.is === 'text') break;
  speech.again();
  assert.equal(answer.text, '');
  speech.write(loud(80));
  speech.end();
  assert.deepEqual(await answered, { is: 'complete' });
  assert.equal(answer.text, 'now');
  assert.deepEqual(answers, ['100 ms', '80 ms']);
  answer.finish({ is: 'complete' });
  await reading;
  assert.deepEqual(pieces, ['text', 'withdrawn', 'text']);
  assert.deepEqual(live.unexpected, []);
});

test('going on before the answer has begun leaves no trace of it', async (t) => {
  const { live, session } = await stage(t, { live: { model: ({ audio }) => [think(40), say(`${audio.length}`)] } });
  const speech = new Speech();
  const answer = turn();
  const answered = session.hear(speech, MARKER, 1, answer, never);
  await speech.told;
  speech.write(loud(100));
  speech.end();
  speech.again();
  speech.write(loud(20));
  speech.end();
  assert.deepEqual(await answered, { is: 'complete' });
  assert.equal(answer.text, `${loud(20).length}`);
  assert.deepEqual(live.unexpected, []);
});

test('an answer cut short by speech keeps its connection, and nothing of it gets into the next one', async (t) => {
  const begun = Promise.withResolvers<void>();
  const { live, session } = await stage(t);
  live.script = () => [say('first '), hold(begun.promise)];
  const stop = new AbortController();
  const one = turn();
  const first = session.hear(said(100), MARKER, 1, one, stop.signal);
  for await (const piece of one.follow()) if (piece.is === 'text') break;
  stop.abort(new Interruption('speech'));
  assert.deepEqual(await first, { is: 'interrupted' });
  live.script = () => [say('second')];
  const two = turn();
  assert.deepEqual(await session.hear(said(100), '[Bob] says aloud:', 2, two, never), { is: 'complete' });
  assert.equal(two.text, 'second');
  assert.equal(live.connections.length, 1);
  assert.deepEqual(live.unexpected, []);
});

test('silence that somebody wants is told to the model, and asks for no answer', async (t) => {
  const { live, session } = await stage(t);
  const forever = Promise.withResolvers<void>();
  live.script = () => [say('on and on'), hold(forever.promise)];
  const stop = new AbortController();
  const answer = turn();
  const asked = session.ask('tell me', 1, answer, stop.signal);
  for await (const piece of answer.follow()) if (piece.is === 'text') break;
  stop.abort(new Interruption('hush'));
  assert.deepEqual(await asked, { is: 'interrupted' });
  const connection = await live.connection(0);
  await connection.heard.input(({ is }) => is === 'marker');
  live.script = () => [say('again')];
  const next = turn();
  assert.deepEqual(await session.ask('go on', 2, next, never), { is: 'complete' });
  assert.equal(next.text, 'again');
  assert.equal(live.connections.length, 1);
});

test('a connection that breaks in the middle of speech is replaced, and the next one hears it from its beginning', async (t) => {
  const { live, session } = await stage(t, { live: { model: () => [say('heard you')] } });
  const speech = new Speech();
  const answer = turn();
  const answered = session.hear(speech, MARKER, 1, answer, never);
  speech.write(loud(100));
  const first = await live.connection(0);
  await first.heard.input(({ is }) => is === 'audio');
  first.drop();
  speech.write(loud(60));
  await live.connection(1);
  speech.write(loud(40));
  speech.end();
  assert.deepEqual(await answered, { is: 'complete' });
  assert.equal(answer.text, 'heard you');
  const spoken = await live.spoken(0);
  assert.deepEqual(spoken.audio, loud(200));
  assert.equal(spoken.marker, MARKER);
});

test('markers are switched off for a model whose connections die of them twice in a row', async (t) => {
  const { live, session } = await stage(t, { live: { model: () => [think(60), say('fine')] } });
  live.rules.markerKillsAfterMs = { 'gemini-3.8-live': 1 };
  const answer = turn();
  assert.deepEqual(await session.hear(said(200), MARKER, 1, answer, never), { is: 'complete' });
  assert.equal(live.connections.length, 3);
  const [, , third] = live.connections;
  assert.match(JSON.stringify(third?.setup.systemInstruction), /\[Ada\] says aloud:/);
  assert.equal(live.questions.at(-1)?.marker, undefined);
});

test('speech that nobody can be told of for half a minute keeps the newest of it, and counts the rest', () => {
  const speech = new Speech();
  for (let second = 0; second < 32; second++) speech.write(loud(1_000));
  assert.equal(speech.lostBytes, 2 * 32_000);
  assert.equal(speech.length, 32_000);
});
