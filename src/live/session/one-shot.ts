import type { GoogleGenAI } from '@google/genai/web';
import { type Clock, within } from '../../base/clock.ts';
import { DialError } from '../connection/dial.ts';
import { Line, type News } from '../connection/live-connection.ts';
import { verdict } from '../failures/close-codes.ts';
import type { Phase } from '../failures/ending.ts';
import { refusal } from '../failures/finish-reason.ts';
import type { Pace } from '../limits/connect-pace.ts';
import type { Guest, Seats } from '../limits/connection-pool.ts';
import { Intake } from '../protocol/answer-intake.ts';
import { typed } from '../protocol/client-message.ts';
import { type Model, modelOf } from '../protocol/models.ts';
import type { Answer } from '../protocol/server-message.ts';
import { connectConfig } from '../protocol/setup.ts';

/** A question outside of every conversation. */
export type Question = { instruction: string; text: string };

/** What became of it: `tokens` is Google's count, if it came in time. `putOff`: conversations need every connection. */
export type Reply = { is: 'said'; text: string; tokens: number } | { is: 'putOff' };

/** Asks a question outside of every conversation; see `Asides.ask`. */
export type Ask = (question: Question, signal: AbortSignal) => Promise<Reply>;

export type AsidesOptions = { google: GoogleGenAI; model: string; seats: Seats; pace: Pace; clock: Clock };

/** How long an answer may take, with the dial, in milliseconds. Nobody waits for it, but it holds a seat. */
export const ASIDE_DEADLINE = 90_000;

/** What the model is asked outside of every conversation, on fresh connections of which nothing is kept. */
export class Asides {
  #options: AsidesOptions;
  #model: Model;

  constructor(options: AsidesOptions) {
    this.#options = options;
    this.#model = modelOf(options.model);
  }

  /**
   * Asks and resolves to the whole answer. It is done only where a seat is free, and given up as soon as a conversation
   * wants the seat. A dialogue model answers aloud: its sound is dropped, its transcript is the answer.
   *
   * @throws when there is no answer in time, Gemini cannot be reached or refuses; the signal's reason when it aborts.
   */
  async ask(question: Question, signal: AbortSignal): Promise<Reply> {
    const { seats, clock } = this.#options;
    const wanted = new AbortController();
    const guest: Guest = { rest: () => wanted.abort('the seat is wanted') };
    signal.throwIfAborted();
    if (!seats.spare(guest)) return { is: 'putOff' };
    const reason = new Error(`no answer within ${ASIDE_DEADLINE} ms`);
    using patience = within(clock, { ms: ASIDE_DEADLINE, reason, signal: AbortSignal.any([signal, wanted.signal]) });
    try {
      return await this.#answered(question, patience.signal);
    } catch (error) {
      signal.throwIfAborted();
      if (wanted.signal.aborted) return { is: 'putOff' };
      throw error;
    } finally {
      seats.leave(guest);
    }
  }

  async #answered({ instruction, text }: Question, signal: AbortSignal): Promise<Reply> {
    const { google, model: name, clock, pace } = this.#options;
    await pace.enter(signal);
    const { sessionResumption: _, ...config } = connectConfig({ model: name, instruction }, this.#model);
    const line = await Line.open(
      google,
      { model: name, config, signal },
      { model: this.#model, clock, resumed: false, silence: ASIDE_DEADLINE, news: DEAF },
    ).catch((error) => this.#refused(error, 'dialling'));
    pace.stood();
    const note = new Note();
    try {
      const outcome = await line.exchange(typed(text, this.#model), new Intake(note, clock), signal);
      if (outcome.is === 'lost') return this.#refused(new DialError(outcome.ending), outcome.phase);
      pace.answered();
      const reason = outcome.is === 'complete' ? refusal(outcome.reason) : 'it was interrupted';
      if (reason || note.text.trim() === '') throw new Error(reason ?? 'the model said nothing');
      return { is: 'said', text: note.text.trim(), tokens: note.tokens };
    } finally {
      if (signal.aborted) line.cut('the question was given up');
      else line.close();
      await line.ended;
    }
  }

  /** What Google holds against the account it holds against conversations, too. */
  #refused(error: unknown, phase: Phase): never {
    const { pace } = this.#options;
    if (error instanceof DialError) {
      const judged = verdict(error.ending, { handle: false, phase });
      if ('why' in judged) pace.refused(judged);
      else pace.failed();
      if (judged.is === 'rest') pace.quota(1);
    }
    throw error;
  }
}

/** No handle is asked for, and a connection that is to close lives longer than the question. */
const DEAF: News = { handle() {}, goAway() {}, usage() {} };

/** The text of an answer. */
class Note implements Answer {
  text = '';
  tokens = 0;

  addText(delta: string): void {
    this.text += delta;
  }

  addAudio(): void {}
  addTools(): void {}
  addHeard(): void {}

  withdraw(): void {
    this.text = '';
  }

  count({ total }: { total: number }): void {
    this.tokens = total;
  }
}
