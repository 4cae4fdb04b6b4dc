import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ActivityHandling, type LiveConnectConfig } from '@google/genai';
import { Caller, makeLoudPcm, manual, thinking } from '../../../world/live/caller.ts';
import { Live } from '../../../world/live/live.ts';
import { hold, stall, think } from '../../../world/live/steps.ts';
import { words } from '../../../world/live/wire.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const user = (text: string) => ({ parts: [{ text }], role: 'user' });
const spoken = { role: 'user', parts: [{ inlineData: { mimeType: 'audio/pcm' } }] };
const patient: LiveConnectConfig = {
  realtimeInputConfig: { ...manual.realtimeInputConfig, activityHandling: ActivityHandling.NO_INTERRUPTION },
};

test('activityStart interrupts an answer at once', async () => {
  await using live = await Live.listen({ model: () => ['half', stall] });
  const caller = await Caller.dial(live, { config: manual });
  caller.speak(makeLoudPcm(100));
  await caller.message(({ serverContent }) => serverContent?.outputTranscription);
  caller.begin();
  await caller.turnOver();
  assert.deepEqual(caller.order.slice(-2), ['interrupted', 'turnComplete+usageMetadata']);
  assert.ok(!caller.order.includes('generationComplete'));
});

test('activityStart interrupts an answer that is generated, as long as it would be played', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock, model: () => '0123456789' });
  live.playback = true;
  const caller = await Caller.dial(live, { config: manual });
  caller.speak(makeLoudPcm(100));
  await caller.message(({ serverContent }) => serverContent?.generationComplete);
  await clock.advance(599);
  caller.begin();
  await caller.turnOver();
  assert.deepEqual(caller.order.slice(-3), ['generationComplete', 'interrupted', 'turnComplete+usageMetadata']);
  live.script = ({ memory }) => words(memory);
  const from = caller.messages.length;
  caller.end();
  await caller.message(({ serverContent }) => serverContent?.generationComplete, from);
  assert.equal(caller.transcript(from), '0123456789');
});

test('an answer takes the time that the model thinks, for every answer or for one', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock, model: () => 'well' });
  live.thinkMs = 300;
  const caller = await Caller.dial(live, { config: manual });
  const quietFor = async (ms: number) => {
    const from = caller.messages.length;
    caller.speak(makeLoudPcm(100));
    await (await live.connection(0)).heard.spoken(live.questions.length);
    await clock.advance(ms - 1);
    live.connections[0]?.goAway('50s');
    await caller.message(({ goAway }) => goAway, from);
    assert.deepEqual(caller.order.slice(from), ['goAway']);
    await clock.advance(1);
    await caller.turnOver(from);
  };
  await quietFor(300);
  live.thinkMs = 0;
  live.script = () => [think(700), 'well'];
  await quietFor(700);
  assert.equal(caller.transcript(), 'wellwell');
});

test('who goes on right after the end takes the question back, and what was said stays in memory', async () => {
  const clock = new VirtualClock();
  const asked: unknown[] = [];
  await using live = await Live.listen({
    clock,
    model: ({ audio, text, memory }) => {
      asked.push([audio.length / 32, text, structuredClone(memory)]);
      return 'yes';
    },
  });
  live.thinkMs = 500;
  const caller = await Caller.dial(live, { config: manual });
  caller.mark('[Ada]');
  caller.speak(makeLoudPcm(100));
  await live.spoken(0);
  await clock.advance(400);
  caller.begin();
  await caller.turnOver();
  assert.deepEqual(caller.order.slice(1), ['interrupted', 'turnComplete+usageMetadata']);
  caller.sound(makeLoudPcm(250));
  caller.end();
  await live.spoken(1);
  await clock.advance(500);
  await caller.turnOver(3);
  assert.equal(caller.transcript(), 'yes');
  assert.deepEqual(asked, [
    [100, '[Ada]', []],
    [250, '', [user('[Ada]'), spoken]],
  ]);
  assert.equal((await live.spoken(1)).marker, '[Ada]');
});

test('where speech does not interrupt, everything that was said is answered in its order', async () => {
  const gate = Promise.withResolvers<void>();
  await using live = await Live.listen({ model: ({ audio }) => [hold(gate.promise), `${audio.length / 32};`] });
  const caller = await Caller.dial(live, { config: patient });
  for (const ms of [100, 200, 300]) caller.speak(makeLoudPcm(ms));
  await live.spoken(2);
  gate.resolve();
  await caller.message(() => caller.order.filter((fields) => fields.startsWith('turnComplete')).length === 3);
  assert.equal(caller.transcript(), '100;200;300;');
  assert.ok(!caller.order.includes('interrupted'));
});

test('what waits for an answer stays in memory if a typed question cuts in', async () => {
  await using live = await Live.listen({ model: () => ['half', stall] });
  const caller = await Caller.dial(live, { config: patient });
  caller.speak(makeLoudPcm(100));
  await caller.message(({ serverContent }) => serverContent?.outputTranscription);
  caller.speak(makeLoudPcm(200));
  await live.spoken(1);
  let memory: unknown;
  live.script = (asked) => {
    memory = asked.memory;
    return 'other';
  };
  caller.session.sendClientContent({ turns: [user('rather this')] });
  await caller.message(({ serverContent }) => serverContent?.generationComplete);
  assert.deepEqual(memory, [spoken, { role: 'model', parts: [{ text: 'half' }] }]);
  const from = caller.messages.length;
  live.script = ({ memory: known }) => JSON.stringify(known.slice(2));
  assert.equal(
    await caller.ask('and?').then(() => caller.transcript(from)),
    JSON.stringify([spoken, user('rather this'), { role: 'model', parts: [{ text: 'other' }] }]),
  );
});

test('a marker interrupts without asking, and belongs to the spoken question that follows', async () => {
  await using live = await Live.listen({ model: () => ['half', stall] });
  const caller = await Caller.dial(live, { config: manual });
  caller.speak(makeLoudPcm(100));
  await caller.message(({ serverContent }) => serverContent?.outputTranscription);
  caller.mark('[Bob]');
  await caller.turnOver();
  live.script = ({ text, audio }) => `${text} said ${audio.length / 32} ms`;
  const from = caller.messages.length;
  caller.speak(makeLoudPcm(200));
  await caller.turnOver(from);
  assert.equal(caller.transcript(from), '[Bob] said 200 ms');
  assert.deepEqual(
    live.questions.map(({ marker }) => marker),
    [undefined, '[Bob]'],
  );
});

test('on some accounts a connection dies soon after a marker, if activity is marked as well', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock, rules: { markerKillsAfterMs: { 'gemini-3.8-live': 250 } } });
  const caller = await Caller.dial(live, { config: manual });
  caller.mark('[Ada]');
  caller.begin();
  const { heard } = await live.connection(0);
  await heard.input(({ is }) => is === 'activityStart');
  await clock.advance(249);
  assert.ok(live.connections[0]?.open);
  await clock.advance(1);
  assert.deepEqual(await caller.closed, { code: 1007, reason: 'Request contains an invalid argument.' });
  assert.deepEqual(live.unexpected, []);
});

test('a marker kills nobody without marked activity, or on another model', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock, rules: { markerKillsAfterMs: { 'gemini-3.8-live': 250 } } });
  const typing = await Caller.dial(live, { config: manual });
  const detected = await Caller.dial(live);
  const other = await Caller.dial(live, {
    config: { ...manual, ...thinking },
    model: 'gemini-3.8-live-extended-thinking',
  });
  other.begin();
  for (const caller of [typing, detected, other]) caller.mark('[Ada]');
  for (const { heard } of live.connections) await heard.input(({ is }) => is === 'marker');
  await clock.advance(1000);
  assert.ok(live.connections.every(({ open }) => open));
});

test('a second activityStart in one activity is noted, and nothing is lost by it', async () => {
  await using live = await Live.listen();
  const caller = await Caller.dial(live, { config: manual });
  caller.begin();
  caller.sound(makeLoudPcm(100));
  caller.speak(makeLoudPcm(100));
  assert.equal((await live.spoken(0)).audio.length, 200 * 32);
  assert.match(live.unexpected[0]?.reason ?? '', /activityStart in an activity/);
});
