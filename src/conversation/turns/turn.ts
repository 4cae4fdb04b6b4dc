import { isBlank } from '../../base/blank.ts';
import { type Moments, UNNOTED } from '../../base/moments.ts';
import { AnswerSource } from '../../live/protocol/answer-source.ts';
import type { TokenUsage } from '../../live/protocol/token-kinds.ts';
import type { ToolCall, WrittenPart } from '../../live/protocol/tool-call.ts';
import { ToolWork } from '../../live/protocol/tool-work.ts';
import type { Person } from '../people/person.ts';
import { AnswerContent } from './answer-content.ts';
import type { AnswerEnd } from './answer-end.ts';
import { type AnswerPart, listParts, type PlacedPart } from './answer-part.ts';
import type { AnswerPiece } from './answer-piece.ts';
import { AnswerView } from './answer-view.ts';
import { HeardQuestion } from './heard-question.ts';
import type { Question } from './question.ts';
import { QuestionState } from './question-state.ts';
import { SharedStream } from './shared-stream.ts';
import { SpokenPart } from './spoken-part.ts';
import { isOwnSpeech } from './stored-files.ts';
import { TokenCount, type TokenListener } from './token-count.ts';
import { TurnChanges } from './turn-changes.ts';
import { TurnGrounding } from './turn-grounding.ts';
import { TurnNumber } from './turn-number.ts';
import { TurnRemarks } from './turn-remarks.ts';

/**
 * One thing said to the model and its answer, followed by any number of readers: the text writer, the mouth, the transcript.
 * Only the live session writes it. What becomes of it elsewhere stands beside it, each in a value of its own.
 */
export class Turn {
  readonly #ending = Promise.withResolvers<AnswerEnd>();
  /** Settles when the answer ends, well or not. It never rejects. */
  readonly ended = this.#ending.promise;
  /** What changes about it besides its pieces. */
  readonly changes = new TurnChanges();
  /** What was understood of the question. */
  readonly hearing = new HeardQuestion();
  /** What people heard of the answer. */
  readonly spoken: SpokenPart;
  /** Where people see the answer. */
  readonly view = new AnswerView(this.changes, () => ({ text: this.text.length, written: this.written.length }));
  /** Its number in the transcript, once that's known. */
  readonly number = new TurnNumber();
  /** What people must know besides the answer. */
  readonly remarks = new TurnRemarks();
  /** What it has cost so far. */
  readonly tokens: TokenCount;
  /** Which model answers it, and what of the question that one wasn't given. */
  readonly source = new AnswerSource();
  /** What was found on the web for its answer. */
  readonly grounding = new TurnGrounding(this.changes);
  /** Where it's noted what happens to it and when. */
  readonly moments: Moments;
  /** Its calls that take time. */
  readonly work = new ToolWork();

  readonly #asking: QuestionState;
  readonly #content = new AnswerContent();
  readonly #pieces = new SharedStream<AnswerPiece>();
  #end: AnswerEnd | undefined;
  #isSlow = false;

  /** `counted` is called with how many more tokens each of Google's counts brings, even after the end. */
  constructor(question: Question, counted?: TokenListener, moments = UNNOTED) {
    this.moments = moments;
    this.#asking = new QuestionState(question);
    this.tokens = new TokenCount(counted);
    this.spoken = new SpokenPart(this.#content, this.changes);
  }

  /** What was asked, in its newest words; see {@link reword}. */
  get question(): Question {
    return this.#asking.question;
  }

  /** The asker, by the conversation's label for them once they have one; see {@link introduce}. */
  get speaker(): Person {
    return this.#asking.speaker;
  }

  get asker(): QuestionState['asker'] {
    return this.#asking.asker;
  }

  /** What was said so far; a leading space, which models like to send, is not part of it. */
  get text(): string {
    return this.#content.text;
  }

  /** What was written so far, in its places. */
  get written(): readonly PlacedPart[] {
    return this.#content.written;
  }

  /** The answer so far, said and written, in the order in which it came. */
  get parts(): AnswerPart[] {
    return listParts(this.text, this.written);
  }

  /** Whether there is no answer to read yet: not a word was said, and nothing written. */
  get isEmpty(): boolean {
    return this.written.length === 0 && isBlank(this.text);
  }

  /** What was asked: the typed words, and what the model understood so far of those that the asker spoke. */
  get asked(): string {
    const { text, files = [] } = this.question;
    return [text, isOwnSpeech(files) ? this.heard : ''].filter((words) => !isBlank(words)).join('\n');
  }

  /** What the model understood so far of a spoken question, or of the recordings that came with a typed one. */
  get heard(): string {
    return this.hearing.text;
  }

  /** The tool calls so far. */
  get tools(): readonly ToolCall[] {
    return this.#content.tools;
  }

  /** How it ended, or nothing while it runs. */
  get end(): AnswerEnd | undefined {
    return this.#end;
  }

  /** Bytes of audio that came, and how many of them were dropped because the turn was too long to keep. */
  get audioBytes(): { came: number; lost: number } {
    return this.#content.audioBytes;
  }

  /** Characters, of the answer or of what was understood, that were dropped because they were too many to keep. */
  get lostText(): number {
    return this.#content.lostText + this.hearing.lost;
  }

  /** Follows the answer to its end, from what was said and written so far; earlier audio isn't repeated. A reader may be slow, or stop. */
  follow(): AsyncGenerator<AnswerPiece, void, void> {
    return this.#pieces.follow(this.parts.map((part) => (part.is === 'said' ? { is: 'text', text: part.text } : part)));
  }

  /** Notes the conversation's label for the asker, and what came with the question; see `QuestionState`. */
  introduce(name: string, material: Pick<Question, 'quotes' | 'files'> = {}): void {
    this.#asking.introduce(name, material);
  }

  /** Adds words to the answer. Words after the end are dropped: nobody reads them any more. */
  addText(delta: string): void {
    const text = this.#end ? '' : this.#content.addText(delta);
    if (text !== '') this.#pieces.add({ is: 'text', text });
  }

  /** Adds a written part; `full` if there was no room for all of it. */
  addWritten(part: WrittenPart): 'written' | 'full' {
    if (this.#end) return 'full';
    const placed = this.#content.addWritten(part);
    if (placed.markdown !== '') this.#pieces.add({ is: 'written', part: placed });
    return placed.markdown.length < part.markdown.length ? 'full' : 'written';
  }

  /** Adds sound to the answer, as it came from the model. */
  addAudio(pcm: Buffer): void {
    if (!this.#end && this.#content.addAudio(pcm.length)) this.#pieces.add({ is: 'audio', pcm });
  }

  /** Adds tool calls of the model. */
  addTools(calls: ToolCall[]): void {
    const taken = this.#end ? [] : this.#content.addTools(calls);
    if (taken.length > 0) this.#pieces.add({ is: 'tools', calls: taken });
  }

  /** Adds words to what was understood of the question. They may come at any time, even after the end. */
  addHeard(delta: string, isSure = true): void {
    const text = this.hearing.add(delta, isSure);
    if (text !== '' && this.#end) void this.changes.tell('understood');
    else if (text !== '') this.#pieces.add({ is: 'heard', text });
  }

  /** Withdraws the answer so far; with `all` also what was understood, because it's said again. An ended turn stays. */
  withdraw(what: 'answer' | 'all' = 'answer'): void {
    if (this.#end) return;
    if (what === 'all') this.hearing.forget();
    this.#content.withdraw();
    this.grounding.clear();
    this.#pieces.add({ is: 'withdrawn' });
  }

  /** Tells the people who wait, once, that the first words take longer than they should, unless there are some. */
  slow(): void {
    if (this.#end || !this.isEmpty || this.#isSlow) return;
    this.#isSlow = true;
    this.#pieces.add({ is: 'slow', while: this.work.isSlow ? 'calling' : this.#asking.is });
  }

  /** Takes Google's newest count; it may come after the end. */
  count(usage: TokenUsage, isAnew = false): void {
    this.tokens.take(usage, this.source, isAnew);
    if (this.#end) void this.changes.tell('counted');
  }

  /** Ends the turn; only the first end counts. */
  finish(end: AnswerEnd): void {
    if (this.#end) return;
    this.#end = end;
    this.#pieces.end();
    this.#ending.resolve(end);
  }

  /** Notes that its question is being asked now. */
  begin(): void {
    this.#asking.begin();
  }

  /** Rewords a question that is still waiting. */
  reword(text: string): void {
    this.#asking.reword(text);
  }

  /** Ends a turn whose question still waits, because nobody wants the answer any more; one that has begun goes on. */
  drop(): void {
    if (this.#asking.is === 'waiting') this.yield();
  }

  /** Ends a turn because someone wants no more of its answer. What came stays, and is recorded if it was asked. */
  halt(): void {
    this.finish({ is: 'interrupted' });
    if (this.#asking.is === 'waiting') this.number.settle(undefined);
  }

  /** Ends a turn that was never asked, so that there is no record of it. */
  refuse(error: Error): void {
    this.finish({ is: 'failed', error });
    this.number.settle(undefined);
  }

  /** Ends a turn whose speaker opted out of being heard. What was understood of it is forgotten. */
  unhear(): void {
    this.withdraw('all');
    this.hearing.deafen();
    this.grounding.close();
    this.spoken.cut(0);
    this.finish({ is: 'interrupted' });
    this.number.settle(undefined);
  }

  /** Ends a turn that isn't answered here: another process answers it, or nobody wants it any more. */
  yield(): void {
    this.finish({ is: 'yielded' });
    this.number.settle(undefined);
  }
}
