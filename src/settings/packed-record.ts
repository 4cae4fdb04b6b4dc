import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { findHome, type Place } from '../base/place.ts';
import { EMPTY_RECORD, type SettingEntries, type SettingsRecord } from './record.ts';

/**
 * A record as it's kept in memory while nobody asks for it. As objects, each channel's settings take half a kilobyte; they
 * differ in little from other channels' settings, so they're compressed together. `ids` are the channels that have any, each
 * between blanks. The first of the `pages` is what is set for all of the home, and the others are of some channels each.
 */
export type PackedRecord = { readonly ids: string; readonly pages: readonly string[] };

/** How many channels a page has: more would save little, and all of a page is read for one of them. */
const PAGE = 20;

/** Fast rather than small: the record of a server in which people talk is packed again each time it's read. */
const LEVEL = 1;

/** One byte a character, because buffers take more than what they hold. */
const writePage = (value: unknown): string =>
  deflateRawSync(JSON.stringify(value), { level: LEVEL }).toString('latin1');

const readPage = (page: string) => JSON.parse(inflateRawSync(Buffer.from(page, 'latin1')).toString());

const pack = ({ rev, server, channels }: SettingsRecord): PackedRecord => {
  const all = Object.values(channels);
  const pages = [writePage({ rev, server })];
  for (let start = 0; start < all.length; start += PAGE) pages.push(writePage(all.slice(start, start + PAGE)));
  return { ids: ['', ...Object.keys(channels), ''].join(' '), pages };
};

/** The record of homes where nobody has set anything: one for all of them. */
const PACKED_EMPTY = pack(EMPTY_RECORD);

/** Packs a record. */
export const packRecord = (record: SettingsRecord): PackedRecord => (record.rev === 0 ? PACKED_EMPTY : pack(record));

/** Whether two packed records are of the same. Two of equal records may differ if their channels are in another order. */
export const isSamePacked = (one: PackedRecord, other: PackedRecord): boolean =>
  one === other || (one.ids === other.ids && one.pages.join() === other.pages.join());

/** Whether a channel has settings of its own. */
const hasOwnSettings = ({ ids }: PackedRecord, channel: string): boolean => ids.includes(` ${channel} `);

/** The whole record. */
export const openPacked = (packed: PackedRecord): SettingsRecord => unpack(packed, listIds(packed));

/** The record as far as it matters in a place. */
export const openPackedPlace = (packed: PackedRecord, { channel, parent }: Place): SettingsRecord =>
  unpack(
    packed,
    [channel, parent].filter((id) => id !== undefined && hasOwnSettings(packed, id)),
  );

const listIds = ({ ids }: PackedRecord): string[] => ids.split(' ').filter(Boolean);

const unpack = (packed: PackedRecord, wanted: readonly (string | undefined)[]): SettingsRecord => {
  const [home = '', ...pages] = packed.pages;
  const isWanted = new Set(wanted);
  const channels = isWanted.size === 0 ? [] : readChannels(listIds(packed), pages, (id) => isWanted.has(id));
  return { ...readPage(home), channels: Object.fromEntries(channels) };
};

const readChannels = (
  ids: readonly string[],
  pages: readonly string[],
  isWanted: (id: string) => boolean,
): [string, SettingEntries][] =>
  pages.flatMap((page, index) => {
    const here = ids.slice(index * PAGE, (index + 1) * PAGE);
    if (!here.some(isWanted)) return [];
    const entries: SettingEntries[] = readPage(page);
    return here.flatMap((id, at): [string, SettingEntries][] => (isWanted(id) ? [[id, entries[at] ?? {}]] : []));
  });

/** Places that differ in nothing have the same name, and so do all places of homes where nobody has set anything. */
export const nameView = (packed: PackedRecord, place: Place): string => {
  const { server, channel, parent } = place;
  const home = packed === PACKED_EMPTY ? '' : findHome(place);
  if (!server) return `dm ${home}`;
  const own = (id: string | undefined) => (id !== undefined && hasOwnSettings(packed, id) ? id : '');
  return `${home} ${own(parent)} ${own(channel)}`;
};
