import type { FunctionResponse, ServerFrame } from './wire.ts';

/** What is known of one call: when it was made or taken back, and during which question of the connection. */
type CallRecord = { is: 'open' | 'answered' | 'cancelled'; at: number; question: number };

/** How long after a call was taken back its result may still be on its way, in milliseconds. */
const CROSSING = 1_000;

/** The function calls that were sent over one connection, and which of them the client has answered. */
export class CallLedger {
  #calls = new Map<string, CallRecord>();
  #question = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes note of the calls in a frame that is sent, whoever sends it. */
  note({ toolCall, toolCallCancellation }: ServerFrame): void {
    for (const { id } of toolCall?.functionCalls ?? []) if (id) this.#set(id, 'open');
    for (const id of toolCallCancellation?.ids ?? []) if (this.#calls.has(id)) this.#set(id, 'cancelled');
  }

  /** The client asks the next question. */
  ask(): void {
    this.#question += 1;
  }

  /** Takes the client's results. Returns what is wrong with them: results for no call, for one with a result. */
  answer(responses: readonly FunctionResponse[]): string[] {
    return responses.flatMap(({ id = '', willContinue }) => {
      const call = this.#calls.get(id);
      if (!call) return [`a result for the call "${id}", which was never made`];
      if (call.is === 'answered') return [`a second result for the call "${id}"`];
      if (call.is === 'cancelled')
        return this.#now() - call.at > CROSSING ? [`a result for the call "${id}", which was taken back`] : [];
      if (!willContinue) call.is = 'answered';
      return [];
    });
  }

  /**
   * The calls that the client has left without a result, although it asked two questions since. By the first of them it
   * may not have seen the call yet.
   */
  get forgotten(): string[] {
    return [...this.#calls].flatMap(([id, { is, question }]) =>
      is === 'open' && question <= this.#question - 2 ? [id] : [],
    );
  }

  #set(id: string, is: CallRecord['is']): void {
    this.#calls.set(id, { is, at: this.#now(), question: this.#calls.get(id)?.question ?? this.#question });
  }
}
