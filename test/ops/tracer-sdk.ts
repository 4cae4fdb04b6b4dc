import {
  type Attributes,
  type Context,
  context,
  type Span,
  type SpanContext,
  type SpanOptions,
  type SpanStatus,
  type TimeInput,
  type Tracer,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';

/** A span as it's told once it has ended. Times are in milliseconds since the epoch. */
export type ToldSpan = {
  span: string;
  id: string;
  parent: string | undefined;
  began: number;
  ended: number;
  attributes: Attributes;
  events: string[];
  status: number;
};

const toMs = (time: TimeInput | undefined): number => (typeof time === 'number' ? time : Date.now());

/** The least of an SDK that OpenTelemetry's API asks for. Each ended span is told to `tell`. */
class Recorder implements TracerProvider, Tracer {
  readonly #tell: (span: ToldSpan) => void;
  #count = 0;

  constructor(tell: (span: ToldSpan) => void) {
    this.#tell = tell;
  }

  getTracer(): Tracer {
    return this;
  }

  startSpan(name: string, { startTime, attributes = {}, root }: SpanOptions = {}, within?: Context): Span {
    this.#count += 1;
    const id = this.#count.toString(16).padStart(16, '0');
    const parent = root ? undefined : trace.getSpanContext(within ?? context.active())?.spanId;
    const told: ToldSpan = {
      ...{ span: name, id, parent, began: toMs(startTime), ended: 0 },
      ...{ attributes: { ...attributes }, events: [], status: 0 },
    };
    return new RecordedSpan(told, this.#tell);
  }

  startActiveSpan(): never {
    throw new Error('Parley never makes a span active');
  }
}

class RecordedSpan implements Span {
  readonly #told: ToldSpan;
  readonly #tell: (span: ToldSpan) => void;

  constructor(told: ToldSpan, tell: (span: ToldSpan) => void) {
    this.#told = told;
    this.#tell = tell;
  }

  spanContext(): SpanContext {
    return { traceId: 'a'.repeat(32), spanId: this.#told.id, traceFlags: 1 };
  }

  setAttribute(key: string, value: Attributes[string]): this {
    if (value !== undefined) this.#told.attributes[key] = value;
    return this;
  }

  setAttributes(attributes: Attributes): this {
    Object.assign(this.#told.attributes, attributes);
    return this;
  }

  addEvent(name: string): this {
    this.#told.events.push(name);
    return this;
  }

  setStatus({ code }: SpanStatus): this {
    this.#told.status = code;
    return this;
  }

  end(time?: TimeInput): void {
    if (this.#told.ended > 0) throw new Error(`${this.#told.span} has ended before`);
    this.#told.ended = toMs(time);
    this.#tell(this.#told);
  }

  addLink(): this {
    return this;
  }
  addLinks(): this {
    return this;
  }
  updateName(): this {
    return this;
  }
  isRecording(): boolean {
    return true;
  }
  recordException(): void {}
}

/** Registers it as an operator's SDK does. Returns what takes that back. */
export const registerRecorder = (tell: (span: ToldSpan) => void): (() => void) => {
  if (!trace.setGlobalTracerProvider(new Recorder(tell))) throw new Error('there is a provider already');
  return () => trace.disable();
};
