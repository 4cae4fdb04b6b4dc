import type { HeardPacket } from '../../world/discord/voice/bot-audio.ts';
import { decode, encode } from '../../world/discord/voice/codec.ts';
import { speech } from '../../world/discord/voice/signals.ts';
import { toPcm } from '../../world/discord/voice/sound.ts';

const FRAME = 960;

/** From this root mean square on, 0 to 1, a packet is audible. */
const AUDIBLE = 0.01;

const made = new Map<number, readonly Buffer[]>();

/** Opus packets of a person who speaks for `ms` milliseconds. */
export const spoken = (ms: number): readonly Buffer[] => {
  const frames = made.get(ms) ?? encode(speech(ms));
  made.set(ms, frames);
  return frames;
};

/** Sound of the model of a given length: 24 kHz mono s16le. */
export const answered = (ms: number): Buffer => toPcm(speech(ms, { seed: 5, rate: 24_000 }));

/** The audible packets. A bot may send silence that is encoded like any other sound. */
export const audible = (packets: readonly HeardPacket[]): HeardPacket[] => {
  const { samples } = decode(packets.map(({ opus }) => opus));
  return packets.filter(({ silence }, index) => {
    const frame = samples.subarray(index * FRAME, (index + 1) * FRAME);
    return !silence && Math.sqrt(frame.reduce((sum, sample) => sum + sample * sample, 0) / FRAME) > AUDIBLE;
  });
};

/** The times between packets that follow one another, in milliseconds. */
export const gaps = (packets: readonly HeardPacket[]): number[] =>
  packets.slice(1).map(({ at }, index) => at - (packets[index]?.at ?? at));
