import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../../src/base/clock.ts';
import { makeGuardedFetch } from '../../../src/proxy/guarded-fetch.ts';
import { McpHost } from '../../../world/mcp/mcp-host.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { callOf, DeskStage, hostWay, toolOf } from './mcp-stage.ts';

const CHANGED = { jsonrpc: '2.0', method: 'notifications/tools/list_changed' };

test('a server that changes its tools is listed again, but only once a minute', { timeout: 60_000 }, async (t) => {
  const host = await new McpHost({ tools: [toolOf('a')] }).start();
  t.after(() => host.stop());
  const clock = new VirtualClock();
  const stage = new DeskStage(clock).open(hostWay(host.url));
  const [before] = (await stage.next('up')).catalogue.tools;
  // The stream of news is open once it's been asked for.
  while (!host.arrivals.some(({ verb }) => verb === 'GET')) await clock.advance(1);
  host.script = { tools: [{ ...toolOf('a'), description: 'Does something else now.' }, toolOf('b')] };
  for (let count = 0; count < 100; count += 1) host.announce(CHANGED);
  const again = stage.next('up');
  const { catalogue } = await clock.until(again);
  const [after] = catalogue.tools;
  assert.deepEqual(
    catalogue.tools.map(({ tool }) => tool),
    ['a', 'b'],
  );
  assert.equal(after?.name, before?.name);
  assert.notEqual(after?.print, before?.print);
  assert.equal(host.find('tools/list').length, 2);
  await stage.close();
});

test('a server that always has news is listed once a minute, and answers meanwhile', { timeout: 60_000 }, async (t) => {
  const host = await new McpHost({ tools: [toolOf('a')], news: 500 }).start();
  t.after(() => host.stop());
  const clock = new VirtualClock();
  const began = clock.now();
  const stage = new DeskStage(clock).open(hostWay(host.url));
  await stage.next('up');
  while (!host.arrivals.some(({ verb }) => verb === 'GET')) await clock.advance(1);
  host.announce(CHANGED);
  for (let minute = 0; minute < 3; minute += 1) {
    const up = stage.next('up');
    assert.equal((await stage.ask(callOf('a'))).is, 'answer');
    await clock.until(up);
  }
  assert.equal(host.find('tools/list').length, 4);
  assert.ok(clock.now() - began >= 180_000, `${clock.now() - began} ms`);
  await stage.close();
});

test('news without an end are a flood', { timeout: 60_000 }, async (t) => {
  const host = await new McpHost({ tools: [toolOf('a')], faults: { news: 'flood' } }).start();
  t.after(() => host.stop());
  const stage = new DeskStage().open(hostWay(host.url));
  assert.equal((await stage.next('down')).why, 'flood');
  await stage.close();
});

test('an answer without an end is a flood however slowly it’s read', { timeout: 60_000 }, async (t) => {
  const host = await new McpHost({ tools: [toolOf('a')], faults: { 'tools/call': 'flood' } }).start();
  t.after(() => host.stop());
  // By this clock so much time passes that what a server may send is there again before it has sent anything.
  const slow = { ...systemClock, now: () => systemClock.now() * 1_000 };
  const stage = new DeskStage(slow).open(hostWay(host.url), { callMs: 30_000 });
  t.after(() => stage.close());
  await stage.next('up');
  assert.deepEqual(await stage.ask(callOf('a')), { is: 'fault', why: 'flood' });
});

test('a server that never answers is silent, and tried again ever more rarely', { timeout: 60_000 }, async (t) => {
  const host = await new McpHost({ faults: { initialize: 'hang', 'server/discover': 'hang' } }).start();
  t.after(() => host.stop());
  const clock = new VirtualClock();
  const began = clock.now();
  const stage = new DeskStage(clock).open(hostWay(host.url));
  const times: number[] = [];
  for (let count = 0; count < 4; count += 1) {
    const down = await clock.until(stage.next('down'));
    assert.equal(down.why, 'silent');
    times.push(clock.now() - began);
  }
  const gaps = times.map((time, at) => time - (times[at - 1] ?? 0));
  assert.ok(
    gaps.every((gap, at) => at === 0 || gap > (gaps[at - 1] ?? 0)),
    gaps.join(),
  );
  await stage.close();
});

test('headers reach the server, and a server that refuses them is refused', { timeout: 60_000 }, async (t) => {
  const host = await new McpHost({ tools: [toolOf('a')] }).start();
  t.after(() => host.stop());
  host.key = 'Bearer right';
  const stage = new DeskStage().open(hostWay(host.url, { headers: { authorization: 'Bearer right' } }));
  assert.equal((await stage.next('up')).catalogue.tools.length, 1);
  await stage.close();
  const other = new DeskStage().open(hostWay(host.url, { headers: { authorization: 'Bearer wrong' } }));
  assert.equal((await other.next('down')).why, 'refused');
  assert.ok(!JSON.stringify([stage.told, other.told]).includes('Bearer'));
  await other.close();
});

test('a redirect to elsewhere isn’t followed, and nobody there gets a header', { timeout: 60_000 }, async (t) => {
  const [host, inside] = [await new McpHost().start(), await new McpHost({ tools: [toolOf('a')] }).start()];
  t.after(() => Promise.all([host.stop(), inside.stop()]));
  host.elsewhere = inside.url;
  const stage = new DeskStage().open(hostWay(host.url, { headers: { authorization: 'Bearer secret' } }));
  assert.equal((await stage.next('down')).why, 'elsewhere');
  assert.equal(inside.arrivals.length, 0);
  await stage.close();
});

test('what isn’t the operator’s has to be on the internet, however its address is written', {
  timeout: 60_000,
}, async (t) => {
  const host = await new McpHost({ tools: [toolOf('a')] }).start();
  t.after(() => host.stop());
  const port = new URL(host.url).port;
  for (const name of [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '2130706433',
    '0x7f.1',
    '[::ffff:127.0.0.1]',
    '10.0.0.1',
    '169.254.169.254',
  ]) {
    const stage = new DeskStage().open(hostWay(`http://${name}:${port}/mcp`, { isOpen: false }));
    assert.equal((await stage.next('down')).why, 'private', name);
    await stage.close();
  }
  assert.equal(host.arrivals.length, 0);
});

test('a name that leads inside when it’s asked again gains nothing', { timeout: 60_000 }, async (t) => {
  const host = await new McpHost().start();
  t.after(() => host.stop());
  const answers = ['93.184.216.34', '127.0.0.1'];
  const fetch = makeGuardedFetch({
    proxies: { except: '' },
    isPublic: true,
    mostBytes: 1_000,
    take: () => {},
    // The first answer is public and leads nowhere here, so only the second one is asked for.
    lookup: (_host, { all }, done) => {
      const address = answers.at(-1) ?? '';
      if (all) done(null, [{ address, family: 4 }]);
      else done(null, address, 4);
    },
  });
  const { port } = new URL(host.url);
  await assert.rejects(fetch(`http://public.example:${port}/mcp`), ({ cause }: Error) =>
    /no public address/.test(String(cause)),
  );
  assert.equal(host.arrivals.length, 0);
});
