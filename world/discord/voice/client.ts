import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import type { MediaPort, UdpAddress } from './media.ts';
import { type Mode, seal } from './transport.ts';
import type { VoiceFaults } from './voice-faults.ts';

/** How many messages are kept for a resume. A client that missed more has to identify again. */
const KEPT = 256;

/** What lets a bot into a voice channel. The main gateway issues it, and the voice gateway checks it. */
export type Ticket = { guildId: string; channelId: string; userId: string; sessionId: string; token: string };

/** A client's state: it has identified, it has selected a protocol and is in the channel, or it's gone for good. */
type Stage = 'identified' | 'among others' | 'gone';

/** One client's session at the voice gateway. When its socket closes, it waits for a while to be resumed. */
export class VoiceClient {
  readonly ticket: Ticket;
  readonly ssrc: number;
  /** The DAVE version that the client speaks: 0 (none) or 1. */
  readonly daveVersion: 0 | 1;
  readonly key = randomBytes(32);
  stage: Stage = 'identified';
  mode: Mode | undefined;
  address: UdpAddress | undefined;
  /** What the client last said about whether it's speaking (op 5), and how often it said so. */
  speaking = 0;
  announcements = 0;
  /** How many packets came before the client ever said that it's speaking. */
  unannounced = 0;
  /** How often the client has resumed. */
  resumes = 0;
  /** Ends the session unless it's resumed in time. */
  grace: NodeJS.Timeout | undefined;
  #socket: WebSocket | undefined;
  readonly #faults: VoiceFaults;
  readonly #media: MediaPort;
  #sequence = 0;
  #nonce = 0;
  #sent: { sequence: number; message: string | Buffer }[] = [];

  constructor(about: {
    ticket: Ticket;
    ssrc: number;
    daveVersion: 0 | 1;
    socket: WebSocket;
    faults: VoiceFaults;
    media: MediaPort;
  }) {
    this.ticket = about.ticket;
    this.ssrc = about.ssrc;
    this.daveVersion = about.daveVersion;
    this.#socket = about.socket;
    this.#faults = about.faults;
    this.#media = about.media;
  }

  get userId() {
    return this.ticket.userId;
  }

  get channelId() {
    return this.ticket.channelId;
  }

  /** The socket, if it's open. */
  get socket() {
    return this.#socket;
  }

  /** Sends a numbered message, or keeps it for a resume. */
  send(op: number, d: unknown) {
    this.#sequence += 1;
    this.#push(JSON.stringify({ op, d, seq: this.#sequence }));
  }

  /** Sends a numbered binary message: number, opcode, payload (DAVE protocol, "Voice gateway"). */
  sendBinary(op: number, payload: Buffer) {
    this.#sequence += 1;
    const head = Buffer.alloc(3);
    head.writeUInt16BE(this.#sequence & 0xffff);
    head[2] = op;
    this.#push(Buffer.concat([head, payload]));
  }

  /** Sends a packet, encrypted for this client. With `badTag`, it isn't authentic. */
  sendPacket(header: Buffer, payload: Buffer, badTag = false) {
    if (!this.address || !this.mode || this.stage !== 'among others') return;
    const packet = this.sealed(header, payload);
    const tag = packet.length - 5;
    if (badTag) packet[tag] = ~(packet[tag] ?? 0);
    this.sendDatagram(packet);
  }

  /** A packet as this client would get it, with the next nonce or a given one. */
  sealed(header: Buffer, payload: Buffer, count?: number): Buffer {
    if (!this.mode) throw new Error('The client has not selected an encryption mode.');
    if (count === undefined) this.#nonce = (this.#nonce + 1) >>> 0;
    return seal(this.mode, this.key, header, payload, count ?? this.#nonce);
  }

  /** Sends bytes to the client's UDP socket without encrypting them. */
  sendDatagram(datagram: Buffer, from: 'server' | 'stranger' = 'server') {
    const { address } = this;
    if (!address || this.#faults.silent) return;
    this.#faults.down(() => this.#media.send(datagram, address, from));
  }

  /** Whether all messages after this number are still kept. */
  covers(sequence: number): boolean {
    return sequence <= this.#sequence && sequence >= (this.#sent[0]?.sequence ?? 1) - 1;
  }

  /** Resumes on a new socket. `resumed` sends op 9; the missed messages are sent before or after that. */
  resume(socket: WebSocket, sequence: number, resumed: () => void) {
    this.#socket = socket;
    this.resumes += 1;
    clearTimeout(this.grace);
    const before = this.#faults.replay === 'before resumed';
    if (!before) resumed();
    for (const one of this.#sent) if (one.sequence > sequence) socket.send(one.message);
    if (before) resumed();
  }

  /** Its socket closed. */
  detach() {
    this.#socket = undefined;
  }

  #push(message: string | Buffer) {
    this.#sent.push({ sequence: this.#sequence, message });
    if (this.#sent.length > KEPT) this.#sent.shift();
    if (this.#socket?.readyState === WebSocket.OPEN && !this.#faults.silent) this.#socket.send(message);
  }
}
