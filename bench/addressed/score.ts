import { countCost, DOLLAR, findPrice } from '../../src/budget/price.ts';
import type { BilledAnswer } from '../../world/live/bill.ts';
import type { Utterance } from './evening.ts';
import type { Outcome } from './play-evening.ts';

/** When the evening is, for the prices of that day. */
const DAY = Date.parse('2026-11-28T19:00:00Z');

const HOUR = 3_600_000;

/** What an evening comes to. Money is in dollars, waits are in milliseconds. */
export type Score = {
  dollarsAnHour: number;
  /** The same as the bot itself counts it; nothing if it doesn't. */
  countedAnHour: number | undefined;
  /** How many questions went to the model, and how many were decided about. */
  turns: number;
  decisions: number;
  /** What was said to Parley, and no answer to it was heard. */
  missed: readonly Utterance[];
  /** What was said to others, of which an answer was heard. */
  woken: readonly Utterance[];
  /** From the end of what was said to Parley to the first audible packet of an answer to it. */
  waits: readonly number[];
};

/** Scores what came of an evening that lasts so many milliseconds. */
export const score = (evening: readonly Utterance[], outcome: Outcome, ms: number): Score => {
  const { asked, heard, bill, counted, ends } = outcome;
  const [decisions, turns] = [bill.filter(isDecision), bill.filter((each) => !isDecision(each))];
  const answers = heard.map(({ at, asked: number }) => ({ at, to: asked[number - 1]?.utterances ?? [] }));
  const questions = evening.filter(isForParley);
  const waits = new Map<Utterance, number>();
  for (const { at, to } of answers)
    for (const utterance of to.filter(isForParley))
      if (!waits.has(utterance)) waits.set(utterance, at - (ends.get(utterance.number) ?? at));
  const hours = ms / HOUR;
  return {
    dollarsAnHour: sumUp(bill) / hours,
    countedAnHour: counted === undefined ? undefined : counted / DOLLAR / hours,
    turns: turns.length,
    decisions: decisions.length,
    missed: questions.filter((each) => !waits.has(each)),
    woken: answers.flatMap(({ to }) => (to.some(isForParley) ? [] : to.slice(0, 1))),
    waits: [...waits.values()],
  };
};

const isForParley = ({ sentence }: Utterance): boolean => sentence.to === 'parley';

const isDecision = ({ model }: BilledAnswer): boolean => model.includes('decision');

const sumUp = (answers: readonly BilledAnswer[]): number =>
  answers.reduce((sum, { model, kinds }) => sum + countCost(kinds, findPrice(model, DAY).price), 0) / DOLLAR;
