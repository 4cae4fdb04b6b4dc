import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redirectSockets } from '../../src/proxy/websocket-proxy.ts';
import { ConnectProxy } from '../../world/proxy.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { connecting } from '../voice/stage.ts';
import { HOSTS } from './stage.ts';

test('a proxy that lets no voice server through is what the call is lost to', async (t) => {
  const proxy = await ConnectProxy.open(new Map());
  t.after(() => proxy.stop());
  redirectSockets({ https: { url: proxy.url, setting: 'HTTPS_PROXY' }, except: '' });
  const clock = new VirtualClock();
  const { connection, reports } = await connecting(t, { clock, host: HOSTS.voice });
  while (connection.line.obstacle === undefined) await new Promise(setImmediate);
  await clock.advance(15_000);
  assert.equal(reports.of('lost')[0]?.why, 'proxy');
  assert.ok(proxy.asked.every((target) => target.startsWith(`${HOSTS.voice}:`)));
  assert.ok(proxy.asked.length > 0);
});
