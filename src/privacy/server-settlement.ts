import { toPlace } from '../base/place.ts';
import type { TranscriptSummary } from '../conversation/memory/transcript-summary.ts';
import { findSealer } from '../store/cipher.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { ErasureProgress, ErasureSubject } from './erasure.ts';
import { type RecordId, readContent, splitKey } from './named-records.ts';
import { judgeSealed, runAll, runInPlace, type SettlementMeans } from './person-settlement.ts';
import { isImpersonal, type KindName } from './personal-records.ts';
import { findRecordDate } from './record-dates.ts';
import type { TraceMeans } from './traces.ts';

/**
 * How each kind of record is named: after the channel or the home it belongs to, or after people. What is kept while Parley is
 * in a server is named after that, too.
 */
const BELONGS: Record<KindName, 'channel' | 'home' | 'while there' | 'choice' | 'nowhere'> = {
  turn: 'channel',
  conversation: 'channel',
  recap: 'channel',
  handle: 'channel',
  callSettings: 'channel',
  unfinished: 'home',
  promised: 'home',
  call: 'home',
  callMinutes: 'home',
  dismissal: 'home',
  account: 'home',
  settings: 'home',
  reminder: 'home',
  face: 'home',
  departed: 'home',
  refusal: 'while there',
  present: 'while there',
  choice: 'choice',
  erasure: 'nowhere',
  fleetMember: 'nowhere',
  fleetPlan: 'nowhere',
  registered: 'nowhere',
};

/** How many records are deleted at once. */
const PIECE = 500;

/** The ids of a server's records, by kind. */
type ServerRecords = Map<KindName, string[]>;

/**
 * What there is of a server. `sealed` are the keys of its records that a key has sealed which isn't there; of the channels of
 * others so sealed, counted by `sealers`, nobody here knows the server.
 */
type FoundInServer = { records: ServerRecords; sealed: string[]; sealers: ReadonlyMap<string, number> };

/**
 * Erases everything of a server from no later than `before`, and tells whether anything was left to erase when it began.
 * Conversations are reset first, so that nobody goes on with them.
 *
 * @throws {StoreUnavailableError} or {@link NotStoredError}
 */
export const settleServer = async (
  { server, left }: Extract<ErasureSubject, { is: 'server' }>,
  means: SettlementMeans,
  before: number,
): Promise<ErasureProgress> => {
  const { records, sealed, sealers } = await findRecords(means, server, { left: left ?? false, before });
  const all = [...records.values()].flat();
  if (all.length + sealed.length === 0) return judgeSealed(sealers, means.log);
  const isOurs = await runInPlace(means.claims, toPlace(server, server), async () => {});
  if (!isOurs) return 'left';
  const channels = records.get('conversation') ?? [];
  const resets = channels.map((channel) => {
    const place = toPlace(server, channel);
    return () => runInPlace(means.claims, place, () => means.conversations.reset(place));
  });
  if (!(await runAll(resets, means.log))) return 'left';
  // What comes late is deleted as it's found: an account that has grown since stays.
  if (before === Number.POSITIVE_INFINITY) await means.accounts.erase(server);
  // Afterwards nobody knows any more what Discord was told.
  if (!left && records.has('face')) await means.face.giveBack(server);
  await deleteRecords(means, records);
  if (sealed.length > 0) await means.store.deleteKeys(sealed);
  return 'worked';
};

const deleteRecords = async ({ store }: SettlementMeans, records: ServerRecords): Promise<void> => {
  for (const [kind, ids] of records)
    for (let start = 0; start < ids.length; start += PIECE)
      await store.shelf(RECORD_KINDS[kind]).deleteSurely(ids.slice(start, start + PIECE));
};

/**
 * All records of a server that can be read; with `left`, also what is of use only as long as Parley is there. From when the
 * others are can't be known, so what comes late isn't looked for among them.
 */
const findRecords = async (
  means: TraceMeans,
  server: string,
  { left, before }: { left: boolean; before: number },
): Promise<FoundInServer> => {
  const findHomeOf = await locateAll(means);
  const isOfServer = ({ kind, id }: RecordId): boolean => {
    const [first = '', second] = id.split(':');
    switch (BELONGS[kind]) {
      case 'channel':
        return findHomeOf(first) === server;
      case 'home':
        return first === server;
      case 'while there':
        return left && first === server;
      case 'choice':
        return second === server;
      case 'nowhere':
        return false;
    }
  };
  const isAnywhere = ({ kind, id }: RecordId): boolean =>
    BELONGS[kind] === 'channel' && !isImpersonal(kind) && findHomeOf(id.split(':', 1)[0] ?? id) === undefined;
  const found = { records: new Map<KindName, string[]>(), sealed: [] as string[], sealers: new Map<string, number>() };
  for await (const { key, text } of means.store.list('')) {
    const record = splitKey(key);
    if (!record) continue;
    const sealer = findSealer(text);
    if (sealer && isAnywhere(record)) found.sealers.set(sealer, (found.sealers.get(sealer) ?? 0) + 1);
    if (!isOfServer(record)) continue;
    if (sealer && before === Number.POSITIVE_INFINITY) found.sealed.push(key);
    const content = readContent(record.kind, text);
    if (content.is !== 'value' || findRecordDate(record.kind, content.value, text) > before) continue;
    const ids = found.records.get(record.kind);
    if (ids) ids.push(record.id);
    else found.records.set(record.kind, [record.id]);
  }
  return found;
};

/**
 * Finds out where channels are, by the stored conversations, or else by what Discord has told us. A conversation without a
 * server is a direct message, which is a home of its own.
 */
const locateAll = async ({ store, findServer }: TraceMeans): Promise<(channel: string) => string | undefined> => {
  const homes = new Map<string, string>();
  for await (const { id, value } of store.shelf<TranscriptSummary>(RECORD_KINDS.conversation).each())
    homes.set(id, value.server ?? findServer(id) ?? id);
  return (channel) => homes.get(channel) ?? findServer(channel);
};
