import type { Logger } from 'pino';
import { type Clock, within } from './base/clock.ts';

/** The parts that a stop ends. */
export type ShutdownParts = {
  claims: { close(): void; end(): void };
  /** The other processes that share the store. What goes on here is left to them, for at most `patience` milliseconds. */
  fleet: { leave(patience: number): Promise<void>; close(): Promise<void> };
  /** What deletes; it goes on at the next start. */
  erasing: { close(): void };
  /** What sums up conversations. Whoever waits for that reads that it's given up; recaps of calls are left to the next process. */
  recaps: { close(): void };
  /** What sends reminders; what is being sent is waited for. */
  reminders: { close(): Promise<void> };
  /** `late` lets what was said in calls be translated until the signal aborts. */
  calls: { close(): Promise<void>; late: { close(signal: AbortSignal): Promise<void> } };
  /** Lets answers go on until the signal aborts. */
  conversations: { close(signal: AbortSignal): Promise<void> };
  processes: { end(): Promise<void> };
  /** What reads people's files. */
  reader: { end(): Promise<void> };
  /** What talks with MCP servers, and the programs that it has started. */
  mcp: { end(): Promise<void> };
  /** Waits at most `ms` milliseconds for answers that are being shown. */
  bot: { stop(ms: number): Promise<void> };
  /** Writes down what was spent, and gives back what was set aside. */
  budget: { close(): Promise<void> };
  store: { close(): Promise<void> };
};

/** What a stop goes by. `patience` is how long it may take to leave what goes on to other processes, in milliseconds. */
type ShutdownMeans = { patience: number; clock: Clock; log: Logger };

/** One step of the stop. `by` is when the next one begins at the latest, in milliseconds since the steps began. */
type Step = { name: string; by: number; run(left: number): Promise<unknown> };

/** How long a session may take to store its last handle and close, after its answer was cut short, in milliseconds. */
const CLOSING = 1_500;

/** How long it may take to leave what translates, after it was cut short, in milliseconds: there's nothing to store. */
const CUTTING = 500;

/** How long logging out of Discord may take, in milliseconds. */
const LEAVING = 500;

/** How long the steps may take in all, and how long they have at least if leaving used up all its time, in milliseconds. */
const STEPS = { most: 9_000, least: 4_000 };

/** How long a stop may take in all, in milliseconds, if leaving may take so long. */
export const findStopTime = (patience: number): number => Math.max(STEPS.most, patience + STEPS.least);

/**
 * Leaves what goes on to other processes that are there to take it. Then it ends everything in order: calls end what is being
 * said, answers come to their end and are shown; then what is queued for the store is written, the leases are released, and the
 * store is closed. It never rejects.
 *
 * All steps share one deadline: nine seconds after the stop began, or four after leaving has used up all its time, when there's
 * little left to end. A step that hangs is left behind when its time is over, so that the store gets its turn: leases that aren't
 * released keep the next process from answering until they run out.
 */
export const shutDown = async (parts: ShutdownParts, { patience, clock, log }: ShutdownMeans): Promise<void> => {
  const { claims, fleet, calls, reader, mcp, bot, budget, store } = parts;
  const steps: Step[] = [
    { name: 'calls', by: 1_000, run: () => Promise.all([calls.close(), parts.reminders.close()]) },
    { name: 'conversations', by: 6_000, run: (left) => endAnswers(parts, left, clock) },
    {
      name: 'discord',
      by: 7_000,
      // Nothing more is spent, and what was is written down while the claims are held. No session is open any more.
      run: (left) => Promise.all([bot.stop(left - LEAVING), reader.end(), mcp.end(), budget.close(), fleet.close()]),
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
  const blame = (part: string) => (error: unknown) =>
    log.error({ event: 'bot.part_broke', err: error, part }, 'a part could not be stopped in order');
  const asked = clock.now();
  parts.erasing.close();
  parts.recaps.close();
  await within(clock, patience, fleet.leave(patience).catch(blame('fleet')));
  claims.close();
  const began = clock.now();
  const pace = Math.min(1, (findStopTime(patience) - (began - asked)) / STEPS.most);
  for (const { name, by, run } of steps) {
    const left = by * pace - (clock.now() - began);
    const ended = run(left).catch(blame(name));
    if ((await within(clock, left, ended)) === 'late')
      log.warn({ event: 'bot.part_late', part: name }, 'a part took too long to stop and is left behind');
  }
};

/** Lets answers and translations come to their end within so many milliseconds. */
const endAnswers = ({ conversations, calls, processes }: ShutdownParts, left: number, clock: Clock) =>
  Promise.all([
    conversations.close(abortAfter(clock, left - CLOSING)),
    calls.late.close(abortAfter(clock, left - CUTTING)),
    processes.end(),
  ]);

const abortAfter = (clock: Clock, ms: number): AbortSignal => {
  const enough = new AbortController();
  void clock.sleep(ms).then(() => enough.abort('a stop takes no longer'));
  return enough.signal;
};
