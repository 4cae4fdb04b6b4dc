import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import type { MediaPort, UdpAddress } from './media.ts';
import { type Mode, seal } from './transport.ts';
import type { VoiceFaults } from './voice-faults.ts';

/** Messages kept for a resume; a client that missed more has to identify anew. */
const KEPT = 256;

/** What lets a bot into a voice channel: the main gateway gives it, and the voice gateway wants to see it. */
export type Ticket = { guildId: string; channelId: string; userId: string; sessionId: string; token: string };

/** How far a client is: identified, with a protocol selected and among the others, or gone for good. */
type Stage = 'identified' | 'among others' | 'gone';

/** One client's session at the voice gateway; it outlives its socket until it is resumed or given up. */
export class VoiceClient {
  readonly ticket: Ticket;
  readonly ssrc: number;
  /** Whether DAVE may be spoken with it: 0 or 1. */
  readonly daveVersion: 0 | 1;
  readonly key = randomBytes(32);
  stage: Stage = 'identified';
  mode: Mode | undefined;
  address: UdpAddress | undefined;
  /** What it said last about its speaking (op 5), and how often it said something. */
  speaking = 0;
  announcements = 0;
  /** Packets that came although it never said that it speaks. */
  unannounced = 0;
  /** How often it resumed. */
  resumes = 0;
  /** Ends the session unless it is resumed. */
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

  /** The socket, while there is one. */
  get socket() {
    return this.#socket;
  }

  /** Sends a numbered message, or keeps it for the resume. */
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

  /** Sends a packet, encrypted for this client alone. With `badTag` it is not authentic. */
  sendPacket(header: Buffer, payload: Buffer, badTag = false) {
    if (!this.address || !this.mode || this.stage !== 'among others') return;
    const packet = this.sealed(header, payload);
    const tag = packet.length - 5;
    if (badTag) packet[tag] = ~(packet[tag] ?? 0);
    this.sendDatagram(packet);
  }

  /** A packet as this client would get it, with the next count in its nonce, or another one. */
  sealed(header: Buffer, payload: Buffer, count?: number): Buffer {
    if (!this.mode) throw new Error('The client has not selected an encryption mode.');
    if (count === undefined) this.#nonce = (this.#nonce + 1) >>> 0;
    return seal(this.mode, this.key, header, payload, count ?? this.#nonce);
  }

  /** Sends bytes to the client's UDP socket, as they are. */
  sendDatagram(datagram: Buffer, from: 'server' | 'stranger' = 'server') {
    const { address } = this;
    if (!address || this.#faults.silent) return;
    this.#faults.down(() => this.#media.send(datagram, address, from));
  }

  /** Whether everything after this number can still be sent. */
  covers(sequence: number): boolean {
    return sequence <= this.#sequence && sequence >= (this.#sent[0]?.sequence ?? 1) - 1;
  }

  /** Goes on with a new socket. `resumed` sends op 9; what was missed comes before or after it. */
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
