import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Caller } from '../../../world/live/caller.ts';
import { Live } from '../../../world/live/live.ts';
import { hold, stall, toolCall } from '../../../world/live/steps.ts';

const user = (text: string) => ({ parts: [{ text }], role: 'user' });
const model = (text: string) => ({ parts: [{ text }], role: 'model' });

test('clientContent interrupts: interrupted, then turnComplete, no generationComplete, then the next answer', async () => {
  await using live = await Live.listen({ model: () => ['half of', stall] });
  const caller = await Caller.dial(live);
  caller.session.sendClientContent({ turns: [user('tell me')] });
  await caller.message(({ serverContent }) => serverContent?.outputTranscription);
  const seen: unknown[] = [];
  live.script = ({ text, memory }) => {
    seen.push(text, structuredClone(memory));
    return 'other';
  };
  const from = caller.messages.length;
  caller.session.sendClientContent({ turns: [user('something else')] });
  await caller.message(({ serverContent }) => serverContent?.generationComplete, from);
  assert.deepEqual(caller.order.slice(from, from + 3), [
    'interrupted',
    'turnComplete+usageMetadata',
    'outputTranscription+modelTurn',
  ]);
  assert.deepEqual(seen, ['something else', [user('tell me'), model('half of')]]);
});

test('clientContent without turnComplete interrupts and is not answered, but belongs to the next question', async () => {
  await using live = await Live.listen({ model: () => ['half', stall] });
  const caller = await Caller.dial(live);
  caller.session.sendClientContent({ turns: [user('tell me')] });
  await caller.message(({ serverContent }) => serverContent?.outputTranscription);
  caller.session.sendClientContent({ turns: [user('stop')], turnComplete: false });
  await caller.message(({ serverContent }) => serverContent?.turnComplete);
  live.script = ({ text }) => text;
  assert.equal(await caller.ask('go on'), 'stop\ngo on');
});

test('an interrupted script is told by its signal, and its later steps are not played', async () => {
  const gate = Promise.withResolvers<void>();
  const aborted = Promise.withResolvers<void>();
  await using live = await Live.listen({
    async *model({ signal }) {
      signal.addEventListener('abort', () => aborted.resolve());
      yield 'a';
      yield hold(gate.promise);
      yield 'never';
    },
  });
  const caller = await Caller.dial(live);
  caller.session.sendRealtimeInput({ text: 'tell me' });
  await caller.message(({ serverContent }) => serverContent?.outputTranscription);
  live.script = () => 'b';
  assert.equal(await caller.ask('rather this'), 'b');
  await aborted.promise;
  gate.resolve();
  await caller.ask('and this');
  assert.equal(caller.transcript(), 'abb');
});

test('history sent as clientContent is the memory of the question that follows', async () => {
  await using live = await Live.listen({ model: ({ text, memory }) => `${text} after ${JSON.stringify(memory)}` });
  const caller = await Caller.dial(live);
  const history = [user('my name is Ada'), model('Hello Ada')];
  caller.session.sendClientContent({ turns: history, turnComplete: false });
  assert.equal(await caller.ask('who am I?'), `who am I? after ${JSON.stringify(history)}`);
});

test('a function call waits for its answer, which the script can read', async () => {
  await using live = await Live.listen({
    *model({ responses }) {
      yield toolCall({ name: 'weather', args: { city: 'Brasília' } });
      yield `It is ${responses[0]?.response?.weather}`;
    },
  });
  const caller = await Caller.dial(live);
  const answer = caller.ask('how is the weather?');
  const { toolCall: called } = await caller.message((message) => message.toolCall);
  const { id = '', name = '' } = called?.functionCalls?.[0] ?? {};
  caller.session.sendToolResponse({ functionResponses: [{ id, name, response: { weather: 'fair' } }] });
  assert.equal(await answer, 'It is fair');
});

test('an interruption takes back the calls that were not answered', async () => {
  await using live = await Live.listen({ model: () => [toolCall({ id: 'call-1', name: 'weather' })] });
  const caller = await Caller.dial(live);
  caller.session.sendClientContent({ turns: [user('how is the weather?')] });
  await caller.message((message) => message.toolCall);
  live.script = () => 'never mind';
  await caller.ask('forget it');
  const cancelled = caller.messages.find((message) => message.toolCallCancellation);
  assert.deepEqual(cancelled?.toolCallCancellation, { ids: ['call-1'] });
});
