import type { Seen } from '../duel/judge.ts';
import type { Way } from '../duel/plan.ts';
import { ENDS, harmsOf, STORE, type Trouble, troublesOf } from './trouble.ts';

/** A question, and what became of it in the end. Times are milliseconds of the world's clock. */
export type Fate = {
  number: number;
  channel: string;
  /** What is owned as a whole: the server, or the direct message. */
  home: string;
  way: Way;
  at: number;
  /** The processes that Discord told of it, and who acknowledged it, if it was a command. */
  heard: readonly string[];
  taken?: { by: string; at: number } | undefined;
  generations: readonly { by: string; at: number; known: readonly number[] }[];
  /** Who asked the model for the rest of an answer that had broken off. */
  rests?: readonly { by: string; at: number }[];
  /** Who had its home when it wrote words of its answer, or tried to acknowledge it: also whoever only ended what another one had answered. */
  takers?: readonly { by: string; at: number }[];
  /** Who said, as soon as it could ask the store, that another process had its home. */
  losses?: readonly { by: string; at: number }[];
  seen: Seen;
  /** When people saw the whole answer, if they ever did. */
  wholeAt?: number | undefined;
  /** Whether Discord said that nobody responded. */
  isUnheeded: boolean;
  /** Whether somebody pressed Stop under it. */
  isStopped: boolean;
  /** Whether people were told that it isn't kept, because the store was away. */
  isUnkept: boolean;
  /** The pieces of the answer that stand there, by their numbers. */
  pieces: readonly number[];
};

/** The times that the model was asked for its answer, or the rest of it, in their order. */
export const askingsOf = ({ generations, rests = [] }: Fate): { by: string; at: number }[] =>
  [...generations, ...rests].toSorted((one, other) => one.at - other.at);

/** What a question may expect: a whole answer, or why not. */
export type Due =
  | 'owed'
  | 'nobody heard it'
  | 'Discord took the session of who heard it'
  | 'who heard it was killed'
  | 'who answered it was killed while it couldn’t note that'
  | 'who heard it was stopped'
  | 'Discord’s three seconds passed in a trouble';

/** A process that dies so long after a question need not have answered it. */
const ANSWERING = 12_000;

/** What a process that has just died seems to hear. */
const MOMENT = 100;

/** Discord gives an interaction up after so long; a lease is free after so long. */
const ACKNOWLEDGE = 3_000;
const LEASE = 3_500;

/** A process that is asked to go hears nothing new. */
const GOING = 10_000;

/** What a question may expect that has no whole answer, and of which nobody was told why. */
export const dueOf = (fate: Fate, troubles: readonly Trouble[]): Due => {
  const { at, way, heard, taken, isUnheeded } = fate;
  if (heard.length === 0) return 'nobody heard it';
  if (isUnnoted(fate, troubles)) return 'who answered it was killed while it couldn’t note that';
  const hurt = (kinds: readonly Trouble['is'][], from: number, to: number) =>
    heard.every((name) => troublesOf(troubles, [name], { from, to }).some(({ is }) => kinds.includes(is)));
  if (hurt(['session'], at - MOMENT, at + 1_000)) return 'Discord took the session of who heard it';
  if (hurt(['stop'], at - GOING, at)) return 'who heard it was stopped';
  if (way === 'ask') {
    if (taken || !isUnheeded) return 'owed';
    const isHurt = harmsOf(troubles, heard, { from: at - LEASE, to: at + ACKNOWLEDGE }).length > 0;
    return isHurt ? 'Discord’s three seconds passed in a trouble' : 'owed';
  }
  return hurt(['kill'], at - MOMENT, at + ANSWERING) ? 'who heard it was killed' : 'owed';
};

/** Whether everybody who answered it died while what they noted of it may not have reached the store. */
const isUnnoted = (fate: Fate, troubles: readonly Trouble[]): boolean => {
  const { at, taken } = fate;
  const names = [...new Set([...(taken ? [taken.by] : []), ...askingsOf(fate).map(({ by }) => by)])];
  const isDumb = (name: string, until: number) =>
    troublesOf(troubles, [name], { from: at - UNWRITTEN.before, to: until }).some(({ is }) => STORE.includes(is));
  const isGone = (name: string) =>
    troublesOf(troubles, [name], { from: at, to: at + ANSWERING + UNWRITTEN.before }).some(
      ({ is, from }) => is === 'kill' && isDumb(name, from),
    );
  return names.length > 0 && names.every(isGone);
};

/** So long before and after a question trouble may be why there's no whole answer. */
const NEAR = { before: 12_000, after: 25_000 };

/** Whether something went wrong with whoever had to do with a question. */
export const wasTroubled = (fate: Fate, troubles: readonly Trouble[]): boolean => {
  const { at, heard, taken } = fate;
  const names = [...heard, ...(taken ? [taken.by] : []), ...askingsOf(fate).map(({ by }) => by)];
  return troublesOf(troubles, names, { from: at - NEAR.before, to: at + NEAR.after }).length > 0;
};

/** What an asynchronous replica is behind its server even if nothing holds it up. */
const LAG = 500;

/** What waits to be written is tried again each second. */
const UNWRITTEN = { before: 6_000, after: 3_000 };

/**
 * Whether an answer may be missing in the store: what was to be written waited for a store that was away, until whoever had
 * answered was gone; or a replica took over that is asynchronous.
 */
export const mayBeUnwritten = (fate: Fate, troubles: readonly Trouble[]): boolean => {
  if (fate.isUnkept || mayBeLost(fate, troubles)) return true;
  const by = [...new Set(askingsOf(fate).map((one) => one.by))];
  const { at = fate.at } = askingsOf(fate).at(-1) ?? {};
  const end = fate.wholeAt ?? at + UNWRITTEN.before;
  return by.some((name) => {
    const ends = troublesOf(troubles, [name], { from: fate.at, to: Number.POSITIVE_INFINITY }).filter(({ is }) =>
      ENDS.includes(is),
    );
    const until = Math.min(...ends.map(({ from }) => from));
    return troublesOf(troubles, [name], { from: fate.at - UNWRITTEN.before, to: end + UNWRITTEN.after }).some(
      ({ is, to }) => STORE.includes(is) && to + UNWRITTEN.after > until,
    );
  });
};

/** Whoever takes over has asked the model by then, if anybody asks there. */
const TAKEN_OVER = 30_000;

/**
 * Whether an answer may be missing because another process had the home by the time that its own could reach the store again:
 * what it had to write was refused then. The other one has asked the model there, ended an answer or tried to acknowledge a
 * command since the trouble began; or it had nothing to do there, and its own says that it was there. And its own hasn't asked
 * the model there before the other one came, at a time at which it could write.
 */
export const mayBeRefused = (fate: Fate, all: readonly Fate[], troubles: readonly Trouble[]): boolean => {
  const by = new Set(askingsOf(fate).map((one) => one.by));
  const end = fate.wholeAt ?? (askingsOf(fate).at(-1)?.at ?? fate.at) + UNWRITTEN.before;
  const times = { from: fate.at - UNWRITTEN.before, to: end + UNWRITTEN.after };
  const away = troublesOf(troubles, [...by], times).filter(({ is }) => [...STORE, 'pause', 'slow'].includes(is));
  if (away.length === 0) return false;
  if (by.size > 1) return true;
  const since = Math.min(...away.map(({ from }) => from));
  const over = Math.max(end, ...away.map(({ to }) => to)) + UNWRITTEN.after;
  const there = all
    .filter(({ home }) => home === fate.home)
    .flatMap((one) => [...askingsOf(one), ...(one.takers ?? [])]);
  const signs = [...there.filter((one) => !by.has(one.by)), ...(fate.losses ?? []).filter((one) => by.has(one.by))];
  const comes = Math.min(...signs.map(({ at }) => at).filter((at) => at > since));
  const couldAsk = ({ by: name, at }: { by: string; at: number }) =>
    // Whoever has just stood still doesn't know yet that it has lost anything.
    !troublesOf(troubles, [name], { from: at - UNWRITTEN.after, to: at }).some(({ is }) =>
      [...STORE, 'pause'].includes(is),
    );
  const isStillThere = there.some((one) => by.has(one.by) && one.at > over && one.at < comes && couldAsk(one));
  return comes < end + TAKEN_OVER && !isStillThere;
};

/** Whether an answer may be gone with the server that knew it. */
export const mayBeLost = (fate: Fate, troubles: readonly Trouble[]): boolean => {
  const { at, wholeAt } = fate;
  const end = wholeAt ?? (askingsOf(fate).at(-1)?.at ?? at) + UNWRITTEN.before;
  return troubles.some(({ loses, from, to }) => loses && from - LAG <= end && to >= at);
};
