import Counter from 'prom-client/lib/counter.js';
import Gauge from 'prom-client/lib/gauge.js';
import Histogram from 'prom-client/lib/histogram.js';
import Registry from 'prom-client/lib/registry.js';
import { type Event, MEDIA_FAULTS, OPERATOR_FAULTS } from '../base/events.ts';
import { type Health, TROUBLES } from './health.ts';
import { type Levels, registerLevels } from './levels.ts';
import { type EventLoopTimer, measureEventLoop, registerProcess, toSeconds } from './process-metrics.ts';

/** Upper bounds of the histograms, in seconds: from what feels instant to where patience ends. */
const BUCKETS = {
  first: [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 20, 30],
  total: [1, 2, 5, 10, 20, 30, 60, 120, 300],
  file: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20],
  dial: [0.1, 0.25, 0.5, 1, 2, 5, 10, 15],
};

const FILE_KINDS = ['text', 'picture', 'pages', 'sound', 'video'] as const;

/** The kinds of models that answer. */
const MODELS = ['live', 'text'] as const;

const TOKENS = ['prompt', 'answer', 'thoughts'] as const;

/** Makes a count safe to add. What comes from Google may be anything. */
const sanitizeCount = (count: number): number => (Number.isFinite(count) && count > 0 ? count : 0);

/** Counts events and shows the counts in the text format of Prometheus. Two instances share nothing. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #loop: EventLoopTimer;
  readonly #counts = counters(this.#registry);
  readonly #times = histograms(this.#registry);

  constructor(health: Health) {
    troubles(this.#registry, health);
    refusals(this.#registry, health);
    registerProcess(this.#registry);
    this.#loop = measureEventLoop(this.#registry);
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
        counts.turns.inc({ outcome, way, by: event.by });
        if (first !== undefined) times.first.observe({ way }, toSeconds(first));
        times.total.observe({ way }, toSeconds(total));
        break;
      }
      case 'abrupt':
        counts.abrupt.inc();
        break;
      case 'tokens':
        for (const kind of TOKENS) counts.tokens.inc({ kind, by: event.by }, sanitizeCount(event[kind]));
        break;
      case 'connection':
        times.dial.observe({ session: event.session }, toSeconds(event.took));
        break;
      case 'reconnect':
        counts.reconnects.inc({ verdict: event.verdict });
        break;
      case 'tool':
        counts.tools.inc({ name: event.name, outcome: event.outcome });
        break;
      case 'call':
        if (event.state === 'begun') counts.calls.inc();
        break;
      case 'voice':
        counts.voice.inc();
        break;
      case 'file':
        counts.files.inc({ kind: event.kind, outcome: event.outcome });
        times.file.observe({ kind: event.kind }, toSeconds(event.took));
        break;
      case 'media':
        counts.media.inc();
    }
  }

  /** Shows these levels from now on. */
  watch(levels: Levels): void {
    registerLevels(this.#registry, levels);
  }

  /** Everything, in the text format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** Stops timing the event loop. */
  close(): void {
    this.#loop.stop();
  }
}

const counters = (registry: Registry) => {
  const counter = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const all = {
    turns: counter('parley_turns_total', 'Turns that ended.', ['outcome', 'way', 'by']),
    abrupt: counter('parley_abrupt_answers_total', 'Answers that Google ended in the middle of a sentence.'),
    tokens: counter('parley_tokens_total', 'Tokens that Google counted.', ['kind', 'by']),
    reconnects: counter('parley_reconnects_total', 'Live connections that broke.', ['verdict']),
    tools: counter('parley_tool_calls_total', 'Functions that the model called.', ['name', 'outcome']),
    calls: counter('parley_calls_begun_total', 'Calls that were begun.'),
    voice: counter('parley_voice_process_deaths_total', 'Voice processes that died and should not have.'),
    files: counter('parley_files_total', 'Files that people sent.', ['kind', 'outcome']),
    media: counter('parley_media_process_deaths_total', 'Media processes that died of a file.'),
  };
  // If a series starts with its first event, rate() and increase() don't see that event.
  for (const way of ['typed', 'spoken'])
    for (const outcome of ['complete', 'interrupted', 'silent', 'broken', 'failed', 'yielded'])
      for (const by of way === 'typed' ? MODELS : MODELS.slice(0, 1)) all.turns.inc({ outcome, way, by }, 0);
  for (const name of ['write', 'unknown'])
    for (const outcome of ['done', 'refused', 'failed']) all.tools.inc({ name, outcome }, 0);
  for (const kind of TOKENS) for (const by of MODELS) all.tokens.inc({ kind, by }, 0);
  for (const kind of FILE_KINDS) all.files.inc({ kind, outcome: 'read' }, 0);
  for (const outcome of MEDIA_FAULTS) all.files.inc({ kind: 'none', outcome }, 0);
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
    file: histogram('parley_file_seconds', 'Until a file was fetched and read, or not.', ['kind'], BUCKETS.file),
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
