import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Behavior, FunctionResponseScheduling, type LiveConnectConfig, Type } from '@google/genai';
import { Caller, thinking } from '../../../world/live/caller.ts';
import { Live } from '../../../world/live/live.ts';
import { everyModel } from '../../../world/live/local-models.ts';
import { say, toolCall, turnComplete, write } from '../../../world/live/steps.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const WRITE = {
  name: 'write',
  description: 'Shows something.',
  parameters: { type: Type.OBJECT, properties: { markdown: { type: Type.STRING } }, required: ['markdown'] },
};
const declare = (...functionDeclarations: object[]): LiveConnectConfig => ({ tools: [{ functionDeclarations }] });
const blocking = declare({ ...WRITE, behavior: Behavior.BLOCKING });

/** The close code with which a setup is refused. */
const refusal = async (live: Live, config: LiveConnectConfig, model?: string) => {
  const error = await Caller.dial(live, { config, ...(model && { model }) }).then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  live.unexpected.length = 0;
  return /\b10\d\d\b/.exec(error?.message ?? '')?.[0];
};

test('functions are declared as the API wants it, or the setup is refused', async () => {
  await using live = await Live.listen();
  for (const wrong of [
    declare({ ...WRITE, name: '7 wonders' }),
    declare(WRITE, WRITE),
    declare({ ...WRITE, parametersJsonSchema: { type: 'object' } }),
    declare({ ...WRITE, behavior: 'LATER' }),
    declare({ ...WRITE, parameters: { type: 'record' } }),
    declare({ ...WRITE, parameters: { ...WRITE.parameters, required: ['text'] } }),
    declare({ ...WRITE, parameters: { type: Type.OBJECT, properties: { 'a-b': { type: Type.STRING } } } }),
  ])
    assert.equal(await refusal(live, wrong), '1007', JSON.stringify(wrong));
  for (const right of [declare(WRITE), blocking, declare({ name: 'now' })])
    assert.equal(await refusal(live, right), undefined, JSON.stringify(right));
  const extended = 'gemini-3.8-live-extended-thinking';
  assert.equal(await refusal(live, { ...thinking, ...blocking }, extended), '1007');
  assert.equal(await refusal(live, { ...thinking, ...declare(WRITE) }, extended), undefined);
});

test('a BLOCKING function holds what comes after it, another one does not', async () => {
  const answer = () => [toolCall({ id: 'a', name: 'write', args: { markdown: 'x' } }, { wait: false }), say('Done.')];
  await using live = await Live.listen({ model: answer });
  const waits = await Caller.dial(live, { config: blocking });
  const held = waits.ask('write it');
  await waits.message(({ toolCall }) => toolCall);
  assert.equal(waits.transcript(), '');
  waits.session.sendToolResponse({ functionResponses: [{ id: 'a', name: 'write', response: { written: true } }] });
  assert.equal(await held, 'Done.');
  const goesOn = await Caller.dial(live, { config: declare(WRITE) });
  assert.equal(await goesOn.ask('write it'), 'Done.');
});

test('what the model writes is a call with its arguments, and a fault of the test if nothing was declared', async () => {
  await using live = await Live.listen({ model: () => [write('| a |', { title: 'T', name: 'a.md' }), 'There.'] });
  const caller = await Caller.dial(live, { config: declare(WRITE) });
  assert.equal(await caller.ask('a table'), 'There.');
  const { toolCall: called } = await caller.message(({ toolCall }) => toolCall);
  assert.deepEqual(called?.functionCalls?.[0]?.args, { markdown: '| a |', title: 'T', file_name: 'a.md' });
  const other = await Live.listen({ model: () => [write('| a |')] });
  const undeclared = await Caller.dial(other);
  undeclared.session.sendClientContent({ turns: [{ role: 'user', parts: [{ text: 'a table' }] }] });
  await undeclared.closed;
  await assert.rejects(other.close(), /nobody declared the function/);
});

test('results for calls that are unknown, have one, or were taken back long ago are unexpected', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock, model: () => [toolCall({ id: 'a', name: 'look' }), 'Seen.'] });
  const caller = await Caller.dial(live);
  const result = (id: string) => ({ functionResponses: [{ id, name: 'look', response: {} }] });
  const answer = caller.ask('look');
  await caller.message(({ toolCall }) => toolCall);
  caller.session.sendToolResponse(result('a'));
  await answer;
  caller.session.sendToolResponse(result('a'));
  caller.session.sendToolResponse(result('b'));
  const connection = await live.connection(0);
  connection.send([
    { toolCall: { functionCalls: [{ id: 'c', name: 'look' }] } },
    { toolCallCancellation: { ids: ['c'] } },
  ]);
  caller.session.sendToolResponse(result('c'));
  await connection.frame(({ toolResponse }) => toolResponse?.functionResponses?.[0]?.id === 'c');
  assert.equal(live.unexpected.length, 2, 'a result may cross with the news that nobody wants it');
  await clock.until(clock.sleep(1_001));
  caller.session.sendToolResponse(result('c'));
  live.script = () => 'fine';
  await caller.ask('anything else?');
  assert.deepEqual(
    live.unexpected.map(({ reason }) => reason),
    [
      'a second result for the call "a"',
      'a result for the call "b", which was never made',
      'a result for the call "c", which was taken back',
    ],
  );
});

test('a client that leaves a call without a result is found out', async () => {
  const live = await Live.listen({
    model: ({ text }) =>
      text === '1' ? [toolCall({ id: 'a', name: 'look' }, { wait: false }), turnComplete()] : 'fine',
  });
  const caller = await Caller.dial(live);
  caller.session.sendClientContent({ turns: [{ role: 'user', parts: [{ text: '1' }] }] });
  await caller.message(({ serverContent }) => serverContent?.turnComplete);
  for (const next of ['2', '3']) await caller.ask(next);
  await assert.rejects(live.close(), /calls were never answered: a/);
});

test('only some models know when to react to a result, and 3.1 falls silent after a BLOCKING call', async () => {
  await using live = await Live.listen({
    models: everyModel,
    model: () => [toolCall({ id: 'a', name: 'write', args: {} }, { wait: false }), say('Done.')],
  });
  const silent = [{ id: 'a', name: 'write', response: {}, scheduling: FunctionResponseScheduling.SILENT }];
  const caller = await Caller.dial(live, { config: declare(WRITE) });
  await caller.ask('write it');
  caller.session.sendToolResponse({ functionResponses: silent });
  assert.equal(await caller.ask('and again'), 'Done.');
  assert.deepEqual(live.unexpected, []);
  const model = 'gemini-3.1-flash-live-preview';
  const older = await Caller.dial(live, { model, config: declare(WRITE) });
  older.session.sendRealtimeInput({ text: 'write it' });
  await older.message(({ toolCall }) => toolCall);
  older.session.sendToolResponse({ functionResponses: silent });
  assert.equal((await older.closed).code, 1007);
  live.unexpected.length = 0;
  const wedged = await Caller.dial(live, { model, config: blocking });
  wedged.session.sendRealtimeInput({ text: 'write it' });
  await wedged.message(({ toolCall }) => toolCall);
  wedged.session.sendToolResponse({ functionResponses: [{ id: 'a', name: 'write', response: {} }] });
  await (await live.connection(2)).frame(({ toolResponse }) => toolResponse !== undefined);
  await new Promise(setImmediate);
  assert.equal(wedged.transcript(), '');
});
