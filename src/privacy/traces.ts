import { findHome, type Place, toPlace } from '../base/place.ts';
import type { TranscriptSummary } from '../conversation/memory/transcript-summary.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Store } from '../store/store.ts';
import { findNamed } from './named-records.ts';
import { type KindName, PERSONAL, type Trace } from './personal-records.ts';
import { findRecordDate } from './record-dates.ts';
import { SealedRows } from './sealed-rows.ts';

/** What reading the whole store needs. `findServer` knows the servers of channels that Discord has told us of. */
export type TraceMeans = {
  store: Pick<Store, 'shelf' | 'list'>;
  findServer(channel: string): string | undefined;
};

/**
 * Everything that has to be erased of a person: by the conversations of places, and in the settings and accounts of homes.
 * `unreadable` are the keys of records that name them and that nobody here can read, of another version, spoiled or set
 * aside: nobody could take out only what is theirs. `sealers` are the names of keys that aren't there, with which records are
 * sealed that may tell of anybody, and how many each.
 */
export type FoundTraces = {
  places: Place[];
  settings: string[];
  accounts: string[];
  choice: boolean;
  /** The ids of reminders. */
  reminders: string[];
  unreadable: string[];
  sealers: ReadonlyMap<string, number>;
};

/** What names people for as long as it's needed, readable or not. */
const KEPT: ReadonlySet<KindName> = new Set(['refusal', 'choice', 'erasure']);

/** How many summaries are read at once. */
const PIECE = 500;

/** Finds the places that channels are in, by the stored conversations. @throws {StoreUnavailableError} */
export const locateChannels = async (
  { store, findServer }: TraceMeans,
  channels: readonly string[],
): Promise<Map<string, Place>> => {
  const shelf = store.shelf<TranscriptSummary>(RECORD_KINDS.conversation);
  const places = new Map<string, Place>();
  for (let start = 0; start < channels.length; start += PIECE) {
    const piece = channels.slice(start, start + PIECE);
    const summaries = await shelf.getReadable(piece);
    for (const [index, channel] of piece.entries()) {
      const { server = findServer(channel), parent } = summaries[index] ?? {};
      // Only a direct message has no server, and its channel is its home.
      places.set(channel, summaries[index] ? { server, channel, parent } : toPlace(server ?? channel, channel));
    }
  }
  return places;
};

/** What is looked for of a person, given by id: with `server` only what is there, and from no later than `before`. */
export type TraceQuery = { person: string; server?: string; before: number };

/**
 * Looks through every record for a person; with `server` only what is readable.
 *
 * @throws {StoreUnavailableError}
 */
export const findTraces = async (means: TraceMeans, { person, server, before }: TraceQuery): Promise<FoundTraces> => {
  const channels = new Set<string>();
  const homes = { settings: new Set<string>(), account: new Set<string>() };
  const reminders: string[] = [];
  const unreadable: string[] = [];
  const sealed = new SealedRows();
  let choice = false;
  const note = (trace: Trace) => {
    if (trace.is === 'conversation') channels.add(trace.channel);
    else if (trace.is === 'reminder') reminders.push(trace.id);
    else if (trace.is === 'choice') choice ||= server === undefined || trace.home === server;
    else if (trace.is !== 'kept') homes[trace.is].add(trace.home);
  };
  for await (const found of findNamed(means.store, person)) {
    if (found.is === 'aside') unreadable.push(found.key);
    else if (found.is === 'sealed') sealed.note(found.key, found.sealer);
    else if (found.content.is === 'value') {
      const { kind, id, text, content } = found;
      const trace = PERSONAL[kind](id, content.value, person, before);
      // Each setting has a time of its own.
      if (trace && (kind === 'settings' || findRecordDate(kind, content.value, text) <= before)) note(trace);
    } else if (!KEPT.has(found.kind)) unreadable.push(found.key);
  }
  const places = await locateChannels(means, [...channels]);
  const isMeant = (home: string) => server === undefined || home === server;
  return {
    places: [...places.values()].filter((place) => isMeant(findHome(place))),
    settings: [...homes.settings].filter(isMeant),
    accounts: [...homes.account].filter(isMeant),
    choice,
    reminders: reminders.filter((id) => isMeant(id.split(':', 1)[0] ?? id)),
    unreadable: server === undefined ? unreadable : [],
    sealers: await sealed.count(means, server),
  };
};
