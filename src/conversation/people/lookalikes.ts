import { createRequire } from 'node:module';
import { memoize } from '../../base/memo.ts';

/** Unicode's table of confusable characters takes six megabytes; it is read when somebody's name needs it, not before. */
let table: ((text: string) => string) | undefined;
const require = createRequire(import.meta.url);

/**
 * What a text looks like, whatever its letters are: `Аdа` with Cyrillic letters and `Ada` have one skeleton.
 * Source: UTS 39, section 4. Only to compare by, never to be shown.
 */
export const toSkeleton = (text: string): string => {
  table ??= require('unhomoglyph') as (text: string) => string;
  return table(text.normalize('NFD')).normalize('NFD');
};

/**
 * The ways in which a name can be taken for another one; names that share one look alike. Upper and lower case, accents
 * and blanks do not keep people apart. There are two, because a capital I looks like an l, and a small one does not.
 */
export const listLooks: (name: string) => readonly string[] = memoize((name) => {
  const bare = name.normalize('NFKD').replace(/[\p{Mn}\p{Z}\s]+/gu, '');
  return [...new Set([toSkeleton(bare).toLowerCase(), toSkeleton(bare.toLowerCase())])];
});
