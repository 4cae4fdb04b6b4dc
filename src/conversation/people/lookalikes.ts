import { createRequire } from 'node:module';
import { memoize } from '../../base/memo.ts';

/** Unicode's table of confusable characters takes six megabytes, so it's read only when a name needs it. */
let table: ((text: string) => string) | undefined;
const require = createRequire(import.meta.url);

/**
 * What a text looks like, whatever its letters are: `Аdа` with Cyrillic letters and `Ada` have the same skeleton.
 * Source: UTS 39, section 4. For comparison only, never to be shown.
 */
export const toSkeleton = (text: string): string => {
  table ??= require('unhomoglyph') as (text: string) => string;
  return table(text.normalize('NFD')).normalize('NFD');
};

/**
 * What a name can be mistaken for; two names that share one of these look alike. Case, accents and blanks don't
 * distinguish people. There are two, because a capital I looks like an l and a small one doesn't.
 */
export const listLooks: (name: string) => readonly string[] = memoize((name) => {
  const bare = name.normalize('NFKD').replace(/[\p{Mn}\p{Z}\s]+/gu, '');
  return [...new Set([toSkeleton(bare).toLowerCase(), toSkeleton(bare.toLowerCase())])];
});
