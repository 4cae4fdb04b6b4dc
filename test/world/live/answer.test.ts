import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Modality } from '@google/genai';
import { Caller, thinking } from '../../../world/live/caller.ts';
import { Live } from '../../../world/live/live.ts';
import { olderModels } from '../../../world/live/local-models.ts';
import {
  frame,
  generationComplete,
  nothing,
  say,
  sayThought,
  sendInterrupted,
  sendUsage,
  toolCall,
  turnComplete,
} from '../../../world/live/steps.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const resumable = { config: { sessionResumption: {} } };
const user = (text: string) => ({ parts: [{ text }], role: 'user' });

test('a plain answer is said word by word, then generated, then complete with its usage, then its handle comes', async () => {
  await using live = await Live.listen({ model: ({ text }) => `You said ${text}` });
  const caller = await Caller.dial(live, resumable);
  assert.equal(await caller.ask('good day'), 'You said good day');
  await caller.handle();
  assert.deepEqual(caller.order, [
    'setupComplete',
    'sessionResumptionUpdate',
    ...Array(4).fill('outputTranscription+modelTurn'),
    'generationComplete',
    'turnComplete+usageMetadata',
    'sessionResumptionUpdate',
  ]);
  assert.deepEqual(caller.messages[1]?.sessionResumptionUpdate, { resumable: false, newHandle: '' });
  const { promptTokenCount = 0, promptTokensDetails = [] } = caller.messages[7]?.usageMetadata ?? {};
  const detailed = promptTokensDetails.reduce((sum, { tokenCount = 0 }) => sum + tokenCount, 0);
  assert.ok(detailed < promptTokenCount);
  assert.deepEqual(live.unexpected, []);
});

test('the sound of an answer lasts as long as its text takes to say, at 24 kHz', async () => {
  await using live = await Live.listen({ model: () => [say('a'.repeat(40))] });
  const caller = await Caller.dial(live);
  await caller.ask('speak');
  const blobs = caller.messages.flatMap(({ serverContent }) =>
    (serverContent?.modelTurn?.parts ?? []).map(({ inlineData }) => inlineData),
  );
  assert.ok(blobs.every((blob) => blob?.mimeType === 'audio/pcm;rate=24000'));
  const bytes = blobs.reduce((sum, blob) => sum + Buffer.from(blob?.data ?? '', 'base64').length, 0);
  assert.equal(bytes / 48, 40 * 60);
  assert.equal(blobs.length, 3);
});

test('answers can be silent, unbundled, or in text frames', async () => {
  await using live = await Live.listen({ model: () => 'quiet' });
  live.binary = false;
  live.sound = false;
  const caller = await Caller.dial(live);
  await caller.ask('speak');
  live.sound = true;
  live.bundle = false;
  await caller.ask('speak');
  assert.deepEqual(caller.order.slice(1), [
    'outputTranscription',
    'generationComplete',
    'turnComplete+usageMetadata',
    'outputTranscription',
    'modelTurn',
    'generationComplete',
    'turnComplete+usageMetadata',
  ]);
});

test('an older model answers in text', async () => {
  await using live = await Live.listen({ model: () => 'old words', models: olderModels });
  const config = { responseModalities: [Modality.TEXT] };
  const caller = await Caller.dial(live, { model: 'gemini-live-2.5-flash-preview', config });
  await caller.ask('speak');
  const texts = caller.messages.flatMap(({ serverContent }) =>
    serverContent?.modelTurn?.parts?.map(({ text }) => text),
  );
  assert.deepEqual(texts.filter(Boolean), ['old', ' words']);
});

test('steps are played in their order, and what a script leaves out at its end is added', async () => {
  await using live = await Live.listen();
  live.script = () => [
    nothing,
    sendInterrupted,
    sayThought('hm'),
    frame({ someday: { new: 1 } }),
    'yes',
    sendUsage({ totalTokenCount: 3 }),
  ];
  const caller = await Caller.dial(live);
  assert.equal(await caller.ask('well?'), 'yes');
  assert.deepEqual(caller.order.slice(1), [
    '',
    'interrupted',
    'modelTurn',
    'someday',
    'outputTranscription+modelTurn',
    'usageMetadata',
    'generationComplete',
    'turnComplete+usageMetadata',
  ]);
});

test('text may come after the generation is complete, and turnComplete may carry a reason', async () => {
  await using live = await Live.listen({
    model: () => ['a', generationComplete, 'b', turnComplete({ turnCompleteReason: 'RESPONSE_REJECTED' })],
  });
  const caller = await Caller.dial(live);
  assert.equal(await caller.ask('well?'), 'ab');
  assert.equal(caller.messages.at(-1)?.serverContent?.turnCompleteReason, 'RESPONSE_REJECTED');
});

test('extended thinking completes several turns and is done when it is idle', async () => {
  await using live = await Live.listen({
    model: () => ['one moment', turnComplete({ interactionStatus: 'IN_PROGRESS' }), 'done'],
  });
  const caller = await Caller.dial(live, { model: 'gemini-3.8-live-extended-thinking', config: thinking });
  caller.session.sendClientContent({ turns: [user('think')] });
  await caller.message(({ serverContent }) => serverContent?.interactionStatus === 'IDLE');
  assert.equal(caller.transcript(), 'one momentdone');
  assert.equal(caller.order.filter((fields) => fields.startsWith('turnComplete')).length, 2);
});

test('a function that does not block is answered while the model goes on', async () => {
  await using live = await Live.listen({
    model: () => [toolCall({ name: 'weather' }, { wait: false }), 'I am looking'],
  });
  assert.equal(await (await Caller.dial(live)).ask('how is the weather?'), 'I am looking');
});

test('turnComplete can wait until the sound would have been played', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock, model: () => '0123456789' });
  live.playback = true;
  const caller = await Caller.dial(live);
  const answered = caller.ask('speak');
  await caller.message(({ serverContent }) => serverContent?.generationComplete);
  await clock.advance(599);
  // Frames arrive in order, so that whatever left before this one has arrived with it.
  live.connections[0]?.goAway('50s');
  await caller.message((message) => message.goAway);
  assert.deepEqual(caller.order.slice(-2), ['generationComplete', 'goAway']);
  await clock.advance(1);
  assert.equal(await answered, '0123456789');
});
