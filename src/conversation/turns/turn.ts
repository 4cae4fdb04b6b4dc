import { isBlank } from '../../base/blank.ts';
import type { UserError } from '../../base/errors.ts';
import type { Person } from '../people/person.ts';
import { SharedStream } from './shared-stream.ts';

/**
 * What a person said to the model. `at` is in milliseconds since the epoch, `id` is Discord's for what they did. The text
 * of what was said aloud is not known before the model has understood it: `Turn.heard` is.
 */
export type Question = { id?: string; person: Person; text: string; at: number; aloud?: true };

/** One call of a tool that the model asks for. `id` goes back with the result. */
export type ToolCall = { id: string; name: string; args: Record<string, unknown> };

/** Tokens that Google counted for a turn. `total` includes the whole context, which every turn bills again. */
export type TurnUsage = { prompt: number; response: number; thoughts: number; total: number };

/**
 * How a turn ended. `complete`: the model finished. `interrupted`: it was cut short by somebody. `silent`: it finished
 * without a word, for a reason that Google may have named. `broken`: a part of the answer is there and stays, the rest
 * will not come, and can be asked for. `failed`: there is nothing to go on with. `error` says why. `yielded`: another
 * process answers, or did, or nobody wants an answer any more; nothing more is said here.
 */
export type AnswerEnd =
  | { is: 'complete' }
  | { is: 'interrupted' }
  | { is: 'silent'; reason?: string }
  | { is: 'broken'; error: UserError }
  | { is: 'failed'; error: Error }
  | { is: 'yielded' };

/**
 * A piece of an answer. Audio is signed 16-bit little-endian PCM, 24 kHz, mono. `heard` is a piece of the question, as the
 * model understood it. `withdrawn`: whoever asked went on speaking, so all of the answer up to here is void and another
 * one follows. `slow`: no word has come yet, and whoever waits may be told that it takes longer than it should.
 */
export type AnswerPiece =
  | { is: 'text'; text: string }
  | { is: 'audio'; pcm: Buffer }
  | { is: 'tools'; calls: ToolCall[] }
  | { is: 'heard'; text: string }
  | { is: 'withdrawn' }
  | { is: 'slow' };

/** Where the newest part of an answer is shown: a message of Discord, and which page of the answer it holds, from 0. */
export type AnswerLocation = { message: string; page: number };

const NONE: TurnUsage = { prompt: 0, response: 0, thoughts: 0, total: 0 };

/** A reader that lags holds the pieces it has still to read; past this many bytes of audio a turn takes no more. */
const MOST_AUDIO = 64 * 1024 * 1024;

/** A model's longest answer has 65,536 tokens, about half as many characters as this; past it a turn takes no more. */
const MOST_TEXT = 500_000;

/** Past this many calls a turn takes no more: a model asks for a few. */
const MOST_TOOLS = 1_000;

/** Nobody speaks faster than this, in bytes of PCM for one character: a transcript may run ahead of its sound. */
const FASTEST = 48_000 / 25;

/**
 * One thing said to the model and the model's answer to it, followed by as many readers as like: the text writer, the
 * mouth, the transcript. The live session writes it, nobody else.
 */
export class Turn {
  /** Settles when the answer ends, well or not. It never rejects. */
  readonly ended: Promise<AnswerEnd>;
  /** Settles once an ended turn is recorded, with its number, or with nothing if there is no record of it. */
  readonly recorded: Promise<number | undefined>;

  #question: Question;
  #hasBegun = false;
  #speaker: Person;
  #text = '';
  #heard = '';
  /** Where in the sound each piece of the text came. */
  #marks: { bytes: number; characters: number }[] = [];
  #aloud: string | undefined;
  #tools: ToolCall[] = [];
  #usage: TurnUsage | undefined;
  #counted: ((more: TurnUsage) => void) | undefined;
  #end: AnswerEnd | undefined;
  #number: number | undefined;
  #isKept = false;
  #isUnheard = false;
  #seen: () => void = () => {};
  #revised: () => void = () => {};
  #shown: AnswerLocation | undefined;
  #audioBytes = 0;
  #lostAudioBytes = 0;
  #lostText = 0;
  #settle: (end: AnswerEnd) => void;
  #understanding = Promise.withResolvers<void>();
  #keep: (number: number | undefined) => void;
  readonly #pieces = new SharedStream<AnswerPiece>();

  /** `counted` is told how many more tokens each count of Google brings, also after the end. */
  constructor(question: Question, counted?: (more: TurnUsage) => void) {
    const { promise, resolve } = Promise.withResolvers<AnswerEnd>();
    this.#question = question;
    this.#speaker = question.person;
    this.#counted = counted;
    this.ended = promise;
    this.#settle = resolve;
    const recording = Promise.withResolvers<number | undefined>();
    this.recorded = recording.promise;
    this.#keep = recording.resolve;
  }

  /** What was asked, in its newest words; see {@link reword}. */
  get question(): Question {
    return this.#question;
  }

  /** Who asked, by the name that the conversation has for them, once it has one; see {@link introduce}. */
  get speaker(): Person {
    return this.#speaker;
  }

  /** Which turn of the transcript it is, counted from 1, once it is recorded. */
  get number(): number | undefined {
    return this.#number;
  }

  /** The answer's text so far; a leading space, which models like to send, is not part of it. */
  get text(): string {
    return this.#text;
  }

  /** What was asked: the typed words, or what the model understood so far of the spoken ones. */
  get asked(): string {
    return this.question.aloud ? this.#heard : this.question.text;
  }

  /** What the model understood so far of a spoken question. */
  get heard(): string {
    return this.#heard;
  }

  /** Settles with the first of what was understood of a spoken question; it may never do. One that is said anew has another. */
  get understood(): Promise<void> {
    return this.#understanding.promise;
  }

  /** What people got of the answer: its text, or only the part that was heard before somebody cut it short. */
  get answered(): string {
    return this.#aloud ?? this.#text;
  }

  /** The tool calls so far. */
  get tools(): readonly ToolCall[] {
    return this.#tools;
  }

  /** Google's count, which usually arrives with the end or just after it. */
  get usage(): TurnUsage | undefined {
    return this.#usage;
  }

  /** How it ended, or nothing while it runs. */
  get end(): AnswerEnd | undefined {
    return this.#end;
  }

  /** Bytes of audio that came, and those among them that were dropped because the turn was too long to keep. */
  get audioBytes(): { came: number; lost: number } {
    return { came: this.#audioBytes, lost: this.#lostAudioBytes };
  }

  /** Characters, of the answer or of what was understood, that were dropped because they were too many to keep. */
  get lostText(): number {
    return this.#lostText;
  }

  /**
   * Follows the answer from here to its end: first the text there is already, then every piece as it comes. Audio that
   * went by before the call is not repeated. The reader may be as slow as it likes and may stop at any time.
   */
  follow(): AsyncGenerator<AnswerPiece, void, void> {
    return this.#pieces.follow(this.#text === '' ? [] : [{ is: 'text', text: this.#text }]);
  }

  /** Notes the name by which the conversation tells whoever asked from everybody else. */
  introduce(name: string): void {
    this.#speaker = { id: this.question.person.id, name };
  }

  /** Adds words to the answer. Words after the end are dropped: nobody reads them any more. */
  addText(delta: string): void {
    if (this.#end) return;
    const text = this.#fit(delta, this.#text);
    if (text === '') return;
    this.#text += text;
    this.#marks.push({ bytes: this.#audioBytes, characters: this.#text.length });
    this.#pieces.add({ is: 'text', text });
  }

  /** Adds sound to the answer, as it came from the model. */
  addAudio(pcm: Buffer): void {
    if (this.#end) return;
    this.#audioBytes += pcm.length;
    if (this.#audioBytes > MOST_AUDIO) this.#lostAudioBytes += pcm.length;
    else this.#pieces.add({ is: 'audio', pcm });
  }

  /** Adds the model's wish for tools to be run. */
  addTools(calls: ToolCall[]): void {
    const taken = calls.slice(0, MOST_TOOLS - this.#tools.length);
    if (this.#end || taken.length === 0) return;
    this.#tools.push(...taken);
    this.#pieces.add({ is: 'tools', calls: taken });
  }

  /** Adds words to what was understood of the question; they may come at any time, also after the end. */
  addHeard(delta: string): void {
    const text = this.#isUnheard ? '' : this.#fit(delta, this.#heard);
    if (text === '') return;
    this.#heard += text;
    this.#understanding.resolve();
    if (this.#end) this.#revised();
    else this.#pieces.add({ is: 'heard', text });
  }

  /**
   * Takes back all of the answer so far, because the question goes on, or with `all` also what was understood of it, because
   * it is said anew; an ended turn stays as it is.
   */
  withdraw(what: 'answer' | 'all' = 'answer'): void {
    if (this.#end) return;
    if (what === 'all') {
      this.#heard = '';
      this.#understanding = Promise.withResolvers();
    }
    this.#text = '';
    this.#marks = [];
    this.#tools = [];
    this.#audioBytes = 0;
    this.#pieces.add({ is: 'withdrawn' });
  }

  /** Tells whoever waits for words that they take longer than they should; nothing once there are some. */
  slow(): void {
    if (!this.#end && isBlank(this.#text)) this.#pieces.add({ is: 'slow' });
  }

  /** Notes that nobody heard more of the sound than its first `bytes` bytes; `answered` then keeps only their words. */
  cut(bytes: number): void {
    const spoken = this.#marks.findLast((mark) => mark.bytes < bytes)?.characters ?? 0;
    const fastest = Math.floor(bytes / FASTEST);
    this.#aloud = wholeWords(this.#text, Math.min(spoken, fastest));
  }

  /** Has somebody told, each time, that people are about to see what there is of the answer, or where they see it. */
  whenSeen(tell: () => void): void {
    this.#seen = tell;
  }

  /** Has somebody told, each time, that the record of the ended turn may have to say something else. */
  whenRevised(tell: () => void): void {
    this.#revised = tell;
  }

  /** Less of the answer was heard than the record may say, or more of the question was understood. */
  revise(): void {
    this.#revised();
  }

  /** People are about to see what there is of the answer, and do so here, unless it is not shown anywhere yet. */
  see(shown: AnswerLocation | undefined): void {
    this.#shown = shown;
    this.#seen();
  }

  /** Where people see the newest part of the answer, if it was shown before it was whole. */
  get shown(): AnswerLocation | undefined {
    return this.#shown;
  }

  /** Takes Google's newest count; it may come after the end. */
  count(usage: TurnUsage): void {
    const { prompt, response, thoughts, total } = this.#usage ?? NONE;
    this.#usage = usage;
    this.#counted?.({
      prompt: usage.prompt - prompt,
      response: usage.response - response,
      thoughts: usage.thoughts - thoughts,
      total: usage.total - total,
    });
  }

  /** Ends the turn; only the first end counts. */
  finish(end: AnswerEnd): void {
    if (this.#end) return;
    this.#end = end;
    this.#pieces.end();
    this.#settle(end);
  }

  /** Notes which turn of the transcript it is, or that it is none; only the first word on it counts. */
  record(number: number | undefined): void {
    if (this.#isKept) return;
    this.#isKept = true;
    this.#number = number;
    this.#keep(number);
  }

  /** Notes that its question is being asked now. */
  begin(): void {
    this.#hasBegun = true;
  }

  /** Puts a question that still waits in other words. */
  reword(text: string): void {
    if (!this.#hasBegun) this.#question = { ...this.#question, text };
  }

  /** Ends a turn whose question still waits, because nobody wants to know any more; one that has begun goes on. */
  drop(): void {
    if (!this.#hasBegun) this.yield();
  }

  /** Ends a turn because somebody wants no more of its answer: what came of it stays, and is recorded if it was asked. */
  halt(): void {
    this.finish({ is: 'interrupted' });
    if (!this.#hasBegun) this.record(undefined);
  }

  /** Ends a turn that was never asked, so that there is no record of it. */
  refuse(error: Error): void {
    this.finish({ is: 'failed', error });
    this.record(undefined);
  }

  /** Ends a turn whose speaker does not want to be heard any more: what was understood of it is forgotten. */
  unhear(): void {
    this.withdraw('all');
    this.cut(0);
    this.#heard = '';
    this.#isUnheard = true;
    this.finish({ is: 'interrupted' });
    this.record(undefined);
  }

  /** Ends a turn that is not answered here: another process does, or nobody wants it any more. */
  yield(): void {
    this.finish({ is: 'yielded' });
    this.record(undefined);
  }

  /** What of a delta is added to `before`: no leading space at the beginning, and no more than there is room for. */
  #fit(delta: string, before: string): string {
    const text = before === '' ? delta.trimStart() : delta;
    const fitting = text.slice(0, MOST_TEXT - before.length);
    this.#lostText += text.length - fitting.length;
    return fitting;
  }
}

/** The first words of a text, as many as fit into so many characters. */
const wholeWords = (text: string, characters: number): string => {
  if (characters >= text.length) return text;
  const start = text.slice(0, characters);
  return /\s/.test(text[characters] ?? '') ? start : start.replace(/\S*$/, '').trimEnd();
};
