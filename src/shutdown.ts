import type { Logger } from 'pino';
import type { Clock } from './base/clock.ts';

/** What a stop ends. */
export type ShutdownParts = {
  ownership: { close(): void; end(): void };
  calls: { close(): Promise<void> } | undefined;
  /** Lets answers go on until the signal aborts. */
  conversations: { close(signal: AbortSignal): Promise<void> };
  processes: { end(): Promise<void> };
  /** Waits at most so many milliseconds for what is being shown. */
  bot: { stop(ms: number): Promise<void> };
  store: { close(): Promise<void> };
};

/** One thing that is ended, and what for. `by` is when the next one begins at the latest, in milliseconds since the stop began. */
type Step = { name: string; by: number; run(left: number): Promise<unknown> };

/** How long a session may take to store its last handle and close, once its answer was cut short, in milliseconds. */
const CLOSING = 1_500;

/** How long Discord may take to be left, in milliseconds. */
const LEAVING = 500;

/**
 * Ends everything in order: calls end what is being said, then answers come to their end, then they are shown, and then what
 * is queued for the store is written, the leases are given back, and the store is closed. It never rejects.
 *
 * All share one deadline, nine seconds after the stop began. Whatever hangs is left behind when its time is over, so that the
 * store comes to its turn: leases that are not given back keep the next process from answering until they run out.
 */
export const shutDown = async (parts: ShutdownParts, { clock, log }: { clock: Clock; log: Logger }): Promise<void> => {
  const { ownership, calls, conversations, processes, bot, store } = parts;
  const after = (ms: number) => {
    const enough = new AbortController();
    void clock.sleep(ms).then(() => enough.abort('a stop takes no longer'));
    return enough.signal;
  };
  const steps: Step[] = [
    { name: 'calls', by: 1_000, run: async () => calls?.close() },
    {
      name: 'conversations',
      by: 6_000,
      run: (left) => Promise.all([conversations.close(after(left - CLOSING)), processes.end()]),
    },
    { name: 'discord', by: 7_000, run: (left) => bot.stop(left - LEAVING) },
    {
      name: 'store',
      by: 9_000,
      run: () => {
        ownership.end();
        return store.close();
      },
    },
  ];
  ownership.close();
  const began = clock.now();
  for (const { name, by, run } of steps) {
    const left = by - (clock.now() - began);
    const done = new AbortController();
    const late = clock.sleep(left, done.signal).then(
      () => log.warn({ event: 'bot.part_late', part: name }, 'a part took too long to stop and is left behind'),
      () => {},
    );
    const ended = run(left).catch((error) =>
      log.error({ event: 'bot.part_broke', err: error, part: name }, 'a part could not be stopped in order'),
    );
    await Promise.race([ended, late]);
    done.abort('it has ended');
  }
};
