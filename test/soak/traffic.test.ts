import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { Live } from '../../world/live/live.ts';
import { dialRaw } from '../../world/live/raw-client.ts';
import { Traffic } from './traffic.ts';

/** Two ends of one connection, of which the server's reads what comes. */
const pair = async () => {
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  const client = connect(address.port, '127.0.0.1');
  const [accepted]: Socket[] = await once(server, 'connection');
  assert.ok(accepted);
  return { client, accepted, [Symbol.dispose]: () => [client.destroy(), accepted.destroy(), server.close()] };
};

test('nothing is settled before everything that was written has been read', async () => {
  using traffic = new Traffic();
  using ends = await pair();
  let read = 0;
  ends.accepted.on('data', (bytes) => {
    read += bytes.length;
  });
  const bytes = 4 * 1024 * 1024;
  ends.client.write(Buffer.alloc(bytes));
  await traffic.settled();
  assert.equal(read, bytes);
});

test('an answer that takes some turns of the event loop is waited for, and its answer too', async () => {
  using traffic = new Traffic();
  using ends = await pair();
  let back = '';
  ends.accepted.on('data', () => setImmediate(() => setImmediate(() => ends.accepted.write('pong'))));
  ends.client.on('data', (bytes) => {
    back += bytes;
  });
  ends.client.write('ping');
  await traffic.settled();
  assert.equal(back, 'pong');
});

test('nothing is settled before the other end knows of a close', async () => {
  using traffic = new Traffic();
  using ends = await pair();
  ends.accepted.resume().on('end', () => ends.accepted.end());
  ends.client.destroy();
  await traffic.settled();
  assert.equal(ends.accepted.closed, true);
});

test('a client that gives up an upgrade that is never answered leaves nothing half open', async () => {
  using traffic = new Traffic();
  await using live = await Live.listen();
  live.next({ upgrade: 'silent' });
  const socket = dialRaw(live);
  socket.on('error', () => {});
  await traffic.settled();
  assert.equal(live.dials, 1);
  socket.terminate();
  await traffic.settled();
});

test('clients that are cut off are gone for both sides', async () => {
  using traffic = new Traffic();
  await using live = await Live.listen();
  live.next('normal', { upgrade: 'silent' });
  const sockets = [dialRaw(live), dialRaw(live)];
  for (const socket of sockets) socket.on('error', () => {});
  await traffic.settled();
  assert.equal(sockets[0]?.readyState, sockets[0]?.OPEN);
  traffic.cut();
  await traffic.settled();
  for (const socket of sockets) assert.equal(socket.readyState, socket.CLOSED);
  assert.equal((await live.connections[0]?.ended)?.code, 1006);
});
