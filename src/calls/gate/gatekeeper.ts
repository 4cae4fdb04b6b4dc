import { Timer } from '../../base/timer.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { FromEars } from '../../voice/bridge/protocol.ts';
import type { GateEffect, GateReason, GateRules } from './gate-effect.ts';
import { GateInquiries } from './gate-inquiries.ts';
import { GatePolicy } from './gate-policy.ts';
import { GateSpeech } from './gate-speech.ts';
import type { GatekeeperOptions } from './gatekeeper-options.ts';

/** An utterance that is on its way. `shut`: nothing of it is passed on. */
type Passage =
  | { speech: GateSpeech; is: 'kept' | 'shut' }
  | { speech: GateSpeech; is: 'passed'; why: GateReason; isEndKept: boolean };

/** What the policy knows of a gate that isn't there. */
const NO_GATE = { isThere: false, patience: 0, sure: 1 };

/**
 * Keeps what people say until it's known whether it's meant for Parley; only then it's passed on. What is decided, and when the
 * gate is asked, is up to the policy.
 */
export class Gatekeeper {
  readonly #options: GatekeeperOptions;
  readonly #policy: GatePolicy;
  readonly #timer: Timer;
  readonly #passages = new Map<number, Passage>();
  readonly #inquiries: GateInquiries;
  /** The turns during whose answers utterances began, by the utterances' numbers. */
  readonly #during = new Map<number, Turn>();

  constructor(options: GatekeeperOptions) {
    this.#options = options;
    this.#policy = new GatePolicy(this.#rules, options.attention);
    this.#timer = new Timer(options.clock);
    this.#inquiries = new GateInquiries(options.gate, options.log);
  }

  /** Whether it isn't known of something that is being said, or was, whether it's meant. */
  get isBusy(): boolean {
    return this.#passages.values().some(({ is }) => is === 'kept');
  }

  /** Whether Parley keeps silent because somebody wants it to. */
  get isQuiet(): boolean {
    return this.#options.attention.isQuiet;
  }

  /** Whether a person may go on talking to Parley without saying so, as of then, in milliseconds. */
  attends(userId: string, at: number): boolean {
    return this.#policy.attends(userId, at);
  }

  /** Takes a message from the ears. */
  receive(message: FromEars): void {
    if (message.is !== 'heard') this.recheck();
    const { utterance: number } = message;
    const now = this.#now;
    switch (message.is) {
      case 'begun':
        this.#begin(message, now);
        break;
      case 'heard':
        this.#forward(message);
        this.#run(this.#policy.sounded(number, this.#passages.get(number)?.speech.length ?? 0, now));
        break;
      case 'pausing':
        this.#run(this.#policy.pausing(number, now));
        break;
      case 'resumed':
        this.#run(this.#policy.resumed(number, now));
        break;
      case 'ended':
        this.#forward(message);
        this.#run(this.#policy.ended(number, now));
        break;
      case 'again':
        this.#goOn(message, now);
        break;
      case 'full':
        this.#forward(message);
        break;
      case 'over':
        this.#forward(message);
        this.#run(this.#policy.over(number, now));
    }
  }

  /** Something else may be in force now. */
  recheck(): void {
    this.#run(this.#policy.setRules(this.#rules, this.#now));
  }

  /** Parley has answered this person, or was interrupted by them. */
  noteAnswer(userId: string): void {
    this.#run(this.#policy.noteAnswer(userId, this.#now));
  }

  /** Somebody spoke to Parley in another way. */
  noteCall(): void {
    this.#options.attention.wake();
  }

  /** Somebody wants silence, as the transcript of what they said tells. */
  quieten(): void {
    this.#run(this.#policy.quieten());
  }

  /** Only these people are heard from now on, and something else may be in force. */
  keep(members: readonly string[]): void {
    for (const { speech, is } of [...this.#passages.values()])
      if (is !== 'passed' && !members.includes(speech.userId)) this.drop(speech.userId);
    this.recheck();
  }

  /** Drops what a person says, or what everybody does. */
  drop(userId?: string): void {
    this.#run(this.#policy.drop(userId));
  }

  get #now(): number {
    return this.#options.clock.now();
  }

  get #rules(): GateRules {
    const { isThere, patience, sure } = this.#options.gate ?? NO_GATE;
    return { ...this.#options.rules(), sure, isThere, patience };
  }

  /** Passes a message on, or keeps it. */
  #forward(message: FromEars): void {
    const passage = this.#passages.get(message.utterance);
    passage?.speech.keep(message);
    if (passage?.is === 'passed') for (const each of passage.speech.take()) this.#options.pass(each, passage.why);
  }

  #begin(message: Extract<FromEars, { is: 'begun' }>, now: number): void {
    const { utterance, userId, duringAnswer } = message;
    const { mayHear, findAudible } = this.#options;
    if (!mayHear(userId)) return;
    this.#passages.set(utterance, { is: 'kept', speech: new GateSpeech(message) });
    const turn = duringAnswer && findAudible();
    if (turn) this.#during.set(utterance, turn);
    const during = turn && (turn.question.person.id === userId ? 'own' : 'other');
    this.#run(this.#policy.begun(utterance, userId, now, during));
  }

  /** A person goes on after an end. If that end was never told, neither is this. */
  #goOn(message: Extract<FromEars, { is: 'again' }>, now: number): void {
    const { utterance } = message;
    const before = this.#passages.get(utterance);
    this.#run(this.#policy.resumed(utterance, now));
    const passage = this.#passages.get(utterance);
    // What they say now is something new, and has begun.
    if (passage !== before) return;
    if (passage?.is === 'passed' && passage.isEndKept) passage.isEndKept = false;
    else this.#forward(message);
  }

  #run(effects: readonly GateEffect[]): void {
    for (const effect of effects) this.#follow(effect);
    const { next } = this.#policy;
    if (next === undefined) this.#timer.stop();
    else this.#timer.set(Math.max(0, next - this.#now), () => this.#run(this.#policy.tick(this.#now)));
  }

  #follow(effect: GateEffect): void {
    const { call, send } = this.#options;
    const passage = 'number' in effect ? this.#passages.get(effect.number) : undefined;
    switch (effect.is) {
      case 'hush':
      case 'withdraw':
        this.#silence(effect);
        break;
      case 'cut':
        this.#cut(effect.number);
        break;
      case 'release':
        send({ is: 'release', call, utterance: effect.number });
        break;
      case 'pause':
        send({ is: 'pause', call, utterance: effect.number, pause: effect.pause });
        break;
      case 'cancel':
        this.#inquiries.cancel(effect.ask);
        break;
      case 'ask':
        if (passage) this.#ask(effect, passage.speech);
        break;
      case 'forget':
        this.#passages.delete(effect.number);
        this.#during.delete(effect.number);
        break;
      case 'anew':
        if (passage) this.#beginAnew(effect.number, passage);
        break;
      case 'open':
        if (passage) this.#open(effect, passage);
        break;
      case 'end':
        if (passage?.is === 'passed' && passage.isEndKept) this.#end(effect.number, passage);
        break;
      case 'shut':
        if (passage) this.#shut(effect, passage);
    }
  }

  #cut(utterance: number): void {
    const turn = this.#during.get(utterance);
    if (turn) this.#options.interrupt(turn);
  }

  #silence(effect: GateEffect & { is: 'hush' | 'withdraw' }): void {
    if (effect.is === 'hush') this.#options.hush();
    else this.#options.withdraw(effect.person);
  }

  #beginAnew(utterance: number, { speech: { userId } }: Passage): void {
    const speech = new GateSpeech({ is: 'begun', call: this.#options.call, utterance, userId });
    this.#passages.set(utterance, { is: 'kept', speech });
  }

  #open({ number, why, end }: GateEffect & { is: 'open' }, { speech }: Passage): void {
    const kept = speech.take();
    const isEndKept = end === 'later' && kept.at(-1)?.is === 'ended';
    this.#passages.set(number, { is: 'passed', speech, why, isEndKept });
    for (const message of isEndKept ? kept.slice(0, -1) : kept) this.#options.pass(message, why);
    const { log, observe } = this.#options;
    if (speech.lost > 0) log.warn({ event: 'speech.lost', bytes: speech.lost }, 'speech was longer than what is kept');
    observe({ is: 'gate', outcome: why });
  }

  #end(utterance: number, passage: Passage & { is: 'passed' }): void {
    passage.isEndKept = false;
    this.#options.pass({ is: 'ended', call: this.#options.call, utterance }, passage.why);
  }

  #shut({ number, why }: GateEffect & { is: 'shut' }, { speech, is }: Passage): void {
    if (is === 'passed') this.#options.takeBack(number);
    this.#passages.set(number, { is: 'shut', speech });
    this.#options.observe({ is: 'gate', outcome: why });
  }

  #ask({ number, ask }: GateEffect & { is: 'ask' }, speech: GateSpeech): void {
    const question = this.#options.question(speech.userId, { pcm: speech.pcm });
    void this.#inquiries.ask(ask, question, (answer) =>
      this.#run(this.#policy.answered(number, ask, answer, this.#now)),
    );
  }
}
