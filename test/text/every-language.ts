import { globSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { makeFormats } from '../../src/text/intl.ts';
import type { Catalogue } from '../../src/text/text.ts';

/** A language that has its folder in `src/text/`. */
export type SpokenLanguage = { name: string; catalogue: Catalogue; formats: ReturnType<typeof makeFormats> };

const load = async (file: string): Promise<unknown> => import(pathToFileURL(resolve(file)).href);

const open = async (index: string): Promise<SpokenLanguage> => {
  const folder = dirname(index);
  const [catalogue] = Object.values(Object(await load(index))) as Catalogue[];
  const { formats } = Object(await load(`${folder}/grammar.ts`));
  if (!catalogue || !formats) throw new Error(`${folder} has no catalogue or no formats`);
  return { name: basename(folder), catalogue, formats };
};

/** Every language, English among them. */
export const EVERY_LANGUAGE = await Promise.all(globSync('src/text/*/index.ts').sort().map(open));

/** Every language but English. */
export const TRANSLATIONS = EVERY_LANGUAGE.filter(({ name }) => name !== 'en');
