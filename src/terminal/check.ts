import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';

/** What a check saw, and where that is not as it should be, what to do about it. */
export type Finding = { ok: true; seen: string } | { ok: false; seen: string; remedy: string };

/** What a check may use. `signal` aborts when its time is up. */
export type Tools = { config: Config; clock: Clock; signal: AbortSignal };

/** One thing that has to work. */
export type Check = {
  name: string;
  /** The settings without which it makes no sense; it is left out while one of them is wrong. */
  needs: readonly string[];
  /** Looks; an error counts as broken. */
  run(tools: Tools): Promise<Finding>;
  /** What to do when `run` fails with an error. */
  remedy: string;
};

/** What the doctor says of one check. */
export type Row = { name: string } & (Finding | { ok: 'left out'; seen: string });

/** How long one check may take, in milliseconds. */
const DEADLINE = 15_000;

/** Runs one check; whatever happens to it becomes a row. `wrong` names the settings that are missing or wrong. */
export const examine = async (
  check: Check,
  { config, clock }: Pick<Tools, 'config' | 'clock'>,
  wrong: readonly string[] = [],
): Promise<Row> => {
  const { name, needs, remedy } = check;
  const missing = needs.filter((setting) => wrong.includes(setting));
  if (missing.length > 0) return { name, ok: 'left out', seen: `needs ${missing.join(' and ')}` };
  const over = new AbortController();
  const late = new AbortController();
  const deadline = clock.sleep(DEADLINE, over.signal).then(() => {
    const error = new Error(`no answer within ${DEADLINE / 1_000} s`);
    late.abort(error);
    throw error;
  });
  try {
    return { name, ...(await Promise.race([check.run({ config, clock, signal: late.signal }), deadline])) };
  } catch (error) {
    return { name, ok: false, seen: spelled(error), remedy };
  } finally {
    over.abort();
    deadline.catch(() => {});
  }
};

/** An error with what was behind it; HTTP clients say the telling part only in the cause. */
export const spelled = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const text = error.message || ('code' in error ? String(error.code) : error.name);
  return error.cause instanceof Error ? `${text}: ${spelled(error.cause)}` : text;
};
