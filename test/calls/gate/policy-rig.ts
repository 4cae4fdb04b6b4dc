import { Attention } from '../../../src/calls/gate/attention.ts';
import type { GateAnswer } from '../../../src/calls/gate/gate.ts';
import type { DuringAnswer } from '../../../src/calls/gate/gate-case.ts';
import type { GateEffect, GateRules } from '../../../src/calls/gate/gate-effect.ts';
import { GatePolicy } from '../../../src/calls/gate/gate-policy.ts';

/** Somebody talks to Parley, and has finished. */
export const MEANT: GateAnswer = { addressed: 0.99, finished: 0.99, wish: 'none' };

/** People talk to each other. */
export const AROUND: GateAnswer = { addressed: 0.02, finished: 0.99, wish: 'none' };

export const RULES: GateRules = { listen: 'addressed', isThere: true, patience: 1_000, sure: 0.65, pause: 200 };

/** The policy in virtual time, and what followed of it, in a short form. */
export class PolicyRig {
  readonly attention = new Attention();
  readonly policy: GatePolicy;
  now = 1_000;
  readonly log: string[] = [];
  /** When each entry of the log came, in milliseconds. */
  readonly times: number[] = [];
  /** The questions that run: number of the utterance by that of the question. */
  readonly running = new Map<number, number>();
  #rules: GateRules;

  constructor(rules: Partial<GateRules> = {}) {
    this.#rules = { ...RULES, ...rules };
    this.policy = new GatePolicy(this.#rules, this.attention);
  }

  /** Lets time pass, and calls the policy whenever it wants to be called. */
  pass(ms: number): this {
    const until = this.now + ms;
    for (let next = this.policy.next; next !== undefined && next <= until; next = this.policy.next) {
      this.now = Math.max(this.now, next);
      this.take(this.policy.tick(this.now));
    }
    this.now = until;
    return this;
  }

  /** A person begins. */
  begins(number: number, person: string, during?: DuringAnswer): this {
    return this.take(this.policy.begun(number, person, this.now, during));
  }

  /** They have said so much so far, in milliseconds. */
  sounds(number: number, length: number): this {
    return this.take(this.policy.sounded(number, length, this.now));
  }

  does(what: 'pausing' | 'resumed' | 'ended' | 'over', number: number): this {
    return this.take(this.policy[what](number, this.now));
  }

  /** A person says something short, and falls silent: the gate is asked 60 ms after its end, and 200 ms after it, it's over. */
  says(number: number, person: string, during?: DuringAnswer): this {
    return this.begins(number, person, during).pass(400).does('pausing', number).pass(140).does('ended', number);
  }

  /** The gate answers the newest question about this utterance; nothing if it can't. */
  answers(number: number, answer: GateAnswer | undefined): this {
    const [ask] = [...this.running].findLast(([, of]) => of === number) ?? [];
    if (ask === undefined) throw new Error(`nobody asks about ${number}`);
    this.running.delete(ask);
    return this.take(this.policy.answered(number, ask, answer, this.now));
  }

  rules(rules: Partial<GateRules>): this {
    this.#rules = { ...this.#rules, ...rules };
    return this.take(this.policy.setRules(this.#rules, this.now));
  }

  answered(person: string): this {
    return this.take(this.policy.noteAnswer(person, this.now));
  }

  /** When an entry first came. */
  at(entry: string): number {
    return this.times[this.log.indexOf(entry)] ?? Number.NaN;
  }

  take(effects: GateEffect[]): this {
    for (const effect of effects) this.#take(effect);
    return this;
  }

  #take(effect: GateEffect): void {
    if (effect.is === 'ask') this.running.set(effect.ask, effect.number);
    if (effect.is === 'cancel') this.running.delete(effect.ask);
    this.log.push(shorten(effect));
    this.times.push(this.now);
  }
}

const shorten = (effect: GateEffect): string => {
  switch (effect.is) {
    case 'open':
      return `open ${effect.number} ${effect.why}${effect.end === 'later' ? ' later' : ''}`;
    case 'shut':
      return `shut ${effect.number} ${effect.why}`;
    case 'ask':
      return `${effect.moment} ${effect.number}`;
    case 'pause':
      return `pause ${effect.number} ${effect.pause}`;
    case 'hush':
      return 'hush';
    case 'withdraw':
      return `withdraw ${effect.person}`;
    default:
      return `${effect.is} ${effect.number}`;
  }
};
