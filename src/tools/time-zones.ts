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

/** Letters and digits alone, without accents: `São_Paulo`, `sao paulo` and `SaoPaulo` are the same. */
const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

let names: Map<string, string[]> | undefined;

/** Every zone by its whole name and by its city. Reading them takes time, so it's done once. */
const listNames = (): Map<string, string[]> => {
  if (names) return names;
  names = new Map();
  for (const zone of ['UTC', ...Intl.supportedValuesOf('timeZone')]) {
    for (const name of new Set([fold(zone), fold(zone.split('/').at(-1) ?? '')]))
      names.set(name, [...(names.get(name) ?? []), zone]);
  }
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
  const folded = fold(trimmed);
  if (folded.length < 3) return [];
  const all = listNames();
  const exact = all.get(folded);
  if (exact) return exact.slice(0, MOST_FOUND);
  const near = [...all].filter(([name]) => name.includes(folded) || (name.length > 4 && folded.includes(name)));
  return [...new Set(near.flatMap(([, zones]) => zones))].slice(0, MOST_FOUND);
};
