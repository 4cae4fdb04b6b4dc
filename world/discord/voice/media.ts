import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** Where a client's UDP packets come from, and go to. */
export type UdpAddress = { address: string; port: number };

/** How many bytes a request for IP discovery and its answer have (Discord docs, topics/voice-connections, "IP discovery"). */
const DISCOVERY = 74;

/** The system's buffers overflow when some hundred members speak at once. */
const ROOM = 4 << 20;

/** What arrives at the media port. */
export type MediaArrivals = {
  discovery(ssrc: number, from: UdpAddress): void;
  /** Everything else but keepalives; `at` is in milliseconds of `performance.now()`. */
  packet(packet: Buffer, from: UdpAddress, at: number): void;
};

/** The UDP port of a voice server, and a second one that belongs to nobody in the call. */
export class MediaPort {
  readonly #arrivals: MediaArrivals;
  readonly #socket: Socket;
  readonly #stranger: Socket;
  #open = true;
  /** Keepalives so far; no client needs an answer to them. */
  keepalives = 0;

  constructor(arrivals: MediaArrivals) {
    this.#arrivals = arrivals;
    this.#socket = createSocket({ type: 'udp4', recvBufferSize: ROOM, sendBufferSize: ROOM });
    this.#stranger = createSocket('udp4');
    this.#socket.on('message', (datagram, from) => this.#receive(datagram, from, performance.now()));
    // A client that is gone refuses packets on loopback; that is its right.
    for (const socket of [this.#socket, this.#stranger]) socket.on('error', () => {});
  }

  get port(): number {
    return this.#socket.address().port;
  }

  async listen(): Promise<void> {
    for (const socket of [this.#socket, this.#stranger]) {
      socket.bind(0, '127.0.0.1');
      await once(socket, 'listening');
    }
  }

  /** Sends a datagram to a client; what comes after {@link close} is dropped. */
  send(datagram: Buffer, { port, address }: UdpAddress, from: 'server' | 'stranger' = 'server') {
    if (this.#open) (from === 'server' ? this.#socket : this.#stranger).send(datagram, port, address);
  }

  /** Tells a client which address its packets come from. */
  discover(ssrc: number, to: UdpAddress) {
    const answer = Buffer.alloc(DISCOVERY);
    answer.writeUInt16BE(2, 0);
    answer.writeUInt16BE(DISCOVERY - 4, 2);
    answer.writeUInt32BE(ssrc, 4);
    answer.write(to.address, 8);
    answer.writeUInt16BE(to.port, DISCOVERY - 2);
    this.send(answer, to);
  }

  async close(): Promise<void> {
    this.#open = false;
    await Promise.all([this.#socket, this.#stranger].map((socket) => new Promise<void>((done) => socket.close(done))));
  }

  #receive(datagram: Buffer, { address, port }: RemoteInfo, at: number) {
    const from = { address, port };
    if (datagram.length === 8) this.keepalives += 1;
    else if (datagram.length === DISCOVERY && datagram.readUInt16BE(0) === 1)
      this.#arrivals.discovery(datagram.readUInt32BE(4), from);
    else this.#arrivals.packet(datagram, from, at);
  }
}
