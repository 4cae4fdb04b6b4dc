import { countBytes, EAR_RATE } from '../../audio/pcm.ts';
import { WaitingSound } from '../../audio/waiting-sound.ts';
import { TranslationBill } from './translation-bill.ts';
import type { TranslationEnd, TranslationSink } from './translation-sink.ts';

const SECOND = countBytes(1_000, EAR_RATE);

/** Whose words are translated. The id only tells speakers apart. */
export type InterpretedSpeaker = { id: string };

/** What one person says in one go, on its way through a translation session. Nothing here throws or rejects. */
export class Interpretation {
  readonly speaker: InterpretedSpeaker;
  readonly sink: TranslationSink;
  /** The sound that waits to be said to Google. It's for the session. */
  readonly sound = new WaitingSound();
  /** What it takes. It's for the session. */
  readonly bill = new TranslationBill();
  /** Settles when nothing more comes of it. */
  readonly ended: Promise<TranslationEnd>;
  readonly #settle: (end: TranslationEnd) => void;
  readonly #over = new AbortController();
  #isSpeaking = true;

  constructor(speaker: InterpretedSpeaker, sink: TranslationSink) {
    const { promise, resolve } = Promise.withResolvers<TranslationEnd>();
    this.speaker = speaker;
    this.sink = sink;
    this.ended = promise;
    this.#settle = resolve;
  }

  /** Whether the person is speaking. */
  get speaking(): boolean {
    return this.#isSpeaking;
  }

  /** Aborts when nothing more comes of it. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** Milliseconds of sound that were dropped, because too much had to wait. */
  get lost(): number {
    return (this.sound.lost / SECOND) * 1_000;
  }

  /** Adds sound: signed 16-bit little-endian PCM, 16 kHz, mono. It's kept, within bounds, while it can't be sent. */
  write(pcm: Buffer): void {
    if (!this.over.aborted) this.sound.add(pcm);
  }

  /** The person fell silent. The rest of the translation still comes, for some seconds. */
  end(): void {
    this.#isSpeaking = false;
  }

  /** Nobody wants any more of it. */
  drop(): void {
    this.finish({ is: 'dropped' });
  }

  /** Ends it, once. It's for the session. */
  finish(end: TranslationEnd): void {
    if (this.over.aborted) return;
    this.#over.abort(end.is);
    this.#isSpeaking = false;
    this.sound.settle();
    const { usage } = this.bill;
    if (usage) this.sink.count(usage);
    this.#settle(end);
  }
}
