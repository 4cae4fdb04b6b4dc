import { isBlank } from '../base/blank.ts';
import { UserError } from '../base/errors.ts';
import { NONE, type SettingKind, suggestWords } from './kind.ts';

/** Characters that nobody sees, and that move or hide others; a line feed and a tab may stay in a long text. */
const INVISIBLE = /(?![\n\t])\p{Cc}|[\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** What a text of one line can't have, because whoever types it gets one blank instead. */
const WIDE = /\s\s|[^\S ]/;

const isNone = (text: string): boolean => text.trim().toLowerCase() === NONE;

/** A text of at most `most` characters; `long` ones may have several lines. */
export const makeText = (most: number, { long }: { long?: true } = {}): SettingKind<string> => {
  const isText = (text: string) =>
    (text === '' || !isBlank(text)) &&
    text === text.trim() &&
    !INVISIBLE.test(text) &&
    (long === true || !WIDE.test(text)) &&
    !isNone(text);
  const check = (json: unknown) => (typeof json === 'string' && json.length <= most && isText(json) ? json : undefined);
  return {
    editor: { is: 'text', most, ...(long && { long }) },
    parse(typed) {
      const lines = typed.trim().replace(/\r\n?/g, '\n');
      const text = isNone(lines) ? '' : long ? lines : lines.replace(/\s+/g, ' ');
      if (text.length > most) throw new UserError({ code: 'settings.too-long', most });
      const found = check(text);
      if (found === undefined) throw new UserError({ code: 'settings.strange-characters' });
      return found;
    },
    check,
    print: (value) => value || NONE,
  };
};

/** What an entry of a list is: the entry as it's kept, or nothing if it isn't one. */
type FindEntry = (typed: string) => string | undefined;

/**
 * At most `most` entries of at most `each` characters, one a line or apart by commas. `find` says what an entry has to be; by
 * default anything.
 */
export const makeLines = (
  most: number,
  each: number,
  find: FindEntry = (typed) => typed,
): SettingKind<readonly string[]> => {
  const isEntry = (one: unknown): one is string =>
    typeof one === 'string' &&
    !isBlank(one) &&
    one === one.trim() &&
    one.length <= each &&
    !one.includes(',') &&
    !WIDE.test(one) &&
    !INVISIBLE.test(one) &&
    find(one) === one;
  const check = (json: unknown) => {
    if (!Array.isArray(json) || json.length > most || !json.every(isEntry)) return undefined;
    if (new Set(json).size < json.length || (json.length === 1 && isNone(json[0] ?? ''))) return undefined;
    return json as readonly string[];
  };
  return {
    editor: { is: 'lines', most, each },
    parse(text) {
      if (isNone(text)) return [];
      const entries = text.split(/[\n\r,]+/).flatMap((one) => one.trim().replace(/\s+/g, ' ') || []);
      if (entries.some(({ length }) => length > each))
        throw new UserError({ code: 'settings.entry-too-long', most: each });
      if (entries.some((one) => isBlank(one) || INVISIBLE.test(one)))
        throw new UserError({ code: 'settings.strange-characters' });
      const found = check([...new Set(entries.map((one) => find(one) ?? ''))]);
      if (found) return found;
      if (entries.length > most) throw new UserError({ code: 'settings.too-many', most });
      const name = entries.find((one) => !isEntry(find(one))) ?? NONE;
      throw new UserError({ code: 'settings.strange-entry', name });
    },
    check,
    print: (value) => value.join('\n') || NONE,
  };
};

/** Discord's ids: a number of 17 to 20 digits (Discord docs, reference, "Snowflakes"). */
const ID = /^\d{17,20}$/;

/** Whether this is an id of Discord. */
export const isId = (text: string): boolean => ID.test(text);

/** The ids of roles, members or channels, as ids or as Discord's markup for them. */
export const makeIds = (
  is: 'roles' | 'members' | 'channels',
  most = 25,
  { voice }: { voice?: true } = {},
): SettingKind<readonly string[]> => {
  const check = (json: unknown) =>
    Array.isArray(json) &&
    json.length <= most &&
    json.every((one) => typeof one === 'string' && isId(one)) &&
    new Set(json).size === json.length
      ? (json as readonly string[])
      : undefined;
  return {
    editor: { is, most, ...(voice && { voice }) },
    parse(text) {
      if (isNone(text)) return [];
      const words = text.split(/[\s,]+/).filter(Boolean);
      const ids = [...new Set(words.map((word) => /^(?:<(?:@&|@!?|#))?(\d+)>?$/.exec(word)?.[1] ?? ''))];
      if (ids.length > most) throw new UserError({ code: 'settings.too-many', most });
      const found = check(ids);
      if (found === undefined || ids.length === 0) throw new UserError({ code: 'settings.not-ids' });
      return found;
    },
    check,
    print: (value) => value.join(' ') || NONE,
  };
};

/** A language, as BCP 47 names it, such as `de` or `pt-BR`: its usual form, or nothing. */
export const findLanguage = (typed: string): string | undefined => {
  try {
    return Intl.getCanonicalLocales(typed.trim().replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
};

/** The language tag, whose commonest values are `usual`, or `auto`. */
export const makeLanguage = (usual: readonly string[]): SettingKind<string> => {
  const words = ['auto', ...usual];
  const check = (json: unknown) =>
    typeof json === 'string' && json.length <= 35 && (json === 'auto' || findLanguage(json) === json)
      ? json
      : undefined;
  return {
    editor: { is: 'choice', of: words },
    parse(text) {
      const typed = text.trim().toLowerCase();
      const found = typed === 'auto' ? typed : check(findLanguage(text));
      if (found === undefined) throw new UserError({ code: 'settings.not-a-language' });
      return found;
    },
    check,
    print: (value) => value,
    suggest: (typed) => suggestWords(typed, words),
  };
};

/** Every time zone that this machine knows, by its lower-case name. Reading them takes time, so it's done once. */
let zones: Map<string, string> | undefined;
const findZone = (typed: string): string | undefined => {
  zones ??= new Map(['UTC', ...Intl.supportedValuesOf('timeZone')].map((name) => [name.toLowerCase(), name]));
  return zones.get(typed.trim().toLowerCase());
};

/** A time zone such as `Europe/Berlin`. */
export const makeTimeZone = (): SettingKind<string> => ({
  editor: { is: 'text', most: 50 },
  parse(text) {
    const found = findZone(text);
    if (found === undefined) throw new UserError({ code: 'settings.not-a-zone' });
    return found;
  },
  check: (json) => (typeof json === 'string' && findZone(json) === json ? json : undefined),
  print: (value) => value,
  suggest: (typed) => {
    findZone('utc');
    return suggestWords(typed, [...(zones?.values() ?? [])]);
  },
});
