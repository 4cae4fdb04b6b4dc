import { isBlank } from '../../base/blank.ts';
import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import { ControlTokenFilter, removeControlTokens } from './control-tokens.ts';
import { InputTranscript } from './input-transcript.ts';
import type { Model } from './models.ts';
import {
  type AnswerSink,
  listPieces,
  type MessagePiece,
  type ServerMessage,
  type TokenUsage,
} from './server-message.ts';

/** How many functions a model may call for one question. None is declared, so each call is a mistake. */
export const MOST_CALLS = 8;

/** How long it may do nothing but call functions, in milliseconds. */
export const MOST_CALLING = 30_000;

/**
 * How long it may send sound without words, in milliseconds. Native audio was seen to end in a tone (python-genai 2715).
 */
export const MOST_HUMMING = 20_000;

/** Nobody takes longer than this to say a character, in milliseconds. A transcript may run ahead of its sound. */
const SLOWEST = 350;

/** Bytes of one millisecond of sound. */
const MILLISECOND = 48;

/**
 * How many characters of text parts are kept until it's known what they are. A model's longest answer has half as many.
 */
const MOST_WRITTEN = 500_000;

/**
 * What the model is doing, and since when: it does nothing but call functions, or it sends sound without words, which
 * may have gone on for `long` enough.
 */
type IntakePhase =
  | { is: 'answering' }
  | { is: 'calling'; since: number }
  | { is: 'humming'; since: number; long: boolean };

/** What a message brought of an answer; function calls alone are no answer yet. */
export type IntakeResult = 'nothing' | 'calls' | 'words';

/**
 * Decides what becomes part of an answer out of all that Google sends: words without control tokens, each utterance
 * once, and a text part only if it is the answer. One `Intake` serves one question, over as many connections as it
 * takes.
 */
export class Intake {
  readonly #answer: AnswerSink;
  readonly #clock: Clock;
  #sieve = new ControlTokenFilter();
  #heard = new ControlTokenFilter();
  #understanding = new InputTranscript();
  /** Text parts, as long as there's neither sound nor transcript. */
  #written: { is: 'held'; text: string } | { is: 'thoughts' } = { is: 'held', text: '' };
  #calls = 0;
  #doing: IntakePhase = { is: 'answering' };
  /** How long the sound so far is, in milliseconds, and how many characters its words have. */
  #sound = 0;
  #characters = 0;
  /** Whether it has ended, so that nothing may be held back any more. */
  #isOver = false;

  constructor(answer: AnswerSink, clock: Clock) {
    this.#answer = answer;
    this.#clock = clock;
  }

  /** Why nothing more of this answer is wanted, if that's so. */
  get limit(): UserError | undefined {
    if (this.#calls > MOST_CALLS || this.callingFor >= MOST_CALLING) return new UserError({ code: 'gemini.tools' });
    return this.#doing.is === 'humming' && this.#doing.long ? new UserError({ code: 'gemini.noise' }) : undefined;
  }

  /** For how many milliseconds the model has only called functions. */
  get callingFor(): number {
    return this.#doing.is === 'calling' ? this.#clock.now() - this.#doing.since : 0;
  }

  /** Writes what a message contains of the answer. */
  take(message: ServerMessage, model: Model): IntakeResult {
    const brought = listPieces(message).map((piece) => this.#write(piece, model));
    if (brought.includes('words')) return 'words';
    return brought.includes('calls') ? 'calls' : 'nothing';
  }

  /** Writes what was understood of a spoken question. */
  addHeard(delta: string): void {
    this.#noteUnderstood(this.#understanding.take(this.#heard.pass(delta)));
    if (this.#isOver) this.#noteUnderstood(this.#understanding.rest());
  }

  count(usage: TokenUsage): void {
    this.#answer.count(usage);
  }

  /** A person speaks, for the first time or again. What came of the answer is void, whether it was `shown` or not. */
  noteSpeech(shown: boolean): void {
    if (shown) this.#answer.withdraw();
    this.#understanding.noteSpeech();
    this.#forget();
  }

  /** The question is said once more, on another connection. */
  again(): void {
    this.#answer.withdraw('all');
    this.#heard = new ControlTokenFilter();
    this.#understanding.forget();
    this.#forget();
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
   * Nothing more comes, except for the input transcript. What was held back, because it might have been the start of
   * something to leave out, is not.
   */
  end(): void {
    this.#isOver = true;
    this.#addText(this.#sieve.rest());
    this.#noteUnderstood(this.#understanding.rest());
  }

  #write(piece: MessagePiece, { output }: Model): IntakeResult {
    switch (piece.is) {
      case 'transcript':
        return output === 'audio' && this.#say(piece.text) ? 'words' : 'nothing';
      case 'written':
        if (output === 'audio') this.#hold(piece.text);
        return output === 'text' && this.#say(piece.text) ? 'words' : 'nothing';
      case 'sound':
        return this.#play(piece.pcm);
      case 'calls':
        this.#calls += piece.calls.length;
        if (this.#doing.is !== 'calling') this.#doing = { is: 'calling', since: this.#clock.now() };
        this.#answer.addTools(piece.calls);
        return 'calls';
    }
  }

  /** Writes words; returns whether any are left once control tokens are gone. */
  #say(delta: string): boolean {
    return this.#addText(this.#sieve.pass(delta));
  }

  #addText(text: string): boolean {
    if (text === '') return false;
    this.#answer.addText(text);
    if (isBlank(text)) return false;
    this.#written = { is: 'thoughts' };
    this.#doing = { is: 'answering' };
    this.#characters += text.length;
    return true;
  }

  #play(pcm: Buffer): 'words' {
    this.#written = { is: 'thoughts' };
    this.#sound += pcm.length / MILLISECOND;
    const now = this.#clock.now();
    const since = this.#doing.is === 'humming' ? this.#doing.since : now;
    const isWordless = this.#sound > this.#characters * SLOWEST;
    this.#doing = { is: 'humming', since, long: isWordless && now - since >= MOST_HUMMING };
    this.#answer.addAudio(pcm);
    return 'words';
  }

  #hold(text: string): void {
    if (this.#written.is !== 'held') return;
    this.#written = { is: 'held', text: (this.#written.text + text).slice(0, MOST_WRITTEN) };
  }

  #noteUnderstood(text: string): void {
    if (text !== '') this.#answer.addHeard(text);
  }

  #forget(): void {
    this.#sieve = new ControlTokenFilter();
    this.#written = { is: 'held', text: '' };
    this.#doing = { is: 'answering' };
    this.#sound = 0;
    this.#characters = 0;
    this.#isOver = false;
  }
}
