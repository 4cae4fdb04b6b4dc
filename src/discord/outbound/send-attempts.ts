import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import { chooseRemedy, type SendAttempt, type SendRemedy, type TellRemedy } from './send-remedy.ts';

/** Discord refused every form that was worth a try. */
export class SendRefusedError extends Error {
  override name = 'SendRefusedError';
  readonly telling: TellRemedy;

  constructor(telling: TellRemedy, cause?: unknown) {
    super('the answer was refused in every form', { cause });
    this.telling = telling;
  }
}

/** What the caller has to do next: send a file, send messages instead of a file, or wait for the next edit. */
export type NextStep = 'file' | 'messages' | 'later';

/** What the messages have given up so that Discord accepts them: buttons and reply, or working links. */
export type Concessions = Set<'plain' | 'unlinked'>;

/**
 * How to try: what was requested last, what the messages have given up so far (remedies add to it), and how to change
 * them. With `once` a network failure isn't waited out, because the next edit makes up for it.
 */
export type InsistOptions = {
  what(): SendAttempt['what'];
  given: Concessions;
  target: { renew(): void; reopen(): Promise<void> };
  once?: boolean;
  clock: Clock;
  log: Logger;
};

/**
 * Tries something until Discord accepts it in one form or another.
 *
 * @throws {SendRefusedError} if it accepts none
 */
export const insist = async <T>(act: () => Promise<T>, trying: InsistOptions): Promise<T | NextStep> => {
  const { what, given, once, log } = trying;
  const tried: SendRemedy['is'][] = [...given];
  for (;;) {
    try {
      return await act();
    } catch (error) {
      const next = chooseRemedy(error, { what: what(), tried });
      if (next.is === 'tell') throw new SendRefusedError(next, error);
      if (next.is === 'retry' && once) {
        log.warn({ event: 'edit.lost', err: toLoggable(error) }, 'an edit was lost, the next one makes up for it');
        return 'later';
      }
      log.info({ event: 'answer.refused', err: toLoggable(error), next: next.is }, 'trying another way');
      if (next.is === 'file' || next.is === 'messages') return next.is;
      await prepare(next, trying);
      tried.push(next.is);
    }
  }
};

const prepare = async (next: SendRemedy, { given, target, clock, log }: InsistOptions): Promise<void> => {
  if (next.is === 'retry') await clock.sleep(next.after);
  if (next.is === 'plain' || next.is === 'unlinked') given.add(next.is);
  if (next.is === 'replace') target.renew();
  if (next.is === 'reopen')
    await target
      .reopen()
      .catch((error) => log.info({ event: 'thread.not_reopened', err: toLoggable(error) }, 'a thread stays archived'));
};
