import { scheduler } from 'node:timers/promises';
import { type Clock, systemClock } from '../base/clock.ts';
import { type CopyEnds, CopyHold } from './copy-hold.ts';
import { findIdentity, isCopyMark, isHalfCopied, isHalfCopyOf, markHalf } from './copy-marks.ts';
import type { Database } from './database.ts';
import type { DumpTable } from './dump.ts';
import { isParleyRunning } from './presence.ts';

/** One of the two stores of a copy. */
export type CopyEnd = keyof CopyEnds;

/**
 * What became of a copy. Only `copied` is a whole one: so many records and counters are in both stores now, `moved` of them
 * because of this copy. With `different`, so many weren't the same afterwards, because something else wrote to the stores.
 * `half`: the source is half a copy itself. `foreign`: the target is half a copy of another store.
 */
export type CopyOutcome =
  | { is: 'copied'; records: number; counters: number; moved: number }
  | { is: 'different'; items: number }
  | { is: 'running'; end: CopyEnd }
  | { is: 'taken' | 'empty' | 'half' | 'foreign' | 'occupied' };

/** `replace`: what the target holds goes, whatever that is. `note` is told how many items each step has seen so far. */
export type CopyOptions = {
  replace: boolean;
  clock: Clock;
  signal: AbortSignal;
  note(step: CopyStep, items: number): void;
};

export type CopyStep = 'copy' | 'check';

/**
 * Makes one store the same as another: every record, sealed or not, and every counter, with when each of them expires, but no
 * lease. It may end at any moment: the copy then counts as half (see `findCopyTrouble`) until another one into the same store
 * has found it complete. What is the same already is left alone, so that goes on where it was.
 *
 * @throws the databases' errors; the signal's reason; {@link StoreHoldLostError}.
 */
export const copyStore = async (ends: CopyEnds, options: CopyOptions): Promise<CopyOutcome> => {
  const hold = await CopyHold.take(ends, options.clock);
  if (!hold) return { is: 'taken' };
  try {
    return (await findObstacle(ends, options.replace)) ?? (await copyAll({ ...ends, hold }, options));
  } finally {
    // What can't be given back runs out, and the reason why it can't is told already.
    await hold.release().catch(() => {});
  }
};

const findObstacle = async ({ from, to }: CopyEnds, replace: boolean): Promise<CopyOutcome | undefined> => {
  const running = await findRunning({ from, to });
  if (running) return running;
  if (await isHalfCopied(from)) return { is: 'half' };
  if (await isEmpty(from)) return { is: 'empty' };
  if (replace || (await isHalfCopyOf(to, await findIdentity(from)))) return undefined;
  if (await isHalfCopied(to)) return { is: 'foreign' };
  return (await isEmpty(to)) ? undefined : { is: 'occupied' };
};

const findRunning = async ({ from, to }: CopyEnds): Promise<CopyOutcome | undefined> => {
  if (await isParleyRunning(from)) return { is: 'running', end: 'from' };
  return (await isParleyRunning(to)) ? { is: 'running', end: 'to' } : undefined;
};

const isEmpty = async ({ dump }: Database): Promise<boolean> => {
  for await (const items of readItems(dump.rows)) if (items.length > 0) return false;
  for await (const items of readItems(dump.meters)) if (items.length > 0) return false;
  return true;
};

type HeldEnds = CopyEnds & { hold: CopyHold };

const copyAll = async (held: HeldEnds, { signal, note }: CopyOptions): Promise<CopyOutcome> => {
  const { from, to, hold } = held;
  await markHalf(to, await findIdentity(from));
  const makeStep = (step: CopyStep) => {
    let seen = 0;
    return async (items: number) => {
      // SQLite answers at once, so nothing else, such as a signal to stop, would ever have its turn.
      await scheduler.yield();
      signal.throwIfAborted();
      await hold.keep();
      seen += items;
      note(step, seen);
    };
  };
  const copying = makeStep('copy');
  const rows = await mirror(from.dump.rows, to.dump.rows, copying);
  const meters = await mirror(from.dump.meters, to.dump.meters, copying);
  const checking = makeStep('check');
  const records = await compare(from.dump.rows, to.dump.rows, checking);
  const counters = await compare(from.dump.meters, to.dump.meters, checking);
  if (records.different + counters.different > 0)
    return { is: 'different', items: records.different + counters.different };
  // Whoever has started on either of them in spite of all that may have written what isn't in the copy.
  const running = await findRunning(held);
  if (running) return running;
  while (await to.purge());
  await hold.complete();
  return { is: 'copied', records: records.same, counters: counters.same, moved: rows + meters };
};

/** Something of either kind. */
type Item = { key: string; expires: number; text?: string; spent?: number };

/** A page of what is there, without marks of copies. */
async function* readItems<Kind extends Item>(table: DumpTable<Kind>): AsyncGenerator<Kind[]> {
  let cursor: string | undefined;
  do {
    const { items, next } = await table.page(cursor);
    yield items.filter(({ key }) => !isCopyMark(key));
    cursor = next;
  } while (cursor !== undefined);
}

/** Each thing in a table, with what another table has under its key, page by page. */
async function* matchItems<Kind extends Item>(table: DumpTable<Kind>, other: DumpTable<Kind>) {
  for await (const items of readItems(table)) {
    const found = items.length > 0 ? await other.find(items.map(({ key }) => key)) : [];
    yield items.map((item, index) => ({ item, match: found[index] }));
  }
}

/** How exactly a database says when something expires, in milliseconds. */
const EXACTLY = 1_000;

const isSame = (one: Item, other: Item | undefined): boolean =>
  other !== undefined &&
  one.text === other.text &&
  one.spent === other.spent &&
  Math.abs(one.expires - other.expires) <= EXACTLY;

/** Makes a table the same as another. Resolves to how much had to be written or removed for that. */
const mirror = async <Kind extends Item>(
  from: DumpTable<Kind>,
  to: DumpTable<Kind>,
  note: (items: number) => Promise<void>,
): Promise<number> => {
  let moved = 0;
  for await (const pairs of matchItems(from, to)) {
    const changed = pairs.filter(({ item, match }) => !isSame(item, match)).map(({ item }) => item);
    if (changed.length > 0) await to.put(changed);
    moved += changed.length;
    await note(pairs.length);
  }
  for await (const pairs of matchItems(to, from)) {
    const gone = pairs.filter(({ match }) => match === undefined).map(({ item }) => item.key);
    if (gone.length > 0) await to.remove(gone);
    moved += gone.length;
    await note(0);
  }
  return moved;
};

/** Counts what is the same in both tables, and what isn't. What expires meanwhile is neither. */
const compare = async <Kind extends Item>(
  from: DumpTable<Kind>,
  to: DumpTable<Kind>,
  note: (items: number) => Promise<void>,
): Promise<{ same: number; different: number }> => {
  const count = { same: 0, different: 0 };
  const lasts = ({ expires }: Item) => expires > systemClock.wall() + EXACTLY;
  for await (const pairs of matchItems(from, to)) {
    const wrong = pairs.filter(({ item, match }) => !isSame(item, match) && lasts(item));
    count.same += pairs.filter(({ item, match }) => isSame(item, match)).length;
    count.different += wrong.length;
    await note(pairs.length);
  }
  for await (const pairs of matchItems(to, from)) {
    count.different += pairs.filter(({ item, match }) => match === undefined && lasts(item)).length;
    await note(0);
  }
  return count;
};
