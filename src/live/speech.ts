import type { Session } from '@google/genai';
import { activity, heard, type Saying, speaker, streamEnd, type Words } from './words.ts';

/** Bytes of one second of what people say: signed 16-bit PCM, 16 kHz, mono. */
const SECOND = 32_000;

/**
 * Sound kept of one utterance, so that it can be said again when its connection breaks, or at all when there is none
 * yet. What is older was heard half a minute ago and is lost only if the connection breaks just then.
 */
const MOST_KEPT = 30 * SECOND;

/** The most that is sent in one frame when speech was kept for a while. */
const MOST_AT_ONCE = SECOND;

/** Who follows an utterance while it is being said. */
type Listener = { sound(pcm: Buffer): void; began(): void; ended(): void };

/**
 * What one person says in one go, while they say it. It can be poured onto a connection at any time, from its beginning
 * on, and again onto the next one if that breaks.
 */
export class Speech {
  /** Settles when the person fell silent for the first time. */
  readonly said: Promise<void>;
  #settle: () => void;
  #told = Promise.withResolvers<void>();
  #kept: Buffer[] = [];
  #bytes = 0;
  #lost = 0;
  #state: 'speaking' | 'ended' = 'speaking';
  #listener: Listener | undefined;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.said = promise;
    this.#settle = resolve;
  }

  /** Settles when it goes to the model over a connection that stands; a new one after each that breaks. */
  get told(): Promise<void> {
    return this.#told.promise;
  }

  /** Whether the person speaks. */
  get speaking(): boolean {
    return this.#state === 'speaking';
  }

  /** How long it is so far, in milliseconds. */
  get length(): number {
    return ((this.#bytes + this.#lost) / SECOND) * 1_000;
  }

  /** Bytes that are no longer kept. */
  get lostBytes(): number {
    return this.#lost;
  }

  /** Adds a piece of sound: signed 16-bit little-endian PCM, 16 kHz, mono. */
  write(pcm: Buffer): void {
    this.#kept.push(pcm);
    this.#bytes += pcm.length;
    while (this.#bytes > MOST_KEPT) {
      const oldest = this.#kept.shift()?.length ?? 0;
      this.#bytes -= oldest;
      this.#lost += oldest;
    }
    this.#listener?.sound(pcm);
  }

  /** The person fell silent. */
  end(): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#settle();
    this.#listener?.ended();
  }

  /** The person goes on after all. */
  again(): void {
    if (this.#state === 'speaking') return;
    this.#state = 'speaking';
    this.#listener?.began();
  }

  /**
   * Says it, from its beginning and as it goes on. `marker` names the speaker first, if it may. Where Google decides what
   * speech is, silence is part of the sound, and only the stream's end is told.
   */
  words(marker: string | undefined, detection: 'ours' | 'server'): Words {
    return (session, saying) => {
      if (marker !== undefined) speaker(marker)(session);
      const listener = detection === 'ours' ? marking(session, saying) : streaming(session, saying);
      listener.began();
      for (const pcm of pieces(this.#kept)) listener.sound(pcm);
      if (!this.speaking) listener.ended();
      this.#listener = listener;
      this.#told.resolve();
      saying.over.addEventListener('abort', () => {
        if (this.#listener !== listener) return;
        this.#listener = undefined;
        this.#told = Promise.withResolvers();
        // An activity that is never ended would swallow whatever is said next.
        if (this.speaking) listener.ended();
      });
    };
  }
}

const marking = (session: Session, saying: Saying): Listener => ({
  sound: (pcm) => heard(pcm)(session),
  began() {
    saying.began();
    activity('start')(session);
  },
  ended() {
    activity('end')(session);
    saying.ended();
  },
});

const streaming = (session: Session, saying: Saying): Listener => ({
  sound(pcm) {
    heard(pcm)(session);
    saying.goesOn();
  },
  began() {},
  ended: () => streamEnd(session),
});

/** The same sound in pieces of about a second: many small frames at once would only cost time. */
const pieces = (kept: Buffer[]): Buffer[] => {
  const all = Buffer.concat(kept);
  return Array.from({ length: Math.ceil(all.length / MOST_AT_ONCE) }, (_, index) =>
    all.subarray(index * MOST_AT_ONCE, (index + 1) * MOST_AT_ONCE),
  );
};
