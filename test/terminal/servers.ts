import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { type AddressInfo, createServer as createPlain, type Server, type Socket } from 'node:net';
import { mintLoopbackTls } from '../../world/discord/voice/cert.ts';

/** A server that is not what a setting should lead to. `asked` resolves when somebody connects. */
export type Stranger = AsyncDisposable & { host: string; asked: Promise<void> };

const open = async (server: Server | HttpServer): Promise<Stranger> => {
  const sockets = new Set<Socket>();
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    resolve();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // It is a string for pipes only.
  const dispose = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { host: `127.0.0.1:${port}`, asked, [Symbol.asyncDispose]: dispose };
};

/** Answers every request with the same page. */
export const page = (status: number, body: string, type = 'text/html'): Promise<Stranger> =>
  open(createServer((_, response) => response.writeHead(status, { 'content-type': type }).end(body)));

/** What Google answers where it refuses a request. */
export const googleRefuses = (status: number, message: string): Promise<Stranger> =>
  page(status, JSON.stringify({ error: { code: status, message, status: 'REFUSED' } }), 'application/json');

/** Takes connections and never says a word. */
export const silent = (): Promise<Stranger> => open(createPlain());

/** Cuts every connection as soon as something is said on it. */
export const cutting = (): Promise<Stranger> =>
  open(createPlain((socket) => void socket.on('data', () => socket.resetAndDestroy())));

/** Says the same to whatever is said. */
export const saying = (words: string | Buffer): Promise<Stranger> =>
  open(createPlain((socket) => void socket.on('data', () => socket.write(words))));

/** Speaks TLS, with a certificate that nobody trusts. */
export const untrusted = (): Promise<Stranger> => {
  const { cert, key } = mintLoopbackTls();
  return open(createSecure({ cert, key }, (_, response) => response.end('{}')));
};

/** A port at which nothing listens. */
export const nobody = async (): Promise<string> => {
  await using server = await silent();
  return server.host;
};
