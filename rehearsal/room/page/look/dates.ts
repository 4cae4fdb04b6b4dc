import type { LookScene } from './look-scene.ts';

/** For whom a time is said, and when they look, as wall time in milliseconds. */
export type DateScene = Pick<LookScene, 'locale' | 'words'> & { now: number };

/** A scene at this moment. */
export const toDateScene = ({ locale, words, now }: LookScene): DateScene => ({ locale, words, now: now() });

const DAY = 24 * 60 * 60_000;

/** The units of "3 hours ago", from the longest, in milliseconds. */
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', 60 * 60_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** The styles of `<t:…>` (Discord docs, reference, "Message formatting"). */
const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

/** Beyond this, ECMAScript has no date. */
const LAST = 8.64e15;

/** A time in a style of `<t:…>`; what is no date is said to be none. `now` is wall time in milliseconds. */
export const formatTimestamp = (at: number, style: string, { now, locale, words }: DateScene): string => {
  if (!(Math.abs(at) <= LAST)) return words['time.invalid'];
  if (style !== 'R') return new Intl.DateTimeFormat(locale, STYLES[style] ?? STYLES.f).format(at);
  const away = at - now;
  const [unit, length] = UNITS.find(([, each]) => Math.abs(away) >= each) ?? ['second', 1_000];
  const numeric = Math.abs(away) < 1_000 ? 'auto' : 'always';
  return new Intl.RelativeTimeFormat(locale, { numeric }).format(Math.trunc(away / length), unit);
};

/** When a message was sent, as its head says it: the hour, with the day unless it was today. */
export const formatSent = (at: number, scene: DateScene): string => {
  const { now, words } = scene;
  const hour = formatTimestamp(at, 't', scene);
  const day = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((day(now) - day(at)) / DAY);
  if (days === 0) return hour;
  return days === 1 ? words['time.yesterday']({ time: hour }) : formatTimestamp(at, 's', scene);
};

/** A duration in seconds as `1:05`. */
export const formatLength = (seconds: number): string => {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.round(seconds)) : 0;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};

/** A size in bytes as Discord says it. */
export const formatBytes = (bytes: number, { locale, words }: Pick<LookScene, 'locale' | 'words'>): string => {
  if (bytes < 1_024) return words['size.bytes']({ count: new Intl.NumberFormat(locale).format(bytes) });
  const hundredths = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const format = (count: number) => new Intl.NumberFormat(locale, hundredths).format(count);
  return bytes < 1_048_576
    ? words['size.kilobytes']({ count: format(bytes / 1_024) })
    : words['size.megabytes']({ count: format(bytes / 1_048_576) });
};
