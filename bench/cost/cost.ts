import { addKinds, NO_TOKENS, sumTokens, type TokenKinds } from '../../src/base/expense.ts';
import { countCost, DOLLAR, findPrice, type Nano } from '../../src/budget/price.ts';
import type { BilledAnswer } from '../../world/live/bill.ts';
import { print } from '../table.ts';
import { EVENING, makeEvening, QUICK, type Saying } from './evening.ts';
import type { StartBot } from './evening-bot.ts';
import { startParleyBot } from './parley-bot.ts';
import { playEvening } from './play-evening.ts';
import { startTextbookBot } from './textbook-bot.ts';

/** When the evening is, for the prices of that day. */
const DAY = Date.parse('2026-11-28T19:00:00Z');

const BOTS: Record<string, StartBot> = {
  'Parley, listen: button': startParleyBot({ listening: 'button' }),
  'Parley, listen: addressed': startParleyBot({ listening: 'addressed' }),
  'the same, CONTEXT_TOKENS=8000': startParleyBot({
    listening: 'addressed',
    environment: { CONTEXT_TOKENS: '8000', SEED_TOKENS: '4000' },
  }),
  'textbook bot': startTextbookBot,
};

const dollars = (nano: Nano): string => `$${(nano / DOLLAR).toFixed(2)}`;

const costOf = (answers: readonly BilledAnswer[]): Nano =>
  answers.reduce((sum, { model, kinds }) => sum + countCost(kinds, findPrice(model, DAY).price), 0);

const kindsOf = (answers: readonly BilledAnswer[]): TokenKinds =>
  answers.reduce((sum, { kinds }) => addKinds(sum, kinds), NO_TOKENS);

const thousands = (tokens: number): string => `${(tokens / 1_000).toFixed(0)} k`;

const questionsIn = (evening: readonly Saying[]): number =>
  evening.filter((saying) => saying.is === 'typed' || saying.to === 'Parley').length;

/** Measures what an evening of a server costs with Parley and with the textbook bot, at Google's prices. */
export const cost = async ({ quick }: { quick: boolean }): Promise<void> => {
  const size = quick ? QUICK : EVENING;
  const evening = makeEvening(size);
  const rows: string[][] = [];
  for (const [name, start] of Object.entries(BOTS)) {
    const answers = await playEvening(evening, start);
    const [spoken, typed] = [answers.filter(({ aloud }) => aloud), answers.filter(({ aloud }) => !aloud)];
    const { textIn, soundIn, imageIn, textOut, soundOut, thoughts } = kindsOf(answers);
    const all = costOf(answers);
    rows.push([
      name,
      dollars(costOf(typed)),
      dollars(costOf(spoken)),
      dollars(all),
      `${((100 * all) / DOLLAR / questionsIn(evening)).toFixed(2)} ct`,
      `${answers.length}`,
      thousands(textIn + imageIn),
      thousands(soundIn),
      thousands(soundOut + textOut),
      thousands(thoughts),
      thousands(Math.max(...answers.map(({ kinds }) => sumTokens(kinds)))),
    ]);
  }
  print(
    `Cost of an evening: ${size.people} people, ${size.typed} typed questions, ${size.files} of them with files, and a call of ` +
      `${size.callMs / 60_000} min with ${size.addressed} questions and ${size.chatter} remarks to each other`,
    ['bot', 'typed', 'call', 'all', 'per question', 'answers', 'text in', 'sound in', 'out', 'thoughts', 'largest'],
    rows,
  );
  console.log(
    '\nTyped includes recaps. Prices: the table in src/budget/prices.ts on that day. Answers: what the model generated.',
  );
};
