import { Claim } from '../../src/claims/claim.ts';
import type { Claims } from '../../src/claims/claims.ts';

/** The claims of a process that is the only one: it may talk everywhere, and nothing is ever taken from it. */
export const ALONE: Pick<Claims, 'enter' | 'visit' | 'find' | 'holds' | 'keep' | 'noteOthers' | 'on' | 'storeBackFor'> =
  {
    enter: async () => true,
    visit: async () => true,
    holds: async () => true,
    find: (channel) => new Claim(channel, undefined, { renew: async () => 'unknown', onLoss() {} }),
    keep() {},
    noteOthers() {},
    on: () => () => {},
    storeBackFor: Number.POSITIVE_INFINITY,
  };
