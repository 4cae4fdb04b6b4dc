import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Caller, makeLoudPcm, manual } from '../../../world/live/caller.ts';
import { Live } from '../../../world/live/live.ts';
import { Lag } from '../../../world/live/network-lag.ts';
import { dialRaw } from '../../../world/live/raw-client.ts';
import { VirtualClock } from '../../virtual-clock.ts';

/** A lag that writes down what it hands on, and when. */
function lagging(ms = 50) {
  const clock = new VirtualClock();
  const began = clock.now();
  const network = { ms };
  const out: [string, number][] = [];
  const lag = new Lag<string>(
    clock,
    () => network.ms,
    (item) => out.push([item, clock.now() - began]),
  );
  return { clock, network, out, lag };
}

test('without a lag things are handed on at once', () => {
  const { lag, out } = lagging(0);
  lag.push('a');
  assert.deepEqual(out, [['a', 0]]);
});

test('each thing is as late as the network was when it was sent', async () => {
  const { clock, lag, out } = lagging();
  lag.push('a');
  await clock.advance(30);
  lag.push('b');
  await clock.advance(100);
  lag.push('c');
  await clock.advance(50);
  assert.deepEqual(out, [
    ['a', 50],
    ['b', 80],
    ['c', 180],
  ]);
});

test('a network that gets faster changes no order', async () => {
  const { clock, network, lag, out } = lagging(100);
  lag.push('a');
  network.ms = 0;
  lag.push('b');
  assert.deepEqual(out, []);
  await clock.advance(100);
  lag.push('c');
  assert.deepEqual(out, [
    ['a', 100],
    ['b', 100],
    ['c', 100],
  ]);
});

test('what is on its way can be handed on at once, and only once', async () => {
  const { clock, lag, out } = lagging();
  lag.push('a');
  lag.push('b');
  lag.flush();
  await clock.advance(200);
  lag.push('c');
  await clock.advance(50);
  assert.deepEqual(out, [
    ['a', 0],
    ['b', 0],
    ['c', 250],
  ]);
});

/** A client that is no SDK, so that it can ping: its pong tells that all frames before it have reached the server. */
async function rawClient(live: Live) {
  const socket = dialRaw(live);
  const got: string[] = [];
  socket.on('message', (message) => got.push(Object.keys(JSON.parse(String(message))).join()));
  await once(socket, 'open');
  const send = (frame: object) => socket.send(JSON.stringify(frame));
  send({ setup: { model: 'models/gemini-3.8-live', ...manual } });
  await once(socket, 'message');
  const settled = async () => {
    socket.ping();
    await once(socket, 'pong');
  };
  return { socket, got, send, settled };
}

test('with a latency frames take their time in both directions, and a close comes after them', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock, model: () => 'heard' });
  const { socket, got, send, settled } = await rawClient(live);
  const began = clock.now();
  live.latencyMs = 50;
  const connection = await live.connection(0);
  const closed = once(socket, 'close');
  send({ realtimeInput: { activityStart: {} } });
  send({ realtimeInput: { activityEnd: {} } });
  await settled();
  await clock.advance(49);
  assert.deepEqual(connection.heard.inputs, []);
  await clock.advance(1);
  const { started, ended } = await live.spoken(0);
  assert.deepEqual([started.at - began, ended.at - began], [50, 50]);
  connection.close(1011, 'Internal error encountered.');
  assert.equal(connection.open, false);
  await clock.advance(49);
  await settled();
  assert.deepEqual(got, ['setupComplete']);
  await clock.advance(1);
  assert.equal((await closed)[0], 1011);
  assert.deepEqual(got.slice(1), ['serverContent', 'serverContent', 'serverContent,usageMetadata']);
});

test('what a client sent before it left is taken, though the clock stands still', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock });
  const caller = await Caller.dial(live, { config: manual });
  live.latencyMs = 50;
  caller.speak(makeLoudPcm(20));
  await caller.hangUp();
  const connection = await live.connection(0);
  await connection.ended;
  assert.equal(connection.heard.questions.length, 1);
});
