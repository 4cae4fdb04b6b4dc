import type { Clock } from '../../base/clock.ts';
import type { ConnectionPhase, Ending, GenerationOutcome } from '../failures/connection-ending.ts';
import { explainFinishReason } from '../failures/finish-reason.ts';
import type { AnswerIntake } from '../protocol/answer-intake.ts';
import type { Model } from '../protocol/models.ts';
import { readCalls, type ServerMessage } from '../protocol/server-message.ts';
import type { CallDesk } from '../protocol/tool-call.ts';
import { type EarlierAnswer, IN_FLIGHT, isPiece, MOST_KEPT } from './earlier-answer.ts';
import type { Generation } from './generation.ts';
import { TranscriptOrder } from './transcript-order.ts';

/**
 * `turnComplete` waits for assumed playback, which may take as long as speaking the answer. A reader doesn't want to
 * wait for that, so an answer ends this long after `generationComplete`; words may still trail behind it.
 */
export const TRAILING = 600;

/** The generations on one connection, one after another: which of them a late message belongs to, and which it ends. */
export class GenerationOrder {
  readonly #model: Model;
  readonly #clock: Clock;
  readonly #desk: Pick<CallDesk, 'take' | 'interrupt'>;
  #current: Generation | undefined;
  #earlier: EarlierAnswer = { is: 'over' };
  /** The answer before the present one, of which a count may still come. It's the same if its question went on. */
  #before: AnswerIntake | undefined;
  readonly #transcripts: TranscriptOrder;
  #unanswered = 0;

  constructor(model: Model, clock: Clock, desk: Pick<CallDesk, 'take' | 'interrupt'>) {
    this.#model = model;
    this.#clock = clock;
    this.#desk = desk;
    this.#transcripts = new TranscriptOrder(clock);
  }

  /** The one that is running. */
  get current(): Generation | undefined {
    return this.#current;
  }

  /** What the connection is doing; nothing once the whole answer has come. */
  get phase(): ConnectionPhase | undefined {
    return this.#isWhole ? undefined : this.current?.phase;
  }

  /** Whose a count is, or what was found: the earlier answer's while nothing can have come of the present one; `void` if that goes on. */
  get owner(): { answer: AnswerIntake; of: 'answer' | 'void' } | undefined {
    const { current } = this;
    const isLate = current?.is !== 'asked' || (current.empty && this.#isOwing(current));
    const answer = (isLate && this.#before) || current?.answer;
    return answer && { answer, of: isLate && answer === current?.answer ? 'void' : 'answer' };
  }

  /** How many generations in a row have ended without output; a function call isn't output. Those that we cut don't count. */
  get unanswered(): number {
    return this.#unanswered;
  }

  /** The next one begins. */
  begin(generation: Generation): void {
    this.#current = generation;
  }

  /** A person speaks, for the first time or again; speaking again cuts an answer that has begun. */
  noteSpeech(generation: Generation): void {
    if (generation.is === 'asked') this.#cut();
    this.#transcripts.begin(generation.answer);
    generation.noteSpeech();
  }

  /** So many milliseconds of what the person says were sent. */
  noteSound(generation: Generation, ms: number): void {
    this.#transcripts.noteSound(generation.answer, ms);
    generation.sign();
  }

  /** A piece of an input transcript came, which may come at any time. */
  takeTranscript(text: string): void {
    this.#transcripts.take(text);
  }

  /** We cut the answer short. */
  interrupt(): void {
    this.#cut();
    this.#settle({ is: 'interrupted' });
  }

  /** The connection is gone. If only the end of an answer was missing, the answer is whole. */
  lose(ending: Ending, phase: ConnectionPhase): void {
    const isWhole = this.#isWhole;
    if (isWhole) this.current?.reveal();
    this.#settle(isWhole ? { is: 'complete' } : { is: 'lost', ending, phase });
  }

  /** From now on nothing that comes belongs to any generation. */
  end({ answer, empty }: Generation): void {
    answer.end();
    this.#transcripts.end(answer, !empty);
    this.#before = answer;
    this.#current = undefined;
  }

  /** Writes the pieces of a message that belong to the present answer, and has its calls answered. */
  write(message: ServerMessage): void {
    const generation = this.current;
    if (message.serverContent || message.toolCall || message.usageMetadata) generation?.sign();
    const earlier = this.#expireEarlier();
    if (generation?.is !== 'asked' || earlier.is === 'cut') this.#refuse([message]);
    else if (earlier.is === 'doubt') this.#keep(message, earlier);
    else this.#take(message, generation);
  }

  /** Ends what a message says is over. Its pieces must have been written before. */
  conclude({ serverContent: content }: ServerMessage): void {
    if (content?.interrupted) this.#noteInterruption();
    if (content?.generationComplete) this.#noteGenerated();
    const over = this.#model.over === 'idle' ? content?.interactionStatus === 'IDLE' : content?.turnComplete;
    if (over) this.#complete(content?.turnCompleteReason);
    else if (content?.turnComplete) this.current?.noteGenerated(false);
  }

  /** Whether only the end of the present answer is missing. */
  get #isWhole(): boolean {
    const earlier = this.#earlier;
    return earlier.is === 'owing' && earlier.generation !== undefined && earlier.generation === this.current;
  }

  /** What may still come of an earlier answer at this moment: once its time is up, nothing. */
  #expireEarlier(): EarlierAnswer {
    const earlier = this.#earlier;
    if (earlier.is === 'cut' && this.#clock.now() > earlier.until) this.#earlier = { is: 'over' };
    if (earlier.is === 'doubt' && this.#clock.now() > earlier.until) this.#release(earlier);
    return this.#earlier;
  }

  #take(message: ServerMessage, generation: Generation): void {
    generation.take(message, this.#model);
    const calls = readCalls(message);
    if (calls.length > 0) this.#desk.take(calls, generation);
  }

  /** The calls in these messages belong to no answer. */
  #refuse(messages: readonly ServerMessage[]): void {
    const calls = messages.flatMap(readCalls);
    if (calls.length > 0) this.#desk.take(calls, undefined);
  }

  /** If nothing of an answer has come, and nothing is kept that may belong to it, it may not even have begun. */
  #cut(): void {
    const earlier = this.#expireEarlier();
    const until = this.#clock.now() + IN_FLIGHT;
    const isBegun = earlier.is === 'cut' || (earlier.is === 'doubt' && earlier.kept.some(isPiece));
    const isEmpty = this.current?.empty !== false;
    this.#earlier = isBegun || !isEmpty ? { is: 'cut', until } : { is: 'doubt', until, kept: [] };
    if (earlier.is === 'doubt') this.#refuse(earlier.kept);
    this.#before = this.current?.answer;
    this.#desk.interrupt();
  }

  #keep(message: ServerMessage, doubt: EarlierAnswer & { is: 'doubt' }): void {
    doubt.kept.push(message);
    if (doubt.kept.length > MOST_KEPT) this.#release(doubt);
    if (doubt.kept.length > 1) return;
    // The clock rejects only on abort, and this sleep has no signal.
    void this.#clock.sleep(doubt.until - this.#clock.now()).then(() => {
      if (this.#earlier === doubt) this.#release(doubt);
    });
  }

  /** What was kept belongs to the present generation. */
  #release({ kept }: EarlierAnswer & { is: 'doubt' }): void {
    this.#earlier = { is: 'over' };
    const generation = this.current;
    if (generation?.is !== 'asked') this.#refuse(kept);
    else
      for (const message of kept) {
        this.#take(message, generation);
        if (message.serverContent?.generationComplete) this.#noteGenerated();
      }
  }

  /** `interrupted` comes before the `turnComplete` of the turn it cut short, which may be the one before. */
  #noteInterruption(): void {
    const generation = this.current;
    const earlier = this.#earlier;
    const { is } = earlier;
    if (is === 'cut' || is === 'doubt') this.#earlier = { is: 'owing' };
    if (is === 'doubt') this.#refuse(earlier.kept);
    if (!generation || generation.is === 'asking' || (is !== 'over' && generation.empty)) return;
    this.#earlier = { is: 'owing', generation };
    this.#finish(generation, { is: 'interrupted' });
  }

  #noteGenerated(): void {
    const generation = this.current;
    const { is } = this.#expireEarlier();
    // What follows a function call comes once the call has its result, so only the next generation is the answer.
    if (generation?.is !== 'asked' || is === 'cut' || is === 'doubt' || generation.isCalling) return;
    generation.noteGenerated(true);
    if (this.#model.over === 'idle') return;
    this.#earlier = { is: 'owing', generation };
    // The clock rejects only on abort, and this sleep has no signal.
    void this.#clock.sleep(TRAILING).then(() => {
      if (this.current !== generation) return;
      generation.reveal();
      this.#finish(generation, { is: 'complete' });
    });
  }

  /** A `turnComplete` that an earlier turn still owed says nothing about a generation without a word yet. */
  #complete(reason: string | undefined): void {
    const doubt = this.#expireEarlier();
    if (doubt.is === 'doubt' && doubt.kept.some(isPiece)) this.#release(doubt);
    const generation = this.current;
    const isAnothers = generation !== undefined && this.#isOwing(generation);
    this.#earlier = { is: 'over' };
    if (!generation || generation.is === 'asking') return;
    if (isAnothers && generation.empty) return;
    if (generation.work.isRunning && !reason) return void this.#goOn(generation);
    // If Google stopped an answer, the thoughts before it aren't the answer either.
    if (explainFinishReason(reason) === undefined) generation.reveal();
    this.#finish(generation, { is: 'complete', ...(reason && { reason }), ...(generation.abrupt && { abrupt: true }) });
  }

  /** The model completed a turn while a call runs. If it says nothing about the result, the answer is what came before. */
  async #goOn(generation: Generation): Promise<void> {
    await generation.waitForMore();
    if (this.current === generation && generation.isWaiting) this.#finish(generation, { is: 'complete' });
  }

  /** Whether the end of an answer before this one is still to come. */
  #isOwing(generation: Generation): boolean {
    const earlier = this.#earlier;
    return earlier.is === 'owing' ? earlier.generation !== generation : earlier.is !== 'over';
  }

  #finish({ phase }: Generation, outcome: GenerationOutcome): void {
    this.#unanswered = phase === 'answering' ? 0 : this.#unanswered + 1;
    this.#settle(outcome);
  }

  #settle(outcome: GenerationOutcome): void {
    const generation = this.current;
    if (!generation) return;
    this.end(generation);
    generation.settle(outcome);
  }
}
