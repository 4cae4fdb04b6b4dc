import type { Logger } from 'pino';
import type { AddressGate, GateAnswer, GateQuestion } from './gate.ts';

/** The questions to the gate that run, by their numbers. */
export class GateInquiries {
  readonly #gate: AddressGate | undefined;
  readonly #log: Logger;
  readonly #running = new Map<number, AbortController>();

  constructor(gate: AddressGate | undefined, log: Logger) {
    this.#gate = gate;
    this.#log = log;
  }

  /** Asks, and calls `answered` with the answer, or with nothing if there's none; never once it's cancelled. */
  async ask(number: number, question: GateQuestion, answered: (answer?: GateAnswer) => void): Promise<void> {
    const stop = new AbortController();
    this.#running.set(number, stop);
    const answer = await this.#gate?.ask(question, stop.signal).catch((error: unknown) => {
      if (!stop.signal.aborted) this.#log.error({ event: 'gate.failed', err: error }, 'the gate could not be asked');
      return undefined;
    });
    this.#running.delete(number);
    if (!stop.signal.aborted) answered(answer);
  }

  /** Nobody wants to know any more. */
  cancel(number: number): void {
    this.#running.get(number)?.abort('nobody wants to know any more');
  }
}
