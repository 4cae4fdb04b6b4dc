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
  /** The calls of a server that ended last, and how far their recaps are. Nobody waits for one any longer. */
  callMinutes: { name: 'call-minutes', version: 1, lifetime: 7 * DAY },
  /** In which voice channel of a server Parley isn't wanted until it has been empty. Nobody talks for longer than a day. */
  dismissal: { name: 'dismissal', version: 1, lifetime: DAY },
  /** What was last wished for calls of a conversation. Wishes that are older than their times count as the oldest. */
  callSettings: { name: 'call-settings', version: 1, lifetime: 365 * DAY },
  /** Who doesn't want to be heard in a server. A choice about privacy doesn't expire. */
  refusal: { name: 'refusal', version: 1, lifetime: 3_650 * DAY },
  /** What was spent in a server or direct message on a day. A year and a bit, so that two years can be compared. */
  account: { name: 'account', version: 1, lifetime: 400 * DAY },
  /** What a person agreed to or refused, everywhere or in a server. A choice about privacy doesn't expire. */
  choice: { name: 'choice', version: 1, lifetime: 3_650 * DAY },
  /** An order to delete what is kept of a person or a server, until it's carried out, however long nothing runs. */
  erasure: { name: 'erasure', version: 1, lifetime: 3_650 * DAY },
  /** A server that Parley was in, so that it's noticed if it leaves one while it doesn't run. */
  present: { name: 'present', version: 1, lifetime: 3_650 * DAY },
  /** A server that Parley has left. What is kept of it is deleted after 30 days, unless Parley comes back. */
  departed: { name: 'departed', version: 1, lifetime: 120 * DAY },
  /** What Parley has made of itself in a server: its nickname and profile there. It stays at Discord as long as it isn't taken back. */
  face: { name: 'face', version: 1, lifetime: 3_650 * DAY },
  /** What is set in a server and its channels, or in a direct message. Rules don't expire. */
  settings: { name: 'settings', version: 1, lifetime: 3_650 * DAY },
  /** What somebody wants to be reminded of. None is more than a year ahead, and what can't be sent is given up after a day. */
  reminder: { name: 'reminder', version: 1, lifetime: 400 * DAY },
  /** What a process tells the others of itself, each second. What is left of a dead one isn't looked at. */
  fleetMember: { name: 'fleet-member', version: 1, lifetime: 60 * 60_000 },
  /** What all processes go by: who runs which shards, and how many sessions each may have open. */
  fleetPlan: { name: 'fleet-plan', version: 1, lifetime: DAY },
  /** The ids of the commands that one process has registered, for those that start soon after it. */
  registered: { name: 'registered', version: 1, lifetime: 60_000 },
} satisfies Record<string, RecordKind>;
