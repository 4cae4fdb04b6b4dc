import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import { connect, TLSSocket } from 'node:tls';
import { mintLoopbackTls } from '../../../../world/discord/voice/cert.ts';

/** A TLS server that says hello; resolves to what a client that trusts `ca` reads from it. */
const greeted = async (host: string, ca: string | undefined, { cert, key } = mintLoopbackTls()) => {
  const server = createServer((raw) => {
    const socket = new TLSSocket(raw, { isServer: true, cert, key });
    socket.on('error', () => socket.destroy());
    socket.end('hello');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = connect({ host: '127.0.0.1', servername: host === 'localhost' ? host : '', port, ca });
  try {
    const [text] = await once(client, 'data');
    return `${text}`;
  } finally {
    client.destroy();
    server.close();
  }
};

test('a client that trusts the authority trusts the server, by name and by address', async () => {
  const tls = mintLoopbackTls();
  assert.equal(await greeted('localhost', tls.ca, tls), 'hello');
  assert.equal(await greeted('127.0.0.1', tls.ca, tls), 'hello');
});

test('a client that trusts another authority, or only the usual ones, does not trust the server', async () => {
  const tls = mintLoopbackTls();
  await assert.rejects(greeted('localhost', mintLoopbackTls().ca, tls), /certificate|signature/);
  await assert.rejects(greeted('localhost', undefined, tls), /certificate/);
});
