import type { FigureName } from '../figure-names.ts';
import { ms, percentile } from '../figures.ts';
import { print } from '../table.ts';
import { HEAD } from '../voice/rows.ts';
import { countOverlaps, EVENING, makeEvening, QUICK } from './evening.ts';
import type { StartBot } from './evening-bot.ts';
import { startParleyBot } from './parley-bot.ts';
import { playEvening } from './play-evening.ts';
import { type Score, score } from './score.ts';
import { readSentences, type Sentence } from './sentences.ts';
import { startTextbookBot } from './textbook-bot.ts';
import { waits } from './waits.ts';

/** A bot of the evening, and the share of Google's decisions that are wrong. */
type Contestant = { name: string; start: StartBot; wrong: number };

const WITH_GATE = startParleyBot({ hasGate: true });

const CONTESTANTS: readonly Contestant[] = [
  ...[0, 0.05, 0.15].map((wrong) => ({
    name: `Parley, ${100 * wrong} % of decisions are wrong`,
    start: WITH_GATE,
    wrong,
  })),
  { name: 'Parley without a gate', start: startParleyBot({ hasGate: false }), wrong: 0 },
  { name: 'textbook bot that answers all', start: startTextbookBot('answers all'), wrong: 0 },
  { name: 'textbook bot that looks for its name', start: startTextbookBot('looks for its name'), wrong: 0 },
];

/** What an hour may cost in which nobody talks to it, in dollars. */
const QUIET_HOUR = 0.05;

/** How many questions of each kind are asked in real time. */
const QUESTIONS = { quick: 1, full: 12 };

/** The figures that can be measured on their own. */
const FIGURES: Record<FigureName<'addressed'>, (quick: boolean, sentences: readonly Sentence[]) => Promise<void>> = {
  evening: (quick, sentences) => evening(quick ? QUICK : EVENING, sentences),
  waits: async (quick, sentences) => {
    const rows = await waits(sentences, quick ? QUESTIONS.quick : QUESTIONS.full);
    print('The same people in real time, with encryption: end of speech to the first audible reply', HEAD, rows);
  },
};

/** Measures an evening of three people who talk to each other, and now and then to Parley. */
export const addressed = async ({ quick, only }: { quick: boolean; only?: string | undefined }): Promise<void> => {
  const sentences = await readSentences();
  for (const [name, figure] of Object.entries(FIGURES))
    if (only === undefined || only === name) await figure(quick, sentences);
};

/** Lets each bot have the same evening, in virtual time, and one of them an evening in which nobody talks to it. */
const evening = async (size: typeof EVENING, sentences: readonly Sentence[]): Promise<void> => {
  const story = makeEvening(size, sentences);
  const scores: [name: string, score: Score][] = [];
  for (const { name, start, wrong } of CONTESTANTS)
    scores.push([name, score(story, await playEvening(story, start, wrong), size.ms)]);
  const others = story.filter(({ sentence }) => sentence.to === 'people');
  const quiet = score(others, await playEvening(others, WITH_GATE), size.ms);
  print(
    `An evening in virtual time: 3 people, ${size.ms / 60_000} min, ${story.length} utterances, ${size.addressed} of them for it; ` +
      `${countOverlaps(story)} begin before the last one has ended`,
    ['bot', 'an hour', 'by its accounts', 'turns', 'decisions', 'missed', 'woken', 'wait, median', 'p95'],
    [...scores, ['Parley, and nobody talks to it', quiet] as const].map(([name, scored]) => describe(name, scored)),
  );
  const [[, right] = []] = scores;
  print(
    'Goals',
    ['', 'figure', 'goal', ''],
    [
      judge('questions missed, if no decision is wrong', right?.missed.length ?? Number.NaN, 0),
      judge('answers to what was said to others, if no decision is wrong', right?.woken.length ?? Number.NaN, 0),
      judge('dollars of an hour in which nobody talks to it', quiet.dollarsAnHour, QUIET_HOUR),
    ],
  );
};

const describe = (name: string, scored: Score): string[] => {
  const { dollarsAnHour, countedAnHour, turns, decisions, missed, woken, waits: all } = scored;
  const spread = all.length > 0 ? [0.5, 0.95].map((share) => ms(percentile(all, share))) : ['', ''];
  return [
    name,
    `$${dollarsAnHour.toFixed(3)}`,
    countedAnHour === undefined ? '' : `$${countedAnHour.toFixed(3)}`,
    ...[turns, decisions, missed.length, woken.length].map(String),
    ...spread,
  ];
};

const judge = (what: string, figure: number, most: number): string[] => [
  what,
  `${Number(figure.toFixed(4))}`,
  most === 0 ? '0' : `≤ ${most}`,
  figure <= most ? 'met' : 'missed',
];
