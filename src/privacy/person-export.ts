import type { SpentTokens } from '../base/expense.ts';
import type { DayAccount } from '../budget/account.ts';
import type { Recap } from '../conversation/memory/recap.ts';
import type { StoredTurn } from '../conversation/turns/stored-turn.ts';
import type { Reminder } from '../tools/reminders/reminder.ts';
import type { PrivacyChoice } from './choices.ts';
import { findNamed, type RecordId } from './named-records.ts';
import { locateChannels, type TraceMeans } from './traces.ts';

/** One thing a person said, and what was answered. `at` is in ISO 8601. */
export type ExportedTurn = {
  at: string;
  asked: string;
  answered: string;
  written?: string[];
  sites?: readonly string[];
  files?: { name: string; is: string; size: string; excerpt?: string }[];
  quoted?: string[];
  spent?: readonly SpentTokens[];
};

/** A person's turns in one channel, newest first. In a direct message there's no server. */
export type ExportedChannel = { server?: string; channel: string; turns: ExportedTurn[] };

/** What a person spent in a home on a day, in whole nanodollars (a billionth of a dollar). */
export type ExportedExpense = { home: string; day: string; channel: string; tally: unknown };

/** Everything that is kept of a person, as they get it. */
export type PersonExport = {
  format: 'parley-person';
  version: 1;
  person: string;
  madeAt: string;
  channels: ExportedChannel[];
  /** What others quoted of them. */
  quotedByOthers: { server?: string; channel: string; at: string; text: string }[];
  /** Channels whose recap tells of them, in the model's words, and when it was made. */
  recaps: { channel: string; at: string }[];
  spent: ExportedExpense[];
  notHeardIn: { server: string; at: string }[];
  choices: { home?: string; choice: PrivacyChoice }[];
  /** What they want to be reminded of, or others in a channel. */
  reminders: { home: string; channel: string; at: string; text: string }[];
  /** How many of their turns are left out because there are too many for one file. */
  leftOut: number;
};

/** What was found so far, with the channels of turns and quotes, whose servers aren't known yet. */
type PersonRecords = Omit<PersonExport, 'format' | 'version' | 'person' | 'madeAt' | 'leftOut' | 'channels'> & {
  channels: Map<string, ExportedTurn[]>;
};

/**
 * Collects everything that is kept of a person, given by id.
 *
 * @throws {StoreUnavailableError}
 */
export const collectExport = async (means: TraceMeans, person: string, wall: number): Promise<PersonExport> => {
  const all: PersonRecords = {
    channels: new Map(),
    quotedByOthers: [],
    recaps: [],
    spent: [],
    notHeardIn: [],
    choices: [],
    reminders: [],
  };
  for await (const found of findNamed(means.store, person))
    if (found.is === 'record' && found.content.is === 'value') collect(all, found, found.content.value, person);
  const { channels, quotedByOthers, ...rest } = all;
  const names = [...channels.keys(), ...quotedByOthers.map(({ channel }) => channel)];
  const places = await locateChannels(means, [...new Set(names)]);
  const locate = (channel: string) => {
    const server = places.get(channel)?.server;
    return { ...(server !== undefined && { server }), channel };
  };
  return {
    format: 'parley-person',
    version: 1,
    person,
    madeAt: toIso(wall),
    channels: [...channels].map(([channel, turns]) => ({ ...locate(channel), turns: sortNewestFirst(turns) })),
    quotedByOthers: quotedByOthers.map((quote) => ({ ...quote, ...locate(quote.channel) })),
    ...rest,
    leftOut: 0,
  };
};

/** Adds what a record holds of a person. */
const collect = (all: PersonRecords, { kind, id }: RecordId, value: unknown, person: string): void => {
  const [first = '', second] = id.split(':');
  switch (kind) {
    case 'turn':
      collectTurn(all, first, value as StoredTurn, person);
      break;
    case 'recap': {
      const { people, at } = value as Recap;
      if (people?.includes(person)) all.recaps.push({ channel: first, at: toIso(at) });
      break;
    }
    case 'account':
      all.spent.push(...listExpenses(value as DayAccount, { home: first, day: second ?? '' }, person));
      break;
    case 'reminder': {
      const { person: whose, place, due, text } = value as Reminder;
      if (whose === person) all.reminders.push({ home: first, channel: place.channel, at: toIso(due), text });
      break;
    }
    case 'refusal':
      if (second === person) all.notHeardIn.push({ server: first, at: toIso((value as { at: number }).at) });
      break;
    case 'choice':
      if (first === person)
        all.choices.push({ ...(second !== undefined && { home: second }), choice: value as PrivacyChoice });
  }
};

const toIso = (at: number): string => new Date(at).toISOString();

const sortNewestFirst = (turns: readonly ExportedTurn[]): ExportedTurn[] =>
  turns.toSorted((one, other) => other.at.localeCompare(one.at));

const collectTurn = (
  { channels, quotedByOthers }: PersonRecords,
  channel: string,
  turn: StoredTurn,
  person: string,
): void => {
  if (turn.person.id === person) {
    const known = channels.get(channel);
    if (known) known.push(toExportedTurn(turn));
    else channels.set(channel, [toExportedTurn(turn)]);
    return;
  }
  for (const { from, text } of turn.quotes ?? [])
    if (typeof from === 'object' && from.id === person) quotedByOthers.push({ channel, at: toIso(turn.at), text });
};

const toExportedTurn = (turn: StoredTurn): ExportedTurn => {
  const { at, asked, answered, written = [], sites, files = [], quotes = [], spent } = turn;
  return {
    at: toIso(at),
    asked,
    answered,
    ...(written.length > 0 && { written: written.map(({ markdown }) => markdown) }),
    ...(sites && { sites }),
    ...(files.length > 0 && {
      files: files.map(({ name, is, size, excerpt }) => ({
        name,
        is,
        size,
        ...(excerpt !== undefined && { excerpt }),
      })),
    }),
    ...(quotes.length > 0 && { quoted: quotes.map(({ text }) => text) }),
    ...(spent && { spent }),
  };
};

const listExpenses = (
  { channels }: DayAccount,
  where: Pick<ExportedExpense, 'home' | 'day'>,
  person: string,
): ExportedExpense[] =>
  Object.entries(channels).flatMap(([channel, members]) =>
    Object.hasOwn(members, person) ? [{ ...where, channel, tally: members[person] }] : [],
  );
