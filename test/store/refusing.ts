import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';

/** A server on a free port that does this with each connection; it ends with the test. */
export const listening = async (t: TestContext, serve: (socket: Socket) => void): Promise<number> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    serve(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port; // It is a string for pipes only.
};

/** What Redis answers to every command, in its protocol (redis.io, "RESP protocol spec", "Simple errors"). */
export const redisSaying = (t: TestContext, error: string): Promise<number> =>
  listening(t, (socket) => socket.on('data', () => socket.write(`-${error}\r\n`)));

/** PostgreSQL's way to refuse a connection (PostgreSQL, "Message Formats", ErrorResponse). */
export const postgresError = (code: string, message: string): Buffer => {
  const fields = Buffer.from(`SFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
};

/** A PostgreSQL that answers so to the startup message. */
export const postgresSaying = (t: TestContext, code: string, message: string): Promise<number> =>
  listening(t, (socket) => socket.once('data', () => socket.end(postgresError(code, message))));
