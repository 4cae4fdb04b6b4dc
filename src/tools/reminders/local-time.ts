const DAY = 24 * 60 * 60_000;

/**
 * A date and a time of day by the clocks of some zone; without a date, the next time that these clocks show it. Models write a
 * moment with seconds and parts of them, as programs do.
 */
const LOCAL = /^(?:(\d{4})-(\d{2})-(\d{2})[T ])?([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?$/;

/** A time of day, and behind it how far its clocks are ahead of UTC. */
const WITH_OFFSET = /^(.*:[\d.]+)\s*(z|utc|gmt|(?:utc|gmt)?[+-][\d:]+)$/i;

/** A time as it was typed, without the offset behind it, such as `Z` or `+09:00`; the offset is there if there's one. */
export const splitOffset = (typed: string): { time: string; offset?: string } => {
  const [, time = typed, offset] = WITH_OFFSET.exec(typed.trim()) ?? [];
  return offset === undefined ? { time } : { time, offset };
};

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
const findOffset = (at: number, zone: string): number => {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(at);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
  return shown - Math.floor(at / 1_000) * 1_000;
};

/**
 * The moment at which the clocks of a zone show this, given as if they were UTC. Where they show it twice, the first one; where
 * they skip it, as much later as they skip.
 */
const toMoment = (shown: number, zone: string): number => {
  const [before, after] = [findOffset(shown - DAY, zone), findOffset(shown + DAY, zone)];
  const both = [shown - before, shown - after].sort((one, other) => one - other);
  return both.find((at) => findOffset(at, zone) === shown - at) ?? shown - before;
};

/**
 * When the clocks of a zone show a date and time such as `2026-12-01T09:00`, or next show `09:00`, in milliseconds since the
 * epoch; nothing if that's no date or time. Parts of a second don't count.
 */
export const readLocalTime = (typed: string, zone: string, now: number): number | undefined => {
  const [whole, year, month, day, hour, minute, second = 0] = LOCAL.exec(typed.trim()) ?? [];
  if (whole === undefined) return undefined;
  const time = (Number(hour) * 60 + Number(minute)) * 60_000 + Number(second) * 1_000;
  if (year === undefined) {
    const today = Math.floor((now + findOffset(now, zone)) / DAY) * DAY;
    return [today, today + DAY, today + 2 * DAY].map((date) => toMoment(date + time, zone)).find((at) => at > now);
  }
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isReal = new Date(date).toISOString().startsWith(`${year}-${month}-${day}`);
  return isReal ? toMoment(date + time, zone) : undefined;
};
