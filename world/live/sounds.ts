import { chunks, silence } from './model-sound.ts';
import { deltas, type Step } from './steps.ts';

/** How given sound is streamed. */
export type StreamOptions = {
  /** How fast it comes, compared with playing it: 0.5 starves the listener, 4 runs ahead. `instant`: all at once. */
  rate?: 'instant' | number;
  /** How much sound one frame contains, in milliseconds. */
  chunkMs?: number;
  /** Silence before it, in milliseconds. The models begin with about 100 ms (measured by others). */
  leadingSilenceMs?: number;
  /** What is said in it. The transcript comes in step with the sound; without a text only the sound comes. */
  text?: string;
};

/**
 * Says given sound, 24 kHz mono s16le, as the answer or a part of it. The first frame is sent at once, the others by the
 * clock. An interruption ends it, and what was sent by then is remembered.
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
