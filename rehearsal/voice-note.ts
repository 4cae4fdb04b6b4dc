import { makeOggOpus } from '../src/audio/ogg-opus.ts';
import { loadOpus } from '../src/audio/opus.ts';
import { MODEL_FRAME, MODEL_RATE, measureLoudness } from '../src/audio/pcm.ts';
import { makeWaveform } from '../src/audio/waveform.ts';
import { resample, type Sound, toPcm } from '../world/discord/voice/sound.ts';

/** A recorded voice message: an Ogg Opus file, its length in seconds, and its waveform in base64. */
export type VoiceNote = { ogg: Buffer; seconds: number; waveform: string };

/** Records a sound as a voice message, as Discord's apps do. */
export const makeVoiceNote = async (sound: Sound): Promise<VoiceNote> => {
  const pcm = toPcm(resample(sound, MODEL_RATE));
  const samples = pcm.length / 2;
  const encoder = (await loadOpus()).encoder();
  // One frame more, because the encoder is a little behind.
  const frames = Array.from({ length: Math.ceil(pcm.length / MODEL_FRAME) + 1 }, (_, at) => {
    const frame = Buffer.alloc(MODEL_FRAME);
    pcm.copy(frame, 0, at * MODEL_FRAME);
    return frame;
  });
  const packets = frames.map((frame) => encoder.encode(frame));
  encoder.close();
  const levels = Uint16Array.from(frames.slice(0, -1), measureLoudness);
  return { ogg: makeOggOpus(packets, samples), seconds: samples / MODEL_RATE, waveform: makeWaveform(levels) };
};
