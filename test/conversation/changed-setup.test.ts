import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from '../place.ts';
import { ada, recall, stage } from './stage.ts';

test('a conversation goes on when its setup changes: its numbers, its memory and its status', async (t) => {
  const { live, conversations, handles, change, open } = await stage(t, { model: recall });
  const ask = async (text: string, of = conversations) => {
    const turn = of.ask(at('c'), { person: ada, text });
    const end = await turn.ended;
    assert.equal(end.is, 'complete');
    return turn.text;
  };
  await ask('the word is plum');
  assert.equal((await conversations.status(at('c'))).model, 'gemini-3.8-live');
  change({ model: 'gemini-3.8-live-extended-thinking', instruction: 'Be friendly.' });
  assert.equal((await conversations.status(at('c'))).model, 'gemini-3.8-live-extended-thinking');
  assert.match(await ask('which?'), /plum.*which\?/);
  await conversations.close(AbortSignal.abort());
  const { model, turns } = await conversations.status(at('c'));
  assert.deepEqual([model, turns], ['gemini-3.8-live-extended-thinking', 2]);
  const [first, second] = live.connections;
  assert.deepEqual(second?.setup.sessionResumption, {});
  assert.notDeepEqual(first?.setup.systemInstruction, second?.setup.systemInstruction);
  assert.equal((await handles.get('c'))?.model, 'gemini-3.8-live-extended-thinking');
  // A later process that is set as before has no use for the handle, and knows everything all the same.
  change({ model: 'gemini-3.8-live', instruction: 'Be brief.' });
  assert.match(await ask('sure?', open()), /plum.*which\?.*sure\?/);
  assert.deepEqual(live.connections[2]?.setup.sessionResumption, {});
  assert.deepEqual(live.unexpected, []);
});
