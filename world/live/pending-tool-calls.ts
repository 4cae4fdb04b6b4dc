import { randomUUID } from 'node:crypto';
import type { FunctionCall, FunctionResponse } from './wire.ts';

/** The function calls of a turn that have no answer yet. */
export class PendingToolCalls {
  #pending = new Map<string, PromiseWithResolvers<void>>();

  /** Gives each call an id. `answered` resolves when all have been answered. */
  open(calls: FunctionCall[]): { functionCalls: FunctionCall[]; answered: Promise<unknown> } {
    const functionCalls = calls.map((call) => ({ ...call, id: call.id ?? `function-call-${randomUUID()}` }));
    const answered = functionCalls.map(({ id }) => {
      const waiting = Promise.withResolvers<void>();
      this.#pending.set(id, waiting);
      return waiting.promise;
    });
    return { functionCalls, answered: Promise.all(answered) };
  }

  /** Takes answers. A call with `willContinue` isn't answered yet. */
  answer(responses: FunctionResponse[]): void {
    for (const { id = '', willContinue } of responses) {
      if (willContinue) continue;
      this.#pending.get(id)?.resolve();
      this.#pending.delete(id);
    }
  }

  /** The ids of the calls without an answer. */
  get ids(): string[] {
    return [...this.#pending.keys()];
  }
}
