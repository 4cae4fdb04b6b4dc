import type { ChildProcess } from 'node:child_process';
import { type Clock, within } from './clock.ts';

/** How much of a process's standard error is kept, in characters: the end of it, which says why the process died. */
const LAST_WORDS = 4_000;

/** How a child process ended, and the end of its standard error (`words`). */
export type ChildExit = { code: number | null; signal: NodeJS.Signals | null; words: string };

/** Resolves when a child process is gone, whatever the reason. To be called as soon as it's started. */
export const watchExit = (child: ChildProcess): Promise<ChildExit> => {
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-LAST_WORDS);
  });
  // The child's own `close` event isn't used, because it never comes after the bot has disconnected.
  const said = new Promise<void>((resolve) => {
    if (child.stderr) child.stderr.once('close', resolve);
    else resolve();
  });
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => said.then(() => resolve({ code, signal, words })));
    // Without a pid the process never started, and no exit will follow. Other errors are about messages to it.
    child.on('error', (error) => {
      if (child.pid === undefined) resolve({ code: null, signal: null, words: String(error) });
    });
  });
};

/**
 * Ends a child process that ends once its channel is closed, and waits until it's gone. If it hasn't ended by itself after
 * `patience` milliseconds, it's killed. `exited` is what {@link watchExit} gave.
 */
export const endChild = async (
  child: ChildProcess,
  { exited, patience, clock }: { exited: Promise<ChildExit>; patience: number; clock: Pick<Clock, 'sleep'> },
): Promise<void> => {
  if (child.connected) child.disconnect();
  if ((await within(clock, patience, exited)) === 'late') child.kill('SIGKILL');
  await exited;
};
