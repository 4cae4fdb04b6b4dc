import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { makeAgent } from '../../src/proxy/dispatcher.ts';

test('a request that comes seconds after the last one needs no new connection', async (t) => {
  let connections = 0;
  // Like Google's servers, this one closes no connection soon and doesn't say so.
  const server = createServer({ keepAliveTimeout: 0 }, (_request, response) => response.end('yes'));
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const agent = makeAgent({ except: '' });
  t.after(async () => {
    await agent.destroy();
    server.close();
  });
  const ask = async () => {
    const { body } = await request(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { dispatcher: agent });
    assert.equal(await body.text(), 'yes');
  };
  await ask();
  await sleep(6_000);
  await ask();
  assert.equal(connections, 1);
});
