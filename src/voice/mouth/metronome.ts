import { FRAME_MS } from '../../audio/pcm.ts';
import { readMonotonicClock } from '../../base/clock.ts';

/** The metronome's source of time. It must not jump when the wall clock is set. */
export type Ticks = {
  /** Milliseconds since some fixed moment, with fractions. */
  now(): number;
  /** Calls back when {@link now} reaches `ms`, up to a millisecond late. Returns a function that cancels this. */
  at(ms: number, callback: () => void): () => void;
};

/** The machine's monotonic time. It doesn't keep the process alive. */
export const systemTicks: Ticks = {
  now: readMonotonicClock,
  at(ms, callback) {
    const timer = setTimeout(callback, Math.max(1, Math.round(ms - readMonotonicClock()))).unref();
    return () => clearTimeout(timer);
  },
};

/** One of those that beat in the metronome's time. */
export type Part = {
  /** Beats at once, or 20 ms after its last beat if that's later, and then every 20 ms. */
  start(): void;
  stop(): void;
};

/** What happens on a beat. Returns whether to go on; false has the same effect as `stop`. */
export type Beat = () => boolean;

/** How many beats are made up for after a stall. Older ones are skipped, so that listeners don't get a flood of packets. */
const MOST_AT_ONCE = 5;

/**
 * Except for a part's first beat, beats fall on multiples of this, in milliseconds. So many parts share one wake-up of the
 * process, which costs more than sending a packet. The second beat may come up to this much early, which listeners' buffers
 * absorb.
 */
const GRID = 5;

/** Node's timers count whole milliseconds. Beats that are due within this time, in milliseconds, are made now. */
const EARLY = 0.5;

type Entry = { beat: Beat; failed: (error: unknown) => void; due: number };

/**
 * The one clock of a voice process: a beat every 20 ms for each part. Beats follow a fixed schedule; counting from the last
 * beat would drift, and drain the listeners' buffers. All parts share one timer.
 */
export class Metronome {
  readonly #ticks: Ticks;
  /** The parts that beat, the next one first. Each goes to the end or near it, so keeping the order is cheap. */
  readonly #entries: Entry[] = [];
  #alarm: { at: number; cancel: () => void } | undefined;

  constructor(ticks: Ticks) {
    this.#ticks = ticks;
  }

  /**
   * Adds a part. It's stopped at first.
   *
   * @param failed gets what the beat throws. The part goes on, and so do all others.
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

  /** Runs all beats that are due. The time is read only once, so that slow beats can't keep everything else from running. */
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

  /** Runs one beat. The next one is scheduled before that, so that the beat may stop or start its own part. */
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
