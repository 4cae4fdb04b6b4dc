import type { Code, Text } from '../text/text.ts';
import type { LossReason } from '../voice/bridge/protocol.ts';

/** What people read when a call ends because its connection was lost. */
const LOSSES = {
  timeout: 'call.timeout',
  silent: 'call.no-sound',
  proxy: 'call.proxy',
  removed: 'call.removed',
  refused: 'call.refused',
  unreachable: 'call.discord-away',
} as const satisfies Record<LossReason, Code>;

/** Why a call's connection is gone for good, for the people who were in it. */
export const explainLoss = (why: LossReason): Text => ({ code: LOSSES[why] });
