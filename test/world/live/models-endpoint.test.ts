import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sdk } from '../../../world/live/caller.ts';
import { Live } from '../../../world/live/live.ts';
import { currentModels } from '../../../world/live/local-models.ts';

test('the SDK lists the models page by page, and sees which of them speak Live', async () => {
  await using live = await Live.listen();
  const names: unknown[] = [];
  const pages = await sdk(live).models.list({ config: { pageSize: 3 } });
  assert.equal(pages.page.length, 3);
  for await (const { name, supportedActions } of pages) {
    if (supportedActions?.includes('bidiGenerateContent')) names.push(name);
  }
  const speaking = currentModels.filter(({ methods }) => methods.includes('bidiGenerateContent'));
  assert.deepEqual(
    names,
    speaking.map(({ name }) => `models/${name}`),
  );
});

test('the SDK gets one model, and an error of the real shape for one that does not exist', async () => {
  await using live = await Live.listen();
  const model = await sdk(live).models.get({ model: 'gemini-3.8-live' });
  assert.equal(model.name, 'models/gemini-3.8-live');
  assert.deepEqual(model.supportedActions, ['bidiGenerateContent']);
  await assert.rejects(sdk(live).models.get({ model: 'gemini-9' }), { name: 'ApiError', status: 404 });
});

test('a wrong key is refused as Google refuses it, and a missing one as unregistered', async () => {
  await using live = await Live.listen();
  const refused = sdk(live, { apiKey: 'wrong' }).models.list();
  await assert.rejects(refused, ({ status, message }) => {
    const { error } = JSON.parse(message);
    return status === 400 && error.status === 'INVALID_ARGUMENT' && error.details[0].reason === 'API_KEY_INVALID';
  });
  assert.equal((await fetch(`${live.url}/v1beta/models`)).status, 403);
  assert.equal((await fetch(`${live.url}/v1beta/models?key=${live.key}`)).status, 200);
});

test('a path that nobody knows is answered by 404, and makes closing fail', async () => {
  const live = await Live.listen();
  assert.equal((await fetch(`${live.url}/v1beta/files?key=${live.key}`)).status, 404);
  await assert.rejects(live.close(), /unknown route GET \/v1beta\/files/);
});
