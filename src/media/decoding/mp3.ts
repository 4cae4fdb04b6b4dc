import { MPEGDecoder } from 'mpg123-decoder';
import { makeResampler, type Resampler } from '../../audio/resample.ts';
import type { Soundtrack } from '../bridge/read-file.ts';
import { SoundtrackBuilder } from './soundtrack-builder.ts';

/** How much is decoded at a time, in bytes: a few frames, because the decoder tells the sample rate of the last one only. */
const PIECE = 2_048;

const mix = (left: Float32Array, right: Float32Array): Float32Array =>
  left.map((sample, at) => (sample + (right[at] ?? sample)) / 2);

/**
 * Decodes an MP3 file to 16 kHz mono. What isn't sound in it, such as titles and pictures, is skipped unread, and so are
 * damaged frames.
 *
 * @param most how many milliseconds are wanted.
 * @throws MediaFault `broken` if there is no sound.
 */
export const decodeMp3 = async (bytes: Uint8Array, most: number): Promise<Soundtrack> => {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  const track = new SoundtrackBuilder(most);
  /** Made for the rate of what's decoded. A file that changes its rate in the middle goes on with another one. */
  let resampler: { rate: number; run: Resampler } | undefined;
  try {
    for (let at = 0; at < bytes.byteLength; at += PIECE) {
      const { channelData, samplesDecoded, sampleRate } = decoder.decode(bytes.subarray(at, at + PIECE));
      const [left, right] = channelData;
      if (samplesDecoded === 0 || !left || !right) continue;
      if (resampler?.rate !== sampleRate) {
        if (resampler) track.push(resampler.run.end());
        resampler = { rate: sampleRate, run: makeResampler(sampleRate) };
      }
      if (!track.push(resampler.run.push(mix(left, right)))) return track.end();
    }
  } finally {
    decoder.free();
  }
  if (resampler) track.push(resampler.run.end());
  return track.end();
};
