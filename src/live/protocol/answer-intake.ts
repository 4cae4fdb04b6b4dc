import { isBlank } from '../../base/blank.ts';
import type { Clock } from '../../base/clock.ts';
import type { UserError } from '../../base/errors.ts';
import type { Moments } from '../../base/moments.ts';
import { AnswerProgress } from './answer-progress.ts';
import { ControlTokenFilter, removeControlTokens } from './control-tokens.ts';
import { addSearches, countBilled, type Grounding } from './grounding.ts';
import { BETWEEN_PIECES, InputTranscript } from './input-transcript.ts';
import type { Model } from './models.ts';
import { type AnswerSink, listPieces, type MessagePiece, type ServerMessage } from './server-message.ts';
import { NO_USAGE, type TokenUsage } from './token-kinds.ts';
import type { ToolAnswer, WrittenPart } from './tool-call.ts';
import type { ToolWork } from './tool-work.ts';

/**
 * How many characters of text parts are kept until it's known what they are. A model's longest answer has half as many.
 */
const MOST_WRITTEN = 500_000;

/** What a message brought of an answer; function calls alone are no answer yet. */
type IntakeResult = 'nothing' | 'calls' | 'words';

/**
 * Decides what becomes part of an answer out of all that Google sends: words without control tokens, each utterance
 * once, and a text part only if it is the answer. One `AnswerIntake` serves one question, over as many connections as it
 * takes.
 */
export class AnswerIntake implements ToolAnswer {
  readonly #answer: AnswerSink;
  readonly #progress: AnswerProgress;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #understanding = new InputTranscript();
  /** When something was understood last, in milliseconds of the clock. */
  #understoodAt = Number.POSITIVE_INFINITY;
  #isSure = true;
  #filter = new ControlTokenFilter();
  /** Text parts, as long as there's neither sound nor transcript. */
  #written: { is: 'held'; text: string } | { is: 'thoughts' } = { is: 'held', text: '' };
  /** Whether it has ended, so that nothing may be held back any more. */
  #isOver = false;
  /**
   * Google's newest count, and what the model has searched for; which of the two comes first isn't certain. It's `over` if the
   * question was begun, or went on, after that count.
   */
  readonly #used = { usage: NO_USAGE, queries: new Set<string>(), over: false };

  constructor(answer: AnswerSink, clock: Pick<Clock, 'now'>) {
    this.#answer = answer;
    this.#clock = clock;
    this.#progress = new AnswerProgress(clock);
  }

  /** Why nothing more of this answer is wanted, if that's so. */
  get limit(): UserError | undefined {
    return this.#progress.limit;
  }

  /** For how many milliseconds the model has only called functions. */
  get callingFor(): number {
    return this.#progress.callingFor;
  }

  /** Writes what a message contains of the answer. */
  take(message: ServerMessage, model: Model): IntakeResult {
    const brought = listPieces(message).map((piece) => this.#write(piece, model));
    if (brought.includes('words')) return 'words';
    return brought.includes('calls') ? 'calls' : 'nothing';
  }

  /** Whether it has ended. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get asker(): ToolAnswer['asker'] {
    return this.#answer.asker;
  }

  get moments(): Moments {
    return this.#answer.moments;
  }

  get work(): ToolWork {
    return this.#answer.work;
  }

  /** Adds a part that has to be seen; `full` if there was no room for all of it. */
  write(part: WrittenPart): 'written' | 'full' {
    this.#written = { is: 'thoughts' };
    this.#progress.addWritten();
    return this.#answer.addWritten(part);
  }

  /** A call was a mistake. */
  noteMistake(): void {
    this.#progress.addMistake();
  }

  /** Who asks, if that's a person. */
  get speaker(): AnswerSink['speaker'] {
    return this.#answer.speaker;
  }

  /** Whether a spoken question seems to be understood, of which an answer came or didn't. */
  isUnderstood(isAnswered: boolean): boolean {
    const isQuiet = this.#clock.now() - this.#understoodAt >= BETWEEN_PIECES;
    return isQuiet && (isAnswered || this.#understanding.isFinished);
  }

  /** Writes what was understood of a spoken question; unless `isSure`, perhaps of another one of the same person. */
  addHeard(delta: string, isSure = true): void {
    this.#isSure &&= isSure;
    this.#addUnderstood(this.#understanding.take(delta));
    if (this.#isOver) this.#addUnderstood(this.#understanding.rest());
  }

  /** Takes a count: of the answer, or of one that's void because its question went on. Google bills both. */
  count(usage: TokenUsage, of: 'answer' | 'void'): void {
    const isAnew = of === 'answer' && this.#used.over;
    if (isAnew) Object.assign(this.#used, { queries: new Set(), over: false });
    this.#used.usage = usage;
    const searches = countBilled(this.#used.queries, this.#answer.source.model);
    this.#answer.count({ ...usage, kinds: { ...usage.kinds, searches } }, isAnew);
  }

  /** Takes what was found on the web: for the answer, or for one that's void. The searches for both are billed. */
  ground(found: Grounding, of: 'answer' | 'void'): void {
    if (of === 'answer') this.#answer.grounding.add(found);
    if (found.queries.length === 0) return;
    if (of === 'answer' && this.#used.over) this.count(NO_USAGE, 'answer');
    addSearches(this.#used.queries, found.queries);
    this.count(this.#used.usage, of);
  }

  /** A person speaks, for the first time or again. What came of the answer is void, whether it was `shown` or not. */
  noteSpeech(shown: boolean): void {
    if (shown) this.#answer.withdraw();
    this.#used.over = true;
    this.#understanding.noteSpeech();
    this.#restart();
  }

  /** The question is said once more, on another connection. */
  again(): void {
    this.#answer.withdraw('all');
    this.#understanding.forget();
    Object.assign(this.#used, { usage: NO_USAGE, queries: new Set() });
    this.#restart();
  }

  /**
   * The answer is whole, so it's known what its text parts are: without sound and transcript they are the answer.
   *
   * @returns whether they are.
   */
  reveal(): boolean {
    if (this.#written.is !== 'held') return false;
    const { text } = this.#written;
    this.#written = { is: 'thoughts' };
    return this.#addText(removeControlTokens(text));
  }

  /**
   * Nothing more comes, except for the input transcript. What was held back as the possible start of a control token, or of
   * a repetition, turned out to be neither, so it's written.
   */
  end(): void {
    this.#isOver = true;
    this.#addText(this.#filter.rest());
    this.#addUnderstood(this.#understanding.rest());
  }

  #write(piece: MessagePiece, { output }: Model): IntakeResult {
    switch (piece.is) {
      case 'transcript':
        return output === 'audio' && this.#say(piece.text) ? 'words' : 'nothing';
      case 'written':
        if (output === 'audio') this.#hold(piece.text);
        return output === 'text' && this.#say(piece.text) ? 'words' : 'nothing';
      case 'sound':
        this.#written = { is: 'thoughts' };
        this.#progress.addSound(piece.pcm.length);
        this.#answer.addAudio(piece.pcm);
        return 'words';
      case 'calls':
        this.#progress.addCalls(piece.calls.length);
        this.#answer.addTools(piece.calls);
        return 'calls';
    }
  }

  /** Writes words; returns whether any are left once control tokens are gone. */
  #say(delta: string): boolean {
    return this.#addText(this.#filter.pass(delta));
  }

  #addText(text: string): boolean {
    if (text === '') return false;
    this.#answer.addText(text);
    if (isBlank(text)) return false;
    this.#written = { is: 'thoughts' };
    this.#progress.addWords(text.length);
    return true;
  }

  #hold(text: string): void {
    if (this.#written.is !== 'held') return;
    this.#written = { is: 'held', text: (this.#written.text + text).slice(0, MOST_WRITTEN) };
  }

  #addUnderstood(text: string): void {
    if (text === '') return;
    this.#understoodAt = this.#clock.now();
    this.#answer.addHeard(text, this.#isSure);
  }

  #restart(): void {
    this.#filter = new ControlTokenFilter();
    this.#written = { is: 'held', text: '' };
    this.#answer.grounding.clear();
    this.#progress.restart();
    this.#isOver = false;
  }
}
