import type { GoogleGenAI } from '@google/genai/web';
import { type Clock, startDeadline, unlessAborted } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Place } from '../../base/place.ts';
import { DialError } from '../connection/dial.ts';
import { LiveConnection } from '../connection/live-connection.ts';
import type { ConnectionPhase, Ending } from '../failures/connection-ending.ts';
import { findConsequences } from '../failures/consequences.ts';
import { explainFinishReason } from '../failures/finish-reason.ts';
import type { ConnectPace } from '../limits/connect-pace.ts';
import type { ConnectionPool, PoolMember } from '../limits/connection-pool.ts';
import { AnswerIntake } from '../protocol/answer-intake.ts';
import { sendQuestion } from '../protocol/client-message.ts';
import { makeConnectConfig, makeSessionPlan, type SessionPlan, type Setup } from '../protocol/setup.ts';
import type { TokenUsage } from '../protocol/token-kinds.ts';
import type { OpenCallDesk } from '../protocol/tool-call.ts';
import { OneShotNote } from './one-shot-note.ts';
import { type OneShotBill, type OneShotPurse, runPaid } from './one-shot-purse.ts';
import type { SetupTolerance } from './setup-tolerance.ts';
import { SetupTrial } from './setup-trial.ts';

/**
 * A question outside every conversation. `place` is where it's for, and what it costs counts. `charge` is told what it cost, if whoever
 * asks has room for it already, and pays.
 */
export type OneShotQuestion = { instruction: string; text: string; place: Place; charge?: (bill: OneShotBill) => void };

/**
 * Its result: which model said what, and Google's count of its tokens so far. `putOff`: conversations need every
 * connection.
 */
export type OneShotReply = { is: 'said'; text: string; model: string; usage: TokenUsage } | { is: 'putOff' };

/** A question whose answer is to be heard, in one of the prebuilt voices. */
export type AloudQuestion = OneShotQuestion & { voice: string };

/** Its result: the sound, as signed 16-bit little-endian PCM at 24 kHz, and what was said in it. */
export type AloudReply = { is: 'said'; text: string; pcm: Buffer; model: string; usage: TokenUsage } | { is: 'putOff' };

/** Asks a question outside every conversation; see `OneShots.ask`. */
export type AskOneShot = (question: OneShotQuestion, signal: AbortSignal) => Promise<OneShotReply>;

type OneShotWishes = Pick<Setup, 'instruction' | 'voice'>;
type AskedWords = Pick<OneShotQuestion, 'text' | 'place' | 'charge'>;
type OneShotAnswer = { said: OneShotNote; model: string };

type OneShotsOptions = {
  google: GoogleGenAI;
  /** The setup of conversations at the moment; the question brings its own instruction. */
  setup(): Promise<Setup>;
  pool: ConnectionPool;
  pace: ConnectPace;
  tolerance: SetupTolerance;
  purse: OneShotPurse;
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
  async ask({ instruction, ...question }: OneShotQuestion, signal: AbortSignal): Promise<OneShotReply> {
    return await this.#hold(signal, async (patience) => {
      const { said, model } = await this.#readAnswer({ instruction }, question, patience);
      return { is: 'said', text: said.text.trim(), model, usage: said.usage };
    });
  }

  /**
   * Asks as `ask` does, and resolves to what can be heard.
   *
   * @throws as `ask` does; UserError if Google refuses the voice, which concerns nobody else
   */
  async askAloud({ instruction, text, place, voice }: AloudQuestion, signal: AbortSignal): Promise<AloudReply> {
    return await this.#hold(signal, async (patience) => {
      const { said, model } = await this.#readAnswer({ instruction, voice }, { text, place }, patience);
      if (said.pcm.length === 0) throw new Error('the model made no sound');
      return { is: 'said', text: said.text.trim(), pcm: Buffer.concat(said.pcm), model, usage: said.usage };
    });
  }

  /** Works with a place in the pool, until it's wanted for a conversation. */
  async #hold<Said>(
    signal: AbortSignal,
    work: (patience: AbortSignal) => Promise<Said>,
  ): Promise<Said | { is: 'putOff' }> {
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
      return await work(patience.signal);
    } catch (error) {
      signal.throwIfAborted();
      if (wanted.signal.aborted) return { is: 'putOff' };
      throw error;
    } finally {
      pool.leave(member);
    }
  }

  /** Asks, once what that costs may be spent. */
  #readAnswer(wishes: OneShotWishes, question: AskedWords, signal: AbortSignal): Promise<OneShotAnswer> {
    const ask = (note: (bill: OneShotBill) => void) => this.#exchange(wishes, question.text, note, signal);
    return question.charge ? ask(question.charge) : runPaid(this.#options.purse, question, ask);
  }

  async #exchange(
    wishes: OneShotWishes,
    text: string,
    charge: (bill: OneShotBill) => void,
    signal: AbortSignal,
  ): Promise<OneShotAnswer> {
    const { google, setup, clock, pace, tolerance, desk } = this.#options;
    await pace.enter(signal);
    const plan = makeSessionPlan({ ...(await unlessAborted(setup(), signal)), ...wishes, tools: [] });
    if (tolerance.listRefused(plan.setup).includes('voice')) throw new UserError({ code: 'gemini.no-voice' });
    const { sessionResumption: _, ...config } = makeConnectConfig(plan.setup, plan.model);
    const { model } = plan.setup;
    // Its events don't matter: no handle is wanted, and it outlives the question even after a goAway.
    const connection = await LiveConnection.open(
      google,
      { model, config, signal },
      { plan, clock, resumed: false, silence: ONE_SHOT_DEADLINE, desk },
    ).catch((error) => this.#refuse(error, 'dialling', plan));
    pace.noteOpening();
    const note = new OneShotNote();
    try {
      const outcome = await connection.exchange(sendQuestion(text, plan.model), new AnswerIntake(note, clock), signal);
      if (outcome.is === 'lost') return this.#refuse(new DialError(outcome.ending), outcome.phase, plan);
      pace.noteAnswer();
      const reason = outcome.is === 'complete' ? explainFinishReason(outcome.reason)?.code : 'it was interrupted';
      if (reason || note.text.trim() === '') throw new Error(reason ?? 'the model said nothing');
      return { said: note, model };
    } finally {
      charge({ model, usage: note.usage });
      if (signal.aborted) connection.cut('the question was given up');
      else connection.close();
      await connection.ended;
    }
  }

  /** If Google holds something against the account, that concerns conversations too. */
  #refuse(error: unknown, phase: ConnectionPhase, plan: SessionPlan): never {
    const { pace, tolerance } = this.#options;
    if (error instanceof DialError) {
      if (plan.setup.voice !== undefined && phase === 'dialling' && mayBeVoice(plan, tolerance, error.ending))
        throw new UserError({ code: 'gemini.no-voice' }, { cause: error });
      const { account } = findConsequences(error.ending, { ...ALONE, phase, doubted: pace.doubted }).next;
      pace.noteEnding(account);
      if (account === 'quota') pace.noteQuota(1);
    }
    throw error;
  }
}

/** Whether a voice may be why a dial failed. Everything else in such a setup is the operator's own, except for the instruction. */
const mayBeVoice = ({ setup }: SessionPlan, tolerance: SetupTolerance, ending: Ending): boolean =>
  new SetupTrial(makeSessionPlan({ ...setup, instruction: tolerance.bare.instruction }), tolerance).suspect(
    ending,
    false,
  );

/** A question outside conversations has no handle, names nobody, and is asked once. */
const ALONE = { resumed: false, age: 0, deaths: 0, marked: false, left: 0 };
