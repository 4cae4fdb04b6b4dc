import { Decoder, Encoder } from '@evan/opus';
import { loadOpus } from '../../../src/audio/opus.ts';
import { EAR_FRAME, FRAME_MS, MODEL_FRAME } from '../../../src/audio/pcm.ts';
import { loadVoiceActivityDetector } from '../../../src/audio/voice-activity.ts';
import { random } from '../../../world/discord/voice/path.ts';
import { resample, type Sound, toPcm } from '../../../world/discord/voice/sound.ts';

const RATE = 48_000;
const FRAME = (RATE * FRAME_MS) / 1_000;

/** How Parley's voice comes back through a person's microphone, and what the person says. */
export type Coming = {
  /** The delay from the mouth to the microphone, in milliseconds. */
  delay: number;
  /** The echo's gain, in decibels; -Infinity for headphones. */
  level: number;
  /** The room's reverberation time (a decay of 60 dB), in milliseconds; 0 by default. */
  room?: number;
  /** What the person says, and when they start, in milliseconds. */
  own?: { sound: Sound; at: number };
  /** The root mean square of the room's noise (of 32767). */
  noise?: number;
};

/** 20 ms: the mouth's sound (24 kHz), the ear's sound (16 kHz), when that is, and whether the person's sound is voiced. */
export type Tick = { said: Buffer; heard: Buffer; speech: boolean; at: number };

/** A room's impulse response: the direct sound, and decaying noise of about the same power. */
const responseOf = (room: number, seed = 5): Float32Array => {
  const next = random(seed);
  const length = Math.round((room / 1_000) * RATE);
  const response = Float32Array.from({ length }, (_, at) => (next() * 2 - 1) * 10 ** ((-3 * at) / length));
  const power = Math.sqrt(response.reduce((sum, each) => sum + each * each, 0));
  response.forEach((each, at) => {
    response[at] = at < 96 ? 0 : each / power;
  });
  response[0] = 1;
  return response;
};

/** Convolves with every tenth tap only. That's enough for a tail of noise, and ten times faster. */
const reverberant = (samples: Float32Array, room: number): Float32Array => {
  if (room === 0) return samples;
  const taps = [...responseOf(room)].flatMap((gain, at): [number, number][] =>
    at === 0 || at % 10 === 0 ? [[at, at === 0 ? gain : gain * 3]] : [],
  );
  const out = new Float32Array(samples.length);
  for (const [delay, gain] of taps)
    for (let at = delay; at < samples.length; at++) out[at] = (out[at] ?? 0) + gain * (samples[at - delay] ?? 0);
  return out;
};

const said = new WeakMap<Sound, { frames: Buffer[]; played: Float32Array }>();

/** The mouth's frames, and what a client plays of them after they've gone through our codec. */
const mouthOf = async (reply: Sound): Promise<{ frames: Buffer[]; played: Float32Array }> => {
  const known = said.get(reply);
  if (known) return known;
  const pcm = toPcm(resample(reply, 24_000));
  const encoder = (await loadOpus()).encoder();
  const decoder = new Decoder({ sample_rate: RATE, channels: 1 });
  const frames: Buffer[] = [];
  const played = new Float32Array(Math.ceil(pcm.length / MODEL_FRAME) * FRAME);
  for (let at = 0; at < pcm.length; at += MODEL_FRAME) {
    const frame = Buffer.alloc(MODEL_FRAME);
    pcm.copy(frame, 0, at, at + MODEL_FRAME);
    const decoded = Buffer.from(decoder.decode(encoder.encode(frame)));
    for (let n = 0; n < FRAME; n++) played[frames.length * FRAME + n] = decoded.readInt16LE(n * 2);
    frames.push(frame);
  }
  said.set(reply, { frames, played });
  return { frames, played };
};

/** Everything that's said and heard while Parley says `reply`, through the codecs of both directions, until it's silent. */
export const ticks = async (reply: Sound, { delay, level, room = 0, own, noise = 0 }: Coming): Promise<Tick[]> => {
  const { frames, played } = await mouthOf(reply);
  const ownSamples = own ? resample(own.sound, RATE).samples : new Float32Array();
  const ownAt = own ? Math.round(own.at * 48) : 0;
  const tail = room + 40;
  const count = Math.ceil(
    Math.max(played.length / 48 + delay + tail, (ownAt + ownSamples.length) / 48 + 40) / FRAME_MS,
  );
  const open = new Float32Array(count * FRAME);
  open.set(played.subarray(0, open.length));
  const echo = reverberant(open, room);
  const gain = 10 ** (level / 20);
  const shift = Math.round(delay * 48);
  const next = random(77);
  const encoder = new Encoder({ sample_rate: RATE, channels: 2, application: 'audio' });
  encoder.bitrate = 64_000;
  const decoder = (await loadOpus()).decoder();
  const detector = (await loadVoiceActivityDetector()).open();
  const all: Tick[] = [];
  for (let tick = 0; tick < count; tick++) {
    const pcm = Buffer.alloc(FRAME * 4);
    for (let n = 0; n < FRAME; n++) {
      const at = tick * FRAME + n;
      const mine = (ownSamples[at - ownAt] ?? 0) * 32_767;
      const hiss = noise * Math.sqrt(3) * (next() * 2 - 1);
      const value = Math.max(-32_768, Math.min(32_767, Math.round(mine + hiss + gain * (echo[at - shift] ?? 0))));
      pcm.writeInt16LE(value, n * 4);
      pcm.writeInt16LE(value, n * 4 + 2);
    }
    const heard = decoder.decode(encoder.encode(pcm));
    const said = frames[tick] ?? Buffer.alloc(0);
    all.push({
      said,
      heard,
      speech: heard.length === EAR_FRAME && detector.isSpeech(heard),
      at: 1_000 + tick * FRAME_MS,
    });
  }
  detector.close();
  return all;
};
