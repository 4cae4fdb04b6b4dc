import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EndSensitivity, type LiveConnectConfig, StartSensitivity } from '@google/genai';
import { Caller, makeLoudPcm, makeSilentPcm, manual } from '../../../world/live/caller.ts';
import { Live } from '../../../world/live/live.ts';
import { sayHeard, stall } from '../../../world/live/steps.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const lengths = ({ questions }: Live) => questions.map(({ audio }) => audio.length / 32);
const detecting = (automaticActivityDetection: object): { config: LiveConnectConfig } => ({
  config: { realtimeInputConfig: { automaticActivityDetection } },
});

test('what is said between activityStart and activityEnd is asked, and what is said outside is discarded', async () => {
  await using live = await Live.listen({
    model: ({ audio }) => [sayHeard('good day'), `${audio.length} bytes`],
  });
  const caller = await Caller.dial(live, { config: manual });
  caller.sound(makeSilentPcm(20));
  caller.speak(makeSilentPcm(20), makeSilentPcm(20), makeSilentPcm(20));
  await caller.message(({ serverContent }) => serverContent?.turnComplete);
  assert.equal(caller.transcript(), '1920 bytes');
  live.script = ({ memory }) => JSON.stringify(memory[0]?.parts?.at(-1));
  assert.equal(await caller.ask('what did I say?'), '{"text":"good day"}');
});

test('with silence after it, speech is answered after 800 ms of that', async () => {
  await using live = await Live.listen({ model: ({ audio }) => `${audio.length / 32} ms` });
  const caller = await Caller.dial(live);
  caller.sound(makeLoudPcm(500), makeSilentPcm(780), makeSilentPcm(20), makeSilentPcm(20));
  await caller.turnOver();
  assert.equal(caller.transcript(), '1300 ms');
});

test('without silence after it, speech is never answered', async () => {
  await using live = await Live.listen();
  const caller = await Caller.dial(live);
  caller.sound(makeLoudPcm(500), makeSilentPcm(780));
  const { heard: ear } = await live.connection(0);
  await ear.input((input) => ear.inputs.indexOf(input) === 1);
  live.connections[0]?.goAway('50s');
  await caller.message(({ goAway }) => goAway);
  assert.deepEqual(caller.order, ['setupComplete', 'goAway']);
  assert.deepEqual(live.questions, []);
});

test('the setup says how much speech and how much silence it takes, and how sensitive the ear is', async () => {
  await using live = await Live.listen();
  const caller = await Caller.dial(
    live,
    detecting({
      prefixPaddingMs: 40,
      silenceDurationMs: 300,
      startOfSpeechSensitivity: StartSensitivity.START_SENSITIVITY_LOW,
      endOfSpeechSensitivity: EndSensitivity.END_SENSITIVITY_LOW,
    }),
  );
  caller.sound(makeLoudPcm(20), makeSilentPcm(400), makeLoudPcm(40), makeSilentPcm(300));
  await caller.turnOver();
  assert.deepEqual(lengths(live), [340]);
});

test('how much speech it takes can be set for the world, and what is too short is not answered', async () => {
  await using live = await Live.listen({ rules: { startMs: 400 } });
  const caller = await Caller.dial(live);
  caller.sound(makeLoudPcm(380), makeSilentPcm(1000), makeLoudPcm(400), makeSilentPcm(800));
  await caller.turnOver();
  assert.deepEqual(lengths(live), [1200]);
});

test('an answer is interrupted when the ear is sure of speech, and not before', async () => {
  await using live = await Live.listen({ model: () => ['half', stall] });
  const caller = await Caller.dial(live);
  caller.session.sendRealtimeInput({ text: 'go' });
  await caller.message(({ serverContent }) => serverContent?.outputTranscription);
  caller.sound(makeLoudPcm(180));
  await (await live.connection(0)).heard.input(({ is }) => is === 'audio');
  live.connections[0]?.goAway('50s');
  await caller.message(({ goAway }) => goAway);
  assert.ok(!caller.order.includes('interrupted'));
  caller.sound(makeLoudPcm(20));
  await caller.message(({ serverContent }) => serverContent?.interrupted);
});

test('the end of the stream finalises speech at once', async () => {
  await using live = await Live.listen({ model: () => 'heard' });
  const caller = await Caller.dial(live);
  caller.sound(makeLoudPcm(500));
  caller.session.sendRealtimeInput({ audioStreamEnd: true });
  await caller.turnOver();
  assert.deepEqual(lengths(live), [500]);
});

test('where the end of the stream needs silence before it, speech without that is lost', async () => {
  await using live = await Live.listen({ model: () => 'heard', rules: { streamEndSilenceMs: 200 } });
  const caller = await Caller.dial(live);
  caller.sound(makeLoudPcm(500), makeSilentPcm(180));
  caller.session.sendRealtimeInput({ audioStreamEnd: true });
  caller.sound(makeLoudPcm(300), makeSilentPcm(200));
  caller.session.sendRealtimeInput({ audioStreamEnd: true });
  await caller.turnOver();
  assert.deepEqual(lengths(live), [500]);
  assert.equal(caller.transcript(), 'heard');
});

test('other rates are heard as 16 kHz', async () => {
  await using live = await Live.listen();
  const caller = await Caller.dial(live, { config: manual });
  caller.begin();
  const data = Buffer.from(new Int16Array(4800).fill(1234).buffer).toString('base64');
  caller.session.sendRealtimeInput({ audio: { data, mimeType: 'audio/pcm;rate=48000' } });
  caller.end();
  const { audio } = await live.spoken(0);
  assert.deepEqual(audio, Buffer.from(new Int16Array(1600).fill(1234).buffer));
});

test('sound may come in large pieces and faster than it is spoken', async () => {
  await using live = await Live.listen();
  const caller = await Caller.dial(live, { config: manual });
  caller.speak(makeLoudPcm(10_000), makeLoudPcm(10_000), makeLoudPcm(10_000));
  await caller.turnOver();
  assert.deepEqual(lengths(live), [30_000]);
  assert.deepEqual(live.unexpected, []);
});

test('a test sees what was spoken, by whom, and when each part of it came', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock });
  const began = clock.now();
  const caller = await Caller.dial(live, { config: manual });
  const { heard } = await live.connection(0);
  caller.mark('[Ada]');
  caller.begin();
  await heard.input(({ is }) => is === 'activityStart');
  for (const n of [1, 2]) {
    await clock.advance(20);
    caller.sound(Buffer.alloc(640, n));
    await heard.input((input) => input.is === 'audio' && input.at === began + 20 * n);
  }
  await clock.advance(5);
  caller.end();
  const spoken = await live.spoken(0);
  assert.deepEqual(spoken.audio, Buffer.concat([Buffer.alloc(640, 1), Buffer.alloc(640, 2)]));
  assert.equal(spoken.marker, '[Ada]');
  assert.equal(spoken.connection, live.connections[0]);
  assert.equal(spoken, await heard.spoken(0));
  assert.deepEqual(
    [spoken.started.at, spoken.ended.at].map((at) => at - began),
    [0, 45],
  );
  assert.deepEqual(
    spoken.pieces.map(({ at, bytes }) => [at - began, bytes]),
    [
      [20, 640],
      [40, 640],
    ],
  );
  assert.deepEqual(
    heard.inputs.map(({ is, at }) => [is, at - began]),
    [
      ['marker', 0],
      ['activityStart', 0],
      ['audio', 20],
      ['audio', 40],
      ['activityEnd', 45],
    ],
  );
  const walls = heard.inputs.map(({ wall }) => wall);
  assert.deepEqual(
    walls,
    [...walls].sort((a, b) => a - b),
  );
});

test('waiting for a question that is never spoken ends with the connection, or with the server', async () => {
  const live = await Live.listen();
  const caller = await Caller.dial(live);
  const { heard } = await live.connection(0);
  const missed = assert.rejects(heard.spoken(0), /spoken question 0 did not come: the connection has ended/);
  await caller.hangUp();
  await missed;
  const closed = assert.rejects(live.spoken(0), /spoken question 0 did not come: the server was closed/);
  await live.close();
  await closed;
});
