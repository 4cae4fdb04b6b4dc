import { BoundedMap } from '../base/bounded-map.ts';
import type { Event, MomentEvent } from '../base/events.ts';
import type { LaterMoment, MomentDetail, MomentKind } from '../base/moments.ts';

/** How many turns are kept. */
export const MOST_LINES = 500;

/** How many moments a line has at most. A turn has about fifteen; one on a bad day, some thirty. */
export const MOST_MOMENTS = 64;

/** Moments that a line takes even if it's full, because they come last. Each comes once or twice. */
const LAST: ReadonlySet<string> = new Set<MomentKind>(['told', 'ended', 'recorded', 'unrecorded', 'silent']);

/**
 * Something that happened to a turn, `at` milliseconds after it was asked. Changes to what is shown are one moment, `edited`:
 * the newest of them, with their number as its detail.
 */
export type LineMoment = { what: MomentKind | 'edited'; at: number; detail?: MomentDetail };

/**
 * One turn as a time line: where it was asked, by the ids of server and channel, in which way, what kind of model answered it (or
 * was asked last), when it was asked (in milliseconds since the epoch), and what happened then. `lost` is how many moments
 * there was no room for. `outcome` is missing while it runs.
 */
export type TurnLine = {
  readonly id: number;
  readonly server?: string;
  readonly channel: string;
  readonly way: 'typed' | 'spoken';
  readonly by: 'live' | 'text';
  readonly at: number;
  readonly moments: readonly LineMoment[];
  readonly lost?: number;
  readonly outcome?: string;
};

type LineListener = (line: TurnLine) => void;

/** A line, and when its turn was asked by the monotonic clock, from which its moments are counted. */
type KeptLine = { line: TurnLine; since: number };

/** Puts the moments of the newest turns together, as one line for each. Each change makes a new line, so a line can be kept. */
export class TurnLines {
  /** The turn that hasn't changed for the longest time is dropped first. */
  readonly #kept = new BoundedMap<number, KeptLine>(MOST_LINES);
  readonly #listeners = new Set<LineListener>();

  /** Takes an event; those that aren't moments are ignored. */
  observe(event: Event): void {
    if (event.is !== 'moment') return;
    const kept = event.what === 'asked' ? beginLine(event) : this.#continue(event);
    if (!kept) return;
    this.#kept.set(event.turn, kept);
    for (const listener of this.#listeners) listener(kept.line);
  }

  /** All lines, the newest turn first. */
  list(): TurnLine[] {
    return [...this.#kept.values()].map(({ line }) => line).sort((one, other) => other.id - one.id);
  }

  /** The line of a turn, if it's still kept. */
  find(id: number): TurnLine | undefined {
    return this.#kept.get(id)?.line;
  }

  /** Calls `listener`, which must not throw, with every line that changes. Returns what ends that. */
  on(listener: LineListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #continue({ turn, what, at, detail }: Exclude<MomentEvent, { what: 'asked' }>): KeptLine | undefined {
    const kept = this.#kept.get(turn);
    if (!kept) return undefined;
    const { line, since } = kept;
    const moment = { what, at: Math.max(0, at - since), ...(detail !== undefined && { detail }) };
    return { since, line: addMoment(line, moment) };
  }
}

const beginLine = ({ turn, at, server, channel, way, wall }: Extract<MomentEvent, { what: 'asked' }>): KeptLine => {
  const where = { ...(server !== undefined && { server }), channel };
  return {
    since: at,
    line: { id: turn, ...where, way, by: 'live', at: wall, moments: [{ what: 'asked', at: 0 }] },
  };
};

const addMoment = (line: TurnLine, moment: LineMoment & { what: LaterMoment }): TurnLine => {
  const { what, at, detail } = moment;
  const { moments } = line;
  if (what === 'shown' && moments.some((one) => one.what === 'shown')) return addEdit(line, at);
  if (moments.length >= MOST_MOMENTS && !LAST.has(what)) return { ...line, lost: (line.lost ?? 0) + 1 };
  const grown = { ...line, moments: [...moments, moment] };
  if (what === 'ended') return { ...grown, outcome: String(detail) };
  return what === 'sent' ? { ...grown, by: detail === 'text' ? 'text' : 'live' } : grown;
};

/** Counts a change to what is shown, and moves the moment that stands for all of them to the end. */
const addEdit = (line: TurnLine, at: number): TurnLine => {
  const others = line.moments.filter(({ what }) => what !== 'edited');
  const count = Number(line.moments.find(({ what }) => what === 'edited')?.detail ?? 0) + 1;
  return { ...line, moments: [...others, { what: 'edited', at, detail: count }] };
};
