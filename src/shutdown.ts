import type { Logger } from 'pino';
import { type Clock, within } from './base/clock.ts';

/** The parts that a stop ends. */
export type ShutdownParts = {
  claims: { close(): void; end(): void };
  /** The other processes that share the store. */
  fleet: { leave(): void; close(): Promise<void> };
  /** What deletes; it goes on at the next start. */
  erasing: { close(): void };
  calls: { close(): Promise<void> };
  /** Lets answers go on until the signal aborts. */
  conversations: { close(signal: AbortSignal): Promise<void> };
  processes: { end(): Promise<void> };
  /** What reads people's files. */
  reader: { end(): Promise<void> };
  /** Waits at most `ms` milliseconds for answers that are being shown. */
  bot: { stop(ms: number): Promise<void> };
  /** Writes down what was spent, and gives back what was set aside. */
  budget: { close(): Promise<void> };
  store: { close(): Promise<void> };
};

/** One step of the stop. `by` is when the next one begins at the latest, in milliseconds since the stop began. */
type Step = { name: string; by: number; run(left: number): Promise<unknown> };

/** How long a session may take to store its last handle and close, after its answer was cut short, in milliseconds. */
const CLOSING = 1_500;

/** How long logging out of Discord may take, in milliseconds. */
const LEAVING = 500;

/**
 * Ends everything in order: calls end what is being said, answers come to their end and are shown; then what is queued
 * for the store is written, the leases are released, and the store is closed. It never rejects.
 *
 * All steps share one deadline, nine seconds after the stop began. A step that hangs is left behind when its time is
 * over, so that the store gets its turn: leases that aren't released keep the next process from answering until they run
 * out.
 */
export const shutDown = async (parts: ShutdownParts, { clock, log }: { clock: Clock; log: Logger }): Promise<void> => {
  const { claims, fleet, erasing, calls, conversations, processes, reader, bot, budget, store } = parts;
  const steps: Step[] = [
    { name: 'calls', by: 1_000, run: () => calls.close() },
    {
      name: 'conversations',
      by: 6_000,
      run: (left) => Promise.all([conversations.close(abortAfter(clock, left - CLOSING)), processes.end()]),
    },
    {
      name: 'discord',
      by: 7_000,
      // Nothing more is spent, and what was is written down while the claims are held. No session is open any more.
      run: (left) => Promise.all([bot.stop(left - LEAVING), reader.end(), budget.close(), fleet.close()]),
    },
    {
      name: 'store',
      by: 9_000,
      run: () => {
        claims.end();
        return store.close();
      },
    },
  ];
  for (const part of [erasing, claims]) part.close();
  fleet.leave();
  const began = clock.now();
  for (const { name, by, run } of steps) {
    const left = by - (clock.now() - began);
    const ended = run(left).catch((error) =>
      log.error({ event: 'bot.part_broke', err: error, part: name }, 'a part could not be stopped in order'),
    );
    if ((await within(clock, left, ended)) === 'late')
      log.warn({ event: 'bot.part_late', part: name }, 'a part took too long to stop and is left behind');
  }
};

const abortAfter = (clock: Clock, ms: number): AbortSignal => {
  const enough = new AbortController();
  void clock.sleep(ms).then(() => enough.abort('a stop takes no longer'));
  return enough.signal;
};
