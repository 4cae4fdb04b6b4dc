import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** The two ends of one TCP connection within this process, as far as they are known. */
type Line = { client?: Socket; server?: Socket };

/** So many turns of the event loop must pass in a row with nothing on its way and nothing moved. */
const QUIET_TURNS = 4;

/** After so many turns of the event loop something hangs half open: a fault of the world or of the client. */
const MOST_TURNS = 100_000;

/**
 * Knows whether anything is still on its way over the TCP connections that this process has with itself. Node tells of
 * each socket as it is made (its channels `net.client.socket` and `net.server.socket`), and each end counts its bytes: as
 * long as one end has written what the other has not read, or has closed what is open on the other, time must stand still.
 */
export class Traffic {
  #lines = new Map<number, Line>();
  #dialling = new Set<Socket>();
  #moved = 0;

  constructor() {
    subscribe('net.client.socket', this.#client);
    subscribe('net.server.socket', this.#server);
  }

  [Symbol.dispose](): void {
    unsubscribe('net.client.socket', this.#client);
    unsubscribe('net.server.socket', this.#server);
  }

  /** Resolves when nothing is on its way and everybody has done what they do about what came. */
  async settled(): Promise<void> {
    let quiet = 0;
    for (let turns = 0; quiet < QUIET_TURNS; turns++) {
      await new Promise(setImmediate);
      const before = this.#moved;
      const still = !this.#onItsWay() && this.#moved === before;
      quiet = still ? quiet + 1 : 0;
      if (turns > MOST_TURNS) throw new Error(`something stays on its way: ${this.#describe()}`);
    }
  }

  /** Cuts every client off, as the end of its process does. */
  cut(): void {
    for (const socket of this.#dialling) socket.destroy();
    for (const { client } of this.#lines.values()) client?.destroy();
  }

  #client = (message: unknown): void => {
    const { socket } = message as { socket: Socket }; // The channel's documented message.
    this.#dialling.add(socket);
    socket.once('connect', () => {
      this.#dialling.delete(socket);
      this.#line(socket.localPort).client = socket;
    });
    socket.once('close', () => this.#dialling.delete(socket));
  };

  #server = (message: unknown): void => {
    const { socket } = message as { socket: Socket }; // The channel's documented message.
    this.#line(socket.remotePort).server = socket;
  };

  /** The line of a client's port. A port may be used again, but only after both ends of its line were closed. */
  #line(port: number | undefined): Line {
    const line = this.#lines.get(port ?? 0) ?? {};
    this.#lines.set(port ?? 0, line);
    return line;
  }

  #onItsWay(): boolean {
    let busy = this.#dialling.size > 0;
    let moved = 0;
    for (const [port, line] of this.#lines) {
      const { client, server } = line;
      moved += (client?.bytesRead ?? 0) + (server?.bytesRead ?? 0);
      // A client that is cut while it dials is never known by its port, and its other end stays alone.
      if ((client ?? server)?.closed && (server ?? client)?.closed) this.#lines.delete(port);
      else if (!client || !server || differ(client, server)) busy = true;
    }
    // What was read on lines that are gone by now is no longer counted, which is movement as well.
    this.#moved = moved;
    return busy;
  }

  #describe(): string {
    const lines = [...this.#lines].map(
      ([port, { client, server }]) => `${port}: ${state(client)} to the server, ${state(server)} to the client`,
    );
    return [`${this.#dialling.size} dialling`, ...lines].join('; ');
  }
}

/** Whether one end knows what the other does not know yet. */
const differ = (one: Socket, other: Socket): boolean =>
  one.bytesWritten !== other.bytesRead ||
  other.bytesWritten !== one.bytesRead ||
  one.closed !== other.closed ||
  one.writableFinished !== other.readableEnded ||
  other.writableFinished !== one.readableEnded;

const state = (socket: Socket | undefined): string =>
  socket ? `${socket.bytesWritten} written, ${socket.bytesRead} read, ${socket.readyState}` : 'not there';
