import { unlessAborted } from '../../src/base/clock.ts';
import type { TokenKinds } from '../../src/base/expense.ts';
import { listDeclared } from './declaration-verdict.ts';
import { MIME_TYPE, pieces, tone } from './model-sound.ts';
import { PendingToolCalls } from './pending-tool-calls.ts';
import type { ScriptAnswer, ScriptQuestion } from './script.ts';
import { SentAnswer } from './sent-answer.ts';
import { type Step, sayWords } from './steps.ts';
import type { AnswerUsage } from './token-usage.ts';
import type { Stage } from './turn-stage.ts';
import { billSearches, tellFound, type WebFinding } from './web-finding.ts';
import type {
  Content,
  FunctionCall,
  FunctionDeclaration,
  FunctionResponse,
  ServerContent,
  ServerFrame,
} from './wire.ts';

/** What a turn is asked on top of. */
export type AskedContext = { question: Content | undefined; usage: AnswerUsage };

type State = 'generating' | 'generated' | 'complete' | 'left';

/** One answer of the model: it runs a script on a stage and remembers what was said. */
export class ModelTurn {
  readonly asked: ScriptQuestion;
  #stage: Stage;
  #usage: AnswerUsage;
  #question: Content | undefined;
  #state: State = 'generating';
  #said = new SentAnswer();
  #transcript: { text: string } | undefined;
  #calls = new PendingToolCalls();
  #counted = false;

  /** `question` is the last thing in the session's memory; `usage` counts all that the context holds now. */
  constructor(asked: ScriptQuestion, stage: Stage, { question, usage }: AskedContext) {
    this.asked = asked;
    this.#stage = stage;
    this.#usage = usage;
    this.#question = question;
  }

  /** What Google bills for it, as far as it got. */
  get billed(): TokenKinds {
    const searches = billSearches(this.#said.queries, this.asked.setup.model ?? '');
    return { ...this.#usage.bill(this.#said), searches };
  }

  /** Plays an answer. `over`: it reached its end. `cut`: it was interrupted, or it ended the connection. */
  async run(script: () => ScriptAnswer): Promise<'over' | 'cut'> {
    try {
      const answer = script();
      const steps = typeof answer === 'string' ? [sayWords(answer)] : answer;
      await this.hush(this.#stage.thinkMs);
      await this.#play(steps);
      if (this.#stage.endless) return this.#pause();
      if (this.#state === 'generating') this.send({ serverContent: { generationComplete: true } });
      if (this.#state === 'generated') await this.complete();
      return this.#state === 'left' ? 'cut' : 'over';
    } catch (error) {
      if (this.asked.signal.aborted) return 'cut';
      throw error;
    }
  }

  /** A stream without turns goes on later; what came of it so far is counted. */
  #pause(): 'over' | 'cut' {
    if (this.#state !== 'left') this.#count();
    return this.#state === 'left' ? 'cut' : 'over';
  }

  async #play(steps: Iterable<Step | string> | AsyncIterable<Step | string>): Promise<void> {
    const iterator = Symbol.asyncIterator in steps ? steps[Symbol.asyncIterator]() : steps[Symbol.iterator]();
    try {
      while (this.#state !== 'left') {
        const { done, value: step } = await this.#until(Promise.resolve(iterator.next()));
        if (done) return;
        await (typeof step === 'string' ? this.say(step) : step(this));
        this.asked.signal.throwIfAborted();
      }
    } finally {
      // This isn't awaited, because a script that waits for something must not hold up what interrupted it.
      void Promise.resolve(iterator.return?.()).catch(() => {});
    }
  }

  /** Waits for a promise, but no longer than the turn runs. */
  async #until<T>(promise: Promise<T>): Promise<T> {
    const { signal } = this.asked;
    signal.throwIfAborted();
    return await unlessAborted(promise, signal);
  }

  /** Sends a frame and takes note of what it says and completes. */
  send(frame: ServerFrame): void {
    const content = frame.serverContent ?? {};
    const { modelTurn, outputTranscription, generationComplete, turnComplete, interactionStatus } = content;
    const texts = (modelTurn?.parts ?? []).filter(({ thought }) => !thought).map(({ text }) => text ?? '');
    this.#said.words((outputTranscription?.text ?? '') + texts.join(''));
    for (const { inlineData } of modelTurn?.parts ?? []) this.#said.sound(inlineData?.data ?? '', this.now());
    if (generationComplete && this.#state === 'generating') this.#state = 'generated';
    // Extended thinking completes several turns for one question, and only the last of them leaves it idle.
    if (turnComplete) this.#state = interactionStatus === 'IN_PROGRESS' ? 'generating' : 'complete';
    this.#stage.send(frame);
    if (this.#stage.countsOften && !this.#counted && (modelTurn || outputTranscription)) this.#count();
  }

  /** Sends a count in a frame of its own, as the real server does in between and at the end. */
  #count(): void {
    this.#counted = true;
    this.#stage.send({ usageMetadata: this.#usage.tell(this.#said) });
  }

  /** Says a delta of text in the session's modality. */
  say(text: string, { sound = this.#stage.sounding, bundle = this.#stage.bundle } = {}) {
    this.voice(text, sound ? pieces(text.length).map(tone) : [], bundle);
  }

  /** Says a delta of text with its sound: base64 of the model's PCM, one piece per frame. */
  voice(text: string, sound: string[], bundle = this.#stage.bundle) {
    if (this.#stage.modality === 'text') return this.send(content({ modelTurn: { parts: [{ text }] } }));
    const spoken = sound.map(audible);
    const transcript = this.#stage.modality === 'sound' || !text ? {} : { outputTranscription: { text } };
    if (this.#stage.modality === 'sound') this.#said.words(text);
    if (bundle) this.send(content({ ...transcript, ...spoken.shift() }));
    else if (transcript.outputTranscription) this.send(content(transcript));
    for (const sounding of spoken) this.send(content(sounding));
  }

  /** Sends the transcript of a spoken question, and its language, if that's known, and remembers it as the question's text. */
  heard(text: string, languageCode?: string): void {
    if (!this.#transcript) {
      this.#transcript = { text: '' };
      this.#question?.parts?.push(this.#transcript);
    }
    this.#transcript.text += text;
    this.send(content({ inputTranscription: { text, ...(languageCode && { languageCode }) } }));
  }

  /** Sends the transcript later; the turn goes on, or ends, meanwhile. */
  heardLater(when: number | Promise<unknown>, texts: readonly string[]): void {
    const moment = typeof when === 'number' ? this.#stage.clock.sleep(when) : when;
    void moment.then(() => {
      for (const text of texts) this.heard(text);
    });
  }

  /** Tells what was found on the web, now or later. */
  ground(found: WebFinding, when?: number | Promise<unknown>): void {
    if (!this.asked.setup.tools?.some((tool) => 'googleSearch' in tool))
      throw new Error('the model was to search the web, but the setup has no search');
    this.#said.searched(found.queries ?? []);
    const tell = () => this.send(content({ groundingMetadata: tellFound(found) }));
    if (when === undefined) tell();
    else void (typeof when === 'number' ? this.#stage.clock.sleep(when) : when).then(tell);
  }

  /** Waits by the clock; an interruption ends it. */
  async hush(ms: number): Promise<void> {
    if (ms > 0) await this.#stage.clock.sleep(ms, this.asked.signal);
  }

  /** The time by the clock of the world. */
  now(): number {
    return this.#stage.clock.now();
  }

  /** Waits until a time by the clock; an interruption ends it. */
  until(at: number): Promise<void> {
    return this.hush(at - this.now());
  }

  /** Waits for a promise; an interruption ends it. */
  async hold(gate: Promise<unknown>): Promise<void> {
    await this.#until(gate);
  }

  /** Sends `turnComplete` with the usage; if the world models playback, once the sound would have been played. */
  async complete(extra: ServerContent = {}): Promise<void> {
    if (this.#stage.playback) await this.until(this.#said.playsUntil);
    this.#complete(extra);
  }

  #complete(extra: ServerContent = {}): void {
    const usageMetadata = this.#usage.tell(this.#said);
    const status = this.#stage.status ? { interactionStatus: 'IDLE' } : {};
    this.send({ serverContent: { turnComplete: true, ...status, ...extra }, usageMetadata });
    if (this.#stage.countsOften) this.#count();
  }

  /**
   * Calls functions. Unless `wait` is false, waits for all answers. A function that was declared as BLOCKING is waited
   * for in any case, because the model generates nothing meanwhile.
   */
  async call(calls: FunctionCall[], { wait = true } = {}): Promise<void> {
    const { functionCalls, answered } = this.#calls.open(calls);
    this.#said.calls(functionCalls);
    this.send({ toolCall: { functionCalls } });
    const isBlocking = calls.some(({ name = '' }) => this.declares(name)?.behavior === 'BLOCKING');
    if (wait || isBlocking) await this.#until(answered);
    if (isBlocking && this.#stage.wedges) await this.#until(new Promise(() => {}));
  }

  /** The declaration of a function in the setup; nothing if the model makes it up. */
  declares(name: string): FunctionDeclaration | undefined {
    return listDeclared(this.asked.setup).find((declared) => declared.name === name);
  }

  /** Takes a client's answers to function calls. A call with `willContinue` isn't answered yet. */
  answered(responses: FunctionResponse[]): void {
    this.asked.responses.push(...responses);
    this.#said.answers(responses);
    this.#calls.answer(responses);
  }

  /** Ends the turn together with its connection. Nothing more is sent. */
  leave(how: (stage: Stage) => void): void {
    this.#state = 'left';
    how(this.#stage);
  }

  /** Sends what an interruption causes: cancelled calls, `interrupted`, `turnComplete`, but no `generationComplete`. */
  interrupt(): void {
    if (this.#state === 'complete' || this.#state === 'left') return;
    const { ids } = this.#calls;
    const isUnbegun = this.#said.text === '' && this.#said.soundMs === 0 && ids.length === 0;
    if (isUnbegun && !this.#stage.tellsUnbegun) return;
    if (ids.length) this.send({ toolCallCancellation: { ids } });
    this.send({ serverContent: { interrupted: true } });
    this.#complete();
  }

  /** Returns, once, what was said, as sound or as words. The server remembers it whether it was played or not. */
  take(asSound: boolean): Content[] {
    return this.#said.take(asSound);
  }
}

const content = (serverContent: ServerContent): ServerFrame => ({ serverContent });
const audible = (data: string): ServerContent => ({
  modelTurn: { role: 'model', parts: [{ inlineData: { mimeType: MIME_TYPE, data } }] },
});
