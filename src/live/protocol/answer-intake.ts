import { isBlank } from '../../base/blank.ts';
import type { Clock } from '../../base/clock.ts';
import type { UserError } from '../../base/errors.ts';
import type { Moments } from '../../base/moments.ts';
import { AnswerProgress } from './answer-progress.ts';
import { ControlTokenFilter, removeControlTokens } from './control-tokens.ts';
import { InputTranscript } from './input-transcript.ts';
import type { Model } from './models.ts';
import { type AnswerSink, countSearches, listPieces, type MessagePiece, type ServerMessage } from './server-message.ts';
import { NO_USAGE, type TokenUsage } from './token-kinds.ts';
import type { ToolAnswer, WrittenPart } from './tool-call.ts';

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
  readonly #understanding = new InputTranscript();
  #filter = new ControlTokenFilter();
  /** Text parts, as long as there's neither sound nor transcript. */
  #written: { is: 'held'; text: string } | { is: 'thoughts' } = { is: 'held', text: '' };
  /** Whether it has ended, so that nothing may be held back any more. */
  #isOver = false;
  /** Google's newest count, and how often the model has searched. Which of the two comes first isn't certain. */
  readonly #used = { usage: NO_USAGE, searches: 0 };

  constructor(answer: AnswerSink, clock: Pick<Clock, 'now'>) {
    this.#answer = answer;
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
    const searches = countSearches(message);
    this.#used.searches += searches;
    if (searches > 0) this.count(this.#used.usage);
    const brought = listPieces(message).map((piece) => this.#write(piece, model));
    if (brought.includes('words')) return 'words';
    return brought.includes('calls') ? 'calls' : 'nothing';
  }

  /** Whether it has ended. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get moments(): Moments {
    return this.#answer.moments;
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

  /** Writes what was understood of a spoken question. */
  addHeard(delta: string): void {
    this.#addUnderstood(this.#understanding.take(delta));
    if (this.#isOver) this.#addUnderstood(this.#understanding.rest());
  }

  count(usage: TokenUsage): void {
    this.#used.usage = usage;
    this.#answer.count({ ...usage, kinds: { ...usage.kinds, searches: this.#used.searches } });
  }

  /** A person speaks, for the first time or again. What came of the answer is void, whether it was `shown` or not. */
  noteSpeech(shown: boolean): void {
    if (shown) this.#answer.withdraw();
    this.#understanding.noteSpeech();
    this.#restart();
  }

  /** The question is said once more, on another connection. */
  again(): void {
    this.#answer.withdraw('all');
    this.#understanding.forget();
    Object.assign(this.#used, { usage: NO_USAGE, searches: 0 });
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
    if (text !== '') this.#answer.addHeard(text);
  }

  #restart(): void {
    this.#filter = new ControlTokenFilter();
    this.#written = { is: 'held', text: '' };
    this.#progress.restart();
    this.#isOver = false;
  }
}
