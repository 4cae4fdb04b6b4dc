import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Caller } from '../../../world/live/caller.ts';
import type { ConnectionFault } from '../../../world/live/fault.ts';
import { Live } from '../../../world/live/live.ts';
import { dialRaw } from '../../../world/live/raw-client.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const setup = JSON.stringify({ setup: { model: 'models/gemini-3.8-live' } });

const failing: [what: string, fault: ConnectionFault, how: RegExp][] = [
  ['an upgrade answered by 429', { upgrade: 429 }, /Unexpected server response: 429/],
  ['an upgrade answered by 403', { upgrade: 403 }, /Unexpected server response: 403/],
  ['an upgrade that is reset', { upgrade: 'reset' }, /socket hang up|ECONNRESET/],
  ['a cut after the setup', { setup: 'drop' }, /1006/],
  [
    'a close after the setup',
    { setup: { close: [1011, 'The service is currently unavailable.'] } },
    /1011.*The service is currently unavailable/,
  ],
];

for (const [what, fault, how] of failing) {
  test(`the SDK meets ${what} once, and then a normal connection`, async () => {
    await using live = await Live.listen({ model: () => 'here' });
    live.next(fault);
    await assert.rejects(Caller.dial(live), how);
    assert.equal(await (await Caller.dial(live)).ask('there?'), 'here');
    assert.equal(live.dials, 2);
    assert.deepEqual(live.unexpected, []);
  });
}

test('an upgrade can stay without an answer until the server is closed', async () => {
  const live = await Live.listen();
  live.next({ upgrade: 'silent' });
  const socket = dialRaw(live);
  const failed = once(socket, 'open');
  await live.dial(0);
  // Another dial is made and answered meanwhile, and the first still hangs.
  await Caller.dial(live);
  assert.equal(socket.readyState, socket.CONNECTING);
  assert.equal(live.connections.length, 1);
  await Promise.all([assert.rejects(failed, /hang up|ECONNRESET/), live.close()]);
});

test('a setup can be answered by nothing, or by what is no JSON', async () => {
  await using live = await Live.listen();
  live.next({ setup: 'garbage' }, { setup: 'silent' });
  const first = dialRaw(live);
  await once(first, 'open');
  first.send(setup);
  const [message] = await once(first, 'message');
  assert.throws(() => JSON.parse(String(message)));
  const second = dialRaw(live);
  let answers = 0;
  second.on('message', () => answers++);
  await once(second, 'open');
  second.send(setup);
  await live.connection(1);
  second.ping();
  await once(second, 'pong');
  assert.equal(answers, 0);
});

test('frames can come before setupComplete, and the SDK hands them over in order', async () => {
  await using live = await Live.listen();
  live.next({ before: [{ usageMetadata: {} }, { serverContent: {} }] });
  const caller = await Caller.dial(live);
  await caller.message((message) => message.setupComplete);
  assert.deepEqual(caller.order, ['usageMetadata', '', 'setupComplete']);
});

test('something can happen as soon as the setup is complete', async () => {
  await using live = await Live.listen();
  live.next('normal', { afterSetup: (connection) => connection.close(1011, 'Internal error encountered.') });
  await Caller.dial(live);
  const second = await Caller.dial(live);
  assert.deepEqual(await second.closed, { code: 1011, reason: 'Internal error encountered.' });
});

test('setupComplete can take its time', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock });
  live.setupDelay = 5_000;
  let connected = false;
  const dialled = Caller.dial(live).then(() => {
    connected = true;
  });
  await live.connection(0);
  await clock.advance(4_999);
  assert.equal(connected, false);
  await clock.advance(1);
  await dialled;
});

test('more connections than allowed are refused as by quota, and one that ended makes room', async () => {
  await using live = await Live.listen({ model: () => 'here' });
  live.maxConnections = 1;
  const first = await Caller.dial(live);
  await assert.rejects(Caller.dial(live), /1011.*You exceeded your current quota, please check your plan/);
  await first.hangUp();
  await live.connections[0]?.ended;
  await Caller.dial(live);
  assert.deepEqual(live.unexpected, []);
});

test('a setup with a handle can be refused, while one without is taken', async () => {
  await using live = await Live.listen({ model: () => 'here' });
  const refused: ConnectionFault = { handle: [1007, 'Request contains an invalid argument.'] };
  live.next(refused, refused);
  assert.equal(await (await Caller.dial(live)).ask('there?'), 'here');
  const resuming = { config: { sessionResumption: { handle: 'any' } } };
  await assert.rejects(Caller.dial(live, resuming), /1007.*invalid argument/);
  assert.deepEqual(live.unexpected, []);
});

test('a pong can take its time', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock });
  live.pongDelay = 8_000;
  const socket = dialRaw(live);
  await once(socket, 'open');
  let pongs = 0;
  socket.on('pong', () => pongs++);
  socket.ping();
  socket.send(setup);
  await once(socket, 'message');
  assert.equal(pongs, 0);
  const pong = once(socket, 'pong');
  await clock.advance(8_000);
  await pong;
});
