import type { RecordKind } from './shelf.ts';

const DAY = 24 * 60 * 60_000;

/** Every kind of record there is. A changed shape gets a new version; records of the old one then count as missing. */
export const RECORD_KINDS = {
  /** The resumption handle of a channel's session. Google forgets it after two hours; a day covers clock mistakes. */
  handle: { name: 'handle', version: 1, lifetime: DAY },
  /** What is known of a channel's conversation as a whole. */
  conversation: { name: 'conversation', version: 1, lifetime: 30 * DAY },
  /** One finished turn, by channel and number. */
  turn: { name: 'turn', version: 1, lifetime: 30 * DAY },
  /** The channels of a server in which people may see half an answer. */
  unfinished: { name: 'unfinished', version: 3, lifetime: DAY },
  /** The replies that people of a server wait for. Their tokens are good for a quarter of an hour, and then kept no longer. */
  promised: { name: 'promised', version: 1, lifetime: 15 * 60_000 },
  /** The model's own summary of a channel's older turns. */
  recap: { name: 'recap', version: 1, lifetime: 30 * DAY },
  /** The call that is on in a server, to be taken up again after a restart. */
  call: { name: 'call', version: 1, lifetime: 30 * DAY },
  /** How calls of a conversation were last wanted. */
  callSettings: { name: 'call-settings', version: 1, lifetime: 365 * DAY },
  /** Who does not want to be heard in a server. A choice about one's privacy does not wear off. */
  refusal: { name: 'refusal', version: 1, lifetime: 3_650 * DAY },
} satisfies Record<string, RecordKind>;
