import type { Ticks } from '../../../src/voice/mouth/metronome.ts';

type Alarm = { at: number; callback: () => void };

/** Monotonic time that only advances when a test says so. */
export class VirtualTicks implements Ticks {
  #now = 1000;
  #alarms = new Set<Alarm>();

  /** How many alarms have gone off. */
  rung = 0;

  /** How many alarms are set. */
  get alarms(): number {
    return this.#alarms.size;
  }

  now = () => this.#now;

  at(ms: number, callback: () => void): () => void {
    const alarm = { at: ms, callback };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** Advances by `ms`. Alarms on the way go off exactly when they're due. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.#now = Math.max(this.#now, next.at);
      this.#alarms.delete(next);
      this.rung += 1;
      next.callback();
    }
    this.#now = until;
  }

  /** The process hangs for `ms`: time passes, and no alarm goes off before the end. */
  stall(ms: number): void {
    this.#now += ms;
    this.advance(0);
  }

  #next(until: number): Alarm | undefined {
    return [...this.#alarms].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
  }
}
