import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Server as NetServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';

/** What a proxy lets through: for each host and port, such as `discord.test:443`, the port of 127.0.0.1 that it leads to. */
export type Routes = ReadonlyMap<string, number>;

/** An HTTP proxy that knows only the method CONNECT. */
export class ConnectProxy {
  /** All targets that were asked for, in order, including refused ones. */
  readonly asked: string[] = [];
  /** What it answers for a host and port instead of connecting. */
  readonly refused = new Map<string, string>();
  /** How many connections to a host and port it allows before it refuses more. */
  readonly most = new Map<string, number>();
  /** The name and password that it requires, as `name:password`. */
  login: string | undefined;
  /** Whether it accepts connections but never answers. */
  mute = false;
  readonly #routes: Routes;
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();

  private constructor(routes: Routes) {
    this.#routes = routes;
    this.#server = createServer((_, response) => void response.writeHead(501).end());
    this.#server.on('connect', (request, socket, head) => this.#connect(request, socket, head));
  }

  /** Listens on 127.0.0.1 and a free port. */
  static async open(routes: Routes): Promise<ConnectProxy> {
    const proxy = new ConnectProxy(routes);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Stops listening and cuts every connection. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #connect({ url = '', headers }: IncomingMessage, client: Duplex, head: Buffer): void {
    this.asked.push(url);
    this.#keep(client);
    if (this.mute) return;
    const login = this.login && `Basic ${Buffer.from(this.login).toString('base64')}`;
    const port = this.#routes.get(url);
    const missing = port === undefined ? '502 Bad Gateway' : undefined;
    const wrong = !login || headers['proxy-authorization'] === login ? undefined : '407 Proxy Authentication Required';
    const tries = this.asked.filter((one) => one === url).length;
    const full = tries > (this.most.get(url) ?? Number.POSITIVE_INFINITY) ? '503 Service Unavailable' : undefined;
    const refusal = wrong ?? this.refused.get(url) ?? full ?? missing;
    if (refusal !== undefined || port === undefined) {
      client.end(`HTTP/1.1 ${refusal}\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const server = this.#keep(connect(port, '127.0.0.1'));
    server.once('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.write(head);
      client.pipe(server).pipe(client);
    });
  }

  /** If one end fails, the other one is ended. */
  #keep<S extends Duplex>(socket: S): S {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => this.#sockets.delete(socket));
    return socket;
  }
}

/** Terminates TLS and passes the plain bytes on to a port of 127.0.0.1, as the load balancers of real servers do. */
export class TlsFront {
  readonly #server: NetServer;
  readonly #sockets = new Set<Socket>();

  private constructor(port: number, tls: { cert: string; key: string }) {
    this.#server = createTlsServer(tls, (client) => {
      const server = connect(port, '127.0.0.1');
      for (const socket of [client, server]) {
        this.#sockets.add(socket);
        socket.on('error', () => {});
        socket.once('close', () => this.#sockets.delete(socket));
      }
      client.pipe(server).pipe(client);
    });
    this.#server.on('tlsClientError', () => {});
  }

  static async open(port: number, tls: { cert: string; key: string }): Promise<TlsFront> {
    const front = new TlsFront(port, tls);
    front.#server.listen(0, '127.0.0.1');
    await once(front.#server, 'listening');
    return front;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
