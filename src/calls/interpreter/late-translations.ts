import type { Text } from '../../text/text.ts';

/** What still translates for a call that this process has left. */
type LateInterpreter = {
  /** Resolves once all that was heard is translated. It never rejects. */
  finish(): Promise<void>;
  /** A person opted out: what they said is dropped. */
  drop(userId: string): void;
  /** There's no time for more: people read why. */
  halt(why: Text): void;
};

/**
 * What was said in calls that this process has left to a restart or to another process, for as long as it's being translated. Only
 * this process has heard it.
 */
export class LateTranslations {
  /** What translates, with its server, and what resolves when it's done. */
  readonly #all = new Map<LateInterpreter, { guildId: string; done: Promise<void> }>();

  /** Lets an interpreter that hears nobody any more come to its end. */
  add(guildId: string, interpreter: LateInterpreter): void {
    const done = interpreter.finish().then(() => void this.#all.delete(interpreter));
    this.#all.set(interpreter, { guildId, done });
  }

  /** A person opted out in a server. */
  drop(guildId: string, userId: string): void {
    for (const [interpreter, late] of this.#all) if (late.guildId === guildId) interpreter.drop(userId);
  }

  /** Waits until all is translated. What isn't when `signal` aborts never will be, and people read that. */
  async close(signal: AbortSignal): Promise<void> {
    const halt = () => {
      for (const interpreter of this.#all.keys()) interpreter.halt({ code: 'call.restarting' });
    };
    if (signal.aborted) halt();
    signal.addEventListener('abort', halt, { once: true });
    await Promise.all(Array.from(this.#all.values(), ({ done }) => done));
    signal.removeEventListener('abort', halt);
  }
}
