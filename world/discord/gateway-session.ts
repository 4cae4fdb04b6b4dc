import { randomBytes } from 'node:crypto';
import { GatewayIntentBits } from 'discord.js';
import type { WebSocket } from 'ws';
import { shardOf } from './snowflake.ts';

/** Events kept for a resume; a client that missed more must identify anew. */
const KEPT = 1_000;

/** Which intent an event needs in a server and in direct messages; what is not listed needs none (Discord docs, events/gateway, "List of intents"). */
const INTENTS: readonly (readonly [event: RegExp, guild: number, direct: number])[] = [
  [/^(GUILD_(CREATE|UPDATE|DELETE|ROLE_.*)|CHANNEL_.*|THREAD_.*|STAGE_.*)$/, GatewayIntentBits.Guilds, 0],
  [/^GUILD_MEMBER_/, GatewayIntentBits.GuildMembers, 0],
  [/^VOICE_STATE_UPDATE$/, GatewayIntentBits.GuildVoiceStates, 0],
  [/^MESSAGE_/, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
];

/** What a client said about itself when it identified, and by which way of its own it came, if it did. */
export type Identity = { intents: number; shard: readonly [id: number, count: number]; via: string };

/** What is sent to a client, or how to make it for one. */
export type Payload = Record<string, unknown> | ((session: GatewaySession) => Record<string, unknown>);

/** One client's view of the gateway; it outlives its socket until it is resumed or forgotten. */
export class GatewaySession {
  readonly id = randomBytes(16).toString('hex');
  readonly intents: number;
  readonly shard: readonly [id: number, count: number];
  readonly via: string;
  #socket: WebSocket | undefined;
  #sequence = 0;
  #sent: { sequence: number; frame: string }[] = [];

  readonly #judge: (event: string, frame: string) => void;

  constructor({ intents, shard, via }: Identity, socket: WebSocket, judge: (event: string, frame: string) => void) {
    this.#judge = judge;
    this.intents = intents;
    this.shard = shard;
    this.via = via;
    this.#socket = socket;
  }

  /** The socket, while there is one. */
  get socket() {
    return this.#socket;
  }

  /** Whether it asked to read what people write. */
  get readsContent() {
    return (this.intents & GatewayIntentBits.MessageContent) !== 0;
  }

  /** Whether an event of a server, or of no server, is for this shard and these intents. */
  wants(event: string, guildId: string | undefined): boolean {
    const [id, count] = this.shard;
    if ((guildId ? shardOf(guildId, count) : 0) !== id) return false;
    const [, guild = 0, direct = 0] = INTENTS.find(([pattern]) => pattern.test(event)) ?? [];
    const needed = guildId ? guild : direct;
    return (this.intents & needed) === needed;
  }

  /** Sends an event now, or keeps it for the resume. It is judged by whether Discord describes it so. */
  dispatch(event: string, payload: Payload) {
    const d = typeof payload === 'function' ? payload(this) : payload;
    this.tell(event, JSON.stringify(d));
  }

  /** The same for data that is written as JSON already. */
  tell(event: string, data: string) {
    this.#judge(event, this.#send(event, data));
  }

  /** Sends an event with whatever data, as Discord would not. */
  forge(event: string, d: unknown) {
    this.#send(event, JSON.stringify(d) ?? 'null');
  }

  /** Goes on with a new socket: what came after `sequence` is sent again. False if it is not known any more. */
  resume(socket: WebSocket, sequence: number): boolean {
    const missed = this.#sent.filter((one) => one.sequence > sequence);
    if (missed.length !== this.#sequence - sequence) return false;
    this.#socket = socket;
    for (const { frame } of missed) socket.send(frame);
    this.dispatch('RESUMED', {});
    return true;
  }

  /** Its socket closed. */
  detach(socket: WebSocket) {
    if (this.#socket === socket) this.#socket = undefined;
  }

  /** Returns what went over the wire. */
  #send(event: string, data: string): string {
    this.#sequence += 1;
    const frame = `{"op":0,"t":${JSON.stringify(event)},"s":${this.#sequence},"d":${data}}`;
    this.#sent.push({ sequence: this.#sequence, frame });
    if (this.#sent.length > KEPT) this.#sent.shift();
    this.#socket?.send(frame);
    return frame;
  }
}
