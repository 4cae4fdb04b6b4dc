import { type Clock, startDeadline, unlessAborted } from '../base/clock.ts';
import { type Endpoint, explainConnectError } from '../base/network-faults.ts';
import type { Config } from '../config.ts';

/**
 * What a check saw and, if that isn't as it should be, what to do about it. With a `note` everything works, but the
 * remedy is worth reading.
 */
export type Finding = { ok: true; seen: string } | { ok: false | 'note'; seen: string; remedy: string };

/** What a check may use; one instance serves a whole examination. `signal` aborts when its time is up. */
export type Tools = { config: Config; clock: Clock; signal: AbortSignal };

/** One thing that has to work. */
export type Check = {
  name: string;
  /** The settings that it needs; it's skipped while one of them is wrong. */
  needs: readonly string[];
  /** The checks that have to succeed first, because a failure there would cause one here. */
  after?: readonly Check[];
  /** Runs the check. An error counts as a failure. */
  run(tools: Tools): Promise<Finding>;
  /** The server that it asks. Connection errors are blamed on the way to it. */
  target?(tools: Tools): Endpoint | Promise<Endpoint>;
  /** What to do about an error that says nothing about the way to that server. */
  remedy: string;
};

/**
 * What the doctor says about one check. A skipped one names its `cause`: the settings or the check that it depends on.
 */
export type CheckRow = { name: string } & (Finding | { ok: 'skipped'; seen: string; cause: string });

/** How long a whole examination may take, in milliseconds, because a person waits for it. */
const DEADLINE = 8_000;

/** The tools of one examination. Nothing that uses them outlasts it. */
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
 * Runs one check. Whatever happens to it becomes a row. `wrong` names the settings that are missing or wrong, and
 * `before` are the rows of the checks that it depends on.
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
    // A client whose signal aborts reports only that.
    return { name, ...(await blame(check, tools, tools.signal.aborted ? tools.signal.reason : error)) };
  }
};

const blame = async ({ target, remedy }: Check, tools: Tools, error: unknown): Promise<Finding> => {
  const found = target && explainConnectError(error, await target(tools));
  return found ?? { ok: false, seen: formatError(error), remedy };
};

/** The row that caused the failure, if one of these rows failed or was itself skipped. */
export const findCause = (rows: readonly CheckRow[]): string | undefined => {
  for (const row of rows) {
    if (row.ok === false) return `"${row.name}"`;
    if (row.ok === 'skipped') return row.cause;
  }
};

/** Asks once per examination, however many checks need the answer. */
export const askOnce = <T>(ask: (tools: Tools) => Promise<T>): ((tools: Tools) => Promise<T>) => {
  const asked = new WeakMap<Tools, Promise<T>>();
  return (tools) => {
    const answer = asked.get(tools) ?? ask(tools);
    asked.set(tools, answer);
    return answer;
  };
};

/** An error with its causes. HTTP clients put the useful part only into the cause. */
export const formatError = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const text = error.message || ('code' in error ? String(error.code) : error.name);
  return error.cause instanceof Error ? `${text}: ${formatError(error.cause)}` : text;
};
