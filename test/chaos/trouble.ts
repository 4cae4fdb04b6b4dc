/** What happened to one process, or to all, and from when to when, by the world's clock. A dead process has no end of it. */
export type Trouble = {
  is: 'kill' | 'stop' | 'pause' | 'slow' | 'stall' | 'cut' | 'restart' | 'fail-over' | 'gateway' | 'session';
  of: string;
  from: number;
  to: number;
  /** Whether what was stored a moment before it may be gone: the replica hadn't got it. */
  loses?: boolean;
};

/** Whom a trouble is of if it's everybody's. */
export const ALL = 'all';

/** What is over sooner costs nobody anything: a lease lasts 3 s and is renewed each 750 ms. */
const HARMLESS = 1_000;

/** Troubles in which the store isn't reached in time, after which nobody knows what it holds, or who has what. */
export const STORE: readonly Trouble['is'][] = ['cut', 'restart', 'fail-over', 'stall'];

/** What a process doesn't come back from. */
export const ENDS: readonly Trouble['is'][] = ['kill', 'stop'];

/** The troubles of some processes in a time, those of everybody among them. */
export const troublesOf = (
  troubles: readonly Trouble[],
  names: readonly string[],
  { from, to }: { from: number; to: number },
): Trouble[] =>
  troubles.filter((one) => (one.of === ALL || names.includes(one.of)) && one.from <= to && one.to >= from);

/** The same, without those that nobody need notice. */
export const harmsOf = (...of: Parameters<typeof troublesOf>): Trouble[] =>
  troublesOf(...of).filter(({ is, from, to }) => is === 'gateway' || is === 'session' || to - from > HARMLESS);
