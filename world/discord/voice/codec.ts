import { Decoder, Encoder } from '@evan/opus';
import { PACKET_MS } from './pacer.ts';
import { fromPcm, resample, type Sound, toPcm } from './sound.ts';

const RATE = 48_000;
const FRAME = (RATE * PACKET_MS) / 1_000;
const BITRATE = 64_000;

const encoded = new WeakMap<Sound, readonly Buffer[]>();

/** Encodes a sound as Discord's clients do: Opus packets of 20 ms, 48 kHz, stereo, 64 kb/s. The last one is padded. */
export const encode = (sound: Sound): readonly Buffer[] => {
  const known = encoded.get(sound);
  if (known) return known;
  const { samples } = resample(sound, RATE);
  const whole = new Float32Array(Math.ceil(samples.length / FRAME) * FRAME);
  whole.set(samples);
  const pcm = toPcm({ rate: RATE, samples: whole }, 2);
  const encoder = new Encoder({ sample_rate: RATE, channels: 2, application: 'audio' });
  encoder.bitrate = BITRATE;
  const frames = Array.from({ length: whole.length / FRAME }, (_, index) =>
    Buffer.from(encoder.encode(pcm.subarray(index * FRAME * 4, (index + 1) * FRAME * 4))),
  );
  encoded.set(sound, frames);
  return frames;
};

/** Decodes Opus packets to 48 kHz. A packet that's missing or can't be decoded becomes 20 ms of silence. */
export const decode = (packets: readonly (Buffer | undefined)[]): Sound => {
  const decoder = new Decoder({ sample_rate: RATE, channels: 1 });
  const silence = new Uint8Array(FRAME * 2);
  const decoded = packets.map((packet) => {
    if (!packet || packet.length === 0) return silence;
    try {
      return decoder.decode(packet);
    } catch {
      return silence;
    }
  });
  return fromPcm(Buffer.concat(decoded), RATE);
};

/** Decodes one packet after the other to 48 kHz mono, as signed 16-bit little-endian PCM. What can't be decoded is silence. */
export const packetDecoder = (): ((packet: Buffer | undefined) => Buffer) => {
  const decoder = new Decoder({ sample_rate: RATE, channels: 1 });
  return (packet) => {
    try {
      if (packet && packet.length > 0) return Buffer.from(decoder.decode(packet));
    } catch {
      // A broken packet is heard as silence.
    }
    return Buffer.alloc(FRAME * 2);
  };
};
