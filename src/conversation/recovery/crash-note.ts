import { RECORD_KINDS } from '../../store/record-kinds.ts';
import type { Shelf, Store } from '../../store/store.ts';

/**
 * A reply that people see is to come: it is thought about, because a command was acknowledged, and anybody can give it by the
 * interaction's token; or a message says that Gemini is slow. `id` is Discord's for what asked, and `until` a time in
 * milliseconds since the epoch.
 */
export type PromisedReply = { id: string; channel: string; until: number } & (
  | { application: string; token: string }
  | { message: string }
);

/** What is unfinished in a home: the channels where people may see half an answer, and the replies that are promised. */
export type CrashNote = { channels: string[]; promised: PromisedReply[] };

/** Notes of what is unfinished, by home; see `Shelf` for what each of these does. */
export type CrashNoteShelf = Pick<
  Shelf<CrashNote>,
  'get' | 'getReadable' | 'getPatiently' | 'delete' | 'waitUntilBack'
> & {
  /** Writes what is given; the rest stays as it is. */
  set(home: string, value: Partial<CrashNote>): Promise<void>;
};

/**
 * The notes in a store. Half answers and promised replies are records of their own, because the tokens of replies are secrets
 * that must not lie there for longer than they are good for.
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
