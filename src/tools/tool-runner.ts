import type { Logger } from 'pino';
import { BoundedMap } from '../base/bounded-map.ts';
import { type Clock, startDeadline, unlessAborted } from '../base/clock.ts';
import type { Event, Observe } from '../base/events.ts';
import type { CallDesk, OpenCallDesk, ToolAnswer, ToolCall, ToolResponse } from '../live/protocol/tool-call.ts';
import type { Tool, ToolResult } from './tool.ts';
import type { ToolRegistry } from './tool-registry.ts';

type Outcome = Extract<Event, { is: 'tool' }>['outcome'];

type RunnerMeans = { clock: Clock; log: Logger; observe: Observe };

/**
 * What became of a call. `interrupted`: its tool was stopped, and the model isn't told yet, because it may take the call
 * back by itself. `cancelled`: the model took it back.
 */
type CallState =
  | { is: 'running'; call: ToolCall; stop: AbortController }
  | { is: 'interrupted' }
  | { is: 'answered'; response: ToolResponse }
  | { is: 'cancelled' };

/** How many calls of one connection are remembered. One answer may make half as many. */
const MOST_REMEMBERED = 64;

/** How long Google has for taking back the calls of an answer that was cut short, in milliseconds. */
const TAKE_BACK = 500;

/** Why a tool is stopped after its deadline. */
const LATE = new Error('it took too long');

const NOBODY = 'Nobody waits for this any more.';

/** What the model is told of a call that was stopped. */
const INTERRUPTED = 'Interrupted by a person. Whatever it had already changed stays changed.';

/** Opens desks at which the calls of a connection are answered by these tools. */
export const openToolDesk =
  (registry: ToolRegistry, means: RunnerMeans): OpenCallDesk =>
  (send, { silent }) =>
    new ToolRunner(registry, means, { send, knowsSilence: silent });

/** The connection's side of a desk. `knowsSilence`: its model knows results that it says nothing about. */
type DeskLine = { send(responses: ToolResponse[]): void; knowsSilence: boolean };

/** One call, what runs for it, and the answer that it belongs to. An unknown function has no tool. */
type CallRun = { call: ToolCall; tool: Tool | undefined; answer: ToolAnswer };

/** Runs the calls of one connection, and answers each of them once, unless the connection is gone. */
class ToolRunner implements CallDesk {
  readonly #registry: ToolRegistry;
  readonly #means: RunnerMeans;
  readonly #line: DeskLine;
  readonly #calls = new BoundedMap<string, CallState>(MOST_REMEMBERED);
  readonly #over = new AbortController();

  constructor(registry: ToolRegistry, means: RunnerMeans, line: DeskLine) {
    this.#registry = registry;
    this.#means = means;
    this.#line = line;
  }

  take(calls: readonly ToolCall[], answer: ToolAnswer | undefined): void {
    this.#send(calls.map((call) => this.#take(call, answer)));
  }

  cancel(ids: readonly string[]): void {
    for (const id of ids) {
      const state = this.#calls.get(id);
      if (state?.is === 'running') state.stop.abort('the model took the call back');
      if (state?.is !== 'answered') this.#calls.set(id, { is: 'cancelled' });
    }
  }

  interrupt(): void {
    const stopped = this.#stopAll('the answer was cut short');
    if (stopped.length === 0) return;
    for (const { id } of stopped) this.#calls.set(id, { is: 'interrupted' });
    this.#means.clock.sleep(TAKE_BACK, this.#over.signal).then(
      () => {
        const left = stopped.filter(({ id }) => this.#calls.get(id)?.is === 'interrupted');
        this.#send(left.map((call) => this.#remember(call, { error: INTERRUPTED }, true)));
      },
      () => {},
    );
  }

  close(): void {
    this.#over.abort('the connection is gone');
    this.#stopAll('the connection is gone');
  }

  /** Stops all tools that run, and returns their calls. */
  #stopAll(why: string): ToolCall[] {
    const running = [...this.#calls.values()].filter((state) => state.is === 'running');
    for (const { stop } of running) stop.abort(why);
    return running.map(({ call }) => call);
  }

  /** Answers a call if that's possible at once: it may have been answered or taken back already, or takes longer. */
  #take(call: ToolCall, answer: ToolAnswer | undefined): ToolResponse | undefined {
    const known = call.id === '' ? undefined : this.#calls.get(call.id);
    if (known) return known.is === 'answered' ? known.response : undefined;
    const tool = this.#registry.find(call.name);
    if (!answer) {
      this.#observe(tool, 'refused');
      return this.#remember(call, { error: NOBODY }, true);
    }
    if (call.id === '') answer.noteMistake();
    answer.moments.note('calling', nameTool(tool));
    const run = { call, tool, answer };
    if (tool) return this.#run(run, tool);
    return this.#finish(run, { is: 'mistake', why: explainUnknown(call.name, this.#registry) });
  }

  #run(run: CallRun, tool: Tool): ToolResponse | undefined {
    const { call, answer } = run;
    const stop = new AbortController();
    if (call.id !== '') this.#calls.set(call.id, { is: 'running', call, stop });
    const { clock } = this.#means;
    const deadline = startDeadline(clock, { ms: tool.deadline, reason: LATE, signal: stop.signal });
    const { signal } = deadline;
    try {
      const result = tool.run(call.args, { answer: restrict(answer, signal), signal });
      if (result instanceof Promise) {
        void this.#await(run, unlessAborted(result, signal), stop.signal).finally(() => deadline[Symbol.dispose]());
        return undefined;
      }
      deadline[Symbol.dispose]();
      return this.#finish(run, result);
    } catch (error) {
      deadline[Symbol.dispose]();
      return this.#fail(run, error);
    }
  }

  /** Awaits a tool, and then until its result may be told. Once it was stopped, its result doesn't matter any more. */
  async #await(run: CallRun, work: Promise<ToolResult>, stopped: AbortSignal): Promise<void> {
    const { work: all } = run.answer;
    const finish = all.begin();
    try {
      const tell = await work.then(
        (result) => () => this.#finish(run, result),
        (error) => () => (error === LATE ? this.#giveUp(run) : this.#fail(run, error)),
      );
      if (stopped.aborted) return;
      await all.waitForQuiet(stopped);
      this.#send([tell()]);
    } catch (error) {
      if (!stopped.aborted) this.#send([this.#fail(run, error)]);
    } finally {
      finish();
    }
  }

  #giveUp(run: CallRun): ToolResponse | undefined {
    this.#means.log.warn({ event: 'tool.late', tool: run.tool?.declaration.name }, 'a tool took too long');
    return this.#respond(run, 'failed', { error: 'It took too long.' });
  }

  #fail(run: CallRun, err: unknown): ToolResponse | undefined {
    this.#means.log.error({ event: 'tool.failed', tool: run.tool?.declaration.name, err }, 'a tool failed');
    return this.#respond(run, 'failed', { error: 'It did not work.' });
  }

  #finish(run: CallRun, result: ToolResult): ToolResponse | undefined {
    if (result.is === 'mistake') run.answer.noteMistake();
    return result.is === 'done'
      ? this.#respond(run, 'done', result.says)
      : this.#respond(run, 'refused', { error: result.why });
  }

  #respond({ call, tool, answer }: CallRun, outcome: Outcome, response: object): ToolResponse | undefined {
    this.#observe(tool, outcome);
    answer.moments.note('called', `${nameTool(tool)} ${outcome}`);
    return this.#remember(call, response, answer.isOver);
  }

  /** Makes the response to a call, and remembers it. A call without an id can't have one. */
  #remember({ id, name }: ToolCall, response: object, isSilent: boolean): ToolResponse | undefined {
    if (id === '') return undefined;
    const whole: ToolResponse = { id, name, response: { ...response } };
    if (isSilent && this.#line.knowsSilence) whole.scheduling = 'SILENT';
    this.#calls.set(id, { is: 'answered', response: whole });
    return whole;
  }

  #observe(tool: Tool | undefined, outcome: Outcome): void {
    this.#means.observe({ is: 'tool', name: nameTool(tool), outcome });
  }

  #send(responses: readonly (ToolResponse | undefined)[]): void {
    const made = responses.filter((response) => response !== undefined);
    if (made.length > 0 && !this.#over.signal.aborted) this.#line.send(made);
  }
}

/** A tool's name as the operator sees it: an unknown one may be anything that a model makes up. */
const nameTool = (tool: Tool | undefined): string => tool?.label ?? tool?.declaration.name ?? 'unknown';

/** What a tool may do to an answer until it's stopped. */
const restrict = (answer: ToolAnswer, signal: AbortSignal): ToolAnswer => ({
  write: (part) => (signal.aborted ? 'full' : answer.write(part)),
  noteMistake: () => answer.noteMistake(),
  get isOver() {
    return answer.isOver;
  },
  asker: answer.asker,
  moments: answer.moments,
  work: answer.work,
});

const explainUnknown = (name: string, { declarations }: ToolRegistry): string => {
  const names = declarations.map((declaration) => declaration.name).join(', ');
  return `There is no function “${name}”.${names === '' ? '' : ` There is: ${names}.`}`;
};
