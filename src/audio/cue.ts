import { countBytes, FRAME_MS, MODEL_RATE } from './pcm.ts';

/** The notes of the cue: a fifth upwards, which sounds like a beginning and not like an error. */
const NOTES = [
  { hertz: 523.25, from: 0 },
  { hertz: 783.99, from: 140 },
];

/** How long each note sounds, and the whole, in milliseconds. */
const NOTE_MS = 220;
const CUE_MS = 18 * FRAME_MS;

/** The loudest that a note becomes, of 32767: about -25 dB, well below a voice. */
const LOUDEST = 1_800;

/** A note's loudness, from 0 to 1, after so many milliseconds: it rises quickly and fades, so that nothing clicks. */
const swell = (ms: number): number => {
  if (ms < 0 || ms >= NOTE_MS) return 0;
  const rise = Math.min(1, ms / 15);
  return rise * (0.5 + 0.5 * Math.cos((Math.PI * ms) / NOTE_MS));
};

/**
 * A soft sound of two notes, in whole frames of what the model says (24 kHz). It tells people in a call that Parley is at
 * work, where the model itself says nothing.
 */
export const makeCue = (): Buffer => {
  const pcm = Buffer.alloc(countBytes(CUE_MS, MODEL_RATE));
  for (let at = 0; at < pcm.length; at += 2) {
    const ms = (at / 2 / MODEL_RATE) * 1_000;
    const level = NOTES.reduce(
      (sum, { hertz, from }) => sum + swell(ms - from) * Math.sin((2 * Math.PI * hertz * (ms - from)) / 1_000),
      0,
    );
    pcm.writeInt16LE(Math.round(level * LOUDEST), at);
  }
  return pcm;
};
