import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How often to check that they're alive, in milliseconds. */
const LOOK = 1_000;

/**
 * Calls `gone` once this process' parent, or the parent's parent, has ended. npm starts a program through a shell, which
 * lives on when npm is killed. There's no signal for that, and nobody would see in a terminal that the program still
 * runs.
 */
export const watchAncestors = (gone: () => void): void => {
  const parent = process.ppid;
  const other = parentOf(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && (other === undefined || isAlive(other))) return;
    clearInterval(timer);
    gone();
  }, LOOK);
  timer.unref();
};

/** Not every Linux has `ps`, and macOS has no `/proc`. On other systems it's unknown. */
const parentOf = (pid: number): number | undefined => {
  try {
    // The name in brackets may contain anything; the state and the parent come after it (proc_pid_stat(5)).
    const found =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[1]
        : execFileSync('ps', ['-o', 'ppid=', '-p', `${pid}`], {
            encoding: 'latin1',
            stdio: ['ignore', 'pipe', 'ignore'],
          });
    return Number(found) || undefined;
  } catch {
    return undefined;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
