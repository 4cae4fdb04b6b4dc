import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { systemClock } from '../../../src/base/clock.ts';
import { dial, makeGoogleClient } from '../../../src/live/connection/dial.ts';
import { KEY_PLACES, type KeyPlace } from '../../../src/live/protocol/api-key.ts';
import type { ConnectionFault } from '../../../world/live/fault.ts';
import { Live } from '../../../world/live/live.ts';
import { never } from '../stage.ts';

const KEY = 'key/of+a&kind=that:must-be-hidden';

const clientOf = (live: Live, keyIn?: KeyPlace, apiKey = live.key) =>
  makeGoogleClient({ apiKey, apiVersion: 'v1beta', baseUrl: live.url, ...(keyIn && { keyIn }) });

const call = { model: 'gemini-3.8-live', config: {}, receive: () => {}, clock: systemClock, signal: never };

test('a connection has its key in the URL, or in a header and then nowhere else', async () => {
  await using live = await Live.listen();
  for (const keyIn of [undefined, ...KEY_PLACES]) (await dial(clientOf(live, keyIn), call)).close();
  assert.deepEqual(
    live.connections.map((connection) => connection.keyIn),
    ['url', 'url', 'header'],
  );
  assert.equal(new Set(live.connections.map(({ path }) => path)).size, 1);
  assert.deepEqual(live.unexpected, []);
});

test('requests have it in the header once, whichever it is', async () => {
  await using live = await Live.listen();
  for (const keyIn of KEY_PLACES) {
    const { page } = await clientOf(live, keyIn).models.list({ config: { pageSize: 1 } });
    assert.equal(page.length, 1);
  }
});

test('where the server does not take the header, the URL still works', async () => {
  await using live = await Live.listen({ rules: { keyHeader: false } });
  await assert.rejects(dial(clientOf(live, 'header'), call), /1008 .*unregistered callers/);
  (await dial(clientOf(live, 'url'), call)).close();
});

const FAULTS: ConnectionFault[] = [
  'normal',
  { upgrade: 403 },
  { upgrade: 302 },
  { upgrade: 'reset' },
  { setup: 'garbage' },
  { setup: 'drop' },
  { setup: { close: [1008, 'Your API key was reported as leaked.'] } },
];

for (const keyIn of KEY_PLACES)
  for (const fault of FAULTS)
    test(`a dial that fails holds no key (in the ${keyIn}): ${JSON.stringify(fault)}`, async () => {
      await using live = await Live.listen();
      live.next(fault);
      // The server doesn't know this key, so a dial without a fault fails as well.
      const error = await dial(clientOf(live, keyIn, KEY), call).catch((error: unknown) => error);
      assert.ok(error instanceof Error);
      const shown = inspect(error, { depth: 10, showHidden: true });
      for (const secret of [KEY, encodeURIComponent(KEY), 'must-be-hidden'])
        assert.ok(!shown.includes(secret), `${secret} is in ${shown}`);
    });
