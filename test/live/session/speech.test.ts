import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../../src/base/clock.ts';
import { Interruption } from '../../../src/live/protocol/interruption.ts';
import { LiveSpeech } from '../../../src/live/session/speech.ts';
import { makeLoudPcm } from '../../../world/live/caller.ts';
import { hold, say, sayHeard, think } from '../../../world/live/steps.ts';
import { missing, PIECE_MS, pieces, read } from '../../soak/sound.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { makeSpeech } from '../defaults.ts';
import { never, stage, turn } from '../stage.ts';

const MARKER = '[Ada] says aloud:';

/** Something that was said and is over. */
const said = (ms: number) => {
  const speech = makeSpeech();
  speech.write(makeLoudPcm(ms));
  speech.end();
  return speech;
};

test('what a person says reaches the model whole, with their name before it, and is answered', async (t) => {
  const { live, session } = await stage(t, { live: { model: () => [sayHeard('what ', 'is it'), say('a test')] } });
  const speech = makeSpeech();
  const answer = turn();
  const answered = session.hear(speech, MARKER, 1, answer, never);
  speech.write(makeLoudPcm(60));
  speech.write(makeLoudPcm(40));
  speech.end();
  assert.deepEqual(await answered, { is: 'complete' });
  const spoken = await live.spoken(0);
  assert.equal(spoken.marker, MARKER);
  assert.deepEqual(spoken.audio, makeLoudPcm(100));
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
  const speech = makeSpeech();
  const answer = turn();
  const pieces: string[] = [];
  const reading = (async () => {
    for await (const piece of answer.follow()) if (piece.is !== 'audio') pieces.push(piece.is);
  })();
  const answered = session.hear(speech, MARKER, 1, answer, never);
  speech.write(makeLoudPcm(100));
  speech.end();
  for await (const piece of answer.follow()) if (piece.is === 'text') break;
  speech.again();
  assert.equal(answer.text, '');
  speech.write(makeLoudPcm(80));
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
  const speech = makeSpeech();
  const answer = turn();
  const answered = session.hear(speech, MARKER, 1, answer, never);
  await speech.waitUntilTold();
  speech.write(makeLoudPcm(100));
  speech.end();
  speech.again();
  speech.write(makeLoudPcm(20));
  speech.end();
  assert.deepEqual(await answered, { is: 'complete' });
  assert.equal(answer.text, `${makeLoudPcm(20).length}`);
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

test('each answer costs what Google bills for it, though its count comes only when the next person speaks, or after a pause', async (t) => {
  const { live, session } = await stage(t, { live: { model: () => [say('a long enough answer')] } });
  // The end of an answer, with its count, comes once it was played, or when it's interrupted.
  live.playback = true;
  const answers = ['[Ada] says aloud:', '[Bob] says aloud:', '[Ada] says aloud:'].map((marker) => ({
    marker,
    answer: turn(),
  }));
  for (const [index, { marker, answer }] of answers.entries()) {
    const speech = makeSpeech();
    const answered = session.hear(speech, marker, index + 1, answer, never);
    speech.write(makeLoudPcm(200 * (index + 1)));
    speech.end();
    if (index === 2) {
      // She goes on, so what came of the answer is void, and billed all the same.
      for await (const piece of answer.follow()) if (piece.is === 'text') break;
      speech.again();
      speech.write(makeLoudPcm(400));
      speech.end();
    }
    assert.deepEqual(await answered, { is: 'complete' });
  }
  // The next question ends the last one's playback, and with it comes its count.
  assert.deepEqual(await session.ask('and now?', 4, turn(), never), { is: 'complete' });
  const sum = (index: number) => {
    const [{ tokens } = { tokens: undefined }] = answers[index]?.answer.tokens.spent ?? [];
    return [tokens?.textIn, tokens?.soundIn, tokens?.soundOut];
  };
  const [one, two, three, four] = live.bill.answers.map(({ kinds }) => [kinds.textIn, kinds.soundIn, kinds.soundOut]);
  assert.deepEqual([sum(0), sum(1), sum(2)], [one, two, three?.map((tokens, index) => tokens + (four?.[index] ?? 0))]);
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
  const speech = makeSpeech();
  const answer = turn();
  const answered = session.hear(speech, MARKER, 1, answer, never);
  speech.write(makeLoudPcm(100));
  const first = await live.connection(0);
  await first.heard.input(({ is }) => is === 'audio');
  first.drop();
  speech.write(makeLoudPcm(60));
  await live.connection(1);
  speech.write(makeLoudPcm(40));
  speech.end();
  assert.deepEqual(await answered, { is: 'complete' });
  assert.equal(answer.text, 'heard you');
  const spoken = await live.spoken(0);
  assert.deepEqual(spoken.audio, makeLoudPcm(200));
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

test('ten minutes with short pauses reach whole the connection that answers, though two broke at 5:00 and 9:30', async (t) => {
  const clock = new VirtualClock();
  const { live, session } = await stage(t, { clock, live: { model: () => [sayHeard('all'), say('of it')] } });
  const speech = makeSpeech(clock);
  const answer = turn();
  const answered = session.hear(speech, MARKER, 1, answer, never);
  const said = pieces(7, 600_000);
  let sent = 0;
  const speak = async (until: number) => {
    for (; sent < until / PIECE_MS; sent += 1) {
      const pcm = said[sent];
      assert.ok(pcm);
      speech.write(pcm);
      await clock.advance(PIECE_MS);
      // Time may not pass while frames are on their way, or they would seem to take seconds.
      for (let turns = 0; turns < 4; turns += 1) await new Promise(setImmediate);
      // Every five seconds the person takes a breath and seems to be done.
      if (sent % 50 !== 49) continue;
      speech.end();
      await clock.advance(20);
      speech.again();
    }
  };
  await clock.until(Promise.race([speech.waitUntilTold(), answered]));
  for (const [connection, end] of [300_000, 570_000].entries()) {
    await speak(end);
    (await live.connection(connection)).drop();
    // They go on while the next connection is made and told what was said before.
    await speak(end + 3_000);
    await clock.until(Promise.race([speech.waitUntilTold(), answered]));
  }
  await speak(600_000);
  speech.end();
  assert.deepEqual(await clock.until(answered), { is: 'complete' });
  assert.equal(answer.text, 'of it');
  assert.equal(live.connections.length, 3);
  // At each breath the model takes what was said for a question, until it hears more.
  const third = live.connections[2];
  const audio = Buffer.concat(live.questions.filter(({ connection }) => connection === third).map((one) => one.audio));
  assert.equal(missing(read(audio), 600_000), 0);
  assert.equal(audio.length, 600 * 32_000);
  assert.deepEqual(live.unexpected, []);
});

test('what was said before is told at once up to ten seconds, at fifty times its speed after that, and then its end', async (t) => {
  const clock = new VirtualClock();
  const { session } = await stage(t, { clock, live: { model: ({ audio }) => [say(`${audio.length / 32_000} s`)] } });
  const speech = makeSpeech(clock);
  for (let second = 0; second < 300; second += 1) speech.write(makeLoudPcm(1_000));
  speech.end();
  const began = clock.now();
  const answer = turn();
  const answered = session.hear(speech, MARKER, 1, answer, never);
  await clock.until(speech.waitUntilTold(), 5);
  const took = clock.now() - began;
  assert.ok(took >= 290 * 20 && took < 7_000, `${took} ms`);
  assert.deepEqual(await clock.until(answered), { is: 'complete' });
  assert.equal(answer.text, '300 s');
  const short = makeSpeech(clock);
  for (let second = 0; second < 10; second += 1) short.write(makeLoudPcm(1_000));
  short.end();
  const next = turn();
  const before = clock.now();
  const heard = session.hear(short, MARKER, 2, next, never);
  await short.waitUntilTold();
  assert.equal(clock.now(), before, 'without a pause');
  assert.deepEqual(await clock.until(heard), { is: 'complete' });
  assert.equal(next.text, '10 s');
});

test('what is kept small is unpacked for each connection that has to hear it, and for no other', async (t) => {
  const { live, session } = await stage(t, { live: { model: () => [say('heard you')] } });
  let opened = 0;
  let closed = 0;
  const unpacking = async () => {
    opened += 1;
    return {
      unpack: ([ms = 0]: Uint8Array) => makeLoudPcm(ms),
      close() {
        closed += 1;
      },
    };
  };
  const speech = new LiveSpeech({ unpacking, clock: systemClock });
  const answered = session.hear(speech, MARKER, 1, turn(), never);
  await speech.waitUntilTold();
  speech.write(makeLoudPcm(100), Uint8Array.of(100));
  speech.write(makeLoudPcm(60));
  assert.equal(speech.keptBytes, 1 + makeLoudPcm(60).length);
  const first = await live.connection(0);
  await first.heard.input(({ is }) => is === 'audio');
  first.drop();
  await live.connection(1);
  speech.write(makeLoudPcm(40), Uint8Array.of(40));
  speech.end();
  assert.deepEqual(await answered, { is: 'complete' });
  assert.deepEqual((await live.spoken(0)).audio, makeLoudPcm(200));
  assert.deepEqual([opened, closed], [2, 2]);
});

test('speech that cannot be unpacked counts as lost, and what follows it is heard', async (t) => {
  const { live, session } = await stage(t, { live: { model: () => [say('a part')] } });
  const speech = new LiveSpeech({ unpacking: () => Promise.reject(new Error('no codec')), clock: systemClock });
  speech.write(makeLoudPcm(100), Uint8Array.of(1));
  const answered = session.hear(speech, MARKER, 1, turn(), never);
  await speech.waitUntilTold();
  speech.write(makeLoudPcm(60), Uint8Array.of(1));
  speech.end();
  assert.deepEqual(await answered, { is: 'complete' });
  assert.deepEqual((await live.spoken(0)).audio, makeLoudPcm(60));
  assert.equal(speech.lostBytes, makeLoudPcm(100).length);
});

test('speech that is longer than ten minutes keeps the newest of it, and counts the rest', () => {
  const speech = makeSpeech();
  for (let second = 0; second < 660; second += 1) speech.write(makeLoudPcm(1_000));
  assert.equal(speech.length, 660_000);
  assert.ok(speech.keptBytes >= 600 * 32_000 && speech.keptBytes <= 20 * 1024 * 1024);
  assert.equal(speech.lostBytes, 660 * 32_000 - speech.keptBytes);
});

test('what is understood only while a typed question is answered is still what was said aloud', async (t) => {
  const answers = [
    [sayHeard('what '), say('a test')],
    [sayHeard('is it'), say('typed')],
  ];
  const { session } = await stage(t, { live: { model: () => answers.shift() ?? [] } });
  const [spoken, typed] = [turn(), turn()];
  await session.hear(said(100), MARKER, 1, spoken, never);
  await session.ask('hello', 2, typed, never);
  assert.deepEqual([spoken.heard, spoken.text, typed.heard, typed.text], ['what is it', 'a test', '', 'typed']);
});
