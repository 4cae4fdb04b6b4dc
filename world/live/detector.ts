/** From this root mean square of its s16 samples on, sound counts as loud. */
const LOUD = 500;

/** How long loud sound may pause, as between two syllables, before it counts as speech, in milliseconds. */
const GAP_MS = 100;

/** How much loud sound begins speech, and how much silence ends it, in milliseconds of sound. */
export type DetectorDelays = { startMs: number; silenceMs: number };

/** What a bit of sound means. `perhaps`: speech may have begun. `dismissed`: it hadn't. `started`: it had. */
export type Sign = 'nothing' | 'perhaps' | 'dismissed' | 'started' | 'ended';

type State = { is: 'silence' } | { is: 'perhaps'; loudMs: number; quietMs: number } | { is: 'speech'; quietMs: number };

/** Detects speech by loudness alone. It counts time in sound, so while a stream pauses, no time passes. */
export class Detector {
  #patience: DetectorDelays;
  #state: State = { is: 'silence' };

  constructor(patience: DetectorDelays) {
    this.#patience = patience;
  }

  /** How long it has been quiet within speech, in milliseconds; nothing outside of speech. */
  get quietMs(): number | undefined {
    return this.#state.is === 'speech' ? this.#state.quietMs : undefined;
  }

  /** Takes a bit of sound, 16 kHz mono s16le. `dismissed` and `ended` include it. */
  take(pcm: Buffer): Sign {
    const ms = pcm.length / 32;
    const loud = loudness(pcm) >= LOUD;
    const before = this.#state;
    if (before.is === 'speech') return this.#speech(before.quietMs, loud, ms);
    if (!loud && before.is === 'silence') return 'nothing';
    const { loudMs, quietMs } = before.is === 'perhaps' ? before : { loudMs: 0, quietMs: 0 };
    return this.#perhaps({ loudMs: loudMs + (loud ? ms : 0), quietMs: loud ? 0 : quietMs + ms }, before);
  }

  reset(): void {
    this.#state = { is: 'silence' };
  }

  #speech(before: number, loud: boolean, ms: number): Sign {
    const quietMs = loud ? 0 : before + ms;
    const ended = quietMs >= this.#patience.silenceMs;
    this.#state = ended ? { is: 'silence' } : { is: 'speech', quietMs };
    return ended ? 'ended' : 'nothing';
  }

  #perhaps({ loudMs, quietMs }: { loudMs: number; quietMs: number }, before: State): Sign {
    const sure = loudMs >= this.#patience.startMs;
    if (sure) this.#state = { is: 'speech', quietMs: 0 };
    else if (quietMs > GAP_MS) this.#state = { is: 'silence' };
    else this.#state = { is: 'perhaps', loudMs, quietMs };
    if (sure) return 'started';
    if (this.#state.is === 'silence') return 'dismissed';
    return before.is === 'silence' ? 'perhaps' : 'nothing';
  }
}

function loudness(pcm: Buffer): number {
  const samples = Math.floor(pcm.length / 2);
  let squares = 0;
  for (let i = 0; i < samples; i++) squares += pcm.readInt16LE(2 * i) ** 2;
  return Math.sqrt(squares / Math.max(1, samples));
}
