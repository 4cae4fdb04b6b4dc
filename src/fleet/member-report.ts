/**
 * Live sessions of one process: how many are open, how many of these are busy, how many conversations wait for one, and how
 * many it allows itself.
 */
export type SessionCount = { open: number; busy: number; waiting: number; limit: number };

/**
 * Where a process has its shards from: they're its `own`, or it gets them from the plan. There are `count` in all, and `ready`
 * are those on which it hears Discord already, and `leaving` those of them that it hands over to others. Older versions don't tell
 * what they hear of their own, and which they leave.
 */
export type ShardWish =
  | { is: 'own'; count?: number; ready?: readonly number[] }
  | { is: 'planned'; count: number; ready: readonly number[]; leaving?: readonly number[] };

/** What a process tells the others of itself, about once a second. */
export type MemberReport = {
  /** Names the process; every start has another. */
  id: string;
  /** Higher in each report: whoever reads that sees that the process lives, whatever the clocks of the machines say. */
  beat: number;
  /** It's being stopped: it gets no more shards and no more sessions. */
  isLeaving: boolean;
  sessions: SessionCount;
  /** Google closed a connection of this process for quota lately. */
  isSlow: boolean;
  shards: ShardWish;
};
