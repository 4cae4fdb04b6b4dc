import type { Occurrence } from './name-search.ts';
import type { SmallWords } from './small-words.ts';
import { endsSentence, type Gap, type HeardWord, type HeardWords } from './words.ts';

/** A name that was found; `doubt` is 0 if it can hardly be anything else, 1 if it may be, and 2 if it's more likely to be. */
export type DoubtfulName = Occurrence & { doubt: 0 | 1 | 2 };

/** What comes before a name: nothing, a call such as "hey", a pause, a word that leads to somebody talked about, or another. */
type Before = 'start' | 'call' | 'pause' | 'lead' | 'word';

/** What comes after a name; `unknown` as long as more may be said. */
type After = 'end' | 'pause' | 'request' | 'follow' | 'word' | 'unknown';

/** Titles that people say after a name, where they belong to it. */
const TITLES: ReadonlySet<string> = new Set('さん ちゃん くん 君 様 さま 先生 जी 님 씨'.split(' '));

/** The part of a sentence around a name. */
type Context = {
  /** The words of the sentence before the name, and those between the last pause and the name. */
  lead: readonly HeardWord[];
  chunk: readonly HeardWord[];
  /** The words after the name, to the end of the sentence, and what ends it; nothing if more may be said. */
  rest: readonly HeardWord[];
  end: Gap | undefined;
  before: Before;
  after: After;
};

/**
 * Whether somebody is called by the name that was found, and not only talked about: it stands at the beginning, at the end or
 * between pauses. The less sure it is that it's the name at all, the more has to speak for it. `isWhole` if nothing more is said.
 */
export const isVocative = (
  utterance: HeardWords,
  found: DoubtfulName,
  small: SmallWords,
  isWhole: boolean,
): boolean => {
  const context = readContext(utterance, found, small, isWhole);
  const { doubt } = found;
  const { before } = context;
  if (before === 'start' || before === 'call') return isOpening(context, found, small);
  if (before === 'pause') return isInset(context, doubt, small);
  return before === 'word' && doubt === 0 && isUnpaused(context, small);
};

/** At the beginning: "Parley, …", "hey Parley …", "Parley what …". */
const isOpening = (context: Context, { doubt, match }: DoubtfulName, small: SmallWords): boolean => {
  const { before, after, rest, end } = context;
  switch (after) {
    case 'end':
      return doubt < 2;
    case 'pause':
      if (doubt === 0) return true;
      return doubt === 1
        ? !lists(context, small)
        : opens(rest, small) && (end === 'ask' || small.questions.has(rest[0]?.text ?? ''));
    case 'request':
      return doubt < 2 || before === 'call';
    case 'word':
      if (doubt === 0) return true;
      return doubt === 1 && (before === 'call' || (match !== 'exact' && asks(context, small)));
    case 'follow':
      return before === 'call' && doubt === 0;
    default:
      return false;
  }
};

/** After a pause: "…, Parley?", "…, Parley, …". */
const isInset = (context: Context, doubt: number, small: SmallWords): boolean => {
  const { after, lead, chunk, rest, end } = context;
  if (after === 'request') return doubt === 0;
  if (after === 'pause') {
    // In "my bot, Parley, is new" it's the next word that tells, and that may not be complete yet.
    if (end === undefined && rest.length < 2) return false;
    if (doubt === 0) return end === 'ask' || !small.follows.has(rest[0]?.text ?? '');
    return doubt === 1 && chunk.length > 1 && opens(rest, small);
  }
  if (after !== 'end' || small.introduces.has(lead.map(({ text }) => text).join(' '))) return false;
  if (doubt === 0) return true;
  const isList = chunk.length < 2 || chunk.length < lead.length;
  return !isList && (doubt === 1 || end === 'ask');
};

/** In the middle of a sentence, without a pause: "what time is it Parley?", "so tell me Parley what …". */
const isUnpaused = ({ after, lead, rest }: Context, small: SmallWords): boolean => {
  if (after === 'end') return small.questions.has(lead[0]?.text ?? '') && !small.leads.has(lead[0]?.text ?? '');
  return after === 'request' || (after === 'pause' && opens(rest, small));
};

/** Whether what follows is asked or wanted of somebody. */
const opens = ([first]: readonly HeardWord[], { questions, requests }: SmallWords): boolean =>
  first !== undefined && (questions.has(first.text) || requests.has(first.text));

const asks = ({ rest, end }: Context, { questions }: SmallWords): boolean =>
  end === 'ask' || rest.some(({ text }) => questions.has(text));

/** Whether more of the same kind follows soon, as in "barley, wheat and oats"; also if that isn't known yet. */
const lists = ({ rest, end }: Context, { joins }: SmallWords): boolean =>
  (end === undefined && rest.length < 4) || rest.slice(0, 3).some(({ text }) => joins.has(text));

const readContext = (
  { words, end }: HeardWords,
  { from, to }: Occurrence,
  small: SmallWords,
  isWhole: boolean,
): Context => {
  const start = words.findLastIndex(({ before }, index) => index <= from && (index === 0 || endsSentence(before)));
  const lead = words.slice(start, from);
  const pause = words.findLastIndex(({ before }, index) => index <= from && index > start && before === 'pause');
  const next = TITLES.has(words[to]?.text ?? '') && words[to]?.before === 'none' ? to + 1 : to;
  const stop = words.findIndex(({ before }, index) => index >= next && endsSentence(before));
  const isLast = stop < 0;
  const rest = words.slice(next, isLast ? words.length : stop);
  const finish = isLast ? (endsSentence(end) || isWhole ? end : undefined) : words[stop]?.before;
  const gap = rest[0]?.before ?? (isLast ? end : 'stop');
  return {
    lead,
    chunk: words.slice(pause < 0 ? start : pause === from ? lastPause(words, start, from) : pause, from),
    rest,
    end: finish,
    before: readBefore(lead, words[from]?.before ?? 'none', small),
    after: readAfter(rest, { gap, isEnd: finish !== undefined, isLast: isLast && !isWhole && end === 'none' }, small),
  };
};

/** Where the words begin that stand between the pause before a name and the pause before that. */
const lastPause = (words: readonly HeardWord[], start: number, from: number): number =>
  Math.max(
    start,
    words.findLastIndex(({ before }, index) => index < from && index > start && before === 'pause'),
  );

const readBefore = (lead: readonly HeardWord[], gap: Gap, { calls, fillers, leads }: SmallWords): Before => {
  if (lead.every(({ text }) => calls.has(text) || fillers.has(text)))
    return lead.some(({ text }) => calls.has(text)) ? 'call' : 'start';
  if (gap === 'pause') return 'pause';
  if (gap === 'link') return 'lead';
  return leads.has(lead.at(-1)?.text ?? '') ? 'lead' : 'word';
};

const readAfter = (
  rest: readonly HeardWord[],
  { gap, isEnd, isLast }: { gap: Gap; isEnd: boolean; isLast: boolean },
  small: SmallWords,
): After => {
  const [first] = rest;
  if (first === undefined) return isEnd ? 'end' : gap === 'pause' ? 'pause' : 'unknown';
  if (gap === 'pause') return 'pause';
  // The newest word may not be complete yet.
  if (isLast && rest.length === 1) return 'unknown';
  if (gap === 'link' || small.follows.has(first.text)) return 'follow';
  return opens(rest, small) ? 'request' : 'word';
};
