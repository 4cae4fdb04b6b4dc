import { RECORD_KINDS } from '../../store/record-kinds.ts';
import type { Shelf, Store } from '../../store/store.ts';

/**
 * A reply that people have been promised. Either it's pending, because a command was acknowledged, and anyone can give
 * it with the interaction's token; or a message says that Gemini is slow. `id` is Discord's id of what asked, and
 * `until` a time in milliseconds since the epoch.
 */
export type PromisedReply = { id: string; channel: string; until: number } & (
  | { application: string; token: string }
  | { message: string }
);

/** What is unfinished in a home: the channels where people may see half an answer, and the promised replies. */
export type CrashNote = { channels: string[]; promised: PromisedReply[] };

/** Notes of what is unfinished, by home; see `Shelf` for what each of these does. */
export type CrashNoteShelf = Pick<
  Shelf<CrashNote>,
  'get' | 'getReadable' | 'getPatiently' | 'delete' | 'waitUntilBack'
> & {
  /** Writes the given fields; the others stay as they are. */
  set(home: string, value: Partial<CrashNote>): Promise<void>;
};

/**
 * Opens the notes in a store. Half answers and promised replies are separate records, because the tokens of replies are
 * secrets that must not be kept longer than they're valid.
 */
export const openCrashNotes = (store: Pick<Store, 'shelf'>): CrashNoteShelf => {
  const channels = store.shelf<CrashNote['channels']>(RECORD_KINDS.unfinished);
  const promised = store.shelf<CrashNote['promised']>(RECORD_KINDS.promised);
  const keep = <T>(shelf: Shelf<T[]>, home: string, items: T[]) =>
    items.length > 0 ? shelf.set(home, items) : shelf.delete([home]);
  const left = (
    open: CrashNote['channels'] | undefined,
    owed: CrashNote['promised'] | undefined,
  ): CrashNote | undefined => (open || owed ? { channels: open ?? [], promised: owed ?? [] } : undefined);
  const both = async (homes: string[], how: 'getReadable' | 'getPatiently') => {
    const [open, owed] = await Promise.all([channels[how](homes), promised[how](homes)]);
    return homes.map((_, index) => left(open[index], owed[index]));
  };
  return {
    get: async (home) => left(...(await Promise.all([channels.get(home), promised.get(home)]))),
    getReadable: (homes) => both(homes, 'getReadable'),
    getPatiently: (homes) => both(homes, 'getPatiently'),
    waitUntilBack: () => channels.waitUntilBack(),
    set: async (home, value) => {
      await Promise.all([
        value.channels && keep(channels, home, value.channels),
        value.promised && keep(promised, home, value.promised),
      ]);
    },
    delete: async (homes) => {
      await Promise.all([channels.delete(homes), promised.delete(homes)]);
    },
  };
};
