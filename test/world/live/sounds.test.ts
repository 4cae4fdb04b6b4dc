import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LiveServerMessage } from '@google/genai';
import { Caller, makeLoudPcm, manual } from '../../../world/live/caller.ts';
import { Live } from '../../../world/live/live.ts';
import type { ScriptAnswer } from '../../../world/live/script.ts';
import { sounds } from '../../../world/live/sounds.ts';
import { sayHeard, stayQuiet, withTranscript } from '../../../world/live/steps.ts';
import { VirtualClock } from '../../virtual-clock.ts';

/** So many milliseconds of the model's sound, no two seconds of it alike. */
const melody = (ms: number): Buffer => Buffer.from(Int16Array.from({ length: 24 * ms }, (_, n) => n % 30_000).buffer);

const soundOf = ({ serverContent }: LiveServerMessage): Buffer[] =>
  (serverContent?.modelTurn?.parts ?? []).map(({ inlineData }) => Buffer.from(inlineData?.data ?? '', 'base64'));

/** A caller that has asked, and a count of the milliseconds of sound that have left the server. */
async function asking(model: () => ScriptAnswer) {
  const clock = new VirtualClock();
  const live = await Live.listen({ clock, model });
  let bytes = 0;
  live.sent = (_, frame) => {
    for (const piece of soundOf(frame as LiveServerMessage)) bytes += piece.length;
  };
  const caller = await Caller.dial(live, { config: manual });
  caller.speak(makeLoudPcm(100));
  await live.spoken(0);
  return { clock, live, caller, sent: () => bytes / 48, [Symbol.asyncDispose]: () => live.close() };
}

test('given sound is said at once, byte for byte, after a leading silence and with its words in step', async () => {
  const pcm = melody(470);
  await using world = await asking(() => [sounds(pcm, { leadingSilenceMs: 80, text: 'one two three' })]);
  const { caller } = world;
  await caller.turnOver();
  const pieces = caller.messages.flatMap(soundOf);
  assert.deepEqual(Buffer.concat(pieces), Buffer.concat([Buffer.alloc(80 * 48), pcm]));
  assert.deepEqual(
    pieces.map(({ length }) => length / 48),
    [100, 100, 100, 100, 100, 50],
  );
  const texts = caller.messages.map(({ serverContent }) => serverContent?.outputTranscription?.text);
  assert.deepEqual(texts.slice(1, 7), [undefined, 'one', undefined, ' two', undefined, ' three']);
});

for (const [rate, expected] of [
  [1, [100, 100, 200, 1000]],
  [0.5, [100, 100, 100, 500]],
  [4, [100, 400, 500, 1000]],
] as const) {
  test(`sound can come ${rate} times as fast as it is played, by the clock`, async () => {
    await using world = await asking(() => [sounds(melody(1000), { rate })]);
    const { clock, sent } = world;
    const counted = [sent()];
    for (const ms of [99, 1, 800]) {
      await clock.advance(ms);
      counted.push(sent());
    }
    assert.deepEqual(counted, expected);
  });
}

test('sound can run dry in the middle, and turnComplete waits for what is played after that', async () => {
  await using world = await asking(() => [
    sounds(melody(200), { rate: 2, chunkMs: 20 }),
    stayQuiet(1000),
    sounds(melody(300)),
  ]);
  const { clock, live, caller, sent } = world;
  live.playback = true;
  const from = caller.messages.length;
  caller.speak(makeLoudPcm(100));
  await live.spoken(1);
  await caller.message(({ serverContent }) => serverContent?.interrupted, from - 1);
  const before = sent();
  await clock.advance(90);
  assert.equal(sent() - before, 180);
  await clock.advance(999);
  assert.equal(sent() - before, 180);
  await clock.advance(1);
  assert.equal(sent() - before, 480);
  await caller.message(({ serverContent }) => serverContent?.generationComplete);
  const left = caller.messages.length;
  await clock.advance(299);
  live.connections[0]?.goAway('50s');
  await caller.message(({ goAway }) => goAway);
  assert.deepEqual(caller.order.slice(left), ['goAway']);
  await clock.advance(1);
  await caller.turnOver(left);
});

test('an interruption ends sound at once, and what was sent of its words is remembered', async () => {
  await using world = await asking(() => [sounds(melody(1000), { rate: 1, text: '1 2 3 4 5 6 7 8 9 10' })]);
  const { clock, live, caller, sent } = world;
  await clock.advance(450);
  live.script = ({ memory }) => JSON.stringify(memory.at(-1));
  const from = caller.messages.length;
  caller.begin();
  await caller.turnOver();
  await clock.advance(5000);
  assert.equal(sent(), 500);
  caller.end();
  await caller.message(({ serverContent }) => serverContent?.generationComplete);
  assert.match(caller.transcript(from), /\{"role":"model","parts":\[\{"text":"1 2 3 4 5"\}\]\}$/);
});

test('sound without words is remembered as sound', async () => {
  await using world = await asking(() => [sounds(melody(100))]);
  const { live, caller } = world;
  await caller.turnOver();
  live.script = ({ memory }) => JSON.stringify(memory.at(-1));
  assert.match(await caller.ask('?'), /\{"role":"model","parts":\[\{"inlineData":\{"mimeType":"audio\/pcm;rate=24000"/);
});

const orders = {
  before: ['in: good', 'in:  day', 'a', 'b', 'c', 'generationComplete', 'turnComplete'],
  between: ['in: good', 'a', 'in:  day', 'b', 'c', 'generationComplete', 'turnComplete'],
  after: ['a', 'b', 'c', 'in: good', 'in:  day', 'generationComplete', 'turnComplete'],
  late: ['a', 'b', 'c', 'generationComplete', 'turnComplete', 'in: good', 'in:  day'],
} as const;

for (const [when, order] of Object.entries(orders)) {
  test(`the transcript of a question can come in deltas ${when} its answer, and is one text in memory`, async () => {
    const place = when as keyof typeof orders; // Object.entries forgets the names.
    await using world = await asking(() => withTranscript('good day', place, ['a', 'b', 'c']));
    const { caller, live } = world;
    await caller.message(() => caller.messages.length > order.length);
    const seen = caller.messages.slice(1).map(({ serverContent = {} }) => {
      const { inputTranscription, outputTranscription, generationComplete } = serverContent;
      if (inputTranscription) return `in: ${inputTranscription.text}`;
      return outputTranscription?.text ?? (generationComplete ? 'generationComplete' : 'turnComplete');
    });
    assert.deepEqual(seen, order);
    live.script = ({ memory }) => JSON.stringify(memory[0]?.parts?.at(-1));
    assert.equal(await caller.ask('what did I say?'), '{"text":"good day"}');
  });
}

test('what was heard can come in deltas of any kind', async () => {
  await using world = await asking(() => [sayHeard('go', 'od d'), 'yes', sayHeard('ay')]);
  const { caller, live } = world;
  await caller.turnOver();
  live.script = ({ memory }) => JSON.stringify(memory[0]?.parts?.at(-1));
  assert.equal(await caller.ask('what did I say?'), '{"text":"good day"}');
});
