import assert from 'node:assert/strict';
import { test } from 'node:test';
import { say, toolCall } from '../../../world/live/steps.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { never, stage, turn } from '../stage.ts';

test('functions that a model calls are told at once not to exist, and its answer goes on', async (t) => {
  const calls = ['1', '2'].map((id) => ({ id, name: `look ${id}`, args: { at: id } }));
  const { live, session } = await stage(t, {
    clock: new VirtualClock(),
    live: { model: () => [toolCall(calls), say('as far as I know')] },
  });
  const answer = turn();
  // Time stands still, so this shows that nobody waits for anything.
  assert.deepEqual(await session.ask('hello', 1, answer, never), { is: 'complete' });
  assert.equal(answer.text, 'as far as I know');
  const { toolResponse } = await (await live.connection(0)).frame(({ toolResponse }) => toolResponse !== undefined);
  assert.deepEqual(toolResponse?.functionResponses, [
    { id: '1', name: 'look 1', response: { error: 'There is no function “look 1”.' } },
    { id: '2', name: 'look 2', response: { error: 'There is no function “look 2”.' } },
  ]);
  assert.deepEqual(live.unexpected, []);
  assert.equal(live.connections.length, 1);
});

test('a function that is called when nothing is asked is answered as well, but not one without an id', async (t) => {
  const { live, session } = await stage(t);
  await session.ask('hello', 1, turn(), never);
  const connection = await live.connection(0);
  const call = (id?: string) => ({ toolCall: { functionCalls: [{ ...(id && { id }), name: 'look', args: {} }] } });
  connection.send([call(), call('late')]);
  const { toolResponse } = await connection.frame(({ toolResponse }) => toolResponse !== undefined);
  assert.deepEqual(toolResponse?.functionResponses, [
    { id: 'late', name: 'look', response: { error: 'Nobody waits for this any more.' }, scheduling: 'SILENT' },
  ]);
  await session.ask('still there?', 2, turn(), never);
  assert.deepEqual(live.unexpected, []);
});
