import type { RecordKind } from './shelf.ts';

const DAY = 24 * 60 * 60_000;

/** Every kind of record. If a shape changes, it gets a new version, and older records count as missing. */
export const RECORD_KINDS = {
  /** The resumption handle of a channel's session. Google forgets it after two hours; a day allows for wrong clocks. */
  handle: { name: 'handle', version: 1, lifetime: DAY },
  /** The summary of a channel's conversation. */
  conversation: { name: 'conversation', version: 1, lifetime: 30 * DAY },
  /** One finished turn, by channel and number. */
  turn: { name: 'turn', version: 1, lifetime: 30 * DAY },
  /** The channels of a server where people may see half an answer. */
  unfinished: { name: 'unfinished', version: 3, lifetime: DAY },
  /**
   * The replies that people of a server wait for. Their tokens are valid for a quarter of an hour, and aren't kept any
   * longer.
   */
  promised: { name: 'promised', version: 1, lifetime: 15 * 60_000 },
  /** The model's recap of a channel's older turns. */
  recap: { name: 'recap', version: 1, lifetime: 30 * DAY },
  /** The current call of a server, which is resumed after a restart. */
  call: { name: 'call', version: 1, lifetime: 30 * DAY },
  /** The latest settings for calls of a conversation. */
  callSettings: { name: 'call-settings', version: 1, lifetime: 365 * DAY },
  /** Who doesn't want to be heard in a server. A choice about privacy doesn't expire. */
  refusal: { name: 'refusal', version: 1, lifetime: 3_650 * DAY },
} satisfies Record<string, RecordKind>;
