import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from './servers.ts';

/** How a way is cut: connections are dropped, nobody listens any more, or nothing comes through and nobody says so. */
export type Cut = 'drop' | 'refuse' | 'stall';

/** A connection through a gate. While something is `held`, what the client sends waits there but for `spare` pieces, and `note` is told. */
type Link = { server: Socket; isOver: boolean; held?: { spare: number; pieces: Buffer[]; note(): void } | undefined };

/** The way to a server, on a port of its own, which can be cut, and led to another server. */
export class Gate {
  readonly port: number;
  readonly #sockets = new Set<Socket>();
  readonly #links = new Set<Link>();
  #target: number;
  #server: Server | undefined;
  #state: 'open' | Cut = 'open';
  /** Whoever came while nothing gets through. */
  #waiting: Socket[] = [];

  private constructor(port: number, target: number) {
    this.port = port;
    this.#target = target;
  }

  static async open(target: number): Promise<Gate> {
    const gate = new Gate(await freePort(), target);
    await gate.#listen();
    return gate;
  }

  async cut(how: Cut): Promise<void> {
    this.#state = how;
    if (how === 'stall') for (const socket of this.#sockets) socket.pause();
    else this.#dropAll();
    if (how === 'refuse') await this.#close();
  }

  async mend(): Promise<void> {
    this.#state = 'open';
    for (const client of this.#waiting.splice(0)) this.#lead(client);
    for (const socket of this.#sockets) socket.resume();
    if (!this.#server) await this.#listen();
  }

  /**
   * Whatever clients send from now on whose connections are there is held until `release`, also if they close them meanwhile; each
   * gets `spare` more pieces through. New connections get through. `caught` resolves once something is held.
   */
  hold(spare = 0): { caught: Promise<void>; release(): void } {
    const { promise: caught, resolve: note } = Promise.withResolvers<void>();
    const links = [...this.#links];
    for (const link of links) link.held = { spare, pieces: [], note };
    const release = () => {
      for (const link of links) {
        for (const piece of link.held?.pieces ?? []) link.server.write(piece);
        link.held = undefined;
        if (link.isOver) link.server.end();
      }
    };
    return { caught, release };
  }

  /** Leads to another server from now on. */
  redirect(target: number): void {
    this.#target = target;
    this.#dropAll();
  }

  async end(): Promise<void> {
    this.#state = 'drop';
    this.#dropAll();
    await this.#close();
  }

  async #listen(): Promise<void> {
    this.#server = createServer((client) => this.#admit(client)).listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async #close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    server.close();
    await once(server, 'close');
  }

  #admit(client: Socket): void {
    this.#keep(client);
    if (this.#state === 'open') this.#lead(client);
    else if (this.#state === 'stall') this.#waiting.push(client);
    else client.destroy();
  }

  #lead(client: Socket): void {
    if (client.destroyed) return;
    const server = this.#keep(connect(this.#target, '127.0.0.1'));
    const link: Link = { server, isOver: false };
    this.#links.add(link);
    client.on('data', (piece) => {
      if (!link.held || link.held.spare-- > 0) return void server.write(piece);
      link.held.pieces.push(piece);
      link.held.note();
    });
    server.on('data', (piece) => client.write(piece));
    client.once('close', () => {
      link.isOver = true;
      if (!link.held) server.destroy();
    });
    server.once('close', () => {
      this.#links.delete(link);
      client.destroy();
    });
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => this.#sockets.delete(socket));
    return socket;
  }

  #dropAll(): void {
    this.#waiting = [];
    for (const socket of this.#sockets) socket.destroy();
  }
}
