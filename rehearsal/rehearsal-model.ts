import type { Script } from '../world/live/script.ts';
import type { SeenPicture } from '../world/live/seen-pictures.ts';
import { deltas, hold, say, stayQuiet, think, write } from '../world/live/steps.ts';
import { type Content, words } from '../world/live/wire.ts';
import { readPictureSize } from './picture-size.ts';
import { findWrittenSample } from './written-samples.ts';

/** The most that is counted. */
const HIGHEST = 200;

/** The pause between two words, in milliseconds. */
const PAUSE = 15;

/** How long all pauses of a long answer are together, in milliseconds; a real model takes no longer to write so much. */
const LONGEST = 6_000;

/** How long it takes to begin a spoken answer, in milliseconds; Google's models take longer. Who pauses within a sentence may go on. */
const THOUGHT = 400;

/** How many broken answers the model can continue. */
const REMEMBERED = 50;

/** A question: whose it is, its own words, and what Parley says came with it. */
type Question = { who: string | undefined; what: string; with: readonly string[] };
type Rule = [pattern: RegExp, answer: (match: RegExpExecArray, question: Question, before: Question[]) => string];

const RULES: Rule[] = [
  [/^(?:say|repeat)\s+(.+)$/is, ([, what = '']) => what],
  [/^count to (\d+)/i, ([, to]) => count(Number(to))],
  [/\bwhat (?:did i ask|was my last question|was the last question)/i, (_, asked, before) => recall(asked, before)],
  [/\bcapital of brazil\b/i, () => 'The capital of Brazil is Brasília.'],
  [/^(?:write (?:me )?a )?long\b/i, () => long()],
  [
    /^(?:hello|hi|good (?:morning|evening))\b/i,
    (_, { who }) => `Hello${who ? `, ${who}` : ''}! This is a rehearsal: I am a small script and no real model.`,
  ],
];

/**
 * What the rehearsal's model answers: it can do a few things, and otherwise says that it isn't a model. Questions look
 * like `[Ada] the question`; `memory` is what the server knows of the session before this turn.
 */
export function answerInRehearsal(
  text: string,
  memory: readonly Content[],
  images: readonly SeenPicture[] = [],
): string {
  const asked = questionOf(text);
  for (const [pattern, answer] of RULES) {
    const match = pattern.exec(asked.what);
    if (match) return answer(match, asked, questions(memory));
  }
  const seen = images.map(tellPicture);
  const came = [...asked.with, ...seen];
  if (came.length > 0) return `This is only a rehearsal, and I can only tell what I was given: ${came.join(' · ')}`;
  return `This is only a rehearsal, and I am a script that cannot answer that. ${asked.who ?? 'You'} asked: ${asked.what}`;
}

/** How the rehearsal's model speaks, and who is notified. */
export type RehearsalScriptOptions = {
  /** Between two words, in milliseconds by the clock. */
  pause?: number;
  /** It begins to say an answer; one to a question `aside` is a recap or a greeting in a call, and isn't shown as it is. */
  begins?(answer: string, asked: 'typed' | 'aloud' | 'aside'): void;
  /** It has said half of an answer, and waits for what this returns. */
  middle?(half: string): Promise<unknown> | undefined;
};

/**
 * The rehearsal's model. Word by word, with a small pause after each, it says what `answerInRehearsal` answers, or the
 * rest of an earlier answer. Where a table, code or a formula is asked for, it writes that first.
 */
export const makeRehearsalModel = ({ pause = PAUSE, begins, middle }: RehearsalScriptOptions = {}): Script => {
  const given: string[] = [];
  return function* ({ text, audio, memory, images }) {
    const sample = audio.length > 0 ? undefined : findWrittenSample(questionOf(text).what);
    const aside = takeMinutes(text) ?? takeGreeting(text);
    const answer =
      sample?.words ??
      aside ??
      (audio.length > 0 ? unheard(audio) : (restOf(text, given) ?? answerInRehearsal(text, memory, images)));
    given.push(answer);
    if (given.length > REMEMBERED) given.shift();
    begins?.(answer, audio.length > 0 ? 'aloud' : aside ? 'aside' : 'typed');
    if (audio.length > 0 && pause > 0) yield think(THOUGHT);
    if (sample) yield write(sample.markdown);
    const all = deltas(answer);
    const rest = Math.min(pause, LONGEST / all.length);
    for (const [index, word] of all.entries()) {
      const gate = index > 0 && index === all.length >> 1 ? middle?.(all.slice(0, index).join('')) : undefined;
      if (gate) yield hold(gate);
      yield say(word);
      if (rest > 0) yield stayQuiet(rest);
    }
  };
};

/** What the bot asks for Continue: it quotes the last words that came. */
const CONTINUE = /^\(Please go on exactly where your answer broke off\. Its last words were: “…?(.*)”\)$/s;

/** The rest of the newest answer that contains the quoted words, if the question asks for that. */
const restOf = (text: string, given: readonly string[]): string | undefined => {
  const [, quoted] = CONTINUE.exec(questionOf(text).what) ?? [];
  if (!quoted) return undefined;
  const quote = new RegExp(quoted.trim().split(/\s+/).map(RegExp.escape).join('\\s+'));
  for (const answer of given.toReversed()) {
    const found = quote.exec(answer);
    if (!found) continue;
    const end = found.index + found[0].length;
    const isInCode = answer.slice(0, end).split('```').length % 2 === 0;
    return `${isInCode ? '```js\n' : ''}${answer.slice(end).trimStart() || 'That was all.'}`;
  }
  return 'I no longer know what I was going to say.';
};

/** Minutes, as the bot wants them from a Live model, if that's what is asked for; a script can only tell what was asked last. */
const takeMinutes = (text: string): string | undefined => {
  if (!/^Now make the minutes\.\s*$/m.test(text)) return undefined;
  const asked = [...text.matchAll(/^\{"at":.*\}$/gm)].map(([line]) => String(JSON.parse(line).asked));
  return [
    `SUMMARY: This is only a rehearsal, and a script can’t sum up what was said. Questions that I was given: ${asked.length}.`,
    'DECISIONS: NONE',
    'TASKS: NONE',
    `QUESTIONS: ITEM The last one was: ${asked.at(-1) ?? 'none'}`,
  ].join('\n');
};

/** The words with which Parley is to greet the people of a call, if that's what is asked for. */
const takeGreeting = (text: string): string | undefined =>
  /\(You have just come into the voice channel\..*\)\n“(.+)”$/m.exec(text)?.[1];

const unheard = (audio: Buffer) =>
  `I heard ${(audio.length / 32_000).toFixed(1)} seconds of sound, but a rehearsal has no ears for words.`;

/** What the bot tells the model before a question, in lines of their own. */
const NOTES = /^(?:\s*\([^\n]*\)\s*\n)+/;

function questionOf(all: string): Question {
  const text = all.replace(NOTES, '');
  const [said = '', ...more] = text.split(/\n(?=\[with it: )/);
  const [, who, what = said] = /^\s*\[([^\]\n]+)\]\s*(.*)$/s.exec(said) ?? [];
  return { who, what: what.trim(), with: more.map(tellBlock) };
}

/** What Parley says came with a question, and the first line of what it quotes; of a document, the first of its text. */
const tellBlock = (block: string): string => {
  const [, title = ''] = /^\[with it: (.*)\]$/m.exec(block) ?? [];
  const [, first] = /^> (?!Page \d+(?::| \(a picture\))$)(.*)$/m.exec(block) ?? [];
  return first === undefined ? title : `${title}: “${first}”`;
};

const tellPicture = ({ bytes }: SeenPicture): string => {
  const size = readPictureSize(bytes);
  return size ? `I see a picture of ${size.width} × ${size.height}` : 'I see a picture';
};

const questions = (memory: readonly Content[]): Question[] =>
  memory
    .filter(({ role }) => role === 'user')
    .map((content) => words([content]))
    .filter((text) => text.trim())
    .map(questionOf)
    .filter(({ what }) => !CONTINUE.test(what));

function recall({ who }: Question, before: Question[]): string {
  const own = before.findLast((question) => question.who === who);
  if (own) return `${who ? `${who}, you` : 'You'} asked: ${own.what}`;
  const last = before.at(-1);
  if (!last) return 'Nothing was asked before, as far as I remember.';
  return `You have not asked anything before. The last question was ${last.who ?? 'somebody'}'s: ${last.what}`;
}

function count(to: number): string {
  const numbers = Array.from({ length: Math.min(to, HIGHEST) }, (_, index) => index + 1).join(' ');
  return to > HIGHEST
    ? `${numbers} and that is as far as a rehearsal counts.`
    : numbers || 'There is nothing to count.';
}

/** Some 5,000 characters, a code fence in the middle, so that an answer has to be cut into messages. */
function long(): string {
  const sentences = (n: number) =>
    Array.from({ length: 12 }, (_, index) => `This is sentence ${index + 1} of paragraph ${n}.`).join(' ');
  const paragraph = (n: number) =>
    `Paragraph ${n}. This is a rehearsal, so these words mean little; there are only many of them. ${sentences(n)}`;
  const lines = Array.from({ length: 40 }, (_, index) => `  console.log('line ${index + 1}');`);
  const code = ['```js', 'function rehearse() {', ...lines, '}', '```'].join('\n');
  return [...[1, 2, 3, 4].map(paragraph), code, ...[5, 6, 7, 8].map(paragraph)].join('\n\n');
}
