import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RehearsalRoom } from '../../../rehearsal/room/rehearsal-room.ts';
import { RoomServer } from '../../../rehearsal/room/room-server.ts';
import { ConnectProxy } from '../../../world/proxy.ts';
import { World } from '../../../world/world.ts';
import { RoomClient } from './room-client.ts';

test('with a key, a room talks to Google, or to where the key is valid', { timeout: 90_000 }, async (t) => {
  await t.test('an answer comes from there, and the page says what that costs', async () => {
    const google = await World.open();
    const room = await RehearsalRoom.open({ gemini: { key: google.live.key, url: google.live.url } });
    const server = await RoomServer.open(room);
    const client = new RoomClient(server.url);
    const state = await client.follow();
    assert.equal(state.server.model, 'real');
    assert.deepEqual(
      state.faults.filter(({ name }) => name === 'slow-model'),
      [],
    );
    const [as, channelId] = [client.person('Mia'), client.channel('general')];
    await client.must({ is: 'say', as, channelId, text: '@Parley hello' });
    await client.shows(/^All right\.$/);
    assert.equal(google.live.connections.length, 1);
    client.leave();
    await server.close();
    await room.close();
    const refused = RehearsalRoom.open({ gemini: { key: 'a-key-of-nobody', url: google.live.url } });
    await assert.rejects(refused, /Google does not accept GEMINI_API_KEY/);
    await google.close();
  });

  await t.test('without an address it is Google’s own, by the proxy that leads out', async () => {
    const proxy = await ConnectProxy.open(new Map());
    const before = process.env.HTTPS_PROXY;
    process.env.HTTPS_PROXY = proxy.url;
    await RehearsalRoom.open({ gemini: { key: 'a-key-of-nobody' } }).then(
      (room) => room.close(),
      () => {},
    );
    if (before === undefined) delete process.env.HTTPS_PROXY;
    else process.env.HTTPS_PROXY = before;
    assert.deepEqual([...new Set(proxy.asked)], ['generativelanguage.googleapis.com:443']);
    await proxy.stop();
  });
});
