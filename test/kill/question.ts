import type { Channel } from '../../world/discord/channel.ts';
import type { LocalConnection } from '../../world/live/connection.ts';
import {
  close,
  deltas,
  drop,
  generationComplete,
  type Step,
  say,
  stayQuiet,
  turnComplete,
  write,
} from '../../world/live/steps.ts';

/**
 * How the model answers: `quick` in one piece, `early` so, too, long before Google announces its end, `words` one after another, `late` in words whose end Google announces only
 * after a while, `slow` after some thinking, `drop` and `close` with half of it and then a connection that ends, `lost`
 * with such an end before the first word, `away` while its connection is announced to end, `bare` on a connection that
 * ends before the turn's handle, `written` with a part that is written and not said.
 */
export const MANNERS = [
  'quick',
  'early',
  'words',
  'late',
  'slow',
  'drop',
  'close',
  'lost',
  'away',
  'bare',
  'written',
] as const;
export type Manner = (typeof MANNERS)[number];

/** How an answer is to be broken off, if at all. */
const BROKEN: readonly Manner[] = ['drop', 'close'];

/** One question of the story, and what the world has seen of it so far. */
export class Question {
  readonly number: number;
  readonly manner: Manner;
  readonly channel: Channel;
  /** What people see of the answer at the moment. */
  readonly shown: () => string;
  /** Whether they see that Parley is thinking, and nothing else. */
  readonly waits: () => boolean;
  /** The turns that the model has to know when it answers. */
  readonly known: readonly Question[];
  /** All that is said of the answer, once the model has begun with it. */
  answer = '';
  /** The connection on which the model was asked it last. */
  connection: LocalConnection | undefined;
  /** How often the model was asked it. */
  times = 0;
  /** How far the model has come: pieces that it sent, the end of the turn, and its handle. */
  came: 'nothing' | 'pieces' | 'whole' | 'handle' = 'nothing';
  /** When its handle was sent, in milliseconds of the world's clock. */
  handledAt = 0;

  constructor(about: Pick<Question, 'number' | 'manner' | 'channel' | 'shown' | 'waits' | 'known'>) {
    this.number = about.number;
    this.manner = about.manner;
    this.channel = about.channel;
    this.shown = about.shown;
    this.waits = about.waits;
    this.known = about.known;
  }

  /** What people type. */
  get text(): string {
    return typed(this.number, this.manner);
  }

  /** The whole answer as people see it, with what was written in its middle. */
  get whole(): string {
    if (this.manner !== 'written' || this.answer === '') return this.answer;
    const [first, rest] = halves(this.answer);
    return [first.trim(), markdownOf(this.number), rest.trim()].join('\n\n');
  }

  /** What people see of the answer itself. */
  get part(): string {
    const [part = ''] = this.shown().split('⚠️');
    return this.whole.startsWith(part.trimEnd()) ? part.trimEnd() : '';
  }

  /** What people see is the whole answer. */
  get isWhole(): boolean {
    return this.answer !== '' && this.shown() === this.whole;
  }

  /** What people see is a part of the answer, and that it broke off. */
  get isBroken(): boolean {
    return this.part !== '' && this.shown().includes('⚠️');
  }

  /** People have seen how it ended. */
  get isOver(): boolean {
    return this.isWhole || this.shown().includes('⚠️');
  }

  /** Whether the answer ends as its manner has it. */
  get isAsPlanned(): boolean {
    return BROKEN.includes(this.manner) ? this.isBroken : this.isWhole;
  }
}

/** The words of a question. */
export const typed = (number: number, manner: Manner): string => `#${number} ${manner}`;

/** The whole answer to a question, of a model that remembers answers to the questions of these numbers. */
export const answerTo = (number: number, known: readonly number[]): string =>
  `Answer ${number}, knowing ${known.join(' ')}: so it is, and it was never otherwise. End ${number}.`;

/** What is written in the middle of an answer. */
const markdownOf = (number: number): string => `**Part ${number}**`;

/** What is said before and after that. */
const halves = (answer: string): [first: string, rest: string] => {
  const at = answer.indexOf(':') + 1;
  return [answer.slice(0, at), answer.slice(at)];
};

/** The steps of an answer; what the connection is for is done by `goAway`. */
export function* played({ number, answer, manner, times }: Question, goAway: () => void): Generator<Step> {
  if (manner === 'lost' && times === 1) return yield drop;
  if (manner === 'quick') return yield say(answer);
  if (manner === 'away') goAway();
  if (manner === 'early') {
    yield say(answer);
    yield generationComplete;
    return yield stayQuiet(200);
  }
  if (manner === 'slow') yield stayQuiet(150);
  if (manner === 'written') {
    const [first, rest] = halves(answer);
    yield say(first);
    yield stayQuiet(12);
    yield write(markdownOf(number));
    yield stayQuiet(12);
    return yield say(rest);
  }
  const words = deltas(answer);
  const half = BROKEN.includes(manner) ? Math.ceil(words.length / 2) : words.length;
  for (const word of words.slice(0, half)) {
    yield say(word);
    yield stayQuiet(12);
  }
  if (manner === 'drop') yield drop;
  if (manner === 'close') yield close(1011, 'Internal error encountered.');
  if (manner === 'late') {
    yield generationComplete;
    yield stayQuiet(120);
  }
  if (manner === 'bare') {
    yield generationComplete;
    yield turnComplete();
    yield stayQuiet(20);
    yield drop;
  }
}
