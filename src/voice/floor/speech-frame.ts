import type { SoundFrame } from '../../audio/opus-pack.ts';
import { EAR_FRAME, FRAME_MS } from '../../audio/pcm.ts';

/** A frame of silence. It's shared, so its bytes must never be changed. */
export const SILENT_FRAME: SoundFrame = { pcm: Buffer.alloc(EAR_FRAME) };

/** One frame of a member's sound on its way to the floor. */
export type SpeechFrame = SoundFrame & {
  /** Whether it's voiced. */
  speech: boolean;
  /** When it arrived, in milliseconds. */
  at: number;
  /** Which of the person's frames it is, counted from when they are heard. */
  number: number;
  /** What came before it. Discord sends nothing during silence, so its length has to be taken from the clock. */
  after: 'sound' | 'silence';
};

/** Silence that is longer than this, in milliseconds, is shortened to it. */
const LONGEST_SILENCE = 2_000;

/** How many frames of silence belong between two frames that arrived at these times, in milliseconds. */
export const countSilence = (earlier: number, later: number): number =>
  Math.max(0, Math.round(Math.min(later - earlier - FRAME_MS, LONGEST_SILENCE) / FRAME_MS));
