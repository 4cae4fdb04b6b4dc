import { readFileSync } from 'node:fs';
import { countBytes, EAR_RATE } from '../../../src/audio/pcm.ts';
import { correlation, samplesOf } from '../../audio/sounds.ts';

/** The most that a decoder may be early or late, in milliseconds. */
const MOST_LAG = 20;

/**
 * How alike two sounds of 16 kHz are from their first sample to their last, and by how many samples the second is late. With
 * a likeness of 1 they're the same but for their loudness.
 */
export const compareSounds = (said: Uint8Array, heard: Uint8Array): { likeness: number; lag: number } => {
  const [one, other] = [samplesOf(said), samplesOf(heard)];
  const most = (MOST_LAG * EAR_RATE) / 1000;
  let best = { likeness: Number.NEGATIVE_INFINITY, lag: 0 };
  for (let lag = -most; lag <= most; lag++) {
    // Shifting the one forwards is the same as shifting the other backwards.
    const likeness = lag < 0 ? correlation(other, one, -lag) : correlation(one, other, lag);
    if (likeness > best.likeness) best = { likeness, lag };
  }
  return best;
};

const SAID = new URL('../../../world/recordings/hello_are_you_there.16k.pcm', import.meta.url);

/** What the person in all the recordings of `files/sounds` said: so many milliseconds from a moment on. */
export const readSaid = (from: number, ms: number): Buffer =>
  readFileSync(SAID).subarray(countBytes(from, EAR_RATE), countBytes(from + ms, EAR_RATE));
