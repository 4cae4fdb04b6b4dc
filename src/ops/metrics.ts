import { monitorEventLoopDelay } from 'node:perf_hooks';
import Counter from 'prom-client/lib/counter.js';
import Gauge from 'prom-client/lib/gauge.js';
import Histogram from 'prom-client/lib/histogram.js';
import Registry from 'prom-client/lib/registry.js';
import { type Event, OPERATOR_FAULTS } from '../base/events.ts';
import { type Health, TROUBLES } from './health.ts';

/** Numbers that are read only at a scrape, as they are at that moment. */
export type Levels = {
  /** Open Live connections. */
  sessions(): number;
  /** Conversations that hold memory. */
  conversations(): number;
  /** Turns that wait behind others. */
  countWaiting(): number;
  calls(): number;
  voiceProcesses(): number;
  /** The store's state, how much waits for it, and how many changes it has lost since the start. */
  store(): { is: string; queued: number; bytes: number; lost: number };
};

/** Upper bounds of the histograms, in seconds: from what feels instant to where patience ends. */
const BUCKETS = {
  first: [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 20, 30],
  total: [1, 2, 5, 10, 20, 30, 60, 120, 300],
  dial: [0.1, 0.25, 0.5, 1, 2, 5, 10, 15],
};

const TOKENS = ['prompt', 'answer', 'thoughts'] as const;

/**
 * How often the event loop is timed, in milliseconds. Stalls that people notice are longer, and each measurement costs.
 */
const RESOLUTION = 100;

/** Prometheus uses seconds. */
const seconds = (ms: number): number => Math.max(0, ms / 1_000);

/** Makes a count safe to add. What comes from Google may be anything. */
const sanitizeCount = (count: number): number => (Number.isFinite(count) && count > 0 ? count : 0);

/** Counts events and shows the counts in the text format of Prometheus. Two instances share nothing. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #loop = monitorEventLoopDelay({ resolution: RESOLUTION });
  readonly #counts = counters(this.#registry);
  readonly #times = histograms(this.#registry);

  constructor(health: Health) {
    this.#loop.enable();
    troubles(this.#registry, health);
    refusals(this.#registry, health);
    delays(this.#registry, this.#loop);
    ofProcess(this.#registry);
  }

  /** The text's content type. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Counts an event. */
  observe(event: Event): void {
    const counts = this.#counts;
    const times = this.#times;
    switch (event.is) {
      case 'turn': {
        const { outcome, way, first, total } = event;
        counts.turns.inc({ outcome, way });
        if (first !== undefined) times.first.observe({ way }, seconds(first));
        times.total.observe({ way }, seconds(total));
        break;
      }
      case 'abrupt':
        counts.abrupt.inc();
        break;
      case 'tokens':
        for (const kind of TOKENS) counts.tokens.inc({ kind }, sanitizeCount(event[kind]));
        break;
      case 'connection':
        times.dial.observe({ session: event.session }, seconds(event.took));
        break;
      case 'reconnect':
        counts.reconnects.inc({ verdict: event.verdict });
        break;
      case 'store':
        if (event.state === 'failed') counts.store.inc();
        break;
      case 'call':
        if (event.state === 'begun') counts.calls.inc();
        break;
      case 'voice':
        counts.voice.inc();
    }
  }

  /** Shows these levels from now on. */
  watch(levels: Levels): void {
    const level = (name: string, help: string, read: () => number) => gauge(this.#registry, name, help, read);
    level('parley_open_sessions', 'Open Live connections.', levels.sessions);
    level('parley_conversations_awake', 'Conversations that hold memory.', levels.conversations);
    level('parley_turns_waiting', 'Turns that wait behind others, in all conversations.', levels.countWaiting);
    level('parley_calls', 'Calls that are on.', levels.calls);
    level('parley_voice_processes', 'Voice processes that run.', levels.voiceProcesses);
    const { store } = levels;
    level(
      'parley_store_away',
      'Whether the store cannot be reached just now: 1, or 0.',
      () => +(store().is === 'away'),
    );
    level('parley_store_queued_changes', 'Changes that wait for the store.', () => store().queued);
    level('parley_store_queued_bytes', 'Bytes of the changes that wait for the store.', () => store().bytes);
    new Counter({
      name: 'parley_store_lost_changes_total',
      help: 'Changes that were lost because too many waited for the store.',
      registers: [this.#registry],
      collect() {
        this.reset();
        this.inc(store().lost);
      },
    });
  }

  /** Everything, in the text format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** Stops timing the event loop. */
  close(): void {
    this.#loop.disable();
  }
}

/** A gauge whose value is read at each scrape. */
const gauge = (registry: Registry, name: string, help: string, read: () => number) =>
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });

const counters = (registry: Registry) => {
  const counter = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const all = {
    turns: counter('parley_turns_total', 'Turns that ended.', ['outcome', 'way']),
    abrupt: counter('parley_abrupt_answers_total', 'Answers that Google ended in the middle of a sentence.'),
    tokens: counter('parley_tokens_total', 'Tokens that Google counted.', ['kind']),
    reconnects: counter('parley_reconnects_total', 'Live connections that broke.', ['verdict']),
    store: counter('parley_store_errors_total', 'Times that the store failed.'),
    calls: counter('parley_calls_begun_total', 'Calls that were begun.'),
    voice: counter('parley_voice_process_deaths_total', 'Voice processes that died and should not have.'),
  };
  // If a series starts with its first event, rate() and increase() don't see that event.
  for (const way of ['typed', 'spoken'])
    for (const outcome of ['complete', 'interrupted', 'silent', 'broken', 'failed', 'yielded'])
      all.turns.inc({ outcome, way }, 0);
  for (const kind of TOKENS) all.tokens.inc({ kind }, 0);
  return all;
};

const histograms = (registry: Registry) => {
  const histogram = <L extends string>(name: string, help: string, labelNames: L[], buckets: number[]) =>
    new Histogram({ name, help, labelNames, buckets, registers: [registry] });
  return {
    first: histogram(
      'parley_first_piece_seconds',
      'From the end of a question to the first piece of its answer.',
      ['way'],
      BUCKETS.first,
    ),
    total: histogram(
      'parley_turn_seconds',
      'From the end of a question to the end of its turn.',
      ['way'],
      BUCKETS.total,
    ),
    dial: histogram('parley_connect_seconds', 'Until a Live connection was set up.', ['session'], BUCKETS.dial),
  };
};

/** For everything that can be wrong, 1 if it is, else 0. */
const troubles = (registry: Registry, health: Health) =>
  new Gauge({
    name: 'parley_trouble',
    help: 'Whether this is amiss, as in /readyz.',
    labelNames: ['what'],
    registers: [registry],
    collect() {
      for (const what of TROUBLES) this.set({ what }, health.troubles.includes(what) ? 1 : 0);
    },
  });

/** For every reason that only the operator can fix, 1 if Gemini refuses everything because of it, else 0. */
const refusals = (registry: Registry, health: Health) =>
  new Gauge({
    name: 'parley_gemini_refused',
    help: 'Whether Gemini refuses everything for this reason, as in /readyz.',
    labelNames: ['why'],
    registers: [registry],
    collect() {
      for (const why of OPERATOR_FAULTS) this.set({ why }, health.refused === why ? 1 : 0);
    },
  });

type Loop = ReturnType<typeof monitorEventLoopDelay>;

/**
 * The event loop's delays since the last scrape. Node counts the time between two measurements as delay, so it's
 * subtracted.
 */
const delays = (registry: Registry, loop: Loop) =>
  new Gauge({
    name: 'parley_event_loop_delay_seconds',
    help: 'How late the event loop was since the last scrape.',
    labelNames: ['quantile'],
    registers: [registry],
    collect() {
      for (const quantile of [0.5, 0.99, 1]) {
        const late = loop.percentile(quantile * 100) / 1e6 - RESOLUTION;
        this.set({ quantile }, seconds(late));
      }
      loop.reset();
    },
  });

/** The metrics that every program has under these names (Prometheus, "Writing client libraries", process metrics). */
const ofProcess = (registry: Registry) => {
  gauge(registry, 'process_resident_memory_bytes', 'Resident memory of this process.', process.memoryUsage.rss);
  const started = Math.round(performance.timeOrigin / 1_000);
  gauge(registry, 'process_start_time_seconds', 'When this process started, since the epoch.', () => started);
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time of this process.',
    registers: [registry],
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
};
