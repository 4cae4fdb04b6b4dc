import { writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';

/** Less urgent than the bot and its calls. */
const PRIORITY = 10;

/**
 * Lets the calls go before a child process, and lets the kernel take it first where memory runs out. Not every system can.
 * `pid` is missing if it never started.
 */
export const makeHumble = (pid: number | undefined): void => {
  if (pid === undefined) return;
  try {
    setPriority(pid, PRIORITY);
  } catch {
    // It's over already, or it's just as urgent as the others then.
  }
  writeFile(`/proc/${pid}/oom_score_adj`, '1000').catch(() => {});
};
