import type { VoiceClient } from './client.ts';
import { isEncrypted } from './dave-member.ts';
import { OPUS_SILENCE } from './opcodes.ts';
import type { Room } from './room.ts';
import { type Clear, opusIn } from './rtp.ts';
import { unseal } from './transport.ts';

/** A client's packet, and where it goes. `at` is in milliseconds of `performance.now()`. */
export type ArrivedPacket = { client: VoiceClient; room: Room; packet: Buffer; header: Clear; at: number };

/** Delivers a packet to the people in a room, if it's authentic and its sender may be heard. */
export const receive = ({ client, room, packet, header, at }: ArrivedPacket) => {
  const { ears } = room;
  if (room.muted(client.userId)) {
    ears.unheard += 1;
    return;
  }
  const plain = openPacket(client, packet, header.size);
  if (!plain) {
    ears.broken += 1;
    return;
  }
  const frame = opusIn(plain, header);
  const dave = isEncrypted(frame);
  const opus = dave ? decryptFrame(room, client, frame) : frame;
  const { sequence, timestamp, ssrc } = header;
  ears.hear({ at, sequence, timestamp, ssrc, opus, dave, silence: frame.equals(OPUS_SILENCE) });
};

const openPacket = ({ mode, key }: VoiceClient, packet: Buffer, clear: number): Buffer | undefined => {
  try {
    return mode && unseal(mode, key, packet, clear);
  } catch {
    return undefined;
  }
};

/** The frame, as decrypted by the first person in the room who can. */
const decryptFrame = ({ people }: Room, { userId }: VoiceClient, frame: Buffer): Buffer | undefined => {
  for (const { dave } of people) {
    const opus = dave?.decrypt(userId, frame);
    if (opus) return opus;
  }
  return undefined;
};
