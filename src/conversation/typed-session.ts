import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { PastTurn } from '../live/protocol/client-message.ts';
import { noteSoundCut, type QuestionParts } from '../live/protocol/question-parts.ts';
import { RecordedSpeech } from '../live/session/recorded-speech.ts';
import type { AnswerOutcome } from '../live/session/session.ts';
import type { TextModel } from '../live/typed/text-model.ts';
import type { TextPlan } from '../live/typed/text-request.ts';
import { MOST_TEXT_SOUND, shortenRecordings } from '../live/typed/text-sound.ts';
import { explainSoundCut } from '../media/sound-cut.ts';
import { StoreUnavailableError } from '../store/store-errors.ts';
import { UNREADABLE } from './outage-session.ts';
import type { LiveSession } from './turns/live-session.ts';
import type { Turn } from './turns/turn.ts';

/** Whether a text model answers typed questions, which one, and when: always, or only if Live fails. */
export type TypedPlan = 'off' | { when: 'always' | 'when-live-fails'; text: TextPlan };

export type TypedSessionOptions = {
  /** The session that answers everything else, and learns afterwards what was answered here. */
  live: LiveSession<number | undefined>;
  /** What the place's settings say at the moment. */
  plan(): Promise<TypedPlan>;
  texts: Pick<TextModel, 'ask'>;
  /** What was said before, as a fresh session is told of it. Rejects while the store can't be read. */
  past(): Promise<PastTurn[]>;
  clock: Pick<Clock, 'now'>;
};

/** One typed question on its way to an answer, with the recordings that came with it. */
type TypedQuestion = {
  question: QuestionParts;
  recorded?: RecordedSpeech;
  number: number | undefined;
  answer: Turn;
  signal: AbortSignal;
};

/** For how long after Live has failed the text model is asked first, in milliseconds, so that nobody waits for Live again. */
const REMEMBERED = 60_000;

/** Refusals of what was asked: another model is not to be tricked into answering it. */
const ABOUT_CONTENT = /^gemini\.(?:refused|question-blocked|answer-blocked)$/;

/**
 * A session whose typed questions a text model answers with their files, always or only when Live fails. What is said
 * in a call is always Live's. If one of the two fails before anything of an answer was seen, the other one is asked.
 */
export class TypedSession implements LiveSession<number | undefined> {
  readonly #options: TypedSessionOptions;
  #liveFailedAt = Number.NEGATIVE_INFINITY;

  constructor(options: TypedSessionOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#options.live.connected;
  }

  get needed(): boolean {
    return this.#options.live.needed;
  }

  readonly ask: LiveSession<number | undefined>['ask'] = (question, number, answer, signal) =>
    this.#answer({ question, number, answer, signal });

  readonly hear: LiveSession<number | undefined>['hear'] = (speech, lead, number, answer, signal) =>
    speech instanceof RecordedSpeech
      ? this.#answer({ question: lead, recorded: speech, number, answer, signal })
      : this.#options.live.hear(speech, lead, number, answer, signal);

  close(): Promise<void> {
    return this.#options.live.close();
  }

  forget(): Promise<void> {
    return this.#options.live.forget();
  }

  abandon(): void {
    this.#options.live.abandon();
  }

  async #answer(typed: TypedQuestion): Promise<AnswerOutcome> {
    const { number, answer } = typed;
    const plan = await this.#options.plan();
    // A text model has no sound, which the asker wants.
    const { voice } = answer.question;
    if (plan === 'off' || voice === 'message' || voice === 'wav') return this.#askLive(typed);
    const { past, clock } = this.#options;
    const said = await this.#readPast(number, past);
    const text = () => this.#askText(typed, plan.text, said ?? [UNREADABLE]);
    const live = () => this.#askLive(typed);
    // Without what was said before, Live's session for an outage knows at least what was said since.
    const isTextFirst = said !== undefined && (plan.when === 'always' || clock.now() - this.#liveFailedAt < REMEMBERED);
    return isTextFirst ? this.#try(typed, text, live) : this.#try(typed, live, text);
  }

  /** Asks one, and the other one if that fails. If both fail, the asker reads why the first one did. */
  async #try(
    { answer, signal }: TypedQuestion,
    first: () => Promise<AnswerOutcome>,
    second: () => Promise<AnswerOutcome>,
  ): Promise<AnswerOutcome> {
    try {
      return await first();
    } catch (error) {
      if (signal.aborted || answer.end || !answer.isEmpty || !isForOther(error)) throw error;
      answer.withdraw('all');
      return await second().catch((other: unknown) => {
        throw signal.aborted || !answer.isEmpty ? other : error;
      });
    }
  }

  async #askLive({ question, recorded, number, answer, signal }: TypedQuestion): Promise<AnswerOutcome> {
    const { live } = this.#options;
    answer.remarks.noteHeard([]);
    try {
      if (recorded) return await live.hear(recorded, question, number, answer, signal);
      return await live.ask(question, number, answer, signal);
    } catch (error) {
      if (!signal.aborted && isForOther(error)) this.#liveFailedAt = this.#options.clock.now();
      throw error;
    }
  }

  #askText(
    { question, recorded, answer, signal }: TypedQuestion,
    plan: TextPlan,
    said: PastTurn[],
  ): Promise<AnswerOutcome> {
    const { recordings, ms, cuts } = shortenRecordings(recorded?.recordings ?? [], question);
    answer.remarks.noteHeard(cuts.map((cut) => explainSoundCut(cut.name, cut.ms, MOST_TEXT_SOUND)));
    // What Live wasn't given, this model is.
    answer.source.leftOut.clear();
    answer.source.refused.clear();
    const told = cuts.length > 0 ? noteSoundCut(question, ms) : question;
    return this.#options.texts.ask({ plan, question: told, recordings, said }, answer, signal);
  }

  /** What was said before; nothing while that can't be read. */
  async #readPast(number: number | undefined, past: TypedSessionOptions['past']): Promise<PastTurn[] | undefined> {
    if (number === undefined) return undefined;
    try {
      return await past();
    } catch (error) {
      if (error instanceof StoreUnavailableError) return undefined;
      throw error;
    }
  }
}

/** Whether another model may answer what one has failed to. */
const isForOther = (error: unknown): boolean =>
  error instanceof UserError && /^(?:gemini|owner)\./.test(error.text.code) && !ABOUT_CONTENT.test(error.text.code);
