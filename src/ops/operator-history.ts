import type { Clock } from '../base/clock.ts';
import type { Event } from '../base/events.ts';
import type { Levels } from './levels.ts';
import type { Sample, Totals } from './operator-state.ts';

/** How often a sample is taken, in milliseconds, and how many are kept: a quarter of an hour. */
const PAUSE = 5_000;
const MOST_SAMPLES = 180;

const MINUTE = 60_000;

/** For how long the times of a turn count, in milliseconds, and of how many turns they're remembered. */
const RECENT = 5 * MINUTE;
const MOST_TURNS = 500;

const NANO = 1e9;

/** What was counted at a moment of the monotonic clock. */
type Count = { at: number; turns: number; tokens: number; nano: number };

/** The times of a turn, in milliseconds, and when it ended. */
type Times = { at: number; first: number | undefined; total: number };

/** Keeps the numbers of the last quarter of an hour, so that who opens the page sees what was before. */
export class OperatorHistory {
  readonly #clock: Pick<Clock, 'now' | 'wall' | 'sleep'>;
  readonly #samples: Sample[] = [];
  /** What was counted between two samples, of the last minute. */
  #counts: Count[] = [];
  #since: Omit<Count, 'at'> = { turns: 0, tokens: 0, nano: 0 };
  #times: Times[] = [];
  #total = { turns: 0, failed: 0, tokens: 0, searches: 0, nano: 0 };

  constructor(clock: Pick<Clock, 'now' | 'wall' | 'sleep'>) {
    this.#clock = clock;
  }

  /** All samples, the oldest first. */
  get samples(): readonly Sample[] {
    return this.#samples;
  }

  /** What was counted since the start. */
  get totals(): Totals {
    const { nano, ...rest } = this.#total;
    return { ...rest, dollars: nano / NANO };
  }

  observe(event: Event): void {
    if (event.is === 'turn') {
      this.#since.turns += 1;
      this.#total.turns += 1;
      if (event.outcome === 'failed' || event.outcome === 'broken') this.#total.failed += 1;
      this.#times.push({ at: this.#clock.now(), first: event.first, total: event.total });
      if (this.#times.length > MOST_TURNS) this.#times.shift();
    } else if (event.is === 'tokens') {
      const tokens = [event.prompt, event.answer, event.thoughts].reduce((sum, count) => sum + toCount(count), 0);
      const nano = toCount(event.nano);
      this.#total.searches += toCount(event.searches);
      for (const counted of [this.#since, this.#total]) {
        counted.tokens += tokens;
        counted.nano += nano;
      }
    }
  }

  /** Takes samples until the signal aborts. It never rejects. */
  async follow(readLevels: () => Levels | undefined, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const levels = readLevels();
      if (levels) this.#keep(this.take(levels));
      this.#counts.push({ at: this.#clock.now(), ...this.#since });
      this.#since = { turns: 0, tokens: 0, nano: 0 };
      await this.#clock.sleep(PAUSE, signal).catch(() => {});
    }
  }

  /** The numbers of this moment. */
  take(levels: Levels): Sample {
    const now = this.#clock.now();
    this.#counts = this.#counts.filter(({ at }) => now - at < MINUTE);
    this.#times = this.#times.filter(({ at }) => now - at < RECENT);
    const minute = [...this.#counts, this.#since];
    const sum = (of: 'turns' | 'tokens' | 'nano') => minute.reduce((all, count) => all + count[of], 0);
    const firsts = sortNumbers(this.#times.flatMap(({ first }) => first ?? []));
    const wholes = sortNumbers(this.#times.map(({ total }) => total));
    return {
      at: this.#clock.wall(),
      sessions: levels.sessions(),
      calls: levels.calls(),
      waiting: levels.countWaiting(),
      turns: sum('turns'),
      tokens: sum('tokens'),
      dollars: sum('nano') / NANO,
      first50: findQuantile(firsts, 0.5),
      first95: findQuantile(firsts, 0.95),
      whole50: findQuantile(wholes, 0.5),
      whole95: findQuantile(wholes, 0.95),
    };
  }

  #keep(sample: Sample): void {
    this.#samples.push(sample);
    if (this.#samples.length > MOST_SAMPLES) this.#samples.shift();
  }
}

/** What comes from Google may be anything. */
const toCount = (count: number): number => (Number.isFinite(count) && count > 0 ? count : 0);

const sortNumbers = (numbers: number[]): number[] => numbers.sort((a, b) => a - b);

/** The value below which that part of the sorted numbers is; null if there are none. */
const findQuantile = (sorted: readonly number[], part: number): number | null =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? null;
