import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { Place } from '../base/place.ts';
import { listPeople, makePersonEraser } from '../conversation/memory/erased-turns.ts';
import type { TurnStretch } from '../conversation/memory/turn-stretch.ts';
import type { NumberedTurn } from '../conversation/turns/stored-turn.ts';
import type { Settings } from '../settings/settings.ts';
import { StoreUnavailableError } from '../store/store-errors.ts';
import type { Text } from '../text/text.ts';
import { parseSince, type Since } from './since.ts';

/** Reads the newest turns of a place; see `Transcript.after`. */
export type ReadTurns = (
  place: Place,
  isBefore: (turn: NumberedTurn) => boolean,
  tokens: number,
) => Promise<TurnStretch>;

/** Those of these people, by id, whose words nobody passes on in a place. Never rejects: all, if that can't be looked up. */
export type SpareIds = (people: readonly string[], place: Place) => Promise<ReadonlySet<string>>;

export type TranscriptReaderMeans = {
  readTurns: ReadTurns;
  findSpared: SpareIds;
  settings: Pick<Settings, 'of'>;
  clock: Pick<Clock, 'wall'>;
};

/**
 * What somebody wants to read: since when, as they typed it, or the default; at most about so many `tokens`, the newest.
 * `lastMessage` is when they last wrote in the channel, in milliseconds since the epoch, as far as that's known.
 */
export type ReadingWish = {
  person: string;
  since: string | Since;
  lastMessage?: number | undefined;
  tokens: number;
};

/**
 * What was said, as somebody may read it, oldest first. `at` is when it was read, in milliseconds since the epoch, and `zone` the
 * time zone of the place. `notes` say what isn't in it, and why; of nothing at all they say that first.
 */
export type Reading = { turns: NumberedTurn[]; at: number; zone: string; notes: Text[]; isCut: boolean };

const DAY = 24 * 60 * 60_000;

/** What people read where nothing is left since a moment, or since their last message. */
const NOTHING = { moment: 'reading.nothing', last: 'reading.nothing-new', all: 'reading.nothing-here' } as const;

/** Reads what was said in a conversation for people who may read its channel, without what isn't passed on. */
export class TranscriptReader {
  readonly #means: TranscriptReaderMeans;

  constructor(means: TranscriptReaderMeans) {
    this.#means = means;
  }

  /** @throws UserError if the wish can't be understood, or the store can't be asked: that isn't an empty transcript */
  async read(place: Place, wish: ReadingWish): Promise<Reading> {
    try {
      return await this.#read(place, wish);
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      throw new UserError({ code: 'reading.unavailable' }, { cause: error });
    }
  }

  async #read(place: Place, wish: ReadingWish): Promise<Reading> {
    const { readTurns, settings, clock } = this.#means;
    const { values } = await settings.of(place);
    const [now, zone, days] = [clock.wall(), values['time-zone'], values.retention];
    const since = toSince(wish.since, { now, zone });
    const from = findBeginning(since, wish);
    const isOwn = since.is === 'last' ? (turn: NumberedTurn) => turn.person.id === wish.person : () => false;
    const isBefore = (turn: NumberedTurn) => turn.at <= from || isOwn(turn);
    const { turns: all, ends } = await readTurns(place, isBefore, wish.tokens);
    const { turns, isSpared } = await this.#spare(all, place);
    const isGone = ends === 'gone' && from < now - days * DAY;
    const isWhole = from === Number.NEGATIVE_INFINITY && ends !== 'found';
    const notes: (Text | false)[] = [
      turns.length === 0 && { code: isWhole ? 'reading.nothing-here' : NOTHING[since.is] },
      since.is === 'last' && isWhole && turns.length > 0 && { code: 'reading.no-last' },
      isSpared && { code: 'reading.spared' },
      isGone && { code: 'reading.retention', days },
    ];
    return { turns, at: now, zone, notes: notes.filter((note) => note !== false), isCut: ends === 'full' };
  }

  /** Leaves out what isn't passed on: turns of some people, what is made of them, and quotes of theirs. */
  async #spare(turns: readonly NumberedTurn[], place: Place): Promise<{ turns: NumberedTurn[]; isSpared: boolean }> {
    const spared = await this.#means.findSpared([...new Set(turns.flatMap(listPeople))], place);
    let left = [...turns];
    for (const person of spared) {
      const erase = makePersonEraser(person);
      left = left.flatMap((turn) => {
        const rest = erase(turn);
        return rest ? [{ ...rest, number: turn.number }] : [];
      });
    }
    return { turns: left, isSpared: spared.size > 0 };
  }
}

/** @throws UserError if it's no time that has been */
const toSince = (since: ReadingWish['since'], here: { now: number; zone: string }): Since => {
  const found = typeof since === 'string' ? parseSince(since, here) : since;
  if (!found) throw new UserError({ code: 'since.not-understood' });
  if (found.is === 'moment' && found.at > here.now) throw new UserError({ code: 'since.ahead' });
  return found;
};

/** The moment after which turns are wanted; the beginning of time if none is known. */
const findBeginning = (since: Since, { lastMessage }: Pick<ReadingWish, 'lastMessage'>): number => {
  if (since.is === 'moment') return since.at - 1;
  return (since.is === 'last' ? lastMessage : undefined) ?? Number.NEGATIVE_INFINITY;
};
