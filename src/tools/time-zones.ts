/** Abbreviations that people say, which are no zones of IANA. Those that mean several are left out: nobody could tell which. */
const SPOKEN: Readonly<Record<string, string>> = {
  utc: 'UTC',
  gmt: 'UTC',
  z: 'UTC',
  zulu: 'UTC',
  cet: 'Europe/Paris',
  cest: 'Europe/Paris',
  mez: 'Europe/Berlin',
  mesz: 'Europe/Berlin',
  eet: 'Europe/Athens',
  eest: 'Europe/Athens',
  bst: 'Europe/London',
  msk: 'Europe/Moscow',
  et: 'America/New_York',
  est: 'America/New_York',
  edt: 'America/New_York',
  ct: 'America/Chicago',
  cdt: 'America/Chicago',
  mt: 'America/Denver',
  mdt: 'America/Denver',
  pt: 'America/Los_Angeles',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  jst: 'Asia/Tokyo',
  kst: 'Asia/Seoul',
  brt: 'America/Sao_Paulo',
  aest: 'Australia/Sydney',
  aedt: 'Australia/Sydney',
};

/** At most so many zones are told of where a word fits several. */
const MOST_FOUND = 5;

/** The words of a name, without accents and capitals: `São_Paulo` and `sao paulo` are the same. */
const listWords = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** A zone, and the words of the parts of its name: `America/Argentina/San_Juan` is in three. */
type ZoneName = { zone: string; parts: readonly string[]; whole: string };

let names: readonly ZoneName[] | undefined;

/** Every zone with its name. Reading them takes time, so it's done once. */
const listNames = (): readonly ZoneName[] => {
  names ??= ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => {
    const parts = zone.split('/').map((part) => listWords(part).join(' '));
    return { zone, parts, whole: listWords(zone).join('') };
  });
  return names;
};

/** An offset such as `UTC+5:30` or `+02:00`, as `Intl` takes it. */
const readOffset = (typed: string): string | undefined => {
  const [, sign, hours = '', minutes = '00'] = /^(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?$/i.exec(typed) ?? [];
  if (sign === undefined || Number(hours) > 14 || Number(minutes) > 59) return undefined;
  return `${sign}${hours.padStart(2, '0')}:${minutes}`;
};

/** Whether this machine knows a zone of this name, also an old one such as `Asia/Calcutta`. */
const isZone = (name: string): boolean => {
  try {
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
};

/**
 * The time zones that somebody may mean, by an IANA name, a city in one, an offset, or an abbreviation; none if it's none.
 * Several if the name is that of several.
 */
export const findZones = (typed: string): readonly string[] => {
  const trimmed = typed.trim();
  const offset = readOffset(trimmed);
  if (offset !== undefined) return [offset];
  const spoken = SPOKEN[trimmed.toLowerCase()];
  if (spoken !== undefined) return [spoken];
  if (trimmed.includes('/') && isZone(trimmed)) return [trimmed];
  const words = listWords(trimmed).join(' ');
  if (words.length < 3) return [];
  const joined = words.replaceAll(' ', '');
  const exact = findAll(({ parts, whole }) => whole === joined || parts.at(-1)?.replaceAll(' ', '') === joined);
  if (exact.length > 0) return exact;
  // Part of a word is no name: `Iran` stands in Tirane and `Spain` in Port of Spain, and a wrong time looks like a right one.
  // With digits in it, it's an offset that isn't one, such as `UTC+24`.
  const places = /\d/.test(trimmed) ? [] : trimmed.split(/[,;()]/).map((place) => listWords(place).join(' '));
  return findAll(
    ({ parts }) =>
      parts.includes(words) ||
      parts.at(-1)?.startsWith(`${words} `) ||
      places.some((place) => place.length >= 3 && `${place} `.startsWith(`${parts.at(-1)} `)),
  );
};

/** The first zones whose names are such. */
const findAll = (isMeant: (name: ZoneName) => unknown): readonly string[] =>
  listNames()
    .filter(isMeant)
    .map(({ zone }) => zone)
    .slice(0, MOST_FOUND);
