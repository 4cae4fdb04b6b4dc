import type { Channel } from '../channel.ts';
import { BotAudio } from './bot-audio.ts';
import { VoiceClient } from './client.ts';
import { VoiceOp } from './opcodes.ts';
import { VoicePerson } from './voice-person.ts';

/** Somebody in a voice channel: a bot with a client of its own, or a person whom a test has speak. */
export type RoomMember = VoiceClient | VoicePerson;

/** The voice of one channel: who is in it, and what passes between them. */
export class Room {
  readonly channel: Channel;
  /** What the people here hear of bots. */
  readonly ears = new BotAudio();
  readonly #participants = new Map<string, RoomMember>();

  constructor(channel: Channel) {
    this.channel = channel;
  }

  get clients(): readonly VoiceClient[] {
    return [...this.#participants.values()].filter((one) => one instanceof VoiceClient);
  }

  get people(): readonly VoicePerson[] {
    return [...this.#participants.values()].filter((one) => one instanceof VoicePerson);
  }

  /** Somebody is there, and everybody learns of everybody (op 11). */
  enter(one: RoomMember) {
    const others = [...this.#participants.keys()].filter((id) => id !== one.userId);
    this.#participants.set(one.userId, one);
    this.#tellOthers(one, VoiceOp.clientsConnect, { user_ids: [one.userId] });
    if (others.length > 0) one.send(VoiceOp.clientsConnect, { user_ids: others });
  }

  /** Somebody is gone (op 13). */
  leave(one: RoomMember) {
    if (this.#participants.get(one.userId) !== one) return;
    this.#participants.delete(one.userId);
    this.#tellOthers(one, VoiceOp.clientDisconnect, { user_id: one.userId });
  }

  /** Somebody begins or ceases to speak (op 5). */
  announce(one: RoomMember, speaking: number) {
    this.#tellOthers(one, VoiceOp.speaking, { user_id: one.userId, ssrc: one.ssrc, speaking });
  }

  /** Passes a packet on to every client that is not deafened. */
  pass(header: Buffer, payload: Buffer, { badTag = false } = {}) {
    for (const client of this.clients) if (!this.#deaf(client)) client.sendPacket(header, payload, badTag);
  }

  /** Whether somebody's sound is kept from the others: muted by a moderator, or a listener on a stage. */
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
