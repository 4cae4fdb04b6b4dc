import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { WebSocketServer } from 'ws';
import { type Clock, systemClock } from '../../../src/base/clock.ts';
import { DialError, type DialOptions, dial, makeGoogleClient } from '../../../src/live/connection/dial.ts';
import type { ServerMessage } from '../../../src/live/protocol/server-message.ts';
import type { ConnectionFault } from '../../../world/live/fault.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { never, stage } from '../stage.ts';

/** Checks that nothing is left behind: no unhandled rejection, which would fail the run, and no open socket. */
const attempt = async (t: TestContext, fault: ConnectionFault, clock: Clock = systemClock, signal = never) => {
  const { live, google } = await stage(t, { clock });
  live.next(fault);
  const messages: ServerMessage[] = [];
  const call: DialOptions = {
    model: 'gemini-3.8-live',
    config: {},
    receive: (message) => messages.push(message),
    clock,
    signal,
  };
  return { live, messages, dialled: dial(google, call) };
};

const fails = (dialled: Promise<unknown>, code: number, reason: RegExp) =>
  assert.rejects(dialled, (error) => {
    assert.ok(error instanceof DialError, String(error));
    assert.equal(error.ending.code, code);
    assert.match(error.ending.reason, reason);
    return true;
  });

test('a dial brings a connection and its end', async (t) => {
  const { live, messages, dialled } = await attempt(t, 'normal');
  const connection = await dialled;
  assert.ok(messages[0]?.setupComplete);
  (await live.connection(0)).close(1011, 'Internal error encountered.');
  assert.deepEqual(await connection.ended, { code: 1011, reason: 'Internal error encountered.' });
});

test('messages that come before the setup is complete are not lost', async (t) => {
  const { messages, dialled } = await attempt(t, { before: [{ goAway: { timeLeft: '50s' } }] });
  await dialled;
  assert.equal(messages[0]?.goAway?.timeLeft, '50s');
  assert.ok(messages[1]?.setupComplete);
});

test('a refused upgrade is told with its status', async (t) => {
  await fails((await attempt(t, { upgrade: 429 })).dialled, 1006, /Unexpected server response: 429/);
});

test('a reset before the upgrade is an ending like any other', async (t) => {
  await fails((await attempt(t, { upgrade: 'reset' })).dialled, 1006, /socket hang up|ECONNRESET/);
});

test('a refused setup is told with its code and reason', async (t) => {
  const { dialled } = await attempt(t, { setup: { close: [1008, 'models/x is not found'] } });
  await fails(dialled, 1008, /models\/x is not found/);
});

test('a connection that is cut during the setup is told', async (t) => {
  await fails((await attempt(t, { setup: 'drop' })).dialled, 1006, /^$/);
});

test('a frame that is no JSON ends the dial instead of hanging it', async (t) => {
  const { live, dialled } = await attempt(t, { setup: 'garbage' });
  await fails(dialled, 1006, /no JSON/);
  await (await live.connection(0)).ended;
});

for (const fault of [{ upgrade: 'silent' }, { setup: 'silent' }] as const)
  test(`silence is waited for at most 10 s: ${JSON.stringify(fault)}`, async (t) => {
    const clock = new VirtualClock();
    const { live, dialled } = await attempt(t, fault, clock);
    await live.dial(0);
    if ('setup' in fault) await live.connection(0);
    const failing = fails(dialled, 1006, /no answer (?:to the setup )?within 10000 ms/);
    await clock.advance(10_000);
    await failing;
    if ('setup' in fault) assert.equal((await (await live.connection(0)).ended).code, 1006);
  });

test('a dial can be given up at any time, and leaves no socket', async (t) => {
  const stop = new AbortController();
  const { live, dialled } = await attempt(t, { setup: 'silent' }, systemClock, stop.signal);
  const connection = await live.connection(0);
  stop.abort(new Error('changed my mind'));
  await assert.rejects(dialled, /changed my mind/);
  assert.equal((await connection.ended).code, 1006);
});

test('a frame that is no JSON later on ends the connection, not the process', async (t) => {
  const { live, dialled } = await attempt(t, 'normal');
  const { ended } = await dialled;
  (await live.connection(0)).sendText('<html>');
  assert.match((await ended).reason, /no JSON/);
});

test('a close is answered', async (t) => {
  const { dialled } = await attempt(t, 'normal');
  const connection = await dialled;
  connection.close();
  assert.equal((await connection.ended).code, 1000);
});

test('a peer that answers no close is cut after a second', async (t) => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  t.after(() => server.close());
  server.on('connection', (peer) =>
    peer.once('message', () => {
      peer.send(JSON.stringify({ setupComplete: {} }));
      peer.pause();
    }),
  );
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const google = makeGoogleClient({ apiKey: 'k', apiVersion: 'v1beta', baseUrl: `http://127.0.0.1:${port}` });
  const call = { model: 'gemini-3.8-live', config: {}, receive: () => {}, clock: systemClock, signal: never };
  const connection = await dial(google, call);
  connection.close();
  assert.equal((await connection.ended).code, 1006);
});

test('a server that is not there is an ending too', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const google = makeGoogleClient({ apiKey: 'k', apiVersion: 'v1beta', baseUrl: `http://127.0.0.1:${port}` });
  const call = { model: 'gemini-3.8-live', config: {}, receive: () => {}, clock: systemClock, signal: never };
  await fails(dial(google, call), 1006, /ECONNREFUSED/);
});

test('several connections at once have a socket each', async (t) => {
  const { live, google } = await stage(t);
  const call = { model: 'gemini-3.8-live', config: {}, receive: () => {}, clock: systemClock, signal: never };
  const connections = await Promise.all(Array.from({ length: 10 }, () => dial(google, call)));
  (await live.connection(3)).close(1000, 'the fourth');
  const ended = await Promise.race(connections.map(async (each, index) => ({ index, ...(await each.ended) })));
  assert.equal(ended.reason, 'the fourth');
  assert.equal(live.connections.filter(({ open }) => open).length, 9);
});
