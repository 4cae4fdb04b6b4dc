import type { Text } from '../../text/text.ts';
import type { TokenUsage } from '../protocol/token-kinds.ts';

/**
 * Who follows the translation of one utterance. What comes is in the order of Google's frames. Nothing comes after the
 * utterance's `ended` has settled, and the count comes just before that, once, if anything was sent.
 */
export type TranslationSink = {
  /** A piece of what was understood, in the speaker's own language; and which that is, if Google says so: a BCP-47 tag. */
  addHeard(delta: string, language?: string): void;
  /** What was understood so far is void, because it's said again: its connection broke before any of the translation came. */
  withdraw(): void;
  /** A piece of the translated words. */
  addText(delta: string): void;
  /** A piece of the translated sound: signed 16-bit little-endian PCM, 24 kHz, mono. */
  addAudio(pcm: Buffer): void;
  /** What the utterance took. It's estimated where Google counted less than its sound comes to. */
  count(usage: TokenUsage): void;
};

/**
 * How the translation of an utterance ended. `translated`: whole, as far as that can be known. `nothing`: there was nothing
 * to translate, as where the speaker's language is the target. `dropped`: nobody wants it any more. `lost`: Gemini can't be
 * reached or refuses, or the connection broke after `part` of the translation had come; `text` is what people read of that.
 */
export type TranslationEnd = { is: 'translated' | 'nothing' | 'dropped' } | { is: 'lost'; text: Text; part: boolean };
