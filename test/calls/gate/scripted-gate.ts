import type { AddressGate, GateAnswer, GateQuestion } from '../../../src/calls/gate/gate.ts';

/** A question that a test answers. */
type AskedGate = { question: GateQuestion; signal: AbortSignal; settle(answer: GateAnswer | Error): void };

/** A gate that a test answers for, or that answers by itself at once. */
export class ScriptedGate implements AddressGate {
  readonly asked: AskedGate[] = [];
  isThere = true;
  readonly sure = 0.65;
  readonly patience = 1_000;
  /** What it answers by itself, if anything. */
  script: ((question: GateQuestion) => GateAnswer | Error) | undefined;

  ask(question: GateQuestion, signal: AbortSignal): Promise<GateAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<GateAnswer>();
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    const settle = (answer: GateAnswer | Error) => (answer instanceof Error ? reject(answer) : resolve(answer));
    this.asked.push({ question, signal, settle });
    if (this.script) settle(this.script(question));
    return promise;
  }

  /** The newest question that nobody gave up. */
  get latest(): AskedGate {
    const found = this.asked.findLast(({ signal }) => !signal.aborted);
    if (!found) throw new Error('the gate was not asked');
    return found;
  }
}
