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

/** How a voice server begins. */
export type VoiceOptions = VoiceGatewayOptions & {
  /** The host that its endpoint names, where that is not 127.0.0.1: one behind a proxy. */
  host?: string;
  /** 1 (default) demands end-to-end encryption except on stages, as Discord does; 0 knows none. */
  dave?: 0 | 1;
};

/** The voice half of a local Discord: voice gateway and UDP port of all voice channels, on 127.0.0.1. */
export class VoiceServer {
  readonly faults = new VoiceFaults();
  readonly mischief = new Mischief();
  readonly gateway: VoiceGateway;
  /** What clients must trust to connect: a certificate authority of this server alone, PEM. */
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

  /** A file that holds {@link caPem}, for `NODE_EXTRA_CA_CERTS`; it goes with the server. */
  get caFile(): string {
    return join(this.#folder, 'ca.pem');
  }

  /** What a VOICE_SERVER_UPDATE names. */
  get endpoint(): string {
    return this.#admission.endpoint;
  }

  /** The delivery service of DAVE, with its own faults. */
  get delivery(): Delivery {
    return this.#switchboard.delivery;
  }

  /** Sessions of bots at the voice gateway. */
  get clients(): readonly VoiceClient[] {
    return this.#switchboard.clients;
  }

  /** What those in a channel hear of bots; also after the bot has left. */
  hears(channel: Channel): BotAudio {
    return this.#switchboard.room(channel).ears;
  }

  /** Somebody in a voice channel. Throws a plain error if they are in none. */
  person({ guild, user }: Pick<Member, 'guild' | 'user'>): VoicePerson {
    const person = this.#switchboard.person(guild.id, user.id);
    if (!person) throw new Error(`${user.name} is in no voice channel.`);
    return person;
  }

  /**
   * Resolves with the bot's session once it can send and receive in a channel, its group of DAVE included. A bot that
   * begins anew while its group is made is waited for again.
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

  /** Resolves once `holds` is true; looked at again whenever a message or the end of a socket was dealt with. */
  until(holds: (voice: this) => unknown, wait?: WaitOptions): Promise<void> {
    return this.#world.until(() => holds(this), wait);
  }

  /** Closes every client's socket with this code; after some codes they may resume (4015, and those below 4000). */
  hangUp(code: number) {
    for (const { socket } of this.clients) socket?.close(code, 'On purpose.');
  }

  /** Cuts every client's socket without a word. */
  drop() {
    this.gateway.drop();
  }

  /**
   * Takes the voice server of a guild away, as when its region changes: its session ends with 4022, and the endpoint is
   * null. The result announces a new one.
   */
  reallocates(guild: Guild): () => void {
    return this.#admission.reallocate(guild);
  }

  /** The bot wishes to join, move or leave. */
  asked(request: VoiceRequest, session: GatewaySession) {
    this.#admission.asked(request, session);
  }

  /** Somebody's voice state is another one; `tell` tells the bot of it. */
  changed({ guild, user, channel }: { guild: Guild; user: User; channel: Channel | null }, tell: () => void) {
    if (user.id === this.#world.bot.id) return this.#admission.changed(guild, tell);
    tell();
    this.#switchboard.moved(guild.id, user, channel);
  }

  /** A channel is gone, and with it its call. */
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
