import type { FromProcess } from '../../src/voice/bridge/protocol.ts';
import { TEST_PATIENCE } from '../../world/patience.ts';

type Is = FromProcess['is'];
type Of<What extends Is> = Extract<FromProcess, { is: What }>;

/** The messages of a voice process, or of a part of one. */
export class Reports {
  readonly all: FromProcess[] = [];
  #waiting = new Set<() => void>();

  /** Takes a message, as the bot does. */
  take = (message: FromProcess): void => {
    this.all.push(message);
    for (const look of this.#waiting) look();
  };

  /** All messages of one kind so far. */
  of<What extends Is>(what: What): Of<What>[] {
    return this.all.filter((each): each is Of<What> => each.is === what);
  }

  /** Resolves to the n-th message of a kind, counted from 1, as soon as it has come. */
  next<What extends Is>(what: What, n = this.of(what).length + 1): Promise<Of<What>> {
    return this.until(
      () => this.of(what)[n - 1],
      () => `No '${what}' came, only ${told(this.all)}.`,
    );
  }

  /** Resolves to what `find` finds, which looks with each message. `missing` says what didn't come. */
  until<T>(find: () => T | undefined, missing: () => string): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const look = () => {
      const found = find();
      if (found !== undefined) resolve(found);
    };
    const timer = setTimeout(() => reject(new Error(missing())), TEST_PATIENCE);
    this.#waiting.add(look);
    look();
    return promise.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(look);
    });
  }
}

const told = (messages: FromProcess[]) => JSON.stringify(messages.filter(({ is }) => is !== 'heard'));
