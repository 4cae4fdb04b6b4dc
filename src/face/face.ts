import { listEntries, type SettingsRecord } from '../settings/record.ts';
import { findRow } from '../settings/setting-table.ts';

/**
 * How Parley looks in one server, as far as Discord was told: the nickname, the words in its profile there, and whether it
 * has a picture of its own there. What is missing is as everywhere.
 */
export type Face = { nick?: string; bio?: string; avatar?: true };

/** A part of a face, by Discord's name for it. */
export type FacePart = 'nick' | 'bio' | 'avatar';

/** What Discord is to show from now on; null is what it shows everywhere. An avatar is a picture as a data URI. */
export type FaceChange = { nick?: string | null; bio?: string | null; avatar?: string | null };

/**
 * Why something isn't shown: a permission is missing, it was changed too often, Discord doesn't take it, Discord or the store
 * can't be reached, Parley isn't in that server, or somebody else is changing it right now.
 */
export type FaceFault = 'forbidden' | 'too-fast' | 'refused' | 'unreached' | 'absent' | 'busy';

/**
 * What came of a request to Discord. `absent`: Parley isn't in that server. A refusal says which parts it's about; none of the
 * others was changed either.
 */
export type FaceVerdict = { is: 'shown' } | { is: 'failed'; why: FaceFault; parts: readonly FacePart[] };

/** The parts of a change. */
export const listFaceParts = (change: FaceChange): FacePart[] =>
  (['nick', 'bio', 'avatar'] as const).filter((part) => change[part] !== undefined);

/** The parts that are settings. */
const PARTS = ['nick', 'bio'] as const;

/** How a server's owner wants Parley to look there. */
export const readFace = (record: SettingsRecord): Face =>
  Object.fromEntries(
    PARTS.flatMap((part) => {
      const entries = listEntries(record, { is: 'server' });
      const key = `face.${part}` as const;
      const value = Object.hasOwn(entries, key) ? findRow(key).kind.check(entries[key]?.value) : undefined;
      return value ? [[part, value]] : [];
    }),
  );

/**
 * What Discord has to be told, so that a server sees what its owner wants. `nick` is the nickname that Discord says Parley has
 * there, if that's known: somebody may have given it another by hand. Without a wish nothing is ever taken back that Parley
 * hasn't set itself.
 */
export const compareFaces = (wanted: Face, shown: Face, nick?: string | null): FaceChange => {
  const isRenamed = nick !== undefined && wanted.nick !== undefined && nick !== wanted.nick;
  return Object.fromEntries(
    PARTS.filter((part) => wanted[part] !== shown[part] || (part === 'nick' && isRenamed)).map((part) => [
      part,
      wanted[part] ?? null,
    ]),
  );
};

/** What Discord shows once it has taken some parts of a change. */
export const noteFace = (shown: Face, change: FaceChange, parts: readonly FacePart[]): Face => {
  const now: Record<string, unknown> = { ...shown };
  for (const part of parts) {
    const value = change[part];
    if (value === null) delete now[part];
    else if (value !== undefined) now[part] = part === 'avatar' ? true : value;
  }
  return now;
};
