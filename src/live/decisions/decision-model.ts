/**
 * Asks Google's Decisions API (`gemini-decision-1`): closed questions about words and sound, answered with probabilities in
 * about 0.2 s. What is asked, and what follows from an answer, is up to the caller.
 *
 *     const outcome = await model.decide(
 *       {
 *         place, spender,                       // who pays; see `Expense`
 *         parts: [{ text: 'In the call: Ada, Ben, Parley.' }, { pcm }],
 *         questions: { meant: { is: 'noul', ask: 'Is this said to Parley?', yes: '…', no: '…' } },
 *       },
 *       signal,                                 // aborts: `decide` rejects with its reason, and the request is cancelled
 *     );
 *     if (outcome.is === 'decided') outcome.answers.meant; // from 0.01 to 0.99
 *     else fallBack();                          // see `DecisionOutcome` for why
 *
 * It answers within the deadline (700 ms), whatever happens, and throws for nothing but its signal. It never asks twice. After three
 * failures in a row, or when Google says so, it rests and says so at once; see `decision-health.ts`. Nothing it logs holds what
 * was asked.
 */
import type { Decisions, GoogleGenAI } from '@google/genai/web';
import type { Logger } from 'pino';
import { type Clock, startDeadline, unlessAborted } from '../../base/clock.ts';
import type { Observe } from '../../base/events.ts';
import type { Expense, Spender, TokenKinds } from '../../base/expense.ts';
import type { Place } from '../../base/place.ts';
import { type DecisionFailure, judgeDecisionError } from './decision-failure.ts';
import {
  beginTrial,
  type DecisionHealth,
  findRest,
  type HealthSign,
  judgeHealth,
  type RestReason,
  SOUND_HEALTH,
} from './decision-health.ts';
import { type DecisionAnswers, readDecision, readDecisionUsage } from './decision-reply.ts';
import { composeDecision, type DecisionPart, type DecisionQuestions, measureDecision } from './decision-request.ts';

/** How long an answer may take by default, in milliseconds. Google says 150 to 250; others measured 200 to 330. */
export const DECISION_DEADLINE = 700;

/** What is to be decided: for whom and where, about what, by which time in milliseconds. */
export type DecisionOrder<Questions extends DecisionQuestions = DecisionQuestions> = {
  place: Place;
  spender: Spender;
  parts: readonly DecisionPart[];
  questions: Questions;
  deadline?: number;
};

/** What an answer took: tokens by kind (`estimated` if Google didn't tell) and dollars. */
export type DecisionCost = { kinds: TokenKinds; estimated: boolean; dollars: number };

/**
 * How it ended, after `took` milliseconds. `resting`: nothing was asked, because of earlier failures. `unpaid`: nothing was asked,
 * because a cap is full. `blocked`: a filter of Google's refuses the input. `slow`: no answer by the deadline.
 */
export type DecisionOutcome<Questions extends DecisionQuestions = DecisionQuestions> =
  | { is: 'decided'; answers: DecisionAnswers<Questions>; cost: DecisionCost; took: number }
  | { is: 'resting'; why: RestReason; retryIn: number }
  | { is: 'unpaid' }
  | { is: 'blocked' | 'slow'; took: number }
  | (DecisionFailure & { took: number });

/** Where decisions are paid for: whether a cap is full, and what counts an expense and returns what it is in dollars. */
export type DecisionPurse = {
  isFull(place: Place, spender: Spender): Promise<boolean>;
  spend(expense: Expense): number;
};

export type DecisionModelOptions = {
  google: GoogleGenAI;
  /** The model's name, such as `gemini-decision-1`. */
  model: string;
  purse: DecisionPurse;
  clock: Clock;
  log: Logger;
  observe: Observe;
};

/** Google's model for decisions. The whole process shares one, because quotas and trouble are the key's. */
export class DecisionModel {
  readonly #options: DecisionModelOptions;
  #health: DecisionHealth = SOUND_HEALTH;

  constructor(options: DecisionModelOptions) {
    this.#options = options;
  }

  /** Why it can't be asked now; nothing if it can. */
  get rest(): { why: RestReason; retryIn: number } | undefined {
    return findRest(this.#health, this.#options.clock.now());
  }

  /** Decides. @throws the signal's reason if that aborts, and nothing else. */
  async decide<const Questions extends DecisionQuestions>(
    order: DecisionOrder<Questions>,
    signal: AbortSignal,
  ): Promise<DecisionOutcome<Questions>> {
    signal.throwIfAborted();
    const outcome = await this.#decide(order, signal);
    const took = 'took' in outcome ? outcome.took : undefined;
    this.#options.observe({ is: 'decision', outcome: outcome.is, ...(took !== undefined && { took }) });
    return outcome;
  }

  async #decide<const Questions extends DecisionQuestions>(
    order: DecisionOrder<Questions>,
    signal: AbortSignal,
  ): Promise<DecisionOutcome<Questions>> {
    const { clock, purse } = this.#options;
    const rest = this.rest;
    if (rest) return { is: 'resting', ...rest };
    const began = clock.now();
    const reason = new Error('no decision in time');
    using patience = startDeadline(clock, { ms: order.deadline ?? DECISION_DEADLINE, reason, signal });
    const isFull = await unlessAborted(purse.isFull(order.place, order.spender), patience.signal).catch(() => 'late');
    signal.throwIfAborted();
    // A store that's slow says nothing of Google's health.
    if (isFull === 'late') return { is: 'slow', took: clock.now() - began };
    if (isFull) return { is: 'unpaid' };
    // Another request may be the one on trial by now.
    const newer = findRest(this.#health, clock.now());
    if (newer) return { is: 'resting', ...newer };
    this.#health = beginTrial(this.#health, clock.now(), order.deadline ?? DECISION_DEADLINE);
    const [sign, outcome] = await this.#ask(order, patience.signal, () => clock.now() - began);
    if (signal.aborted) this.#options.observe({ is: 'decision', outcome: 'dropped' });
    signal.throwIfAborted();
    this.#note(sign);
    return outcome;
  }

  /** Makes the request, and counts what it costs. What it's given up for costs about the same. */
  async #ask<const Questions extends DecisionQuestions>(
    order: DecisionOrder<Questions>,
    signal: AbortSignal,
    measure: () => number,
  ): Promise<[sign: HealthSign, outcome: DecisionOutcome<Questions>]> {
    const { google, model } = this.#options;
    const { parts, questions } = order;
    let reply: Decisions.CreateDecisionResponse;
    try {
      // The SDK would repeat a request four times within half a minute. Its dispatcher hands over to the process' own.
      const asking = google.decisions.create(composeDecision(model, parts, questions), {
        retries: { strategy: 'none' },
        signal,
      });
      reply = await unlessAborted(asking, signal);
    } catch (error) {
      if (signal.aborted) {
        this.#spend(order, undefined);
        return [{ is: 'slow' }, { is: 'slow', took: measure() }];
      }
      const failure = judgeDecisionError(error);
      if (failure.is === 'failed' && failure.billed) this.#spend(order, undefined);
      return [failure, { ...failure, took: measure() }];
    }
    const cost = this.#spend(order, readDecisionUsage(reply));
    const took = measure();
    const reading = readDecision(reply, questions);
    if (reading.is === 'answers') return [{ is: 'well' }, { is: 'decided', answers: reading.answers, cost, took }];
    if (reading.is === 'blocked') return [{ is: 'well' }, { is: 'blocked', took }];
    const failure = { is: 'failed', why: `no answer to ${reading.what}`, billed: true } as const;
    return [failure, { ...failure, took }];
  }

  #spend({ place, spender, parts, questions }: DecisionOrder, counted: TokenKinds | undefined): DecisionCost {
    const { purse, model } = this.#options;
    const kinds = counted ?? measureDecision(parts, questions);
    const estimated = counted === undefined;
    return { kinds, estimated, dollars: purse.spend({ place, spender, by: 'decision', model, kinds, estimated }) };
  }

  #note(sign: HealthSign): void {
    const { clock, log } = this.#options;
    const before = this.#health;
    this.#health = judgeHealth(before, sign, clock.now());
    if (sign.is === 'failed') log.info({ event: 'decision.failed', why: sign.why }, 'a decision failed');
    if (before.is === 'asking' && this.#health.is === 'resting') {
      const { why, until } = this.#health;
      const seconds = Math.ceil((until - clock.now()) / 1_000);
      log.warn({ event: 'decision.resting', why, seconds }, 'the Decisions API isn’t asked for a while');
    }
    if (before.is !== 'asking' && this.#health.is === 'asking' && this.#health.misses === 0)
      log.info({ event: 'decision.back' }, 'the Decisions API answers again');
  }
}
