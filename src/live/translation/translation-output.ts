import { countBytes, MODEL_RATE, measureLoudness } from '../../audio/pcm.ts';
import type { Clock } from '../../base/clock.ts';
import { ControlTokenFilter } from '../protocol/control-tokens.ts';
import { InputTranscript } from '../protocol/input-transcript.ts';
import { listPieces, readInputLanguage, readInputTranscript, type ServerMessage } from '../protocol/server-message.ts';
import { isSameLanguage } from '../protocol/translation.ts';
import type { TranslationSink } from './translation-sink.ts';

/**
 * How long nothing more has to come, in milliseconds, until a translation counts as whole. Pieces of one came about a
 * second apart, and a pause between two utterances showed as some four seconds (sokuji's measurements of August 2026).
 */
const QUIET = 2_000;

/** How long after the last word the first piece of its translation may take, in milliseconds. Google says "a few seconds". */
const FIRST = 6_000;

/** How long a translation may go on after its speaker fell silent, in milliseconds. */
const LONGEST = 20_000;

/** From this loudness on, sound is more than silence: about -50 dB. A model without anything to say was heard to send that. */
const AUDIBLE = 100;

/** How much of the silence between two words is kept, in bytes. */
const MOST_SILENCE = countBytes(2_000, MODEL_RATE);

type TranslationOutputOptions = { sink: TranslationSink; target: string; clock: Pick<Clock, 'now'> };

/** What comes of one utterance: passes it on, and knows when it's whole, because Google never says so. */
export class TranslationOutput {
  readonly #options: TranslationOutputOptions;
  readonly #words = new ControlTokenFilter();
  readonly #understood = new InputTranscript();
  /** Silence that's passed on only if more sound follows. */
  #silence: Buffer = Buffer.alloc(0);
  #hasBegun = false;
  #language: string | undefined;
  /** When anything came, when a piece of the translation did, and when Google said that it's complete, in milliseconds of the clock. */
  #sign = Number.NEGATIVE_INFINITY;
  #piece = Number.NEGATIVE_INFINITY;
  #completed = Number.NEGATIVE_INFINITY;

  constructor(options: TranslationOutputOptions) {
    this.#options = options;
  }

  /** Whether any of the translation has come. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Whether Google has shown any sign that it heard something. */
  get isNoticed(): boolean {
    return this.#sign !== Number.NEGATIVE_INFINITY;
  }

  /** Passes on what a message contains. Returns how many bytes of sound that is, with silence that isn't passed on. */
  take(message: ServerMessage): number {
    let bytes = 0;
    const heard = readInputTranscript(message);
    if (heard) this.#hear(this.#understood.take(heard), readInputLanguage(message));
    for (const piece of listPieces(message)) {
      if (piece.is === 'transcript') this.#say(this.#words.pass(piece.text));
      if (piece.is !== 'sound') continue;
      bytes += piece.pcm.length;
      this.#sound(piece.pcm);
    }
    if (message.serverContent?.turnComplete) this.#completed = this.#options.clock.now();
    return bytes;
  }

  /** Whether nothing more is to be expected of an utterance whose last word was sent at `since`, in milliseconds of the clock. */
  isWhole(since: number): boolean {
    const now = this.#options.clock.now();
    // What is complete while the person still speaks isn't all of it.
    if (this.#completed >= since || now - since >= LONGEST) return true;
    return now - Math.max(since, this.#sign) >= (this.#piece > since || this.#isNative ? QUIET : FIRST);
  }

  /** Nothing more comes: passes on what may have been the beginning of a control token. */
  end(): void {
    this.#say(this.#words.rest());
    this.#hear(this.#understood.rest(), undefined);
  }

  /** Whether the person seems to speak the target, so that the model says nothing. */
  get #isNative(): boolean {
    return !this.#hasBegun && this.#language !== undefined && isSameLanguage(this.#language, this.#options.target);
  }

  #hear(text: string, language: string | undefined): void {
    this.#language = language ?? this.#language;
    if (text === '') return;
    this.#sign = this.#options.clock.now();
    this.#options.sink.addHeard(text, this.#language);
  }

  #say(text: string): void {
    if (text === '') return;
    this.#note();
    this.#options.sink.addText(text);
  }

  #sound(pcm: Buffer): void {
    if (measureLoudness(pcm) < AUDIBLE) {
      this.#silence = Buffer.concat([this.#silence, pcm]).subarray(-MOST_SILENCE);
      return;
    }
    this.#note();
    if (this.#silence.length > 0) this.#options.sink.addAudio(this.#silence);
    this.#silence = Buffer.alloc(0);
    this.#options.sink.addAudio(pcm);
  }

  #note(): void {
    this.#hasBegun = true;
    this.#sign = this.#options.clock.now();
    this.#piece = this.#sign;
  }
}
