import { startDeadline } from '../../base/clock.ts';
import { formatError } from '../check.ts';
import type { LiveTools } from './probe.ts';

/** What was seen, and whether Parley can rely on it. */
export type Observation = { holds: boolean; seen: string };

/** Something that Parley assumes about the Live API although no source proves it. */
export type Assumption = {
  name: string;
  /** What goes wrong for people if it doesn't hold. */
  why: string;
  /** What to change in that case: an environment variable, or a constant and its file. */
  setting: string;
  /** How long it may take, in milliseconds, if not as long as any other. */
  deadline?: number;
  run(tools: LiveTools): Promise<Observation>;
};

/** How long one assumption may take, in milliseconds. */
const DEADLINE = 45_000;

/** Tests one assumption. If the test fails, it doesn't hold. */
export const tryOut = async (
  { run, deadline = DEADLINE }: Pick<Assumption, 'run' | 'deadline'>,
  tools: Omit<LiveTools, 'signal'>,
): Promise<Observation> => {
  const reason = new Error(`not over within ${deadline / 1_000} s`);
  using time = startDeadline(tools.clock, { ms: deadline, reason, signal: new AbortController().signal });
  try {
    return await run({ ...tools, signal: time.signal });
  } catch (error) {
    return { holds: false, seen: formatError(error) };
  }
};
