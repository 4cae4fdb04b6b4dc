import type { Logger } from 'pino';
import { BoundedMap } from '../../base/bounded-map.ts';
import { UserError } from '../../base/errors.ts';
import type { CloseVerdict } from '../failures/close-codes.ts';
import type { GenerationOutcome } from '../failures/connection-ending.ts';
import { Interruption } from '../protocol/interruption.ts';
import type { AnswerSink } from '../protocol/server-message.ts';
import { explainFailure, judgeFailure } from './text-endings.ts';
import { EmptyAnswerError, type ExchangeMeans, TextExchange } from './text-exchange.ts';
import { TextPace } from './text-pace.ts';
import type { TextPrompt } from './text-request.ts';

/** Milliseconds before a request that failed is made once more. */
const PAUSE = 1_000;

/** How often a question is asked at most. */
const MOST_TRIES = 2;

/** How an answer of a text model ended; see {@link GenerationOutcome}. */
export type TextOutcome = Exclude<GenerationOutcome, { is: 'lost' }>;

/** For how long a model that refuses search isn't asked with it, in milliseconds. */
const SEARCHLESS = 6 * 60 * 60_000;

/** The same if search is only likely to be why a quota was used up. */
const DOUBTED = 15 * 60_000;

export type TextModelOptions = ExchangeMeans & { log: Logger };

/** Google's text models, which answer by streamed `generateContent`. All conversations share one. */
export class TextModel {
  readonly #options: TextModelOptions;
  readonly #pace: TextPace;
  /** Until when each model is asked without search, in milliseconds of the clock. */
  readonly #searchless = new BoundedMap<string, number>(20);

  constructor(options: TextModelOptions) {
    this.#options = options;
    this.#pace = new TextPace(options.clock);
  }

  /**
   * Asks a question and writes the answer as it comes. If the service fails before anything of it was seen, it's asked
   * once more.
   *
   * @throws UserError if the service refuses, doesn't answer or breaks off; the signal's reason if it's aborted with
   *   anything but an `Interruption`, which ends the answer as interrupted.
   */
  async ask(question: TextPrompt, answer: AnswerSink, signal: AbortSignal): Promise<TextOutcome> {
    answer.source.ask('text', question.plan.model);
    const exchange = new TextExchange(question, answer, this.#options);
    const { model, search } = question.plan;
    if (search && this.#options.clock.now() < (this.#searchless.get(model) ?? 0))
      this.#leaveOutSearch(exchange, answer);
    try {
      return await this.#try(exchange, model, answer, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      if (signal.reason instanceof Interruption) return { is: 'interrupted' };
      throw signal.reason;
    } finally {
      exchange.close(signal.aborted);
    }
  }

  async #try(exchange: TextExchange, model: string, answer: AnswerSink, signal: AbortSignal): Promise<TextOutcome> {
    let most = MOST_TRIES;
    for (let tries = 1; ; tries++) {
      signal.throwIfAborted();
      this.#pace.check();
      answer.moments.note('sent', 'text');
      try {
        const outcome = await exchange.run(signal);
        if (most > MOST_TRIES) this.#noteSearchless(model, SEARCHLESS);
        return outcome as TextOutcome;
      } catch (error) {
        if (signal.aborted || error instanceof UserError) throw error;
        if (exchange.searches && !exchange.isSeen && mayBeSearch(error)) {
          this.#leaveOutSearch(exchange, answer);
          most += 1;
          continue;
        }
        const isLast = exchange.isSeen || tries >= most;
        const refusal = this.#judge(error, exchange, model);
        if (isLast || !refusal.isPassing) throw refusal.error;
        await this.#options.clock.sleep(PAUSE, signal);
      }
    }
  }

  #leaveOutSearch(exchange: TextExchange, answer: AnswerSink): void {
    exchange.leaveOutSearch();
    answer.source.refused.add('search');
  }

  /** A question was refused with search and answered without it, or its answer broke off for a quota while it searched. */
  #noteSearchless(model: string, ms: number): void {
    const { clock, log } = this.#options;
    this.#searchless.set(model, clock.now() + ms);
    const minutes = ms / 60_000;
    log.warn({ event: 'text.searchless', model, minutes }, 'a text model refuses search, so it is asked without it');
  }

  /** What a failure means: for the person, and for whether it's worth another try. */
  #judge(error: unknown, { isSeen, searches }: TextExchange, model: string): { error: UserError; isPassing: boolean } {
    if (error instanceof EmptyAnswerError)
      return { error: new UserError({ code: 'gemini.unfinished' }, { cause: error }), isPassing: true };
    const { verdict, ending, retryIn } = judgeFailure(error);
    this.#options.log.warn(
      { event: 'text.failed', ...ending, verdict: verdict.is },
      'a request to a text model failed',
    );
    if (verdict.is === 'rest' && searches) this.#noteSearchless(model, DOUBTED);
    else if (verdict.is === 'rest') this.#pace.rest(retryIn);
    const told = isSeen ? new UserError({ code: 'gemini.broken' }) : explainFailure(verdict, this.#pace.at);
    return { error: new UserError(told.text, { cause: error }), isPassing: isTransient(verdict) };
  }
}

const isTransient = ({ is }: CloseVerdict): boolean => is === 'resume' || is === 'backoff';

/** Whether search may be why a request was refused: as an argument, or because the key has no quota for it. */
const mayBeSearch = (error: unknown): boolean => {
  const { is } = judgeFailure(error).verdict;
  return is === 'refused' || is === 'rest';
};
