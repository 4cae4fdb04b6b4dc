import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayIntentBits } from 'discord.js';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { ownUserPayload } from './application.ts';
import type { Discord } from './discord.ts';
import { GatewaySession, type Payload } from './gateway-session.ts';
import { IdentifyLimit } from './identify-limit.ts';
import { shareConformance } from './openapi/conformance.ts';

const Op = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voice: 4,
  resume: 6,
  reconnect: 7,
  members: 8,
  invalid: 9,
  hello: 10,
  ack: 11,
} as const;

/** Why the gateway hangs up (Discord docs, opcodes and status codes, "Gateway close event codes"). */
const Close = {
  unknownOp: 4001,
  decode: 4002,
  notAuthenticated: 4003,
  authentication: 4004,
  alreadyAuthenticated: 4005,
  shard: 4010,
  intents: 4013,
  disallowed: 4014,
} as const;

/** Codes after which nothing can be resumed. */
const FINAL = [1000, 1001, 4004, 4007, 4009];

const PRIVILEGED = GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent;
const ALL_INTENTS = Object.values(GatewayIntentBits).reduce(
  (sum: number, bit) => (typeof bit === 'number' ? sum | bit : sum),
  0,
);

const frame = z.object({ op: z.int(), d: z.unknown().optional() });
const identify = z.object({
  token: z.string(),
  intents: z.int().min(0),
  shard: z.tuple([z.int().min(0), z.int().min(1)]).default([0, 1]),
});
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });
const voice = z.object({
  guild_id: z.string(),
  channel_id: z.string().nullable(),
  self_mute: z.boolean().default(false),
  self_deaf: z.boolean().default(false),
});
const members = z.object({
  guild_id: z.string(),
  user_ids: z.union([z.string(), z.array(z.string())]).optional(),
  nonce: z.string().optional(),
});

/** A client's wish to be in a voice channel, or in none (gateway op 4). */
export type VoiceRequest = z.output<typeof voice>;

/** The main gateway: sessions, heartbeats, events by shard and intent, resuming; and ways to disturb it. */
export class Gateway {
  /** Milliseconds between heartbeats that clients are told when they connect. */
  heartbeatInterval = 41_250;
  /** While true heartbeats stay unanswered. */
  withholdAcks = false;
  /** Whether it says a word to whoever connects. */
  greets = true;
  /** Whether who identified is let in. */
  admits = true;
  /** The close code with which it answers who identifies, if there is one. */
  refusal: number | undefined;
  /** Privileged intents the application may ask for; none by default. */
  allowedIntents = 0;
  /** How many may identify at the same time, and what becomes of the others. */
  readonly identifyLimit: IdentifyLimit;
  /** How often clients identified and resumed. */
  identifies = 0;
  resumes = 0;
  /** The last presence a client set (op 3). */
  presence: unknown;
  readonly #world: Discord;
  readonly #server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  readonly #sessions = new Map<string, GatewaySession>();
  /** By which way each client came. */
  readonly #ways = new WeakMap<WebSocket, string>();

  constructor(world: Discord) {
    this.#world = world;
    this.identifyLimit = new IdentifyLimit(world);
  }

  /** Sessions with or without a socket. */
  get sessions(): readonly GatewaySession[] {
    return [...this.#sessions.values()];
  }

  /** Whether every shard of some fleet has identified. */
  get complete(): boolean {
    const live = this.sessions.filter(({ socket }) => socket);
    return live.some(({ shard: [, count] }) => {
      const ids = live.filter(({ shard }) => shard[1] === count).map(({ shard: [id] }) => id);
      return new Set(ids).size === count;
    });
  }

  /** Takes over a socket that asked to become a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
    this.#server.handleUpgrade(request, socket, head, (client) => {
      const [, via = ''] = /^\/(\w+)\/gateway\b/.exec(request.url ?? '') ?? [];
      this.#ways.set(client, via);
      this.#greet(client);
    });
  }

  /** Sends an event to the sessions that may have it; without a server it is one of direct messages. */
  dispatch(event: string, payload: Payload, guildId?: string) {
    for (const session of this.sessions.filter((one) => one.wants(event, guildId))) session.dispatch(event, payload);
  }

  /** Sends an event as Discord would not, for tests of what a bot makes of it. */
  forge(event: string, d: unknown, guildId?: string) {
    for (const session of this.sessions.filter((one) => one.wants(event, guildId))) session.forge(event, d);
  }

  /** Asks every client to reconnect and resume (op 7). */
  reconnect() {
    this.#broadcast(Op.reconnect, null);
  }

  /** Calls every session invalid (op 9); those that are not resumable are forgotten. */
  invalidate(resumable: boolean) {
    this.#broadcast(Op.invalid, resumable);
    if (!resumable) this.forget();
  }

  /** Asks every client for a heartbeat now (op 1). */
  askForHeartbeat() {
    this.#broadcast(Op.heartbeat, null);
  }

  /** Hangs up on every client with this close code. */
  close(code: number) {
    for (const client of this.#server.clients) client.close(code);
  }

  /** Cuts every connection without a word. */
  drop() {
    for (const client of this.#server.clients) client.terminate();
  }

  /** Forgets sessions, all by default, so that their next resume is refused. */
  forget(sessions = this.sessions) {
    for (const session of sessions) this.#forget(session);
  }

  #broadcast(op: number, d: unknown) {
    for (const client of this.#server.clients) this.#send(client, op, d);
  }

  #send(client: WebSocket, op: number, d: unknown) {
    client.send(JSON.stringify({ op, d, s: null, t: null }));
  }

  #greet(client: WebSocket) {
    client.on('message', (raw) => this.#receive(client, raw.toString()));
    client.on('error', () => client.terminate());
    client.on('close', (code) => this.#closed(client, code));
    if (this.greets) this.#send(client, Op.hello, { heartbeat_interval: this.heartbeatInterval, _trace: [] });
  }

  #closed(client: WebSocket, code: number) {
    const session = this.#of(client);
    session?.detach(client);
    if (session && FINAL.includes(code)) this.#forget(session);
    this.#world.changes.happened();
  }

  #forget(session: GatewaySession) {
    this.#sessions.delete(session.id);
    this.#world.sessionEnded(session);
  }

  #of(client: WebSocket) {
    return this.sessions.find(({ socket }) => socket === client);
  }

  #receive(client: WebSocket, raw: string) {
    const message = parseFrame(raw);
    if (!message) return client.close(Close.decode, 'Error while decoding payload.');
    const { op, d } = message;
    const session = this.#of(client);
    try {
      if (op === Op.heartbeat) return this.#heartbeat(client);
      if (op === Op.identify) return this.#identify(client, identify.parse(d));
      if (op === Op.resume) return this.#resume(client, resume.parse(d));
      if (!session) return client.close(Close.notAuthenticated, 'Not authenticated.');
      if (!this.#request(session, op, d)) client.close(Close.unknownOp, 'Unknown opcode.');
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      client.close(Close.decode, 'Error while decoding payload.');
    }
  }

  #request(session: GatewaySession, op: number, d: unknown): boolean {
    if (op === Op.presence) this.presence = d;
    else if (op === Op.voice) this.#world.askedForVoice(voice.parse(d), session);
    else if (op === Op.members) this.#members(session, members.parse(d));
    else return false;
    this.#world.changes.happened();
    return true;
  }

  #heartbeat(client: WebSocket) {
    if (!this.withholdAcks) this.#send(client, Op.ack, null);
  }

  #identify(client: WebSocket, { token, intents, shard }: z.output<typeof identify>) {
    if (this.#of(client)) return client.close(Close.alreadyAuthenticated, 'Already authenticated.');
    if (token !== this.#world.token) return client.close(Close.authentication, 'Authentication failed.');
    if (shard[0] >= shard[1]) return client.close(Close.shard, 'Invalid shard.');
    if (intents & ~ALL_INTENTS) return client.close(Close.intents, 'Invalid intent(s).');
    if (intents & PRIVILEGED & ~this.allowedIntents) return client.close(Close.disallowed, 'Disallowed intent(s).');
    if (this.refusal !== undefined) {
      this.identifies += 1;
      return client.close(this.refusal);
    }
    const verdict = this.identifyLimit.judge(shard[0]);
    if (verdict === 'spent') return client.close(Close.authentication, 'Authentication failed.');
    if (verdict === 'too fast') return this.#send(client, Op.invalid, false);
    const judge = (event: string, frame: string) => {
      for (const fault of shareConformance().event(event, JSON.parse(frame).d)) this.#world.objectTo(fault);
    };
    const session = new GatewaySession({ intents, shard, via: this.#ways.get(client) ?? '' }, client, (event, frame) =>
      this.#world.judge(() => judge(event, frame)),
    );
    this.#sessions.set(session.id, session);
    this.identifies += 1;
    if (this.admits) this.#welcome(session);
    this.#world.changes.happened();
  }

  #welcome(session: GatewaySession) {
    const { bot, guilds, applicationFlags } = this.#world;
    const own = [...guilds.values()].filter(({ id }) => session.wants('', id));
    session.dispatch('READY', {
      v: 10,
      user: ownUserPayload(bot),
      guilds: own.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: this.#world.gatewayUrlFor(session.via),
      shard: session.shard,
      application: { id: bot.id, flags: applicationFlags },
      private_channels: [],
      relationships: [],
      presences: [],
    });
    const told = own.filter(({ id, available }) => available && session.wants('GUILD_CREATE', id));
    for (const guild of told) session.tell('GUILD_CREATE', guild.written());
  }

  #resume(client: WebSocket, { token, session_id, seq }: z.output<typeof resume>) {
    if (token !== this.#world.token) return client.close(Close.authentication, 'Authentication failed.');
    const session = this.#sessions.get(session_id);
    if (!session?.resume(client, seq)) return this.#send(client, Op.invalid, false);
    this.resumes += 1;
    this.#world.changes.happened();
  }

  #members(session: GatewaySession, { guild_id, user_ids, nonce }: z.output<typeof members>) {
    const guild = this.#world.guilds.get(guild_id);
    if (!guild) return;
    const wanted = user_ids === undefined ? guild.members.map(({ id }) => id) : [user_ids].flat();
    const found = wanted.flatMap((id) => guild.find(id) ?? []);
    session.dispatch('GUILD_MEMBERS_CHUNK', {
      guild_id,
      members: found.map((member) => member.payload()),
      chunk_index: 0,
      chunk_count: 1,
      not_found: wanted.filter((id) => !guild.find(id)),
      ...(nonce && { nonce }),
    });
  }
}

const parseFrame = (raw: string) => {
  try {
    return frame.safeParse(JSON.parse(raw)).data;
  } catch {
    return undefined;
  }
};
