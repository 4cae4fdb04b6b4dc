import Counter from 'prom-client/lib/counter.js';
import Gauge from 'prom-client/lib/gauge.js';
import Registry from 'prom-client/lib/registry.js';
import {
  DECISION_ENDS,
  type Event,
  GATE_OUTCOMES,
  MCP_FAULTS,
  MEDIA_FAULTS,
  OPERATOR_FAULTS,
  REMINDER_OUTCOMES,
  SOURCE_OUTCOMES,
} from '../base/events.ts';
import { type Health, TROUBLES } from './health.ts';
import { openHistograms } from './histograms.ts';
import { type Levels, registerLevels } from './levels.ts';
import { type EventLoopTimer, measureEventLoop, registerProcess, toSeconds } from './process-metrics.ts';

const FILE_KINDS = ['text', 'picture', 'pages', 'sound', 'video'] as const;

/** The kinds of models that answer. */
const MODELS = ['live', 'text'] as const;

/** The kinds of models that cost something. */
const PAYEES = [...MODELS, 'decision'] as const;

/** The nanodollars of a dollar. */
const NANO = 1e9;

const TOKENS = ['prompt', 'answer', 'thoughts'] as const;

/** Makes a count safe to add. What comes from Google may be anything. */
const sanitizeCount = (count: number): number => (Number.isFinite(count) && count > 0 ? count : 0);

/** Counts events and shows the counts in the text format of Prometheus. Two instances share nothing. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #loop: EventLoopTimer;
  readonly #counts = counters(this.#registry);
  readonly #times = openHistograms(this.#registry);

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
    this.#countCall(event);
    switch (event.is) {
      case 'turn':
        this.#countTurn(event);
        break;
      case 'abrupt':
        counts.abrupt.inc();
        break;
      case 'tokens':
        this.#countTokens(event);
        break;
      case 'decision':
        this.#countDecision(event);
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

  #countCall(event: Event): void {
    if (event.is === 'gate') this.#counts.gate.inc({ outcome: event.outcome });
    if (event.is === 'source') this.#counts.sources.inc({ how: event.how });
    if (event.is === 'mcp') this.#counts.mcp.inc({ why: event.why });
    if (event.is === 'reminder') this.#countReminder(event);
  }

  #countReminder({ outcome, late }: Extract<Event, { is: 'reminder' }>): void {
    this.#counts.reminders.inc({ outcome });
    if (late !== undefined) this.#times.reminder.observe(toSeconds(late));
  }

  #countTurn({ outcome, way, by, first, total }: Extract<Event, { is: 'turn' }>): void {
    this.#counts.turns.inc({ outcome, way, by });
    if (first !== undefined) this.#times.first.observe({ way }, toSeconds(first));
    this.#times.total.observe({ way }, toSeconds(total));
  }

  #countTokens(event: Extract<Event, { is: 'tokens' }>): void {
    const { by, nano } = event;
    for (const kind of TOKENS) this.#counts.tokens.inc({ kind, by }, sanitizeCount(event[kind]));
    this.#counts.searches.inc({ by }, sanitizeCount(event.searches));
    this.#counts.dollars.inc({ by }, sanitizeCount(nano) / NANO);
  }

  #countDecision({ outcome, took }: Extract<Event, { is: 'decision' }>): void {
    this.#counts.decisions.inc({ outcome });
    if (took !== undefined) this.#times.decision.observe({ outcome }, toSeconds(took));
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
    searches: counter('parley_searches_total', 'Searches of the web that Google bills.', ['by']),
    dollars: counter('parley_dollars_total', 'What Google’s models cost, in dollars, by the list prices.', ['by']),
    decisions: counter('parley_decisions_total', 'Decisions whether Parley was meant.', ['outcome']),
    gate: counter(
      'parley_gate_total',
      'Utterances in calls, and messages in their chats that don’t call Parley, by whether they went to the model, and why.',
      ['outcome'],
    ),
    reconnects: counter('parley_reconnects_total', 'Live connections that broke.', ['verdict']),
    tools: counter('parley_tool_calls_total', 'Functions that the model called.', ['name', 'outcome']),
    calls: counter('parley_calls_begun_total', 'Calls that were begun.'),
    sources: counter('parley_unannounced_speakers_total', 'People in calls whom Discord had not announced.', ['how']),
    voice: counter('parley_voice_process_deaths_total', 'Voice processes that died and should not have.'),
    files: counter('parley_files_total', 'Files that people sent.', ['kind', 'outcome']),
    media: counter('parley_media_process_deaths_total', 'Media processes that died of a file.'),
    reminders: counter('parley_reminders_total', 'Reminders that were noted, sent, or lost.', ['outcome']),
    mcp: counter('parley_mcp_faults_total', 'Losses of MCP servers and of the MCP process.', ['why']),
  };
  // If a series starts with its first event, rate() and increase() don't see that event.
  for (const way of ['typed', 'spoken'])
    for (const outcome of ['complete', 'interrupted', 'silent', 'broken', 'failed', 'yielded'])
      for (const by of way === 'typed' ? MODELS : MODELS.slice(0, 1)) all.turns.inc({ outcome, way, by }, 0);
  for (const name of ['write', 'unknown'])
    for (const outcome of ['done', 'refused', 'failed']) all.tools.inc({ name, outcome }, 0);
  for (const kind of TOKENS) for (const by of PAYEES) all.tokens.inc({ kind, by }, 0);
  for (const by of PAYEES) all.dollars.inc({ by }, 0);
  for (const by of PAYEES) all.searches.inc({ by }, 0);
  for (const outcome of DECISION_ENDS) all.decisions.inc({ outcome }, 0);
  for (const outcome of GATE_OUTCOMES) all.gate.inc({ outcome }, 0);
  for (const how of SOURCE_OUTCOMES) all.sources.inc({ how }, 0);
  startOutcomes(all);
  return all;
};

/** Starts the series of what becomes of files and reminders, and goes wrong with MCP servers. */
const startOutcomes = ({ files, mcp, reminders }: Record<'files' | 'mcp' | 'reminders', Counter<string>>): void => {
  for (const kind of FILE_KINDS) files.inc({ kind, outcome: 'read' }, 0);
  for (const outcome of REMINDER_OUTCOMES) reminders.inc({ outcome }, 0);
  for (const outcome of MEDIA_FAULTS) files.inc({ kind: 'none', outcome }, 0);
  for (const why of [...MCP_FAULTS, 'died']) mcp.inc({ why }, 0);
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
