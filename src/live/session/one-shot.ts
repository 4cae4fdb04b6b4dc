import type { GoogleGenAI } from '@google/genai/web';
import { type Clock, startDeadline, unlessAborted } from '../../base/clock.ts';
import { DialError } from '../connection/dial.ts';
import { LiveConnection } from '../connection/live-connection.ts';
import type { ConnectionPhase } from '../failures/connection-ending.ts';
import { findConsequences } from '../failures/consequences.ts';
import { explainFinishReason } from '../failures/finish-reason.ts';
import type { ConnectPace } from '../limits/connect-pace.ts';
import type { ConnectionPool, PoolMember } from '../limits/connection-pool.ts';
import { AnswerIntake } from '../protocol/answer-intake.ts';
import { AnswerSource } from '../protocol/answer-source.ts';
import { sendQuestion } from '../protocol/client-message.ts';
import type { AnswerSink } from '../protocol/server-message.ts';
import { makeConnectConfig, makeSessionPlan, type Setup } from '../protocol/setup.ts';
import type { OpenCallDesk } from '../protocol/tool-call.ts';

/** A question outside every conversation. */
export type OneShotQuestion = { instruction: string; text: string };

/**
 * Its result: which model said what, and Google's token count, if that came in time. `putOff`: conversations need every
 * connection.
 */
export type OneShotReply = { is: 'said'; text: string; model: string; tokens: number } | { is: 'putOff' };

/** Asks a question outside every conversation; see `OneShots.ask`. */
export type AskOneShot = (question: OneShotQuestion, signal: AbortSignal) => Promise<OneShotReply>;

type OneShotsOptions = {
  google: GoogleGenAI;
  /** The setup of conversations at the moment; the question brings its own instruction. */
  setup(): Promise<Setup>;
  pool: ConnectionPool;
  pace: ConnectPace;
  /** Answers calls, although the model has no functions here. */
  desk: OpenCallDesk;
  clock: Clock;
};

/**
 * How long an answer may take, including the dial, in milliseconds. Nobody waits for it, but it holds a place in the
 * pool.
 */
export const ONE_SHOT_DEADLINE = 90_000;

/** Asks the model questions outside every conversation, each on a fresh connection that leaves nothing behind. */
export class OneShots {
  #options: OneShotsOptions;

  constructor(options: OneShotsOptions) {
    this.#options = options;
  }

  /**
   * Asks, and resolves to the whole answer. It needs a free place in the pool, and is given up as soon as a conversation
   * wants that place. A dialogue model answers aloud: its sound is dropped, and its transcript is the answer.
   *
   * @throws if there's no answer in time, or Gemini can't be reached or refuses; the signal's reason if it aborts.
   */
  async ask(question: OneShotQuestion, signal: AbortSignal): Promise<OneShotReply> {
    const { pool, clock } = this.#options;
    const wanted = new AbortController();
    const member: PoolMember = { rest: () => wanted.abort('its place is wanted') };
    signal.throwIfAborted();
    if (!pool.tryTake(member)) return { is: 'putOff' };
    const reason = new Error(`no answer within ${ONE_SHOT_DEADLINE} ms`);
    using patience = startDeadline(clock, {
      ms: ONE_SHOT_DEADLINE,
      reason,
      signal: AbortSignal.any([signal, wanted.signal]),
    });
    try {
      return await this.#readAnswer(question, patience.signal);
    } catch (error) {
      signal.throwIfAborted();
      if (wanted.signal.aborted) return { is: 'putOff' };
      throw error;
    } finally {
      pool.leave(member);
    }
  }

  async #readAnswer({ instruction, text }: OneShotQuestion, signal: AbortSignal): Promise<OneShotReply> {
    const { google, setup, clock, pace, desk } = this.#options;
    await pace.enter(signal);
    const plan = makeSessionPlan({ ...(await unlessAborted(setup(), signal)), instruction, tools: [] });
    const { sessionResumption: _, ...config } = makeConnectConfig(plan.setup, plan.model);
    const { model } = plan.setup;
    // Its events don't matter: no handle is wanted, and it outlives the question even after a goAway.
    const connection = await LiveConnection.open(
      google,
      { model, config, signal },
      { plan, clock, resumed: false, silence: ONE_SHOT_DEADLINE, desk },
    ).catch((error) => this.#refuse(error, 'dialling'));
    pace.noteOpening();
    const note = new Note();
    try {
      const outcome = await connection.exchange(sendQuestion(text, plan.model), new AnswerIntake(note, clock), signal);
      if (outcome.is === 'lost') return this.#refuse(new DialError(outcome.ending), outcome.phase);
      pace.noteAnswer();
      const reason = outcome.is === 'complete' ? explainFinishReason(outcome.reason)?.code : 'it was interrupted';
      if (reason || note.text.trim() === '') throw new Error(reason ?? 'the model said nothing');
      return { is: 'said', text: note.text.trim(), model, tokens: note.tokens };
    } finally {
      if (signal.aborted) connection.cut('the question was given up');
      else connection.close();
      await connection.ended;
    }
  }

  /** If Google holds something against the account, that concerns conversations too. */
  #refuse(error: unknown, phase: ConnectionPhase): never {
    const { pace } = this.#options;
    if (error instanceof DialError) {
      const { account } = findConsequences(error.ending, { ...ALONE, phase, doubted: pace.doubted }).next;
      pace.noteEnding(account);
      if (account === 'quota') pace.noteQuota(1);
    }
    throw error;
  }
}

/** A question outside conversations has no handle, names nobody, and is asked once. */
const ALONE = { resumed: false, age: 0, deaths: 0, marked: false, left: 0 };

/** The text of an answer. */
class Note implements AnswerSink {
  text = '';
  tokens = 0;
  readonly source = new AnswerSource();

  addText(delta: string): void {
    this.text += delta;
  }

  addAudio(): void {}
  addTools(): void {}
  addWritten(): 'full' {
    return 'full';
  }
  addHeard(): void {}

  withdraw(): void {
    this.text = '';
  }

  count({ total }: { total: number }): void {
    this.tokens = total;
  }
}
