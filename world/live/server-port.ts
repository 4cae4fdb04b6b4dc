import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';
import { versionOf } from './connection.ts';
import type { ConnectionFault } from './fault.ts';
import type { HttpReply } from './models-endpoint.ts';
import { ServerSocket } from './server-socket.ts';

/** Where the key of a request was. */
export type KeyLocation = 'url' | 'header' | 'both' | 'nowhere';

/** The part of an HTTP request that the server looks at. The key is from its header or its query. */
export type Request = { method: string; url: URL; key: string | undefined; keyIn: KeyLocation };

/** A WebSocket that was accepted, and what it was dialled with. */
export type IncomingSocket = {
  socket: ServerSocket;
  path: string;
  apiVersion: string;
  key: string | undefined;
  keyIn: KeyLocation;
};

/** What the port passes requests to. */
export type Host = {
  /** Answers a plain request; nothing if there's no such route. */
  answer(request: Request): HttpReply | undefined;
  /** Answers a request for text by itself; nothing if it's none. */
  write(request: Request): ((body: Buffer, response: ServerResponse) => void) | undefined;
  /** What happens to the connection that's dialling. */
  fault(path: string): ConnectionFault;
  open(incoming: IncomingSocket, fault: ConnectionFault): void;
  unknown(route: string): void;
};

/** The server's port: plain requests, upgrades to WebSockets, and the faults that happen to them. */
export class ServerPort {
  #host: Host;
  #server = createServer((request, response) => this.#answer(request, response));
  #sockets = new Set<Socket>();
  #upgrades = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    autoPong: false,
    WebSocket: ServerSocket,
  });

  constructor(host: Host) {
    this.#host = host;
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  /** Listens on 127.0.0.1 and a free port. */
  async open(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo; // It's a string only for pipes.
    return `http://127.0.0.1:${port}`;
  }

  /** Stops listening and cuts every socket. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #answer(message: IncomingMessage, response: ServerResponse): void {
    const request = readRequest(message);
    const write = this.#host.write(request);
    if (write) {
      buffer(message).then(
        (body) => write(body, response),
        () => {}, // The client left in the middle of its request.
      );
      return;
    }
    const answer = this.#host.answer(request);
    if (!answer) this.#host.unknown(`${request.method} ${request.url.pathname}`);
    const { status, body } = answer ?? { status: 404, body: { error: { code: 404, status: 'NOT_FOUND' } } };
    response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(body));
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
    const { url, key, keyIn } = readRequest(request);
    const path = url.pathname;
    const apiVersion = versionOf(path);
    socket.on('error', () => {}); // A client may leave in the middle of its upgrade.
    if (!apiVersion) {
      this.#host.unknown(`for a WebSocket, ${path}`);
      letGo(socket);
      return deny(socket, 404);
    }
    const fault = this.#host.fault(path);
    if (fault !== 'normal' && 'upgrade' in fault) {
      letGo(socket);
      return spoil(socket, fault.upgrade);
    }
    this.#upgrades.handleUpgrade(request, socket, head, (opened) =>
      this.#host.open({ socket: opened, path, apiVersion, key, keyIn }, fault),
    );
  }
}

function readRequest({ method = '', url = '/', headers }: IncomingMessage): Request {
  // On its own, a path with two leading slashes would be read as a host.
  const whole = new URL(`http://localhost${url}`);
  const header = headers['x-goog-api-key'];
  const query = whole.searchParams.get('key') ?? whole.searchParams.get('access_token') ?? undefined;
  const inHeader = typeof header === 'string';
  const inUrl = query !== undefined;
  const keyIn = inHeader && inUrl ? 'both' : inHeader ? 'header' : inUrl ? 'url' : 'nowhere';
  return { method, url: whole, key: inHeader ? header : query, keyIn };
}

/** Closes our side once the client has closed its own. Nothing else reads a socket whose upgrade was refused. */
function letGo(socket: Duplex): void {
  socket.resume().once('end', () => socket.destroy());
}

function deny(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function spoil(socket: Duplex, how: number | 'silent' | 'reset'): void {
  if (how === 'reset') socket.destroy();
  else if (how !== 'silent') deny(socket, how);
}
