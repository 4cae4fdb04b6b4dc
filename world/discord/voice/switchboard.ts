import { ChannelType } from 'discord.js';
import type { WebSocket } from 'ws';
import type { Channel } from '../channel.ts';
import type { Discord } from '../discord.ts';
import type { User } from '../user.ts';
import { type Ticket, VoiceClient } from './client.ts';
import { DaveMember } from './dave-member.ts';
import { Delivery } from './delivery.ts';
import { MediaPort } from './media.ts';
import { VoiceClose } from './opcodes.ts';
import type { Pacer } from './pacer.ts';
import { receive } from './packet-reception.ts';
import { Room } from './room.ts';
import { readHeader } from './rtp.ts';
import type { VoiceFaults } from './voice-faults.ts';
import { VoicePerson } from './voice-person.ts';

/** How long a client may resume after its socket broke, in milliseconds. */
const GRACE = 15_000;

/** How many packets may come before the client says that it's speaking. */
const TOLERATED = 50;

/** What a client sends to identify. */
export type Identification = { ticket: Ticket | undefined; socket: WebSocket; dave: number };

/** Connects those who are in the same channel, bots' clients and people, and passes their packets on. */
export class Switchboard {
  readonly media: MediaPort;
  readonly delivery: Delivery;
  readonly #world: Discord;
  readonly #faults: VoiceFaults;
  readonly #pacer: Pacer;
  readonly #dave: 0 | 1;
  readonly #rooms = new Map<string, Room>();
  readonly #clients = new Map<number, VoiceClient>();
  /** People who can speak, by server and user. */
  readonly #people = new Map<string, VoicePerson>();
  #ssrc = 1_000;

  constructor(about: { world: Discord; faults: VoiceFaults; pacer: Pacer; dave: 0 | 1 }) {
    this.#world = about.world;
    this.#faults = about.faults;
    this.#pacer = about.pacer;
    this.#dave = about.dave;
    this.delivery = new Delivery({ clock: about.world.clock });
    this.media = new MediaPort({
      discovery: (ssrc, from) => this.#discovered(ssrc, from),
      packet: (packet, from, at) => this.#faults.up(() => this.#hear(packet, from.port, at)),
    });
  }

  /** The bots' sessions, the newest last. */
  get clients(): readonly VoiceClient[] {
    return [...this.#clients.values()];
  }

  room(channel: Channel): Room {
    const room = this.#rooms.get(channel.id) ?? new Room(channel);
    this.#rooms.set(channel.id, room);
    return room;
  }

  person(guildId: string, userId: string): VoicePerson | undefined {
    return this.#people.get(`${guildId} ${userId}`);
  }

  /** A person enters a channel or, with null, leaves. Moving to another channel is leaving and entering. */
  moved(guildId: string, user: User, channel: Channel | null) {
    const before = this.person(guildId, user.id);
    if (before?.room.channel === (channel ?? undefined)) return;
    if (before) this.#leave(before);
    this.#people.delete(`${guildId} ${user.id}`);
    if (!channel) return;
    const membership = { userId: user.id, channelId: channel.id, delivery: this.delivery };
    const dave = this.#daveIn(channel) === 1 ? new DaveMember(membership) : undefined;
    const ssrc = this.#nextSsrc();
    const about = { user, ssrc, pacer: this.#pacer, faults: this.#faults, dave };
    const person = new VoicePerson({ ...about, room: this.room(channel) });
    this.#people.set(`${guildId} ${user.id}`, person);
    person.room.enter(person);
    dave?.join();
  }

  #leave(person: VoicePerson) {
    person.hush();
    person.room.leave(person);
    person.dave?.leave();
  }

  /** Opens a session for a client. Returns the session, or the close code with which it's refused. */
  identify({ ticket, socket, dave }: Identification): VoiceClient | number {
    const channel = ticket && this.#world.channels.get(ticket.channelId);
    if (!ticket || !channel) return VoiceClose.authentication;
    const version = this.#daveIn(channel);
    if (dave < version) return VoiceClose.daveRequired;
    for (const client of this.clients.filter((one) => one.ticket.guildId === ticket.guildId)) this.end(client);
    const about = { ticket, socket, ssrc: this.#nextSsrc(), daveVersion: version };
    const client = new VoiceClient({ ...about, faults: this.#faults, media: this.media });
    this.#clients.set(client.ssrc, client);
    return client;
  }

  /** A client has selected a protocol, and enters the channel. */
  enter(client: VoiceClient) {
    const channel = this.#world.channels.get(client.channelId);
    if (client.stage !== 'identified' || !channel) return;
    client.stage = 'among others';
    this.room(channel).enter(client);
    this.delivery.joined(client);
  }

  /** The DAVE version that a client is told in op 4. */
  daveVersion({ daveVersion, channelId }: VoiceClient): 0 | 1 {
    return daveVersion === 0 ? 0 : this.delivery.version(channelId);
  }

  /** Takes a message of DAVE. False if the opcode is unknown. */
  dave(client: VoiceClient, op: number, what: unknown): boolean {
    if (!Buffer.isBuffer(what)) return this.delivery.onJson(client, op, what);
    this.delivery.onBinary(client, op, what);
    return true;
  }

  /** A client says whether it's speaking (op 5). */
  spoke(client: VoiceClient, speaking: number) {
    client.speaking = speaking;
    client.announcements += 1;
    this.#rooms.get(client.channelId)?.announce(client, speaking);
  }

  /** Ends a session, and closes its socket with `code`. */
  end(client: VoiceClient, code?: number) {
    this.#clients.delete(client.ssrc);
    clearTimeout(client.grace);
    client.stage = 'gone';
    this.#rooms.get(client.channelId)?.leave(client);
    this.delivery.left(client);
    client.socket?.close(code ?? VoiceClose.sessionInvalid, 'Session over.');
    this.#world.changes.happened();
  }

  /** Waits for a client whose socket broke to resume. */
  await(client: VoiceClient, gone: () => void) {
    client.grace = setTimeout(gone, GRACE).unref();
  }

  /** Stages needn't be encrypted end to end (Discord's article on DAVE). */
  #daveIn({ type }: Channel): 0 | 1 {
    return type === ChannelType.GuildStageVoice ? 0 : this.#dave;
  }

  #nextSsrc(): number {
    this.#ssrc += 1;
    return this.#ssrc;
  }

  #discovered(ssrc: number, from: { address: string; port: number }) {
    const client = this.#clients.get(ssrc);
    if (!client || this.#faults.silent) return;
    if (this.#faults.dropDiscovery > 0) {
      this.#faults.dropDiscovery -= 1;
      this.#world.changes.happened();
      return;
    }
    client.address = from;
    this.media.discover(ssrc, from);
    this.#world.changes.happened();
  }

  #hear(packet: Buffer, port: number, at: number) {
    const header = readHeader(packet);
    const client = header && this.#clients.get(header.ssrc);
    const room = client && this.#rooms.get(client.channelId);
    if (!room || client.address?.port !== port || client.stage !== 'among others' || this.#faults.silent) return;
    this.#expectAnnounced(client);
    receive({ client, room, packet, header, at });
  }

  /** Discord disconnects clients that send sound without ever sending op 5. A few packets may arrive before it. */
  #expectAnnounced(client: VoiceClient) {
    if (client.announcements > 0) return;
    client.unannounced += 1;
    if (client.unannounced === TOLERATED) this.#world.complain('A client sends voice without having said so (op 5).');
  }
}
