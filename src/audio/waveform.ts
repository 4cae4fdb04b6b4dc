import { FRAME_MS } from './pcm.ts';

/** A waveform has at most this many bytes, and none stands for less than 100 ms (Discord docs, resources/message). */
const MOST_BARS = 256;
const SHORTEST_BAR = 100;

const LOUDEST_BAR = 255;

/**
 * The waveform that Discord draws beside a voice message, in base64: one byte for each bar, from 0 to 255.
 *
 * A bar stands for a whole number of 20 ms frames, so that it's computed from the loudness of whole frames alone: the root
 * mean square of its samples is that of its frames. The loudest bar is 255, and the others are in proportion.
 *
 * @param levels the root mean square of each frame, from 0 to 32768; the last one may be filled up with silence
 * @param frames how many frames the sound has, of which the last may be a part of one
 */
export const makeWaveform = (levels: Uint16Array, frames = levels.length): string => {
  const width = Math.max(SHORTEST_BAR / FRAME_MS, Math.ceil(levels.length / MOST_BARS));
  const bars = Array.from({ length: Math.ceil(levels.length / width) }, (_, at) => {
    const start = at * width;
    return measureBar(levels.subarray(start, start + width), Math.min(width, frames - start));
  });
  // Silence has bars of no height. A voice message without any bar is refused, so even an empty sound has one.
  const loudest = Math.max(1, ...bars);
  const bytes = bars.map((bar) => Math.round((bar * LOUDEST_BAR) / loudest));
  return Buffer.from(bytes.length > 0 ? bytes : [0]).toString('base64');
};

const measureBar = (levels: Uint16Array, frames: number): number =>
  Math.sqrt(levels.reduce((sum, level) => sum + level ** 2, 0) / frames);
