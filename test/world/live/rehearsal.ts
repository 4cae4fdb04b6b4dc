import type { Script } from './script.ts';
import { deltas, hush, say } from './steps.ts';
import { type Content, words } from './wire.ts';

/** The most that is counted. */
const HIGHEST = 200;

/** The pause between two words, in milliseconds. */
const PAUSE = 15;

type Question = { who: string | undefined; what: string };
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
 * What the rehearsal's model answers: a few things it can do, and otherwise that it is no model. Questions come as
 * `[Ada] the question`; `memory` is what the server holds of the session before this turn.
 */
export function rehearse(text: string, memory: readonly Content[]): string {
  const asked = questionOf(text);
  for (const [pattern, answer] of RULES) {
    const match = pattern.exec(asked.what);
    if (match) return answer(match, asked, questions(memory));
  }
  return `This is only a rehearsal, and I am a script that cannot answer that. ${asked.who ?? 'You'} asked: ${asked.what}`;
}

/** The rehearsal's model: says word by word what `rehearse` answers, with a small pause by the clock after each word. */
export const rehearsal = ({ pause = PAUSE } = {}): Script =>
  function* ({ text, audio, memory }) {
    const answer = audio.length > 0 ? unheard(audio) : rehearse(text, memory);
    for (const word of deltas(answer)) {
      yield say(word);
      if (pause > 0) yield hush(pause);
    }
  };

const unheard = (audio: Buffer) =>
  `I heard ${(audio.length / 32_000).toFixed(1)} seconds of sound, but a rehearsal has no ears for words.`;

function questionOf(text: string): Question {
  const [, who, what = text] = /^\s*\[([^\]\n]+)\]\s*(.*)$/s.exec(text) ?? [];
  return { who, what: what.trim() };
}

const questions = (memory: readonly Content[]): Question[] =>
  memory
    .filter(({ role }) => role === 'user')
    .map((content) => words([content]))
    .filter((text) => text.trim())
    .map(questionOf);

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
  const paragraph = (n: number) =>
    `Paragraph ${n}. This is a rehearsal, so these words mean little; there are only many of them. ${'They go on and on. '.repeat(22).trim()}`;
  const lines = Array.from({ length: 40 }, (_, index) => `  console.log('line ${index + 1}');`);
  const code = ['```js', 'function rehearse() {', ...lines, '}', '```'].join('\n');
  return [...[1, 2, 3, 4].map(paragraph), code, ...[5, 6, 7, 8].map(paragraph)].join('\n\n');
}
