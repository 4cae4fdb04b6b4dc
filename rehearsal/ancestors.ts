import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How often it is looked whether they are still there, in milliseconds. */
const LOOK = 1_000;

/**
 * Calls `gone` once the parent of this process has ended, or the parent's parent: npm starts a program by a shell, which
 * lives on when npm is killed. That comes as no signal, and in a terminal nobody would see that the program still runs.
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

/** Not every Linux has `ps`, and macOS has no `/proc`. It is unknown elsewhere. */
const parentOf = (pid: number): number | undefined => {
  try {
    // The name in brackets may hold anything; the state and the parent come after it (proc_pid_stat(5)).
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
