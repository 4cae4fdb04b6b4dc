import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { GatewayIntentBits } from 'discord.js';
import { BoundedMap } from '../../src/base/bounded-map.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { ApiError } from './api-error.ts';
import type { Allowance } from './bucket.ts';
import { Cdn } from './cdn.ts';
import { Changes, type WaitOptions } from './changes.ts';
import { Channel } from './channel.ts';
import { Commands, type RegisteredCommand } from './commands.ts';
import { type Failure, Faults, type Gate, type Limit, type RoutePattern } from './faults.ts';
import { Gateway, type VoiceRequest } from './gateway.ts';
import type { GatewaySession, Payload } from './gateway-session.ts';
import { Guild } from './guild.ts';
import type { Interaction } from './interaction.ts';
import type { Message } from './message.ts';
import { Nonces } from './nonces.ts';
import { Rest, type RestRequest } from './rest.ts';
import { Snowflakes } from './snowflake.ts';
import { type User, userPayload } from './user.ts';
import type { VoiceOptions, VoiceServer } from './voice/server.ts';
import type { WebhookExtras } from './webhook.ts';

/** Somebody who is mentioned, and as a member of the server, if they are one. */
const mentionOf = (id: string, { users }: Discord, guild: Guild | undefined) => {
  const { user, ...member } = guild?.find(id)?.payload() ?? {};
  const known = users.get(id);
  return { ...(known && userPayload(known)), ...(user && { member }) };
};

/** How a world begins. */
export type DiscordOptions = {
  /** Drives the 3 s and 15 min of interactions, the ids, timestamps and the latency; the wall clock by default. */
  clock?: Clock;
  /** Whether it has voice, and what kind of; none by default, because it takes time to open. */
  voice?: boolean | VoiceOptions;
  /** The bot's name; Parley by default. */
  name?: string;
  /** From 0 to 1,023; worlds of different workers have no id in common. */
  worker?: number;
  /** Who comes; to Parley, the default, only routes are open that it is known to use. */
  visitor?: 'parley' | 'any';
};

/** What may wait to be judged; of more the oldest is judged at once, so that a long run needs no more memory. */
const MOST_UNJUDGED = 20_000;

/** A local Discord: REST API and gateway on one port of 127.0.0.1, the CDN on another, and the people who use it. */
export class Discord {
  readonly clock: Clock;
  readonly startedAt: number;
  readonly ids: Snowflakes;
  readonly bot: User;
  /** Whose application the bot is. */
  readonly owner: User;
  readonly token: string;
  readonly gateway: Gateway;
  readonly faults = new Faults();
  readonly changes = new Changes();
  readonly visitor: 'parley' | 'any';
  /** The commands of all servers. */
  readonly commands: Commands;
  /** The nonces of the bot's messages. */
  readonly nonces: Nonces;
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  readonly users = new Map<string, User>();
  /** The files of messages, on a port of their own. */
  readonly cdn = new Cdn(this);
  /** Ids of users who take no direct messages. */
  readonly closedTo = new Set<string>();
  /** Hosts that no message may link to. */
  readonly harmful = new Set<string>();
  /** Every gateway op 4. */
  readonly voiceRequests: VoiceRequest[] = [];
  /** Milliseconds of the clock before each request is looked at. */
  latency = 0;
  /** Whether what goes over the wire is held against Discord's own description. It takes longer than all else. */
  judges = true;
  /** Where clients find it, if not on 127.0.0.1: behind a proxy. */
  readonly elsewhere: { origin?: string; gateway?: string } = {};
  /** What GET /gateway/bot recommends. */
  recommendedShards = 1;
  /** How many of its sessions GET /gateway/bot says are left, of 1,000, and in how many milliseconds all are back. */
  readonly sessionStarts = { remaining: 1_000, reset_after: 0 };
  /** The application's flags as its owner would see them. */
  applicationFlags = 0;
  /** The links that the application's owner has filled in. */
  policies: { privacy_policy_url?: string; terms_of_service_url?: string } = {};
  readonly #rest: Rest;
  readonly #server: Server;
  /** By token. */
  readonly #interactions = new BoundedMap<string, Interaction>(10_000);
  readonly #excused: RegExp[] = [];
  readonly #complaints: string[] = [];
  /** What went over the wire and has still to be judged, the oldest first. */
  readonly #unjudged: (() => void)[] = [];
  readonly #typing = new Map<string, number>();
  #port = 0;
  #voice: VoiceServer | undefined;

  /** Opens a world on a free port of 127.0.0.1. */
  static async listen(beginning: DiscordOptions = {}): Promise<Discord> {
    const world = new Discord(beginning);
    await world.#listen(beginning.voice ?? false);
    return world;
  }

  private constructor({ clock = systemClock, name = 'Parley', worker, visitor = 'parley' }: DiscordOptions) {
    this.visitor = visitor;
    this.clock = clock;
    this.startedAt = clock.wall();
    this.ids = new Snowflakes(clock, worker);
    this.nonces = new Nonces(clock);
    this.bot = this.user(name, true);
    this.owner = this.user(`${name}'s owner`);
    this.token = `${Buffer.from(this.bot.id).toString('base64url')}.world.${randomBytes(20).toString('base64url')}`;
    this.commands = new Commands({ ids: this.ids, applicationId: this.bot.id });
    this.gateway = new Gateway(this);
    this.#rest = new Rest(this);
    this.#server = createServer((request, response) => void this.#rest.serve(request, response));
    this.#server.on('upgrade', (request, socket, head) => this.gateway.upgrade(request, socket, head));
  }

  get origin() {
    return this.elsewhere.origin ?? `http://127.0.0.1:${this.#port}`;
  }

  get port() {
    return this.#port;
  }

  /** What the client takes as `rest.api`. */
  get api() {
    return `${this.origin}/api`;
  }

  get gatewayUrl() {
    return this.gatewayUrlFor('');
  }

  /** The gateway's address for a process that comes by a way of its own, such as `ada`; see {@link RestRequest.via}. */
  gatewayUrlFor(via: string) {
    const base = this.elsewhere.gateway ?? `ws://127.0.0.1:${this.#port}`;
    return via === '' ? `${base}/gateway` : `${base}/${via}/gateway`;
  }

  /** The voice half of this world. Throws a plain error if it was opened without one. */
  get voice(): VoiceServer {
    if (!this.#voice) throw new Error('This world was opened without voice.');
    return this.#voice;
  }

  /** What a bot must have as `NODE_EXTRA_CA_CERTS` to reach the voice server, if there is one. */
  get caFile(): string | undefined {
    return this.#voice?.caFile;
  }

  /** The REST requests so far, oldest first. */
  get requests(): readonly RestRequest[] {
    return this.#rest.requests;
  }

  /** Whether the application may read what people write, over REST too. */
  get mayReadContent() {
    return (this.gateway.allowedIntents & GatewayIntentBits.MessageContent) !== 0;
  }

  /** A new server with the bot in it. */
  guild(name: string): Guild {
    const guild = new Guild(this, name);
    this.guilds.set(guild.id, guild);
    this.dispatch('GUILD_CREATE', guild.payload(), guild);
    return guild;
  }

  /** A new user, in no server yet. */
  user(name: string, bot = false): User {
    const user = { id: this.ids.next(), name, bot };
    this.users.set(user.id, user);
    return user;
  }

  /** Registers a command behind the bot's back, e.g. the entry point that Discord makes for Activities. */
  seedCommand(body: Record<string, unknown>): RegisteredCommand {
    return this.commands.seed(body);
  }

  /** A message of a webhook of its own, with embeds and files if it brings some. */
  webhookSays(channel: Channel, name: string, content: string, extras: WebhookExtras = {}): Message {
    return channel.webhook().says(name, content, extras);
  }

  /** How often the bot said that it is typing in a channel. */
  typing({ id }: Channel): number {
    return this.#typing.get(id) ?? 0;
  }

  /** Takes so many requests of a route in so many seconds, tells of it in its headers, and refuses what is more. */
  allow(allowance: Allowance & { route: RoutePattern }) {
    this.faults.allow(allowance);
  }

  /** The next requests to a route are answered with 429. */
  limit(limit: Limit) {
    this.faults.limit(limit);
  }

  /** The next requests to a route fail. */
  fail(failure: Failure) {
    this.faults.fail(failure);
  }

  /** Requests to a route wait, without effect, until the gate is released. */
  hold(route: RoutePattern): Gate {
    return this.faults.hold(route);
  }

  /** Resolves once the bot is there: all its shards have identified and been told of their servers. */
  ready(wait?: WaitOptions): Promise<void> {
    return this.until(() => this.gateway.complete, wait);
  }

  /** Resolves once `holds` is true; looked at again whenever a request or gateway message was dealt with. */
  until(holds: (world: this) => unknown, wait?: WaitOptions): Promise<void> {
    const seen = () =>
      `Last requests: ${JSON.stringify(this.requests.slice(-5).map(({ method, path, status }) => [method, path, status]))}`;
    return this.changes.until(() => holds(this), seen, wait);
  }

  /**
   * Ends the world and all its connections. Rejects if the bot asked for what this world does not know, or came with a
   * wrong token, so that a test cannot pass by accident.
   */
  async close(): Promise<void> {
    this.faults.release();
    this.gateway.drop();
    await this.cdn.close();
    await this.#voice?.close();
    if (this.#server.listening) {
      const closed = once(this.#server, 'close');
      this.#server.close();
      this.#server.closeAllConnections();
      await closed;
    }
    this.#confess();
  }

  /** Opens all gates, mends all faults, and forgets what was asked for voice. Rejects as {@link close} does. */
  async forget(): Promise<void> {
    this.faults.release();
    this.faults.mend();
    this.voiceRequests.length = 0;
    this.#confess();
  }

  /** Sends an event to the bot; without a server it is one of direct messages. */
  dispatch(event: string, payload: Payload, guild?: Guild) {
    const told = guild === undefined || (this.guilds.has(guild.id) && guild.available);
    const known = told || event === 'GUILD_DELETE';
    if (known) this.gateway.dispatch(event, payload, guild?.id);
  }

  /** Tells the bot of a message, with as much of it as its intents show. */
  announce(event: string, message: Message) {
    const { channel, author } = message;
    const { user, ...member } = channel.guild?.find(author.id)?.payload() ?? {};
    const extra = {
      channel_type: channel.type,
      ...(channel.guild && { guild_id: channel.guild.id, ...(user && { member }) }),
    };
    const payload = ({ readsContent }: GatewaySession) => ({
      ...message.payload({ reads: readsContent }),
      ...extra,
      // An event tells of each mentioned member what there is to know (Discord docs, events/gateway-events, "Message Create").
      mentions: message.mentioned.map((id) => mentionOf(id, this, channel.guild)),
    });
    this.dispatch(event, payload, channel.guild);
  }

  /** Starts an interaction and tells the bot of it. Where the bot isn't connected, nobody responds to it, and it fails. */
  interact(interaction: Interaction, payload: Record<string, unknown>) {
    this.#interactions.set(interaction.token, interaction);
    this.dispatch('INTERACTION_CREATE', payload, interaction.channel.guild);
  }

  /** Starts an interaction, and tells the bot of it as Discord would not. */
  forgeInteraction(interaction: Interaction, payload: Record<string, unknown>) {
    this.#interactions.set(interaction.token, interaction);
    this.gateway.forge('INTERACTION_CREATE', payload, interaction.channel.guild?.id);
  }

  /** Throws {@link ApiError} 10062. */
  interaction(id: string, token: string): Interaction {
    const found = this.#interactions.get(token);
    if (found?.id !== id) throw new ApiError(10062);
    return found;
  }

  /** The interaction whose token opens a webhook of the application. Throws {@link ApiError} 10015 or 50027. */
  behindWebhook(applicationId: string, token: string): Interaction {
    if (applicationId !== this.bot.id) throw new ApiError(10015);
    const found = this.#interactions.get(token);
    if (!found) throw new ApiError(50027);
    return found;
  }

  /** Throws {@link ApiError} 10003. */
  channel(id: string): Channel {
    const channel = this.channels.get(id);
    if (!channel) throw new ApiError(10003);
    return channel;
  }

  /** Throws {@link ApiError} 10004. */
  guildById(id: string): Guild {
    const guild = this.guilds.get(id);
    if (!guild) throw new ApiError(10004);
    return guild;
  }

  /** The commands of one server. Throws {@link ApiError} 50001, as Discord does where the application is not installed. */
  commandsOf(guildId: string): Commands {
    const guild = this.guilds.get(guildId);
    if (!guild) throw new ApiError(50001);
    return guild.commands;
  }

  /** The direct message channel of the bot and a user. */
  directMessage(user: User): Channel {
    const open = [...this.channels.values()].find(({ recipient }) => recipient?.id === user.id);
    if (open) return open;
    const channel = new Channel({ world: this, id: this.ids.next(), type: 1, name: '', recipient: user });
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** The bot said that it is typing. */
  typed(channel: Channel) {
    this.#typing.set(channel.id, this.typing(channel) + 1);
  }

  /** A session asked to be in a voice channel, or in none. */
  askedForVoice(request: VoiceRequest, session: GatewaySession) {
    this.voiceRequests.push(request);
    this.#voice?.asked(request, session);
  }

  /** Somebody's voice state is another one; `tell` tells the bot of it. */
  voiceStateChanged(change: { guild: Guild; user: User; channel: Channel | null }, tell: () => void) {
    if (this.#voice) this.#voice.changed(change, tell);
    else tell();
  }

  /** A channel is about to go. */
  channelDeleted(channel: Channel) {
    this.#voice?.deleted(channel);
  }

  /** A session of the gateway is over, and the bot leaves the voice channels that it entered by it. */
  sessionEnded({ id }: GatewaySession) {
    for (const guild of this.guilds.values())
      if (guild.voiceStates.get(this.bot.id)?.session_id === id) guild.setVoiceState(this.bot, null);
  }

  /** What must not have happened; {@link close} rejects with it. A test that wants it to happen takes it out. */
  get complaints(): string[] {
    for (const judge of this.#unjudged.splice(0)) judge();
    return this.#complaints;
  }

  /** Remembers what {@link close} will reject with, unless it's excused. */
  complain(complaint: string) {
    if (this.#excused.some((excused) => excused.test(complaint))) return;
    this.#complaints.push(complaint);
  }

  /**
   * Judges something that went over the wire once the complaints are wanted. To judge it at once would hold up this process,
   * for a tenth of a second where a schema is new, and with it voices and whatever a test measures.
   */
  judge(judge: () => void) {
    if (!this.judges) return;
    this.#unjudged.push(judge);
    if (this.#unjudged.length > MOST_UNJUDGED) this.#unjudged.shift()?.();
  }

  /** Lets what would be complained of pass where that is what a test brings about. */
  excuse(fault: RegExp) {
    this.#excused.push(fault);
  }

  /** Something that went over the wire is not as Discord describes it; told once, however often it happens. */
  objectTo(fault: string) {
    if (this.#excused.some((excused) => excused.test(fault))) return;
    const complaint = `Not as Discord describes it (world/discord/openapi): ${fault}.`;
    if (!this.#complaints.includes(complaint)) this.complain(complaint);
  }

  #confess() {
    const complaints = this.complaints.splice(0);
    if (complaints.length > 0) throw new Error(`The world has complaints:\n${complaints.join('\n')}`);
  }

  async #listen(voice: boolean | VoiceOptions) {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    this.#port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await this.cdn.listen();
    if (!voice) return;
    // Loaded only where it is wanted: it brings DAVE and Opus along.
    const { VoiceServer } = await import('./voice/server.ts');
    this.#voice = await VoiceServer.listen(this, voice === true ? {} : voice);
  }
}
