import type { Content, GoogleGenAI, Part } from '@google/genai/web';
import { isBlank } from '../../base/blank.ts';
import { type Clock, unlessAborted } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import { Timer } from '../../base/timer.ts';
import type { GenerationOutcome } from '../failures/connection-ending.ts';
import { ControlTokenFilter } from '../protocol/control-tokens.ts';
import { addSearches, countBilled } from '../protocol/grounding.ts';
import type { AnswerSink } from '../protocol/server-message.ts';
import { addUsage, NO_USAGE, type TokenUsage } from '../protocol/token-kinds.ts';
import type { CallDesk, OpenCallDesk, ToolAnswer, ToolCall, ToolResponse } from '../protocol/tool-call.ts';
import { toFinishReason } from './text-endings.ts';
import { composeConfig, composeContents, type TextPlan, type TextPrompt } from './text-request.ts';
import { readChunk, type TextChunk } from './text-stream.ts';

/** How many requests one answer may take: each but the last ends with calls of functions. */
const MOST_REQUESTS = 8;

/** How many mistakes in its calls a model may make for one question. */
const MOST_MISTAKES = 8;

/** How long a stream may be silent, in milliseconds. A model that thinks sends nothing meanwhile. */
export const TEXT_SILENCE = 45_000;

/** Ends of an answer that was no answer: they're worth another try, as long as nothing of it was seen. */
const FUTILE = new Set(['MALFORMED_FUNCTION_CALL', 'UNEXPECTED_TOOL_CALL', 'MAX_TOKENS', 'STOP', 'OTHER']);

/** A whole answer had nothing in it that could be shown. */
export class EmptyAnswerError extends Error {
  override name = 'EmptyAnswerError';
}

/** What an exchange needs. */
export type ExchangeMeans = { google: GoogleGenAI; openDesk: OpenCallDesk; clock: Clock };

/** One request's part of an answer. `counted` is Google's count of it so far, without its `searches`. */
type Step = { parts: Part[]; calls: ToolCall[]; finish?: string; counted: TokenUsage; searches: Set<string> };

/** One question to a text model and its answer, over as many requests as its calls of functions take. */
export class TextExchange {
  readonly #means: ExchangeMeans;
  #plan: TextPlan;
  readonly #answer: AnswerSink;
  readonly #contents: Content[];
  readonly #desk: CallDesk;
  readonly #filter = new ControlTokenFilter();
  /** The calls that wait for their results, by id. */
  readonly #waiting = new Map<string, PromiseWithResolvers<ToolResponse>>();
  /** What the requests so far have cost, without the one that's running. */
  #used = NO_USAGE;
  #seen: 'nothing' | 'something' = 'nothing';
  /** How many calls came so far, and how many mistakes there were in them. */
  readonly #tally = { calls: 0, mistakes: 0 };

  constructor(question: TextPrompt, answer: AnswerSink, means: ExchangeMeans) {
    this.#means = means;
    this.#plan = question.plan;
    this.#answer = answer;
    this.#contents = composeContents(question);
    const open = question.plan.openDesk ?? means.openDesk;
    this.#desk = open((responses) => this.#settle(responses), { silent: false });
  }

  /** Whether people can have seen anything of the answer, so that it can't be begun again. */
  get isSeen(): boolean {
    return this.#seen === 'something';
  }

  /** Whether it may search, so that this may be what Google refuses. */
  get searches(): boolean {
    return this.#plan.search === true;
  }

  /** From now on the model may not search. */
  leaveOutSearch(): void {
    this.#plan = { ...this.#plan, search: false };
  }

  /**
   * Makes requests until the answer is whole. After a failure it can be called again, as long as nothing was seen.
   *
   * @throws what the SDK throws if a request fails; EmptyAnswerError; UserError if the model keeps calling functions, or
   *   stops in the middle; the signal's reason if it aborts.
   */
  async run(signal: AbortSignal): Promise<GenerationOutcome> {
    for (let requests = 1; requests <= MOST_REQUESTS && this.#tally.mistakes <= MOST_MISTAKES; requests++) {
      const { parts, calls, finish } = await this.#request(signal);
      if (calls.length === 0) return this.#conclude(finish);
      this.#tally.calls += calls.length;
      const results = await this.#take(calls, signal);
      this.#contents.push({ role: 'model', parts }, { role: 'user', parts: results });
    }
    throw new UserError({ code: 'gemini.tools' });
  }

  /** The exchange is over. `cut`: the answer isn't wanted any more. */
  close(cut: boolean): void {
    if (cut) this.#desk.interrupt();
    this.#desk.close();
  }

  async #request(signal: AbortSignal): Promise<Step> {
    const { google, clock } = this.#means;
    const over = new AbortController();
    const quiet = new Timer(clock);
    const listen = () => quiet.set(TEXT_SILENCE, () => over.abort(new UserError({ code: 'gemini.late' })));
    const step: Step = { parts: [], calls: [], counted: NO_USAGE, searches: new Set() };
    try {
      listen();
      const config = composeConfig(this.#plan, AbortSignal.any([signal, over.signal]));
      const request = { model: this.#plan.model, contents: this.#contents, config };
      for await (const response of await google.models.generateContentStream(request)) {
        listen();
        const chunk = readChunk(response, this.#tally.calls + step.calls.length);
        this.#write(chunk, step);
      }
      return step;
    } catch (error) {
      signal.throwIfAborted();
      throw over.signal.aborted ? over.signal.reason : error;
    } finally {
      quiet.stop();
      over.abort('the request is over');
      this.#used = addUsage(this.#used, this.#sum(step));
      this.#add(this.#filter.rest());
    }
  }

  #write({ parts, calls, text, finish, found, usage }: TextChunk, step: Step): void {
    step.parts.push(...parts);
    step.calls.push(...calls);
    if (finish) step.finish = finish;
    this.#add(this.#filter.pass(text));
    if (found) this.#answer.grounding.add(found);
    addSearches(step.searches, found?.queries ?? []);
    if (usage) step.counted = usage;
    if (usage || found) this.#answer.count(addUsage(this.#used, this.#sum(step)));
  }

  /** What one request has cost so far, with its searches. */
  #sum({ counted, searches }: Step): TokenUsage {
    return { ...counted, kinds: { ...counted.kinds, searches: countBilled(searches, this.#plan.model) } };
  }

  #add(text: string): void {
    if (text === '') return;
    this.#answer.addText(text);
    if (!isBlank(text)) this.#seen = 'something';
  }

  /** What the end of the last request means for the answer. Without a reason, the stream was cut. */
  #conclude(finish: string | undefined): GenerationOutcome {
    if (finish === undefined) throw new Error('the stream ended without a reason');
    if (FUTILE.has(finish) && !this.isSeen) throw new EmptyAnswerError(`the answer ended with ${finish}`);
    if (finish === 'MAX_TOKENS') throw new UserError({ code: 'answer.cut-off' });
    return finish === 'STOP' ? { is: 'complete' } : { is: 'complete', reason: toFinishReason(finish) };
  }

  /** Has calls answered, and returns their results as the next content's parts. */
  async #take(calls: readonly ToolCall[], signal: AbortSignal): Promise<Part[]> {
    this.#answer.addTools([...calls]);
    const results = calls.map(({ id }) => {
      const waiting = this.#waiting.get(id) ?? Promise.withResolvers<ToolResponse>();
      this.#waiting.set(id, waiting);
      return waiting.promise;
    });
    this.#desk.take(calls, this.#toolAnswer);
    const responses = await unlessAborted(Promise.all(results), signal);
    return responses.map(({ id, name, response }) => ({ functionResponse: { id, name, response } }));
  }

  #settle(responses: readonly ToolResponse[]): void {
    for (const response of responses) {
      this.#waiting.get(response.id)?.resolve(response);
      this.#waiting.delete(response.id);
    }
  }

  get #toolAnswer(): ToolAnswer {
    return {
      write: (part) => {
        this.#seen = 'something';
        return this.#answer.addWritten(part);
      },
      noteMistake: () => {
        this.#tally.mistakes += 1;
      },
      // The next request waits for all results, so none comes after the end.
      isOver: false,
      asker: this.#answer.asker,
      moments: this.#answer.moments,
      work: this.#answer.work,
    };
  }
}
