import type { SoundFrame } from '../../audio/opus-pack.ts';
import { EAR_FRAME, FRAME_MS } from '../../audio/pcm.ts';

/** A frame of silence. Shared by all who need one, so nobody may write into it. */
export const SILENT_FRAME: SoundFrame = { pcm: Buffer.alloc(EAR_FRAME) };

/** One frame of a member's sound on its way to the floor. */
export type SpeechFrame = SoundFrame & {
  /** Whether it holds a voice. */
  speech: boolean;
  /** When it arrived, in milliseconds. */
  at: number;
  /** What came before it. Discord sends nothing in silence, so the length of one has to be read off the clock. */
  after: 'sound' | 'silence';
};

/** The longest silence, in milliseconds, that is told at its true length; longer ones are cut to it. */
const LONGEST_SILENCE = 2_000;

/** How many frames of silence belong between two frames, by their times of arrival. */
export const countSilence = (earlier: number, later: number): number =>
  Math.max(0, Math.round(Math.min(later - earlier - FRAME_MS, LONGEST_SILENCE) / FRAME_MS));
