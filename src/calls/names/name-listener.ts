import type { EverydayWords } from './everyday-words.ts';
import { isUnspaced, makeNameSearch, type NameMatch, type Occurrence } from './name-search.ts';
import { NO_SMALL_WORDS, SMALL_WORDS, type SmallWords } from './small-words.ts';
import { listSpokenNames, type SpokenName } from './spoken-name.ts';
import { identifyLanguage } from './utterance-language.ts';
import { isVocative } from './vocative.ts';
import { findOpenSentence, type HeardWord, readUtterance } from './words.ts';

/**
 * Who may be called: by which names, as people see them; who else is there; and the languages that are expected, as BCP-47
 * tags, which may be none.
 */
export type Addressee = { names: readonly string[]; others: readonly string[]; languages: readonly string[] };

/** The longest part of a transcript that is looked at again, in characters: a sentence without an end may go on for minutes. */
const LONGEST = 1_000;

/**
 * How doubtful it is that the name was said, for a word that isn't said every day and for one that is; nothing if that's out
 * of the question. A name has no other spelling in another script, so there it makes no difference.
 */
const DOUBTS = {
  exact: [0, 1],
  abroad: [1, 1],
  alike: [1, 2],
  near: [1, undefined],
} as const satisfies Record<NameMatch, readonly unknown[]>;

/** Listens to one utterance for somebody's name, while its transcript grows. */
export class NameListener {
  readonly #search: (words: readonly HeardWord[]) => Occurrence[];
  readonly #languages: readonly string[];
  readonly #everyday: EverydayWords;
  /** Where the sentence begins that was the last one when it was listened before. All sentences before it are done. */
  #from = 0;

  constructor({ names, others, languages }: Addressee, everyday: EverydayWords) {
    let spoken: readonly SpokenName[] | undefined;
    this.#search = makeNameSearch({
      names: listSpokenNames(names),
      others: () => (spoken ??= listSpokenNames(others)),
    });
    this.#languages = languages;
    this.#everyday = everyday;
  }

  /**
   * Whether somebody is called in the transcript, as far as it has grown since the last time. With `isWhole` it won't grow
   * any more, so what stands at its end stands at the end of what was said.
   */
  hear(transcript: string, isWhole: boolean): boolean {
    const open = transcript.slice(this.#from);
    this.#from = Math.max(this.#from, findOpenSentence(transcript));
    const utterance = readUtterance(open.length > LONGEST ? cutBeginning(open) : open);
    const found = this.#search(utterance.words);
    if (found.length === 0) return false;
    const texts = utterance.words.map(({ text }) => text);
    const language = identifyLanguage(texts, this.#everyday, this.#languages);
    const small = SMALL_WORDS.get(language ?? '') ?? NO_SMALL_WORDS;
    return found.some((each) => {
      const doubt = DOUBTS[each.match][this.#isEveryday(texts.slice(each.from, each.to), language, small) ? 1 : 0];
      return doubt !== undefined && isVocative(utterance, { ...each, doubt }, small, isWhole);
    });
  }

  /** Whether people say these words every day in a language, or in any, if it isn't known which one this is. */
  #isEveryday(texts: readonly string[], language: string | undefined, small: SmallWords): boolean {
    const languages = language === undefined ? this.#everyday.languages : [language];
    const words = isUnspaced(texts[0] ?? '') ? [texts.join('')] : texts;
    return words.every(
      (word) =>
        languages.some((each) => this.#everyday.has(word, each)) || Object.values(small).some((list) => list.has(word)),
    );
  }
}

/**
 * The end of a sentence that is too long. What it begins with may be half a word, and stands for one, because no sentence begins
 * there. Where there are no blanks it's only cut off as far as a word may go.
 */
const cutBeginning = (text: string): string => text.slice(-LONGEST).replace(/^\S{0,40}/, 'x ');
