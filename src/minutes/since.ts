import { countWeekdays, findDayStart, fromZonedTime } from '../base/zoned-time.ts';
import { normalizeTime, readTimeAgo, type TimeAgo } from './time-words.ts';

/**
 * From when on somebody wants to know what was said: from a moment, in milliseconds since the epoch; since their last message; or
 * all of it.
 */
export type Since = { is: 'moment'; at: number } | { is: 'last' } | { is: 'all' };

/** What is offered for it. */
export const SINCE_WORDS = ['last', '1h', '3h', 'today', '1d', 'week', 'all'] as const;

/** What is shown where somebody is. */
export type TimeHere = { now: number; zone: string };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A day, a time of day, or both: `2026-11-30 14:00`, `14:00`. With an offset or a `Z` it's the same everywhere. */
const MOMENT =
  /^(?:(\d{4})-(\d{1,2})-(\d{1,2}))?[\sT]*(?:(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/** Discord's markup for a moment. */
const STAMP = /^<t:(\d{1,12})(?::[a-zA-Z])?>$/;

/**
 * Reads what somebody typed in any of our languages, with any digits; nothing if it says no time. A time of day without a day is the last
 * one that has been.
 */
export const parseSince = (typed: string, here: TimeHere): Since | undefined => {
  const text = normalizeTime(typed);
  if (text === 'last' || text === 'all') return { is: text };
  const ago = readTimeAgo(text);
  const at = ago ? findTime(ago, here) : readMoment(text, here);
  return at === undefined || !Number.isFinite(at) ? undefined : { is: 'moment', at };
};

/** Whether what somebody typed says a time. */
export const canReadSince = (typed: string): boolean => parseSince(typed, { now: 0, zone: 'UTC' }) !== undefined;

const findTime = ({ is, ago }: TimeAgo, { now, zone }: TimeHere): number => {
  if (is === 'ms') return now - ago;
  return findDayStart(now, zone, is === 'days' ? ago : countWeekdays(now, zone) + 7 * ago);
};

const readMoment = (text: string, { now, zone }: TimeHere): number | undefined => {
  const [, stamp] = STAMP.exec(text) ?? [];
  if (stamp !== undefined) return Number(stamp) * 1_000;
  const [whole, year, month, day, hour, minute, second = '0', offset] = MOMENT.exec(text) ?? [];
  if (whole === undefined || (year === undefined && hour === undefined)) return undefined;
  const clock = { hour: Number(hour ?? 0), minute: Number(minute ?? 0), second: Number(second) };
  if (clock.hour > 23 || clock.minute > 59 || clock.second > 59) return undefined;
  const place = offset === undefined ? zone : 'UTC';
  const shift = offset === undefined ? 0 : readOffset(offset);
  if (year !== undefined) {
    const date = { year: Number(year), month: Number(month), day: Number(day) };
    return isDate(date) ? fromZonedTime({ ...date, ...clock }, place) - shift : undefined;
  }
  const of = (start: number) => start + (clock.hour * 60 + clock.minute) * MINUTE + clock.second * 1_000 - shift;
  const today = of(findDayStart(now, place));
  return today <= now ? today : of(findDayStart(now, place, 1));
};

const isDate = ({ year, month, day }: { year: number; month: number; day: number }): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

/** An offset from UTC in milliseconds. */
const readOffset = (text: string): number => {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(text) ?? [];
  const ms = Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE;
  return sign === '-' ? -ms : ms;
};
