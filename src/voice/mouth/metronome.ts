import { FRAME_MS } from '../../audio/pcm.ts';
import { readMonotonicClock } from '../../base/clock.ts';

/** Time that never jumps, whatever happens to the wall clock, and one alarm at a time. */
export type Ticks = {
  /** Milliseconds since some moment, with fractions. */
  now(): number;
  /** Calls back at about the moment `ms` of {@link now}, up to a millisecond late; gives back what cancels that. */
  at(ms: number, callback: () => void): () => void;
};

/** The process's own monotonic time. Never keeps the process alive. */
export const systemTicks: Ticks = {
  now: readMonotonicClock,
  at(ms, callback) {
    const timer = setTimeout(callback, Math.max(1, Math.round(ms - readMonotonicClock()))).unref();
    return () => clearTimeout(timer);
  },
};

/** One who beats in the metronome's time. */
export type Part = {
  /** Beats at once, or about 20 ms after the last beat if that is later, and every 20 ms from then on. */
  start(): void;
  stop(): void;
};

/** What beats. Whether it wants to go on; if not, it is as if stopped. */
export type Beat = () => boolean;

/** Beats that are made up for after a stall. What is older is forgotten, so that nobody hears a flood. */
const MOST_AT_ONCE = 5;

/**
 * Beats fall on multiples of so many milliseconds, all but the first, so that many parts share one awakening of the process,
 * which costs more than sending a packet. The second beat comes that much early, which no listener's buffer minds.
 */
const GRID = 5;

/** Node's timers are whole milliseconds; who is due within half of one goes now. */
const EARLY = 0.5;

type Entry = { beat: Beat; failed: (error: unknown) => void; due: number };

/**
 * The one clock of a voice process: a beat every 20 ms for each part, on a fixed schedule, which is never counted from the
 * last beat (that would drift and drain the listeners' buffers). There is one timer for all.
 */
export class Metronome {
  readonly #ticks: Ticks;
  /** Who beats, the next one first. A beat goes to the end or near it, so the order costs next to nothing. */
  readonly #entries: Entry[] = [];
  #alarm: { at: number; cancel: () => void } | undefined;

  constructor(ticks: Ticks = systemTicks) {
    this.#ticks = ticks;
  }

  /**
   * Gives a beat its place; it does not run before it is started.
   *
   * @param failed is told what the beat throws. The beat goes on, and so do all others.
   */
  part(beat: Beat, failed: (error: unknown) => void): Part {
    const entry: Entry = { beat, failed, due: Number.NEGATIVE_INFINITY };
    return {
      start: () => this.#start(entry),
      stop: () => this.#remove(entry),
    };
  }

  #start(entry: Entry): void {
    if (this.#entries.includes(entry)) return;
    const now = this.#ticks.now();
    entry.due = Math.max(entry.due, now);
    this.#insert(entry);
    try {
      if (entry.due - now <= EARLY) this.#run(entry);
    } finally {
      this.#arm();
    }
  }

  #insert(entry: Entry): void {
    const before = this.#entries.findLastIndex(({ due }) => due <= entry.due);
    this.#entries.splice(before + 1, 0, entry);
  }

  #remove(entry: Entry): void {
    const at = this.#entries.indexOf(entry);
    if (at >= 0) this.#entries.splice(at, 1);
  }

  /** Lets everybody beat who is due. Time stands still meanwhile, so that too much work cannot keep out all else. */
  #wake(): void {
    const now = this.#ticks.now();
    try {
      for (let next = this.#entries[0]; next && next.due - now <= EARLY; next = this.#entries[0]) {
        next.due = Math.max(next.due, now - (MOST_AT_ONCE - 1) * FRAME_MS);
        this.#run(next);
      }
    } finally {
      this.#arm();
    }
  }

  /** One beat. The next one is planned first, so that a beat may stop or start its own part. */
  #run(entry: Entry): void {
    this.#remove(entry);
    entry.due = GRID * Math.floor((entry.due + FRAME_MS) / GRID);
    this.#insert(entry);
    try {
      if (!entry.beat()) this.#remove(entry);
    } catch (error) {
      entry.failed(error);
    }
  }

  #arm(): void {
    const next = this.#entries[0];
    if (next && this.#alarm && this.#alarm.at <= next.due) return;
    this.#alarm?.cancel();
    this.#alarm = next && { at: next.due, cancel: this.#ticks.at(next.due, () => this.#ring()) };
  }

  #ring(): void {
    this.#alarm = undefined;
    this.#wake();
  }
}
