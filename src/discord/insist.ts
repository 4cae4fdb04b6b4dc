import type { Logger } from 'pino';
import { loggable } from './refusal.ts';
import { type Attempt, type Remedy, remedy, type Telling } from './remedy.ts';

/** Discord took something in no way that was worth a try. */
export class Refused extends Error {
  override name = 'Refused';
  readonly telling: Telling;

  constructor(telling: Telling, cause?: unknown) {
    super('Discord does not take the answer', { cause });
    this.telling = telling;
  }
}

/** What is left for whoever tried to do themselves: with a file, with messages instead of a file, or with the next edit. */
export type Left = 'file' | 'messages' | 'later';

/**
 * How something is tried: what Discord was asked for last, what was given up before, and what to do before it is tried
 * another way. `once` is for what the next edit makes up for: it waits for nothing.
 */
export type Trying = {
  what(): Attempt['what'];
  given: readonly Remedy['is'][];
  prepare(next: Remedy): Promise<void>;
  once: boolean;
  log: Logger;
};

/**
 * Does something until Discord takes it, in one way or another.
 *
 * @throws Refused when it takes it in none
 */
export const insist = async <T>(
  act: () => Promise<T>,
  { what, given, prepare, once, log }: Trying,
): Promise<T | Left> => {
  const tried = [...given];
  for (;;) {
    try {
      return await act();
    } catch (error) {
      const next = remedy(error, { what: what(), tried });
      if (next.is === 'tell') throw new Refused(next, error);
      if (next.is === 'again' && once) {
        log.warn({ event: 'edit.lost', err: loggable(error) }, 'an edit was lost, the next one makes up for it');
        return 'later';
      }
      log.info({ event: 'answer.refused', err: loggable(error), next: next.is }, 'trying another way');
      if (next.is === 'file' || next.is === 'messages') return next.is;
      await prepare(next);
      tried.push(next.is);
    }
  }
};
