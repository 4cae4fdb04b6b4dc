import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Clock, systemClock } from '../../../src/base/clock.ts';
import { DialError, dial, makeGoogleClient } from '../../../src/live/connection/dial.ts';
import type { ServerMessage } from '../../../src/live/protocol/server-message.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { never } from '../stage.ts';

/** The largest frame that is taken. */
const MOST = 16 * 1024 * 1024;

const setUp = JSON.stringify({ setupComplete: {} });
const words = (text: string) => JSON.stringify({ serverContent: { outputTranscription: { text } } });

const dialled = (port: number, messages: ServerMessage[], clock: Clock = systemClock) =>
  dial(makeGoogleClient({ apiKey: 'k', apiVersion: 'v1beta', baseUrl: `http://127.0.0.1:${port}` }), {
    model: 'gemini-3.8-live',
    config: {},
    receive: (message) => messages.push(message),
    clock,
    signal: never,
  });

/** A connection to a peer that calls `serve` once it has the setup, and the messages that arrived. */
const connect = async (t: TestContext, serve: (peer: WebSocket, request: IncomingMessage) => void, clock?: Clock) => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  t.after(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  server.on('connection', (peer, request) => {
    peer.on('error', () => {});
    peer.once('message', () => serve(peer, request));
  });
  await once(server, 'listening');
  const messages: ServerMessage[] = [];
  return { messages, dialled: dialled((server.address() as AddressInfo).port, messages, clock) };
};

for (const name of ['text', 'data'])
  test(`a field named ${name}, on which the SDK’s own parsing breaks, harms nobody`, async (t) => {
    const { messages, dialled } = await connect(t, (peer) => {
      peer.send(JSON.stringify({ [name]: 'x', goAway: {} }));
      peer.send(JSON.stringify({ [name]: 'x', setupComplete: {} }));
    });
    await dialled;
    assert.deepEqual(
      messages.map(({ goAway, setupComplete }) => [goAway !== undefined, setupComplete !== undefined]),
      [
        [true, false],
        [false, true],
      ],
    );
  });

/** The frame of a short text, as a server sends it. */
const framed = (text: string) => Buffer.from([0x81, text.length, ...Buffer.from(text)]);

test('a setup that is complete before it was sent ends the dial, not the process', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  const sockets: Duplex[] = [];
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  server.on('upgrade', ({ headers }, socket) => {
    sockets.push(socket);
    const key = `${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    const upgrade = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
    const head = [...upgrade, `Sec-WebSocket-Accept: ${accept}`, '', ''].join('\r\n');
    socket.write(Buffer.concat([Buffer.from(head), framed(setUp)]));
  });
  await once(server, 'listening');
  await assert.rejects(dialled((server.address() as AddressInfo).port, []), (error) => {
    assert.ok(error instanceof DialError);
    assert.match(error.ending.reason, /complete before it was sent/);
    return true;
  });
});

for (const bytes of [MOST - 1, MOST])
  test(`a frame of ${bytes} bytes is taken`, async (t) => {
    const { messages, dialled } = await connect(t, (peer) => {
      peer.send(setUp);
      peer.send(words('large').padEnd(bytes));
      peer.close(1000);
    });
    await (await dialled).ended;
    assert.equal(messages[1]?.serverContent?.outputTranscription?.text, 'large');
  });

for (const [what, frame, reason] of [
  ['too large a frame', Buffer.alloc(MOST + 1, ' '), /Max payload size/],
  ['text that is no UTF-8', Buffer.from([0x22, 0xff, 0x22]), /UTF-8/],
] as const)
  test(`${what} ends the connection at once, also if the peer answers no close`, async (t) => {
    const { dialled } = await connect(t, (peer, { socket }) => {
      peer.send(setUp);
      peer.send(frame, { binary: false });
      socket.pause();
    });
    const { code, reason: told } = await (await dialled).ended;
    assert.equal(code, 1006);
    assert.match(told, reason);
  });

test('what came together with a frame that is no message is not taken', async (t) => {
  const { messages, dialled } = await connect(t, (peer, { socket }) => {
    socket.cork();
    for (const frame of [setUp, words('before'), 'null', words('after')]) peer.send(frame);
    socket.uncork();
  });
  const { ended } = await dialled;
  assert.deepEqual(await ended, { code: 1006, reason: 'a frame was no message' });
  assert.deepEqual(
    messages.map(({ serverContent }) => serverContent?.outputTranscription?.text),
    [undefined, 'before'],
  );
});

test('what an error says of a frame is in no reason, for reasons are logged', async (t) => {
  const { dialled } = await connect(t, (peer) => {
    peer.send(setUp);
    peer.send('a secret that is no JSON');
  });
  assert.deepEqual(await (await dialled).ended, { code: 1006, reason: 'a frame was no JSON' });
});

test('of a connection that is cut while the peer closes it, the end is what the peer said', async (t) => {
  const { dialled } = await connect(t, (peer, { socket }) => {
    peer.send(setUp);
    peer.close(1011, 'Deadline expired before operation could complete.');
    // It never sees that its close is answered, so it leaves the socket open.
    socket.pause();
  });
  const connection = await dialled;
  while (await connection.isAlive()) await new Promise(setImmediate);
  connection.cut('no sign of life');
  assert.deepEqual(await connection.ended, {
    code: 1011,
    reason: 'Deadline expired before operation could complete.',
  });
});

test('a peer that does not answer our close for a second is cut', async (t) => {
  const clock = new VirtualClock();
  const { dialled } = await connect(
    t,
    (peer, { socket }) => {
      peer.send(setUp);
      socket.pause();
    },
    clock,
  );
  const { close, ended } = await dialled;
  close();
  await clock.advance(1_000);
  assert.equal((await ended).code, 1006);
});

test('however often a peer is asked whether it is there, no listener stays', async (t) => {
  const clock = new VirtualClock();
  const warned: Error[] = [];
  const warn = (warning: Error) => void warned.push(warning);
  process.on('warning', warn);
  t.after(() => process.off('warning', warn));
  const { dialled } = await connect(t, (peer) => peer.send(setUp), clock);
  const { isAlive } = await dialled;
  for (let times = 0; times < 20; times++) {
    // The next ping goes out, so the peer owes a pong.
    await clock.advance(20_000);
    assert.equal(await isAlive(), true);
  }
  assert.deepEqual(warned, []);
});
