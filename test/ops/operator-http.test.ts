import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { VirtualClock } from '../virtual-clock.ts';
import { listen, logIn, openOperator, PASSWORD, TOKEN } from './operator-stage.ts';

const KEYS = { password: PASSWORD, token: TOKEN };
const MINUTE = 60_000;

const open = async (t: TestContext, options?: Parameters<typeof openOperator>[2]) => {
  const clock = new VirtualClock();
  const stage = await openOperator(t, clock, options);
  return { ...stage, stage, clock };
};

test('whoever is on this machine sees the page, its code and what it tells', async (t) => {
  const { ask } = await open(t);
  for (const [path, type] of [
    ['/', /^text\/html/],
    ['/code/ops/page/dashboard.ts', /^text\/javascript/],
    ['/code/ops/page/operator.css', /^text\/css/],
    ['/code/base/moments.ts', /^text\/javascript/],
    ['/packages/uplot/dist/uPlot.min.css', /^text\/css/],
    ['/api/state', /^application\/json/],
    ['/api/turns', /^application\/json/],
  ] as const) {
    const { status, headers, body } = await ask(path);
    assert.equal(status, 200, path);
    assert.match(`${headers['content-type']}`, type, path);
    assert.doesNotMatch(body, /<script>|style="|https?:\/\/(?!www\.w3\.org)[\w.]+\.(?:com|net)\/\S+\.(?:js|css)/, path);
    assert.equal(
      headers['content-security-policy'],
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    );
    assert.deepEqual(
      ['x-content-type-options', 'referrer-policy', 'cache-control'].map((name) => headers[name]),
      ['nosniff', 'no-referrer', 'no-store'],
    );
    assert.equal(headers['access-control-allow-origin'], undefined);
  }
  assert.deepEqual(await ask('/', { method: 'HEAD' }).then(({ status, body }) => [status, body]), [200, '']);
  for (const path of ['/api/turns/1', '/api/turns/x', '/code/ops/none.ts', '/api/nothing', '/packages/pino/pino.js'])
    assert.equal((await ask(path)).status, 404, path);
  const { status, headers } = await ask('/login');
  assert.deepEqual([status, headers.location], [303, '/']);
});

test('health and metrics are what they were, and any other path is none', async (t) => {
  const { ask } = await open(t, { keys: KEYS });
  assert.deepEqual(await ask('/healthz').then(({ status, body }) => [status, body]), [200, 'ok\n']);
  assert.deepEqual(JSON.parse((await ask('/readyz')).body), { ready: true, troubles: [] });
  assert.match((await ask('/metrics')).body, /parley_open_sessions 3/);
  const { status, body, headers } = await ask('/nothing');
  assert.deepEqual([status, body], [404, 'There is no such page.\n']);
  assert.equal(headers['content-security-policy'], undefined);
});

test('where others could reach it without a password there is no page, and it says why', async (t) => {
  const { ask, lines } = await open(t, { host: '0.0.0.0' });
  for (const path of ['/', '/login', '/api/state', '/api/stream', '/code/ops/page/dashboard.ts']) {
    const { status, body } = await ask(path);
    assert.equal(status, 403, path);
    assert.match(body, /OPERATOR_PASSWORD/, path);
  }
  assert.equal((await ask('/api/drain', { method: 'POST' })).status, 403);
  assert.equal((await ask('/healthz')).status, 200);
  assert.equal((await ask('/metrics')).status, 200);
  assert.ok(lines.some(({ event, host }) => event === 'page.closed' && host === '0.0.0.0'));
  const guarded = await open(t, { host: '0.0.0.0', keys: KEYS });
  assert.equal((await guarded.ask('/')).status, 303);
  assert.equal((await guarded.ask('/', { headers: { authorization: `Bearer ${TOKEN}` } })).status, 200);
});

test('a name that was pointed to this machine, a proxy, and other pages are refused', async (t) => {
  const { ask, origin } = await open(t);
  const refused: Record<string, string>[] = [
    { host: 'evil.example' },
    { host: 'evil.example:8787' },
    { host: '127.0.0.1.evil.example' },
    { 'x-forwarded-for': '192.0.2.7' },
    { forwarded: 'for=192.0.2.7' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
    { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' },
    { origin: 'http://evil.example' },
    { origin: 'null' },
  ];
  for (const headers of refused)
    assert.equal((await ask('/api/state', { headers })).status, 403, JSON.stringify(headers));
  // Some proxies say nothing of themselves, but speak as nobody else does any more.
  const old = connect(Number(new URL(origin).port), '127.0.0.1');
  old.end('GET /api/state HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n');
  assert.match(await text(old), /^HTTP\/1\.\d 403 /);
  for (const host of ['localhost:1', '127.0.0.1', '[::1]:8787', '127.8.9.1'])
    assert.equal((await ask('/api/state', { headers: { host } })).status, 200, host);
  assert.equal((await ask('/api/state', { headers: { origin, 'sec-fetch-site': 'same-origin' } })).status, 200);
  const visit = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
  assert.equal((await ask('/', { headers: visit })).status, 200);
  assert.equal((await ask('/api/drain', { method: 'POST', headers: visit })).status, 403);
});

test('nothing is changed without the token that only our own page has', async (t) => {
  const { ask, origin, stage, parts } = await open(t);
  const [, token = ''] = /name="parley-token" content="([^"]+)"/.exec((await ask('/')).body) ?? [];
  const post = (path: string, headers: Record<string, string>, body = '{"accept":false}') =>
    ask(path, { method: 'POST', headers, body });
  const strange: Record<string, string>[] = [
    {},
    { origin },
    { origin, 'x-parley-token': `${token}x` },
    { 'x-parley-token': token },
  ];
  for (const headers of strange)
    for (const path of ['/api/drain', '/api/calls', '/logout'])
      assert.equal((await post(path, headers)).status, 403, `${path} ${JSON.stringify(headers)}`);
  assert.deepEqual([stage.drained, parts.takesCalls], [0, true]);
  const ours = { origin, 'x-parley-token': token };
  assert.equal((await post('/api/calls', ours, '{"accept":"no"}')).status, 400);
  assert.equal((await post('/api/calls', ours, 'x')).status, 400);
  assert.equal((await post('/api/calls', ours, `"${'x'.repeat(10_000)}"`)).status, 413);
  assert.equal((await post('/api/calls', ours)).status, 200);
  assert.equal(parts.takesCalls, false);
  assert.equal(JSON.parse((await ask('/api/state')).body).state.takesCalls, false);
  assert.equal((await post('/api/drain', ours)).status, 202);
  assert.equal(stage.drained, 1);
  for (const path of ['/api/drain', '/api/calls']) assert.equal((await ask(path)).status, 404);
});

test('with a password one logs in first, and what is set then is safe', async (t) => {
  const { stage, ask, lines } = await open(t, { keys: KEYS });
  const first = await ask('/');
  assert.deepEqual([first.status, first.headers.location], [303, '/login']);
  for (const path of [
    '/api/state',
    '/api/turns',
    '/api/stream',
    '/code/ops/page/dashboard.ts',
    '/packages/lit/index.js',
  ])
    assert.equal((await ask(path)).status, 401, path);
  assert.equal((await ask('/code/ops/page/operator.css')).status, 200);
  assert.match((await ask('/login')).body, /<label for="password">/);
  const wrong = await logIn(stage, 'something else');
  assert.deepEqual([wrong.answer.status, wrong.cookie], [401, '']);
  assert.match(wrong.answer.body, /That password is wrong/);
  const { answer, set, ours } = await logIn(stage);
  assert.deepEqual([answer.status, answer.headers.location], [303, '/']);
  assert.match(set, /^parley_\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  assert.equal((await ask('/api/state', { headers: ours })).status, 200);
  assert.equal((await ask('/logout', { method: 'POST', headers: ours })).status, 204);
  assert.equal((await ask('/api/state', { headers: ours })).status, 401);
  const headers = {
    origin: stage.origin,
    'x-forwarded-proto': 'https',
    'content-type': 'application/x-www-form-urlencoded',
  };
  const body = `password=${encodeURIComponent(PASSWORD)}`;
  const behind = await ask('/login', { method: 'POST', headers, body });
  assert.match(`${behind.headers['set-cookie']}`, /; Secure/);
  const foreign = await ask('/login', { method: 'POST', headers: { ...headers, origin: 'http://evil.example' }, body });
  assert.equal(foreign.status, 403);
  assert.doesNotMatch(JSON.stringify(lines), new RegExp(`${PASSWORD}|${ours['x-parley-token']}`));
});

test('whoever guesses passwords is not listened to for a quarter of an hour', async (t) => {
  const { stage, clock } = await open(t, { keys: KEYS });
  for (let guess = 0; guess < 5; guess++) assert.equal((await logIn(stage, `guess ${guess}`)).answer.status, 401);
  const late = await logIn(stage);
  assert.deepEqual([late.answer.status, late.answer.headers['retry-after'], late.cookie], [429, '900', '']);
  assert.match(late.answer.body, /Try again in 15 minutes/);
  await clock.advance(14 * MINUTE);
  assert.match((await logIn(stage)).answer.body, /Try again in a minute/);
  await clock.advance(MINUTE);
  assert.equal((await logIn(stage)).answer.status, 303);
});

test('a form that can’t be read is a wrong password, and no trouble of ours', async (t) => {
  const { ask, origin, lines } = await open(t, { keys: KEYS });
  const headers = { origin, 'content-type': 'multipart/form-data; boundary=x' };
  assert.equal((await ask('/login', { method: 'POST', headers, body: 'no form' })).status, 401);
  assert.ok(!lines.some(({ event }) => event === 'page.broke'));
});

test('a password that is far too long is told on the form, in the language of the browser', async (t) => {
  const { ask, origin, stage } = await open(t, { keys: KEYS });
  const headers = { origin, 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'de' };
  for (let count = 0; count < 6; count += 1) {
    const { status, body } = await ask('/login', { method: 'POST', headers, body: `password=${'x'.repeat(5_000)}` });
    assert.equal(status, 413);
    assert.match(body, /Dieses Passwort ist falsch\..*<label for="password">/s);
  }
  // It wasn't compared with anything, so nobody has to wait because of it.
  assert.equal((await logIn(stage)).answer.status, 303);
});

test('a machine is let in by its token, and a wrong one only so often', async (t) => {
  const { ask, stage, clock } = await open(t, { keys: { password: undefined, token: TOKEN } });
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
  assert.equal((await ask('/api/state', bearer(TOKEN))).status, 200);
  assert.equal((await ask('/api/drain', { method: 'POST', ...bearer(TOKEN) })).status, 202);
  assert.equal(stage.drained, 1);
  const page = await ask('/');
  assert.equal(page.status, 401);
  assert.match(page.body, /OPERATOR_PASSWORD/);
  for (let guess = 0; guess < 5; guess++) assert.equal((await ask('/api/state', bearer(`x${guess}`))).status, 401);
  const late = await ask('/api/state', bearer(TOKEN));
  assert.deepEqual([late.status, late.headers['retry-after']], [429, '900']);
  await clock.advance(15 * MINUTE);
  assert.equal((await ask('/api/state', bearer(TOKEN))).status, 200);
});

test('a stream tells every second how it is and which turns change, and ends with its session', async (t) => {
  const { stage, clock, monitor, now, ask } = await open(t, { keys: KEYS });
  const { ours } = await logIn(stage);
  const stream = await listen(stage, ours);
  assert.equal(stream.status, 200);
  assert.match(stream.text(), /^event: state\ndata: \{.*"sessions":3[,}].*\n\n$/);
  now.sessions = 7;
  const turn = { is: 'moment', turn: 5, at: clock.now() } as const;
  monitor.observe({ ...turn, what: 'asked', server: '1', channel: '2', way: 'typed', wall: clock.wall() });
  monitor.observe({ ...turn, what: 'claimed' });
  await clock.advance(1_000);
  await stream.hears(/"sessions":7/);
  await stream.hears(/event: turn\ndata: \{"id":5,.*"what":"claimed".*"place":\{"server":"Workshop"/);
  assert.equal(stream.text().match(/event: turn/g)?.length, 1);
  assert.equal(JSON.parse((await ask('/api/turns/5', { headers: ours })).body).moments.length, 2);
  await ask('/logout', { method: 'POST', headers: ours });
  await stream.over;
});

test('a session ends although a page that nobody sits at asks on, and not while somebody is there', async (t) => {
  const { stage, clock, ask } = await open(t, { keys: KEYS });
  const { ours: headers } = await logIn(stage);
  const askOn = async () => {
    for (const path of ['/api/state', '/api/turns']) await ask(path, { headers });
    await ask('/api/stream', { method: 'HEAD', headers });
    await clock.advance(20 * MINUTE);
    return (await ask('/api/state', { headers })).status;
  };
  assert.equal(await askOn(), 200);
  assert.equal((await ask('/api/here', { method: 'POST', headers })).status, 204);
  assert.equal(await askOn(), 200);
  assert.equal(await askOn(), 401);
});

test('nothing is made while nobody looks, and it is made once a second for all who do', async (t) => {
  const { stage, clock, parts } = await open(t);
  const { describe } = parts;
  let made = 0;
  parts.describe = () => {
    made += 1;
    return describe();
  };
  await clock.advance(MINUTE);
  assert.equal(made, 0);
  const { history } = JSON.parse((await stage.ask('/api/state')).body);
  assert.deepEqual([made, history.length, history[0].sessions], [1, 12, 3]);
  await clock.advance(1_000);
  made = 0;
  const streams = [await listen(stage), await listen(stage), await listen(stage)];
  assert.equal(made, 1);
  for (let second = 1; second <= 3; second++) {
    await clock.advance(1_000);
    await Promise.all(streams.map((stream) => stream.hears(new RegExp(`(?:event: state[\\s\\S]*){${second + 1}}`))));
  }
  assert.equal(made, 4);
});

/** Says which packages a process has loaded: before anybody asks for the page, and after. */
const LAZY = `
import { registerHooks } from 'node:module';
const loaded = [];
registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
const { openMonitor } = await import('./src/ops/monitor.ts');
const { pino } = await import('pino');
const { systemClock } = await import('./src/base/clock.ts');
let port;
const log = pino({}, { write: (line) => { port ??= JSON.parse(line).port; } });
const keys = { password: undefined, token: undefined };
const means = { keys, mostSessions: 1, warnings: undefined, drain() {}, clock: systemClock };
const monitor = await openMonitor({ host: '127.0.0.1', port: 0 }, log, means);
const list = () => ['@hono/node-server', 'hono', 'es-module-lexer'].filter((name) => loaded.some((url) => url.includes('node_modules/' + name + '/')));
await fetch('http://127.0.0.1:' + port + '/readyz');
const before = list();
await fetch('http://127.0.0.1:' + port + '/');
console.log(JSON.stringify({ before, after: list() }));
await monitor.close();
`;

test('what the page is made of is loaded once somebody asks for it', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', LAZY]);
  assert.deepEqual(JSON.parse(stdout), { before: [], after: ['@hono/node-server', 'hono', 'es-module-lexer'] });
});

test('there is an end to how many streams there are, and each that closes makes room', async (t) => {
  const { stage, ask, clock } = await open(t);
  // Nothing reads what a HEAD is answered, so its stream would never end.
  for (let count = 0; count < 20; count++) await ask('/api/stream', { method: 'HEAD' });
  const streams = await Promise.all(Array.from({ length: 16 }, () => listen(stage)));
  assert.deepEqual([...new Set(streams.map(({ status }) => status))], [200]);
  assert.equal((await ask('/api/stream')).status, 503);
  assert.equal((await ask('/healthz')).status, 200);
  streams[0]?.close();
  await streams[0]?.over;
  let more = await listen(stage);
  while (more.status === 503) {
    await clock.advance(1_000);
    more = await listen(stage);
  }
  assert.equal(more.status, 200);
});
