import type { Attributes, Span, Tracer } from '@opentelemetry/api';
import type { Event, MomentEvent, Observe } from '../base/events.ts';

/** How many turns may have a span at a time. Beyond that, the oldest span is ended early. */
const MOST_TURNS = 1_000;

/** How many dials and calls of functions of one turn may have a span at a time. */
const MOST_PARTS = 16;

/**
 * Where every copy of `@opentelemetry/api` 1.x keeps what an SDK registers, so that all of them share it. If nothing is there,
 * the package needn't even be loaded.
 */
const REGISTRY = Symbol.for('opentelemetry.js.api.1');

/** Makes spans of events. */
export type Traces = {
  observe: Observe;
  /** Ends what has no end yet. */
  close(): void;
};

/** The span of a turn, those of what runs for it, and by how much the wall clock is ahead of the monotonic one. */
type TurnSpan = { span: Span; lead: number; parts: { key: string; span: Span }[] };

/** A dial or a call of a function, by what tells it apart from others of the same turn. */
type PartEvent = { key: string; name: string; attributes: Attributes };

/**
 * Opens traces if the operator has brought an SDK of OpenTelemetry, with `node --import`; otherwise there's nothing, which costs
 * nothing.
 */
export const openTraces = async (): Promise<Traces | undefined> => {
  const registered: unknown = Reflect.get(globalThis, REGISTRY);
  if (typeof registered !== 'object' || registered === null || !('trace' in registered)) return undefined;
  const api = await import('@opentelemetry/api');
  return new TraceWriter(api, api.trace.getTracer('parley'));
};

type Api = typeof import('@opentelemetry/api');

/** One span for each turn and each call, and below a turn's, one for each dial and each function that the model calls. */
class TraceWriter implements Traces {
  readonly #api: Api;
  readonly #tracer: Tracer;
  readonly #turns = new Map<number, TurnSpan>();
  /** By server, which has at most one call. */
  readonly #calls = new Map<string, Span>();

  constructor(api: Api, tracer: Tracer) {
    this.#api = api;
    this.#tracer = tracer;
  }

  readonly observe = (event: Event): void => {
    if (event.is === 'call') this.#noteCall(event);
    if (event.is !== 'moment') return;
    if (event.what === 'asked') this.#begin(event);
    else this.#continue(event);
  };

  close(): void {
    for (const [turn, kept] of this.#turns) this.#end(turn, kept);
    for (const span of this.#calls.values()) span.end();
    this.#calls.clear();
  }

  #begin({ turn, at, wall, server, channel, way }: Extract<MomentEvent, { what: 'asked' }>): void {
    const [oldest] = this.#turns;
    if (this.#turns.size >= MOST_TURNS && oldest) this.#end(...oldest);
    const attributes = { 'parley.turn': turn, 'parley.way': way, ...where(server, channel) };
    const span = this.#tracer.startSpan('parley.turn', { startTime: wall, attributes, root: true });
    this.#turns.set(turn, { span, lead: wall - at, parts: [] });
  }

  #continue({ turn, what, at, detail }: Exclude<MomentEvent, { what: 'asked' }>): void {
    const kept = this.#turns.get(turn);
    if (!kept) return;
    const { span, lead } = kept;
    const time = at + lead;
    switch (what) {
      case 'dialling':
        this.#beginPart(kept, { key: 'dial', name: 'parley.dial', attributes: {} }, time);
        break;
      case 'dialled':
        this.#endPart(kept, { key: 'dial', attributes: { 'parley.session': `${detail}` } }, time);
        break;
      case 'undialled':
        this.#endPart(kept, { key: 'dial', attributes: { 'parley.code': detail ?? 0 }, failed: true }, time);
        break;
      case 'calling': {
        const attributes = { 'parley.function': `${detail}` };
        this.#beginPart(kept, { key: `tool ${detail}`, name: 'parley.tool', attributes }, time);
        break;
      }
      case 'called': {
        const [name, outcome = ''] = `${detail}`.split(' ');
        const attributes = { 'parley.outcome': outcome };
        this.#endPart(kept, { key: `tool ${name}`, attributes, failed: outcome === 'failed' }, time);
        break;
      }
      case 'ended':
        span.setAttribute('parley.outcome', `${detail}`);
        if (detail === 'failed' || detail === 'broken') this.#fail(span);
        break;
      case 'recorded':
      case 'unrecorded':
        span.addEvent(what, time);
        this.#end(turn, kept, time);
        break;
      default:
        if (what === 'sent') span.setAttribute('parley.by', `${detail}`);
        span.addEvent(what, detail === undefined ? {} : { 'parley.detail': detail }, time);
    }
  }

  #beginPart(kept: TurnSpan, { key, name, attributes }: PartEvent, startTime: number): void {
    if (kept.parts.length >= MOST_PARTS) return;
    const { trace, context } = this.#api;
    const below = trace.setSpan(context.active(), kept.span);
    kept.parts.push({ key, span: this.#tracer.startSpan(name, { startTime, attributes }, below) });
  }

  /** Ends the oldest of these parts. */
  #endPart(
    { parts }: TurnSpan,
    { key, attributes, failed = false }: Omit<PartEvent, 'name'> & { failed?: boolean },
    time: number,
  ): void {
    const index = parts.findIndex((part) => part.key === key);
    const [found] = index < 0 ? [] : parts.splice(index, 1);
    found?.span.setAttributes(attributes);
    if (found && failed) this.#fail(found.span);
    found?.span.end(time);
  }

  #end(turn: number, { span, parts }: TurnSpan, time?: number): void {
    this.#turns.delete(turn);
    for (const part of parts) part.span.end(time);
    span.end(time);
  }

  #fail(span: Span): void {
    span.setStatus({ code: this.#api.SpanStatusCode.ERROR });
  }

  #noteCall({ state, server, channel }: Extract<Event, { is: 'call' }>): void {
    this.#calls.get(server)?.end();
    this.#calls.delete(server);
    if (state === 'ended') return;
    const span = this.#tracer.startSpan('parley.call', { attributes: where(server, channel), root: true });
    this.#calls.set(server, span);
  }
}

const where = (server: string | undefined, channel: string): Attributes => ({
  ...(server !== undefined && { 'parley.server': server }),
  'parley.channel': channel,
});
