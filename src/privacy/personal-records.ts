import { isDeepStrictEqual } from 'node:util';
import { isAccountAfter } from '../budget/account-page.ts';
import { hasTrace } from '../conversation/memory/erased-turns.ts';
import type { Recap } from '../conversation/memory/recap.ts';
import { hasNameOf, type TranscriptSummary } from '../conversation/memory/transcript-summary.ts';
import type { StoredTurn } from '../conversation/turns/stored-turn.ts';
import type { SettingsRecord } from '../settings/record.ts';
import type { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Reminder } from '../tools/reminders/reminder.ts';

/** The name by which the code knows a kind of record. */
export type KindName = keyof typeof RECORD_KINDS;

/**
 * Where a record holds something of a person, and so who has to erase it: the conversation of a channel, what keeps the
 * settings or the accounts of a home, or what keeps people's choices. With `kept` it stays, because without it Parley would
 * do again what the person has refused.
 */
export type Trace =
  | { is: 'conversation'; channel: string }
  | { is: 'settings' | 'account'; home: string }
  | { is: 'reminder'; id: string }
  | { is: 'choice'; home: string | undefined }
  | { is: 'kept' };

/**
 * Finds a person, given by id, in one record. `id` is the record's own, without the name of its kind. What a record says to be
 * from later than `before`, in milliseconds since the epoch, doesn't count.
 */
export type FindTrace = (id: string, value: unknown, person: string, before: number) => Trace | undefined;

/** Nothing of anybody is in records of a kind; `why` is for readers of this table. */
const impersonal = (_why: string): FindTrace => findNobody;

const findNobody: FindTrace = () => undefined;

/** Whether nothing of anybody is in records of a kind. */
export const isImpersonal = (kind: KindName): boolean => PERSONAL[kind] === findNobody;

const beforeColon = (id: string): string => id.split(':', 1)[0] ?? id;

const inConversation = <T>(holds: (value: T, person: string, before: number) => boolean): FindTrace => {
  return (id, value, person, before) =>
    holds(value as T, person, before) ? { is: 'conversation', channel: beforeColon(id) } : undefined;
};

/** Whether a person has set something in a home. */
const hasChanger = ({ server, channels }: SettingsRecord, person: string, before: number): boolean =>
  [server, ...Object.values(channels)]
    .flatMap((entries) => Object.values(entries))
    .some(({ by, at }) => by === person && at <= before);

/** What each kind of record holds of a person. A new kind that isn't here is a type error, and so can't be forgotten. */
export const PERSONAL: Record<KindName, FindTrace> = {
  turn: inConversation<StoredTurn>(hasTrace),
  // It doesn't say since when it names somebody. Their turns do.
  conversation: inConversation<TranscriptSummary>(
    (summary, person, before) => before === Number.POSITIVE_INFINITY && hasNameOf(summary, person),
  ),
  // One that doesn't say of whom it tells may tell of anybody.
  recap: inConversation<Recap>(({ people }, person) => people?.includes(person) ?? true),
  handle: impersonal('a number of Google’s; the conversation drops it with the turns that its session knows'),
  unfinished: impersonal('ids of channels'),
  promised: impersonal('ids of messages, and tokens that are worth nothing after a quarter of an hour'),
  call: impersonal('ids of a server and its channels, and how a call listens'),
  callSettings: impersonal('how a call listens'),
  callMinutes: impersonal('ids of a server and its channels, and when calls began and ended'),
  dismissal: impersonal('ids of a server and a voice channel'),
  refusal: (id, _value, person) => (id.endsWith(`:${person}`) ? { is: 'kept' } : undefined),
  choice: (id, value, person) => {
    if (beforeColon(id) !== person) return undefined;
    const home = id === person ? undefined : id.slice(person.length + 1);
    return home === undefined && isDeepStrictEqual(value, { stored: 'no' }) ? { is: 'kept' } : { is: 'choice', home };
  },
  // Whom the rules of a server allow or deny something stays: that's the server's decision.
  settings: (id, value, person, before) =>
    hasChanger(value as SettingsRecord, person, before) ? { is: 'settings', home: id } : undefined,
  account: (id, value, person, before) =>
    !isAccountAfter(id, before) && JSON.stringify(value).includes(`"${person}"`)
      ? { is: 'account', home: beforeColon(id) }
      : undefined,
  reminder: (id, value, person, before) => {
    const { person: whose, made } = value as Reminder;
    return whose === person && made <= before ? { is: 'reminder', id } : undefined;
  },
  // The order to delete names the person until nothing is left to delete.
  erasure: impersonal('it goes by itself once it’s carried out'),
  present: impersonal('ids of servers'),
  departed: impersonal('ids of servers'),
  face: impersonal('what Parley is called in a server, and its own profile there'),
  fleetMember: impersonal('numbers of shards and sessions of a process'),
  fleetPlan: impersonal('numbers of shards and sessions of processes'),
  registered: impersonal('names and ids of commands'),
};
