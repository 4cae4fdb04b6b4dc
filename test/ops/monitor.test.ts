import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { pino } from 'pino';
import { serve } from '../../src/ops/http-server.ts';
import { openMonitor } from '../../src/ops/monitor.ts';
import { samples } from './metric-sample.ts';

const LOCAL = { host: '127.0.0.1', port: 0 };

const open = async (t: TestContext) => {
  const lines: Record<string, unknown>[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const monitor = await openMonitor(LOCAL, log);
  t.after(() => monitor.close());
  const port = Number(lines.find(({ event }) => event === 'http.listening')?.port);
  const get = (path: string, method = 'GET') => fetch(`http://127.0.0.1:${port}${path}`, { method });
  return { monitor, port, get };
};

/** Everything that a server sends to somebody who sends just this. */
const sent = async (port: number, text: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  let got = '';
  socket.on('data', (data) => {
    got += data;
  });
  socket.on('error', () => {});
  socket.write(text);
  await once(socket, 'close');
  return got;
};

test('/healthz is 200 from the beginning', async (t) => {
  const { get } = await open(t);
  const answer = await get('/healthz');
  assert.deepEqual([answer.status, await answer.text()], [200, 'ok\n']);
});

test('/readyz is 503 and names what is missing until everything is there', async (t) => {
  const { monitor, get } = await open(t);
  const before = await get('/readyz');
  assert.equal(before.status, 503);
  assert.deepEqual(await before.json(), { ready: false, troubles: ['discord', 'commands'] });
  monitor.observe({ is: 'discord', state: 'connected' });
  monitor.observe({ is: 'commands', state: 'registered' });
  const after = await get('/readyz?verbose');
  assert.equal(after.status, 200);
  assert.deepEqual(await after.json(), { ready: true, troubles: [] });
});

test('/metrics is what Prometheus reads, with the levels once there are some', async (t) => {
  const { monitor, get } = await open(t);
  monitor.observe({ is: 'reconnect', verdict: 'resume' });
  const early = await get('/metrics');
  assert.match(early.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  assert.equal(samples(await early.text()).get('parley_reconnects_total{verdict="resume"}'), 1);
  const none = () => 0;
  const store = () => ({ is: 'here', queued: 0, bytes: 0, lost: 0, errors: 0 });
  monitor.watch({
    sessions: () => 3,
    conversations: none,
    countWaiting: none,
    calls: none,
    countSoundBytes: none,
    voiceProcesses: none,
    store,
  });
  assert.equal(samples(await (await get('/metrics')).text()).get('parley_open_sessions'), 3);
});

test('other pages are 404, also those that every object has, and other methods 405', async (t) => {
  const { get } = await open(t);
  for (const path of ['/', '/nothing', '/__proto__', '/constructor', '//healthz'])
    assert.equal((await get(path)).status, 404, path);
  for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS']) {
    const answer = await get('/healthz', method);
    assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'GET'], method);
  }
});

test('a request that is too large or no HTTP is refused', async (t) => {
  const { port, get } = await open(t);
  assert.match(
    await sent(port, `GET /healthz HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`),
    /^HTTP\/1.1 431/,
  );
  assert.match(await sent(port, 'hello\r\n\r\n'), /^HTTP\/1.1 400/);
  assert.equal((await get('/healthz')).status, 200);
});

test('a page that fails is 500 and says nothing of the reason', async (t) => {
  const fails = () => Promise.reject(new Error('a secret'));
  const server = await serve(LOCAL, { '/': fails });
  t.after(() => server.close());
  const answer = await fetch(`http://127.0.0.1:${server.port}/`);
  assert.equal(answer.status, 500);
  assert.doesNotMatch(await answer.text(), /secret/);
});

test('it closes although somebody keeps a connection open, and nobody is answered any more', async () => {
  const server = await serve(LOCAL, {});
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  const gone = once(socket, 'close');
  await server.close();
  await gone;
  await assert.rejects(fetch(`http://127.0.0.1:${server.port}/`));
});

test('a port that is taken, or an address that is not its own, is named with the settings', async (t) => {
  const first = await serve(LOCAL, {});
  t.after(() => first.close());
  const log = pino({ level: 'silent' });
  await assert.rejects(openMonitor({ ...LOCAL, port: first.port }, log), /taken by another program. Set HTTP_PORT/);
  await assert.rejects(openMonitor({ host: '192.0.2.1', port: 0 }, log), /192\.0\.2\.1.*HTTP_HOST.*HTTP_PORT/);
});

test('switched off it takes everything and opens nothing', async () => {
  const monitor = await openMonitor('off', pino({ level: 'silent' }));
  monitor.observe({ is: 'stopping' });
  await monitor.close();
});
