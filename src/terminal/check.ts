import { type Clock, startDeadline, unlessAborted } from '../base/clock.ts';
import { type Endpoint, explainConnectError } from '../base/network-faults.ts';
import type { Config } from '../config.ts';

/**
 * What a check saw, and where that is not as it should be, what to do about it. A `note` works, but its remedy is worth
 * reading.
 */
export type Finding = { ok: true; seen: string } | { ok: false | 'note'; seen: string; remedy: string };

/** What a check may use; one for a whole examination. `signal` aborts when its time is up. */
export type Tools = { config: Config; clock: Clock; signal: AbortSignal };

/** One thing that has to work. */
export type Check = {
  name: string;
  /** The settings without which it makes no sense; it is skipped while one of them is wrong. */
  needs: readonly string[];
  /** The checks that have to succeed first: what they find is the cause of what this one would find. */
  after?: readonly Check[];
  /** Looks; an error counts as broken. */
  run(tools: Tools): Promise<Finding>;
  /** The server that it asks, to which the errors of connections are put down. */
  target?(tools: Tools): Endpoint | Promise<Endpoint>;
  /** What to do about an error that says nothing of the way to that server. */
  remedy: string;
};

/** What the doctor says of one check. One that is skipped names its `cause`: the settings or the check that come first. */
export type CheckRow = { name: string } & (Finding | { ok: 'skipped'; seen: string; cause: string });

/** How long a whole examination may take, in milliseconds; people wait for it. */
const DEADLINE = 8_000;

/** The tools of one examination. Nothing that uses them lasts longer than it may. */
export const makeTools = ({ config, clock }: Pick<Tools, 'config' | 'clock'>): Tools & Disposable => {
  const over = new AbortController();
  const time = startDeadline(clock, {
    ms: DEADLINE,
    reason: new Error(`no answer within ${DEADLINE / 1_000} s`),
    signal: over.signal,
  });
  return { config, clock, signal: time.signal, [Symbol.dispose]: () => time[Symbol.dispose]() };
};

/**
 * Runs one check; whatever happens to it becomes a row. `wrong` names the settings that are missing or wrong, `before` are
 * the rows of the checks that it comes after.
 */
export const examine = async (
  check: Check,
  tools: Tools,
  { wrong = [], before = [] }: { wrong?: readonly string[]; before?: readonly Promise<CheckRow>[] } = {},
): Promise<CheckRow> => {
  const { name, needs } = check;
  const missing = needs.filter((setting) => wrong.includes(setting));
  const cause = missing.join(' and ') || findCause(await Promise.all(before));
  if (cause) return { name, ok: 'skipped', seen: `needs ${cause}, see above`, cause };
  try {
    return { name, ...(await unlessAborted(check.run(tools), tools.signal)) };
  } catch (error) {
    // A client whose signal is aborted says no more than that it was.
    return { name, ...(await blame(check, tools, tools.signal.aborted ? tools.signal.reason : error)) };
  }
};

const blame = async ({ target, remedy }: Check, tools: Tools, error: unknown): Promise<Finding> => {
  const found = target && explainConnectError(error, await target(tools));
  return found ?? { ok: false, seen: formatError(error), remedy };
};

/** What comes first, where one of these failed, or was itself skipped. */
export const findCause = (rows: readonly CheckRow[]): string | undefined => {
  for (const row of rows) {
    if (row.ok === false) return `"${row.name}"`;
    if (row.ok === 'skipped') return row.cause;
  }
};

/** Asks once in an examination, however many checks want to know. */
export const askOnce = <T>(ask: (tools: Tools) => Promise<T>): ((tools: Tools) => Promise<T>) => {
  const asked = new WeakMap<Tools, Promise<T>>();
  return (tools) => {
    const answer = asked.get(tools) ?? ask(tools);
    asked.set(tools, answer);
    return answer;
  };
};

/** An error with what was behind it; HTTP clients say the telling part only in the cause. */
export const formatError = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const text = error.message || ('code' in error ? String(error.code) : error.name);
  return error.cause instanceof Error ? `${text}: ${formatError(error.cause)}` : text;
};
