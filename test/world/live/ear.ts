import { sampleRate } from './input.ts';
import type { Media } from './wire.ts';

/** Silence that ends a turn by default (facts of the Live API, voice activity detection). */
const SILENCE_MS = 800;

/** Root mean square of s16 samples from which sound counts as speech. */
const SPEECH = 500;

/** The longest that can be said at once: a session of audio lives 15 minutes without compression. */
const LONGEST = 15 * 60 * 32_000;

/** The most that a piece of audio says about the activity that it belongs to. */
export type Heard = 'started' | 'ended' | undefined;

/** Collects what is said from the beginning of an activity to its end, and finds both if nobody else says so. */
export class Ear {
  #silenceMs: number;
  #activity: { pcm: Buffer[]; bytes: number; silentMs: number } | undefined;

  constructor({ silenceDurationMs = SILENCE_MS } = {}) {
    this.#silenceMs = silenceDurationMs;
  }

  get open(): boolean {
    return this.#activity !== undefined;
  }

  start(): void {
    this.#activity = { pcm: [], bytes: 0, silentMs: 0 };
  }

  /** Ends the activity and hands over what was said. */
  end(): Buffer {
    const pcm = Buffer.concat(this.#activity?.pcm ?? []);
    this.#activity = undefined;
    return pcm;
  }

  /** Keeps a piece of an open activity; audio outside of one is discarded. */
  keep(pcm: Buffer): void {
    if (!this.#activity || this.#activity.bytes + pcm.length > LONGEST) return;
    this.#activity.pcm.push(pcm);
    this.#activity.bytes += pcm.length;
  }

  /** Listens by itself: loud sound starts an activity, and enough silence, counted in sound and not in time, ends it. */
  listen(pcm: Buffer, media: Media): Heard {
    const loud = loudness(pcm) >= SPEECH;
    const started = loud && !this.open;
    if (started) this.start();
    this.keep(pcm);
    if (!this.#activity) return undefined;
    this.#activity.silentMs = loud ? 0 : this.#activity.silentMs + pcm.length / 2 / (sampleRate(media) / 1000);
    if (this.#activity.silentMs >= this.#silenceMs) return 'ended';
    return started ? 'started' : undefined;
  }
}

function loudness(pcm: Buffer): number {
  const samples = Math.floor(pcm.length / 2);
  let squares = 0;
  for (let i = 0; i < samples; i++) squares += pcm.readInt16LE(2 * i) ** 2;
  return Math.sqrt(squares / Math.max(1, samples));
}
