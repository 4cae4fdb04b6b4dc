import { type Attention, isForParley } from './attention.ts';
import type { GateAnswer } from './gate.ts';
import { choosePause, type DuringAnswer, GateCase, isEnough } from './gate-case.ts';
import type { AskMoment, GateEffect, GateReason, GateRules, ShutReason } from './gate-effect.ts';

/** Whether speech is meant for Parley: pure policy. Every method takes the time in milliseconds, and returns what follows. */
export class GatePolicy {
  #rules: GateRules;
  #cases = new Map<number, GateCase>();
  #attention: Attention;
  #asks = 0;
  #effects: GateEffect[] = [];

  constructor(rules: GateRules, attention: Attention) {
    this.#rules = rules;
    this.#attention = attention;
  }

  /** When to call {@link tick}. */
  get next(): number | undefined {
    const times = [...this.#cases.values()].flatMap((one) => one.listTimes(this.#rules.patience));
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** Whether a person may go on talking to Parley without saying so, as of then. */
  attends(person: string, at: number): boolean {
    return this.#attention.holds(person, at, this.#rules.isThere);
  }

  /** Something else may be in force now. */
  setRules(rules: GateRules, now: number): GateEffect[] {
    this.#rules = rules;
    return this.#do(now, () => {});
  }

  /** A person begins to speak, perhaps during an answer. What came before is over. */
  begun(number: number, person: string, now: number, during?: DuringAnswer): GateEffect[] {
    for (const each of this.#cases.values()) this.#over(each, now);
    this.#cases.set(number, new GateCase(number, person, now, during));
    if (this.#rules.listen === 'button') this.#attention.wake();
    return this.#do(now, () => {});
  }

  /** There are so many milliseconds of it by now. */
  sounded(number: number, length: number, now: number): GateEffect[] {
    return this.#with(number, now, (one) => {
      if (one.startLook(length)) this.#ask(one, 'look', now);
    });
  }

  /** The person has been silent for a moment, and may have ended. */
  pausing(number: number, now: number): GateEffect[] {
    return this.#with(number, now, (one) => {
      if (one.speech.is !== 'speaking') return;
      one.speech = { is: 'pausing' };
      if (one.mayAskAgain(now)) this.#ask(one, 'pause', now);
    });
  }

  /** They went on, before or after that ended the utterance. */
  resumed(number: number, now: number): GateEffect[] {
    return this.#with(number, now, (one) => {
      this.#tell(...one.cancel('pause'));
      if (!one.isAnew(now)) return one.goOn();
      this.#tell({ is: 'anew', number });
      this.#cases.set(number, new GateCase(number, one.person, now, one.during));
    });
  }

  /** They fell silent. */
  ended(number: number, now: number): GateEffect[] {
    return this.#with(number, now, (one) => {
      if (one.isSilent) return;
      one.speech = { is: 'ended', at: now };
      if (!one.isAsked) this.#ask(one, 'pause', now);
    });
  }

  /** They can't go on any more. */
  over(number: number, now: number): GateEffect[] {
    return this.#with(number, now, (one) => this.#over(one, now));
  }

  /** The gate has answered; nothing if it couldn't. */
  answered(number: number, ask: number, answer: GateAnswer | undefined, now: number): GateEffect[] {
    return this.#with(number, now, (one) => {
      const isLook = one.asks.look === ask;
      if (!isLook && one.asks.pause !== ask) return;
      delete one.asks[isLook ? 'look' : 'pause'];
      if (isLook) {
        if (answer && isEnough(answer, this.#rules.sure)) this.#mean(one, 'addressed');
      } else if (answer) this.#take(one, answer, now);
      else if (one.verdict.is === 'unknown' && one.isSilent) this.#mean(one, this.#guess(one));
    });
  }

  /** Parley has answered this person, or they interrupted its answer. */
  noteAnswer(person: string, now: number): GateEffect[] {
    this.#attention.noteAnswer(person, now);
    return this.#do(now, () => {});
  }

  /** Somebody wants silence, as the transcript of what they said tells. */
  quieten(): GateEffect[] {
    this.#attention.quieten();
    return [{ is: 'hush' }];
  }

  /** A person isn't heard any more, or nobody is: nothing of what they say is. */
  drop(person?: string): GateEffect[] {
    for (const one of [...this.#cases.values()]) if (person === undefined || one.person === person) this.#remove(one);
    return this.#effects.splice(0);
  }

  /** Time has passed. */
  tick(now: number): GateEffect[] {
    return this.#do(now, () => {});
  }

  #with(number: number, now: number, step: (one: GateCase) => void): GateEffect[] {
    const one = this.#cases.get(number);
    return this.#do(now, () => one && step(one));
  }

  #do(now: number, step: () => void): GateEffect[] {
    step();
    this.#settle(now);
    return this.#effects.splice(0);
  }

  #tell(...effects: GateEffect[]): void {
    this.#effects.push(...effects);
  }

  /** Decides what can be decided. What is meant is passed on in the order in which it began. */
  #settle(now: number): void {
    let isInOrder = true;
    for (const one of [...this.#cases.values()]) {
      this.#judge(one, now);
      const { verdict } = one;
      if (verdict.is === 'unknown') isInOrder = false;
      if (isInOrder && verdict.is === 'meant' && !verdict.passed) this.#pass(one, verdict.why, now);
      if (one.takeEnd(now)) this.#tell({ is: 'end', number: one.number });
      if (one.isDone) this.#remove(one);
    }
  }

  #judge(one: GateCase, now: number): void {
    if (one.isMistaken(this.#rules.sure)) {
      // Whoever talked to Parley speaks to others now.
      this.#shut(one, 'around', now);
      this.#attention.end(one.person);
    }
    if (one.verdict.is !== 'unknown') return;
    const known = this.#know(one);
    if (known) this.#mean(one, known);
    else if (one.answer) this.#decide(one, one.answer, now);
    else if (one.isLate(this.#rules.patience, now)) this.#mean(one, this.#guess(one));
  }

  /** Why it's known without asking that this is meant, if it is. */
  #know(one: GateCase): GateReason | undefined {
    const { listen, isThere } = this.#rules;
    if (listen === 'button') return 'talk';
    if (listen === 'everyone' && !this.#attention.isQuiet) return 'everyone';
    if (!isThere) return this.#guess(one);
    // Whoever talks to Parley may talk to others while it answers: to cut an answer off takes more.
    return one.during === undefined && this.attends(one.person, one.began) ? 'attention' : undefined;
  }

  /** What this is taken for where the gate doesn't know. */
  #guess({ person, began, during }: GateCase): GateReason {
    const isTheirs = during === 'own' || (during === 'other' && this.attends(person, began));
    return isTheirs ? 'attention' : 'name';
  }

  #decide(one: GateCase, answer: GateAnswer, now: number): void {
    const address = this.#weigh(one, answer, now);
    if (address === 'meant') this.#mean(one, 'addressed');
    else if (!one.isSilent) return;
    else if (address === 'unsure') this.#mean(one, this.#guess(one));
    else this.#shut(one, 'around', now);
  }

  /** What the gate says of all that was said so far. */
  #take(one: GateCase, answer: GateAnswer, now: number): void {
    one.answer = answer;
    const { wish } = answer;
    const attends = this.attends(one.person, one.began);
    if (wish !== 'none' && isForParley(wish, this.#weigh(one, answer, now), attends)) {
      this.#tell(...(wish === 'quiet' ? this.quieten() : this.#end(one.person)));
      this.#shut(one, wish, now);
    } else if (one.speech.is === 'pausing') {
      const pause = choosePause(answer, this.#rules.pause);
      if (pause !== this.#rules.pause) this.#tell({ is: 'pause', number: one.number, pause });
    }
  }

  #weigh({ person }: GateCase, { addressed }: GateAnswer, at: number): ReturnType<Attention['weigh']> {
    return this.#attention.weigh(person, addressed, { sure: this.#rules.sure, at });
  }

  #end(person: string): GateEffect[] {
    this.#attention.end(person);
    return [{ is: 'withdraw', person }];
  }

  #mean(one: GateCase, why: GateReason): void {
    if (one.verdict.is !== 'unknown') return;
    one.verdict = { is: 'meant', why, passed: false };
    if (one.during) this.#tell({ is: why === 'name' ? 'release' : 'cut', number: one.number });
    if (why === 'addressed') this.#attention.wake();
    this.#attention.noteSpeech(one.person, one.began);
  }

  #pass(one: GateCase, why: GateReason, now: number): void {
    one.verdict = { is: 'meant', why, passed: true };
    const end = one.delayEnd(this.#rules.pause, now) ? 'later' : 'now';
    this.#tell({ is: 'open', number: one.number, why, end });
  }

  #shut(one: GateCase, why: ShutReason, now: number): void {
    one.verdict = { is: 'shut', at: now, passed: one.isPassed };
    one.endsAt = undefined;
    this.#tell(...one.cancel('look'));
    if (why === 'around') this.#attention.noteDoubt(one.person, one.answer?.addressed ?? 0, now);
    this.#tell({ is: 'shut', number: one.number, why });
    if (one.during) this.#tell({ is: 'release', number: one.number });
    this.#attention.noteSpeech(one.person, one.began);
  }

  #over(one: GateCase, now: number): void {
    if (one.speech.is === 'over') return;
    if (!one.isSilent && !one.isAsked) this.#ask(one, 'pause', now);
    one.speech = { is: 'over', at: one.speech.is === 'ended' ? one.speech.at : now };
  }

  #ask(one: GateCase, moment: AskMoment, now: number): void {
    if (!this.#rules.isThere || (this.#rules.listen !== 'addressed' && !this.#attention.isQuiet)) return;
    const ask = ++this.#asks;
    one.asks[moment] = ask;
    one.asked = now;
    this.#tell({ is: 'ask', number: one.number, ask, moment });
  }

  #remove(one: GateCase): void {
    this.#cases.delete(one.number);
    this.#tell(...one.cancel('look', 'pause'), { is: 'forget', number: one.number });
  }
}
