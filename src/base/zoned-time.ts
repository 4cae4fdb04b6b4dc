/** What clocks and calendars of a time zone show. */
export type ZonedTime = { year: number; month: number; day: number; hour: number; minute: number; second: number };

const DAY = 24 * 60 * 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

const findFormat = (zone: string): Intl.DateTimeFormat => {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formats.set(zone, format);
  return format;
};

/** What is shown in a time zone, by its IANA name, at a moment in milliseconds since the epoch. */
export const toZonedTime = (at: number, zone: string): ZonedTime => {
  const parts = new Map(
    findFormat(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const read = (name: keyof ZonedTime) => parts.get(name) ?? 0;
  return {
    year: read('year'),
    month: read('month'),
    day: read('day'),
    hour: read('hour'),
    minute: read('minute'),
    second: read('second'),
  };
};

const asUtc = ({ year, month, day, hour, minute, second }: ZonedTime): number =>
  Date.UTC(year, month - 1, day, hour, minute, second);

/**
 * The moment at which this is shown in a time zone, in milliseconds since the epoch. Of two, when clocks are set back, it's one of
 * them; what is never shown, when they're set forward, is taken for a moment an hour away.
 */
export const fromZonedTime = (time: ZonedTime, zone: string): number => {
  const wanted = asUtc(time);
  let at = wanted;
  // The first guess may lie on the other side of a change of clocks.
  for (let look = 0; look < 2; look++) at += wanted - asUtc(toZonedTime(at, zone));
  return at;
};

/** When the day of a moment began in a time zone, or one so many days before it. */
export const findDayStart = (at: number, zone: string, daysBefore = 0): number => {
  const { year, month, day } = toZonedTime(at, zone);
  const start = new Date(Date.UTC(year, month - 1, day) - daysBefore * DAY);
  const midnight = { hour: 0, minute: 0, second: 0 };
  return fromZonedTime(
    { year: start.getUTCFullYear(), month: start.getUTCMonth() + 1, day: start.getUTCDate(), ...midnight },
    zone,
  );
};

/** How many days of a week that begins on Monday have passed before the day of a moment in a time zone. */
export const countWeekdays = (at: number, zone: string): number => {
  const { year, month, day } = toZonedTime(at, zone);
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
};

const pad = (value: number): string => String(value).padStart(2, '0');

/** A moment as `2026-11-30 14:05` in a time zone. */
export const formatZonedTime = (at: number, zone: string): string => {
  const { year, month, day, hour, minute } = toZonedTime(at, zone);
  return `${year}-${pad(month)}-${pad(day)} ${pad(hour)}:${pad(minute)}`;
};
