import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WaitOptions } from '../changes.ts';
import type { Channel } from '../channel.ts';
import type { Discord } from '../discord.ts';
import type { VoiceRequest } from '../gateway.ts';
import type { GatewaySession } from '../gateway-session.ts';
import type { Guild } from '../guild.ts';
import type { Member } from '../member.ts';
import type { User } from '../user.ts';
import { Admission } from './admission.ts';
import type { BotAudio } from './bot-audio.ts';
import { mintLoopbackTls } from './cert.ts';
import type { VoiceClient } from './client.ts';
import type { Delivery } from './delivery.ts';
import { Mischief } from './mischief.ts';
import { Pacer } from './pacer.ts';
import { Switchboard } from './switchboard.ts';
import { VoiceFaults } from './voice-faults.ts';
import { VoiceGateway, type VoiceGatewayOptions } from './voice-gateway.ts';
import type { VoicePerson } from './voice-person.ts';

/** The options of a voice server. */
export type VoiceOptions = VoiceGatewayOptions & {
  /** The host in its endpoint, if it isn't 127.0.0.1: for tests with a proxy. */
  host?: string;
  /** The DAVE version. 1 (default) requires end-to-end encryption except on stages, as Discord does; 0 has none. */
  dave?: 0 | 1;
};

/** The voice side of a local Discord: the voice gateway and the UDP port of all voice channels, on 127.0.0.1. */
export class VoiceServer {
  readonly faults = new VoiceFaults();
  readonly mischief = new Mischief();
  readonly gateway: VoiceGateway;
  /** The certificate authority that clients must trust, in PEM. Each server has its own. */
  readonly caPem: string;
  readonly #world: Discord;
  readonly #pacer = new Pacer();
  readonly #switchboard: Switchboard;
  readonly #admission: Admission;
  readonly #host: string;
  #folder = '';

  /** Opens a voice server for a world, on free ports. */
  static async listen(world: Discord, options: VoiceOptions = {}): Promise<VoiceServer> {
    const server = new VoiceServer(world, options);
    await server.#listen();
    return server;
  }

  private constructor(world: Discord, { dave = 1, host = '127.0.0.1', ...options }: VoiceOptions) {
    const { ca, cert, key } = mintLoopbackTls(host);
    const { faults } = this;
    const { changes } = world;
    this.#world = world;
    this.#host = host;
    this.caPem = ca;
    this.#switchboard = new Switchboard({ world, faults, pacer: this.#pacer, dave });
    this.#admission = new Admission(world, { faults, switchboard: this.#switchboard });
    const others = { faults, changes, switchboard: this.#switchboard, admission: this.#admission };
    this.gateway = new VoiceGateway({ ...options, ...others, cert, key });
  }

  /** A file that contains {@link caPem}, for `NODE_EXTRA_CA_CERTS`. It's deleted when the server closes. */
  get caFile(): string {
    return join(this.#folder, 'ca.pem');
  }

  /** The endpoint that a VOICE_SERVER_UPDATE names. */
  get endpoint(): string {
    return this.#admission.endpoint;
  }

  /** DAVE's delivery service, which has faults of its own. */
  get delivery(): Delivery {
    return this.#switchboard.delivery;
  }

  /** The bots' sessions at the voice gateway. */
  get clients(): readonly VoiceClient[] {
    return this.#switchboard.clients;
  }

  /** What people in a channel hear of bots, and heard of bots that have left. */
  hears(channel: Channel): BotAudio {
    return this.#switchboard.room(channel).ears;
  }

  /** Calls the listener with each Opus packet that people in a channel send, by their ids. Call the result to stop that. */
  overhears(channel: Channel, listener: (userId: string, opus: Buffer) => void): () => void {
    return this.#switchboard.room(channel).overhear(listener);
  }

  /** A person in a voice channel. Throws an `Error` if they aren't in one. */
  person({ guild, user }: Pick<Member, 'guild' | 'user'>): VoicePerson {
    const person = this.#switchboard.person(guild.id, user.id);
    if (!person) throw new Error(`${user.name} is in no voice channel.`);
    return person;
  }

  /**
   * Resolves to the bot's session once it can send and receive in a channel and is in its DAVE group. If the bot connects
   * again meanwhile, this waits for the new session.
   */
  async connected({ id }: Channel, wait?: WaitOptions): Promise<VoiceClient> {
    const find = () => this.clients.find((one) => one.channelId === id && one.stage === 'among others' && one.address);
    for (;;) {
      await this.#world.until(find, wait);
      await this.delivery.settled(id, wait);
      const client = find();
      if (client) return client;
    }
  }

  /** Resolves once `holds` is true, which is checked after each message and each closed socket. */
  until(holds: (voice: this) => unknown, wait?: WaitOptions): Promise<void> {
    return this.#world.until(() => holds(this), wait);
  }

  /** Closes every client's socket with this code. After 4015 and codes below 4000, clients may resume. */
  hangUp(code: number) {
    for (const { socket } of this.clients) socket?.close(code, 'On purpose.');
  }

  /** Cuts every client's connection without closing it properly. */
  drop() {
    this.gateway.drop();
  }

  /**
   * Withdraws a guild's voice server, as when its region changes: the session ends with 4022, and the endpoint is null. Call
   * the result to announce a new one.
   */
  reallocates(guild: Guild): () => void {
    return this.#admission.reallocate(guild);
  }

  /** The bot asks to join, move or leave. */
  asked(request: VoiceRequest, session: GatewaySession) {
    this.#admission.asked(request, session);
  }

  /** A voice state has changed; `tell` sends it to the bot. */
  changed({ guild, user, channel }: { guild: Guild; user: User; channel: Channel | null }, tell: () => void) {
    if (user.id === this.#world.bot.id) return this.#admission.changed(guild, tell);
    tell();
    this.#switchboard.moved(guild.id, user, channel);
  }

  /** A channel was deleted, and with it its call. */
  deleted(channel: Channel) {
    this.#admission.terminate(channel);
  }

  async close(): Promise<void> {
    this.#pacer.close();
    for (const client of this.clients) clearTimeout(client.grace);
    await Promise.all([this.gateway.close(), this.#switchboard.media.close()]);
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #listen() {
    this.#folder = await mkdtemp(join(tmpdir(), 'voice-world-'));
    await writeFile(this.caFile, this.caPem);
    await this.#switchboard.media.listen();
    this.#admission.endpoint = `${this.#host}:${await this.gateway.listen()}`;
  }
}
