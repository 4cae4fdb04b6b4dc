import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calling, settle } from './stage.ts';

test('a call that is just being joined is not moved on, and is announced once it is there', async () => {
  const { calls, remotes, remembered, wish, pass } = await calling();
  remotes.ready = false;
  await remembered.set('guild', { ...wish(), isMoving: true });
  void calls.restore(['guild']);
  await settle();
  assert.equal(calls.view('guild')?.state, 'joining');
  await pass(4_000);
  assert.equal(calls.moves.holdsUp('general'), true);
  remotes.events.message({ is: 'ready', call: 'guild', delay: 1 });
  await settle();
  assert.equal((await remembered.get('guild'))?.isMoving, false);
  assert.equal(calls.moves.holdsUp('general'), true);
  await settle();
  assert.equal((await remembered.get('guild'))?.isMoving, true);
  await pass(3_000);
  assert.equal(calls.moves.holdsUp('general'), false);
});
