import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { makeGoogleClient } from '../../../src/live/connection/dial.ts';
import { ModelList } from '../../../src/live/connection/model-list.ts';
import { Live } from '../../../world/live/live.ts';
import { everyModel } from '../../../world/live/local-models.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { silentLog } from '../stage.ts';

const HOUR = 60 * 60_000;

const open = async (t: TestContext, models = everyModel) => {
  const clock = new VirtualClock();
  const live = await Live.listen({ clock, models });
  t.after(() => live.close());
  const google = makeGoogleClient({ apiKey: live.key, apiVersion: 'v1beta', baseUrl: live.url });
  return { live, clock, list: new ModelList({ google, clock, log: silentLog }) };
};

test('the models that talk are listed, and no others', async (t) => {
  const { list } = await open(t);
  const before: readonly string[] = list.names;
  assert.equal(before.length, 0);
  await list.refresh();
  assert.ok(list.names.includes('gemini-3.8-live'));
  assert.ok(list.names.includes('gemini-3.1-flash-live-preview'));
  assert.ok(!list.names.includes('gemini-3.8-flash'));
});

test('a list that can’t be read leaves what was known, and is asked for again', async (t) => {
  const { live, clock, list } = await open(t);
  await list.refresh();
  const known = list.names;
  live.instead = { status: 503, body: { error: { code: 503, message: 'Try later.', status: 'UNAVAILABLE' } } };
  await clock.advance(HOUR);
  await list.refresh();
  assert.deepEqual(list.names, known);
  live.instead = { status: 200, body: { models: [] } };
  await list.refresh();
  assert.deepEqual(list.names, []);
});
