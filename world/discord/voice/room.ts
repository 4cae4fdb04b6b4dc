import type { Channel } from '../channel.ts';
import { BotAudio } from './bot-audio.ts';
import { VoiceClient } from './client.ts';
import { VoiceOp } from './opcodes.ts';
import { VoicePerson } from './voice-person.ts';

/** Someone in a voice channel: a bot with its own client, or a person who speaks when a test says so. */
export type RoomMember = VoiceClient | VoicePerson;

/** The voice side of one channel: who is in it, and the packets between them. */
export class Room {
  readonly channel: Channel;
  /** What the people in the channel hear of bots. */
  readonly ears = new BotAudio();
  readonly #participants = new Map<string, RoomMember>();
  readonly #listeners = new Set<(userId: string, opus: Buffer) => void>();

  constructor(channel: Channel) {
    this.channel = channel;
  }

  get clients(): readonly VoiceClient[] {
    return [...this.#participants.values()].filter((one) => one instanceof VoiceClient);
  }

  get people(): readonly VoicePerson[] {
    return [...this.#participants.values()].filter((one) => one instanceof VoicePerson);
  }

  /** Someone enters: they learn who is there, and the others learn about them (op 11). */
  enter(one: RoomMember) {
    const others = [...this.#participants.keys()].filter((id) => id !== one.userId);
    this.#participants.set(one.userId, one);
    this.#tellOthers(one, VoiceOp.clientsConnect, { user_ids: [one.userId] });
    if (others.length > 0) one.send(VoiceOp.clientsConnect, { user_ids: others });
  }

  /** Someone leaves (op 13). */
  leave(one: RoomMember) {
    if (this.#participants.get(one.userId) !== one) return;
    this.#participants.delete(one.userId);
    this.#tellOthers(one, VoiceOp.clientDisconnect, { user_id: one.userId });
  }

  /** Someone starts or stops speaking (op 5). */
  announce(one: RoomMember, speaking: number) {
    this.#tellOthers(one, VoiceOp.speaking, { user_id: one.userId, ssrc: one.ssrc, speaking });
  }

  /** Calls the listener with each Opus packet of a person, as the other people in the channel hear it. Call the result to stop that. */
  overhear(listener: (userId: string, opus: Buffer) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** A person has sent this Opus packet. */
  tell(userId: string, opus: Buffer) {
    for (const listener of this.#listeners) listener(userId, opus);
  }

  /** Sends a packet to every client that isn't deafened. */
  pass(header: Buffer, payload: Buffer, { badTag = false } = {}) {
    for (const client of this.clients) if (!this.#deaf(client)) client.sendPacket(header, payload, badTag);
  }

  /** Whether the others can't hear someone: they're muted by a moderator, or in the audience of a stage. */
  muted(userId: string): boolean {
    const state = this.channel.guild?.voiceStates.get(userId);
    return state?.mute === true || state?.suppress === true;
  }

  #deaf({ userId }: VoiceClient): boolean {
    const state = this.channel.guild?.voiceStates.get(userId);
    return state?.deaf === true || state?.self_deaf === true;
  }

  #tellOthers(one: RoomMember, op: number, d: unknown) {
    for (const other of this.#participants.values()) if (other !== one) other.send(op, d);
  }
}
