import { chunks, silence } from './model-sound.ts';
import { deltas, type Step } from './steps.ts';

/** How given sound is streamed. */
export type StreamOptions = {
  /** How many times as fast as it is played: 0.5 starves a listener, 4 runs ahead of them. `instant`: all at once. */
  rate?: 'instant' | number;
  /** How much sound one frame holds. */
  chunkMs?: number;
  /** Silence that goes before it, as the models have it (some 100 ms, measured by others). */
  leadingSilenceMs?: number;
  /** What is said in it; its transcript comes in step with the sound. Without it only the sound is heard. */
  text?: string;
};

/**
 * Says given sound, 24 kHz mono s16le, as the answer or a part of it. Frames leave by the clock, the first at once. An
 * interruption ends it, and what was sent by then is remembered.
 */
export const sounds = (
  pcm: Buffer,
  { rate = 'instant', chunkMs = 100, leadingSilenceMs = 0, text = '' }: StreamOptions = {},
): Step => {
  const pieces = chunks(Buffer.concat([silence(leadingSilenceMs), pcm]), chunkMs).map((piece) =>
    piece.toString('base64'),
  );
  const words = deltas(text);
  const wordsBefore = (n: number) => Math.floor((n * words.length) / pieces.length);
  return async (turn) => {
    const began = turn.now();
    for (const [n, piece] of pieces.entries()) {
      if (rate !== 'instant') await turn.until(began + (n * chunkMs) / rate);
      turn.voice(words.slice(wordsBefore(n), wordsBefore(n + 1)).join(''), [piece]);
    }
  };
};
