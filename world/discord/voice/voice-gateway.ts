import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Changes } from '../changes.ts';
import type { Admission } from './admission.ts';
import type { VoiceClient } from './client.ts';
import { VoiceClose, VoiceOp } from './opcodes.ts';
import type { Switchboard } from './switchboard.ts';
import { MODES, type Mode } from './transport.ts';
import type { VoiceFaults } from './voice-faults.ts';

const frame = z.object({ op: z.int(), d: z.unknown().optional() });
const identify = z.object({
  server_id: z.string(),
  user_id: z.string(),
  session_id: z.string(),
  token: z.string(),
  max_dave_protocol_version: z.int().min(0).default(0),
});
const resume = z.object({
  server_id: z.string(),
  session_id: z.string(),
  token: z.string(),
  seq_ack: z.int().default(-1),
});
const select = z.object({
  protocol: z.string(),
  data: z.object({ address: z.string(), port: z.int(), mode: z.string() }),
});
const speaking = z.object({ speaking: z.int(), ssrc: z.int() });
const heartbeat = z.object({ t: z.number(), seq_ack: z.int().optional() });

/** The options of a voice gateway. */
export type VoiceGatewayOptions = {
  /** The encryption modes that are offered, the best one first; AES and XChaCha by default. */
  modes?: readonly Mode[];
  /** The time between heartbeats, in milliseconds; 13,750 by default, as at Discord. */
  heartbeatInterval?: number;
};

type Others = { faults: VoiceFaults; switchboard: Switchboard; admission: Admission; changes: Changes };

/** The voice gateway, version 8: identifying, resuming, heartbeats, and the way to exchanging packets. */
export class VoiceGateway {
  /** The time between heartbeats that clients are told when they connect, in milliseconds. */
  heartbeatInterval: number;
  /** The encryption modes that are offered, the best one first. */
  modes: readonly Mode[];
  /** How often clients have connected and identified. */
  connections = 0;
  identifies = 0;
  readonly #faults: VoiceFaults;
  readonly #switchboard: Switchboard;
  readonly #admission: Admission;
  readonly #changes: Changes;
  readonly #https: Server;
  readonly #sockets: WebSocketServer;
  /** All connections, including those that never sent anything. */
  readonly #connections = new Set<Socket>();
  readonly #clients = new WeakMap<WebSocket, VoiceClient>();

  constructor(about: VoiceGatewayOptions & Others & { cert: string; key: string }) {
    const { cert, key, modes = MODES, heartbeatInterval = 13_750 } = about;
    this.#faults = about.faults;
    this.#switchboard = about.switchboard;
    this.#admission = about.admission;
    this.#changes = about.changes;
    this.modes = modes;
    this.heartbeatInterval = heartbeatInterval;
    this.#https = createServer({ cert, key });
    this.#https.on('connection', (socket: Socket) => {
      this.#connections.add(socket);
      socket.once('close', () => this.#connections.delete(socket));
    });
    this.#sockets = new WebSocketServer({ server: this.#https, perMessageDeflate: false });
    this.#sockets.on('connection', (socket) => this.#greet(socket));
  }

  /** Starts to listen. Resolves to the port. */
  async listen(): Promise<number> {
    this.#https.listen(0, '127.0.0.1');
    await once(this.#https, 'listening');
    const address = this.#https.address();
    return typeof address === 'object' ? (address?.port ?? 0) : 0;
  }

  /** Cuts all connections without closing them properly. */
  drop() {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  async close(): Promise<void> {
    this.drop();
    this.#sockets.close();
    const closed = once(this.#https, 'close');
    this.#https.close();
    for (const socket of this.#connections) socket.destroy();
    await closed;
  }

  #greet(socket: WebSocket) {
    this.connections += 1;
    socket.on('message', (data, binary) => this.#receive(socket, data, binary));
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => this.#closed(socket, code));
    this.#say(socket, VoiceOp.hello, { v: 8, heartbeat_interval: this.heartbeatInterval });
  }

  #closed(socket: WebSocket, code: number) {
    const client = this.#clients.get(socket);
    if (client?.socket === socket) {
      client.detach();
      this.#admission.closed(client, code);
    }
    this.#changes.happened();
  }

  #say(socket: WebSocket, op: number, d: unknown) {
    if (!this.#faults.silent) socket.send(JSON.stringify({ op, d }));
  }

  #receive(socket: WebSocket, data: RawData, binary: boolean) {
    if (this.#faults.silent) return;
    const client = this.#clients.get(socket);
    const bytes = bytesOf(data);
    try {
      if (binary) this.#binary(socket, client, bytes);
      else this.#json(socket, client, frame.parse(JSON.parse(bytes.toString())));
    } catch (error) {
      if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
      socket.close(VoiceClose.decode, 'Failed to decode payload.');
    }
    this.#changes.happened();
  }

  #binary(socket: WebSocket, client: VoiceClient | undefined, bytes: Buffer) {
    const [op] = bytes;
    if (!client) return socket.close(VoiceClose.notAuthenticated, 'Not authenticated.');
    if (op === undefined) return socket.close(VoiceClose.decode, 'Failed to decode payload.');
    this.#switchboard.dave(client, op, bytes.subarray(1));
  }

  #json(socket: WebSocket, client: VoiceClient | undefined, { op, d }: z.output<typeof frame>) {
    if (op === VoiceOp.heartbeat) return this.#heartbeat(socket, heartbeat.parse(d));
    if (op === VoiceOp.identify) return this.#identify(socket, identify.parse(d));
    if (op === VoiceOp.resume) return this.#resume(socket, resume.parse(d));
    if (!client) return socket.close(VoiceClose.notAuthenticated, 'Not authenticated.');
    if (op === VoiceOp.selectProtocol) return this.#select(socket, client, select.parse(d));
    if (op === VoiceOp.speaking) return this.#switchboard.spoke(client, speaking.parse(d).speaking);
    if (!this.#switchboard.dave(client, op, d)) socket.close(VoiceClose.unknownOp, 'Unknown opcode.');
  }

  #heartbeat(socket: WebSocket, { t }: z.output<typeof heartbeat>) {
    if (!this.#faults.withholdAcks) this.#say(socket, VoiceOp.heartbeatAck, { t });
  }

  #identify(socket: WebSocket, wish: z.output<typeof identify>) {
    this.identifies += 1;
    if (this.#clients.has(socket)) return socket.close(VoiceClose.alreadyAuthenticated, 'Already authenticated.');
    const ticket = this.#admission.find(wish);
    const dave = wish.max_dave_protocol_version;
    const client = this.#faults.refuse ?? this.#switchboard.identify({ ticket, socket, dave });
    if (typeof client === 'number') {
      if (ticket) this.#admission.end(ticket, client);
      return socket.close(client, 'Refused.');
    }
    this.#clients.set(socket, client);
    const { port } = this.#switchboard.media;
    client.send(VoiceOp.ready, { ssrc: client.ssrc, ip: '127.0.0.1', port, modes: this.modes, experiments: [] });
  }

  #resume(socket: WebSocket, { seq_ack, ...shown }: z.output<typeof resume>) {
    const ticket = this.#admission.find(shown);
    const client = this.#switchboard.clients.find((one) => one.ticket === ticket);
    if (!client?.covers(Math.max(0, seq_ack))) return socket.close(VoiceClose.sessionInvalid, 'Session invalid.');
    this.#clients.set(socket, client);
    client.resume(socket, seq_ack, () => this.#say(socket, VoiceOp.resumed, null));
  }

  #select(socket: WebSocket, client: VoiceClient, { protocol, data }: z.output<typeof select>) {
    const mode = this.modes.find((one) => one === data.mode);
    if (protocol !== 'udp') return socket.close(VoiceClose.unknownProtocol, 'Unknown protocol.');
    if (!mode) return socket.close(VoiceClose.unknownMode, 'Unknown encryption mode.');
    client.mode = mode;
    client.send(VoiceOp.sessionDescription, {
      mode,
      secret_key: [...client.key],
      audio_codec: 'opus',
      media_session_id: client.ticket.token,
      dave_protocol_version: this.#switchboard.daveVersion(client),
    });
    this.#switchboard.enter(client);
  }
}

const bytesOf = (data: RawData): Buffer => {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
};
