import type { TranscriptSummary } from '../conversation/memory/transcript-summary.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Store } from '../store/store.ts';
import { splitKey } from './named-records.ts';
import { isImpersonal, type KindName } from './personal-records.ts';

/** What counting needs. `findServer` knows the servers of channels that Discord has told us of. */
type SealedRowMeans = { store: Pick<Store, 'shelf'>; findServer(channel: string): string | undefined };

/** Where a row belongs, as far as its key says. */
type RowOrigin = { is: 'channel' | 'home'; id: string } | { is: 'anywhere' };

/** What only its key names people in. Who looks for somebody finds them there, sealed or not. */
const NAMED_BY_KEY: ReadonlySet<KindName> = new Set(['refusal', 'choice']);

const OF_HOME: ReadonlySet<KindName> = new Set(['settings', 'account']);

/** Where a row belongs; nothing if nobody can be in it. */
const findOrigin = (key: string): RowOrigin | undefined => {
  const record = splitKey(key.replace(/^aside:/, ''));
  if (!record) return { is: 'anywhere' };
  const { kind } = record;
  if (isImpersonal(kind) || NAMED_BY_KEY.has(kind)) return undefined;
  const [id = ''] = record.id.split(':', 1);
  return { is: OF_HOME.has(kind) ? 'home' : 'channel', id };
};

/** The rows that were sealed with a key that isn't there, and in which anybody may be. */
export class SealedRows {
  /** How many there are, by what sealed them and where they belong. */
  readonly #counts = new Map<string, { sealer: string; origin: RowOrigin; rows: number }>();

  /** Notes a row, by its key and by the name of the key that sealed it. */
  note(key: string, sealer: string): void {
    const origin = findOrigin(key);
    if (!origin) return;
    const name = `${sealer} ${origin.is} ${origin.is === 'anywhere' ? '' : origin.id}`;
    const rows = (this.#counts.get(name)?.rows ?? 0) + 1;
    this.#counts.set(name, { sealer, origin, rows });
  }

  /**
   * How many there are by what sealed them; with a server, only those that may be of it.
   *
   * @throws {StoreUnavailableError}
   */
  async count(means: SealedRowMeans, server: string | undefined): Promise<Map<string, number>> {
    const sealers = new Map<string, number>();
    for (const { sealer, origin, rows } of this.#counts.values())
      if (server === undefined || (await mayBeOf(means, origin, server)))
        sealers.set(sealer, (sealers.get(sealer) ?? 0) + rows);
    return sealers;
  }
}

const mayBeOf = async ({ store, findServer }: SealedRowMeans, origin: RowOrigin, server: string): Promise<boolean> => {
  if (origin.is === 'anywhere') return true;
  if (origin.is === 'home') return origin.id === server;
  const [summary] = await store.shelf<TranscriptSummary>(RECORD_KINDS.conversation).getReadable([origin.id]);
  // Only a direct message has no server.
  const home = summary?.server ?? findServer(origin.id) ?? (summary && origin.id);
  return home === undefined || home === server;
};
