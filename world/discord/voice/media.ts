import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** The address of a client's UDP socket. */
export type UdpAddress = { address: string; port: number };

/** The length of an IP discovery request and of its answer, in bytes (Discord docs, topics/voice-connections). */
const DISCOVERY = 74;

/** The size of the socket's buffers, in bytes. The system's default overflows when a few hundred members speak at once. */
const ROOM = 4 << 20;

/** What a media port reports. */
export type MediaArrivals = {
  discovery(ssrc: number, from: UdpAddress): void;
  /** Any other datagram that isn't a keepalive. `at` is in milliseconds of `performance.now()`. */
  packet(packet: Buffer, from: UdpAddress, at: number): void;
};

/** A voice server's UDP port, and a second port for datagrams from strangers. */
export class MediaPort {
  readonly #arrivals: MediaArrivals;
  readonly #socket: Socket;
  readonly #stranger: Socket;
  #open = true;
  /** How many keepalives have come. Clients don't need an answer to them. */
  keepalives = 0;

  constructor(arrivals: MediaArrivals) {
    this.#arrivals = arrivals;
    this.#socket = createSocket({ type: 'udp4', recvBufferSize: ROOM, sendBufferSize: ROOM });
    this.#stranger = createSocket('udp4');
    this.#socket.on('message', (datagram, from) => this.#receive(datagram, from, performance.now()));
    // On loopback, sending to a client that is gone is an error. Here it means nothing.
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

  /** Sends a datagram to a client. After {@link close} it does nothing. */
  send(datagram: Buffer, { port, address }: UdpAddress, from: 'server' | 'stranger' = 'server') {
    if (this.#open) (from === 'server' ? this.#socket : this.#stranger).send(datagram, port, address);
  }

  /** Answers an IP discovery: tells a client the address that its packets come from. */
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
