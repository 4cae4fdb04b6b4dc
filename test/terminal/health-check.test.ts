import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { run } from './program.ts';

test('a supervisor hears whether Parley answers on this machine, whatever proxy is set', async (t) => {
  let status = 200;
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/healthz' ? status : 404).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const look = async () => {
    const proxy = { HTTP_PROXY: 'http://127.0.0.1:1', NODE_USE_ENV_PROXY: '1' };
    const { code, err } = await run('src/terminal/health-check.ts', { env: { HTTP_PORT: `${port}`, ...proxy } });
    return [code, err];
  };
  assert.deepEqual(await look(), [0, '']);
  status = 500;
  assert.deepEqual(await look(), [1, 'Parley answers with status 500.\n']);
  server.close();
  await once(server, 'close');
  assert.deepEqual(await look(), [1, `Parley doesn’t answer at port ${port}.\n`]);
});
