import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answers } from './answers.ts';
import { borrowing } from './borrowing.ts';
import { cardsAndPolls } from './cards.ts';
import { events } from './events.ts';
import { floods } from './floods.ts';
import { names } from './names.ts';
import { presses } from './presses.ts';
import { questions } from './questions.ts';
import { quotes } from './quotes.ts';
import { rights } from './rights.ts';
import { secrets } from './secrets.ts';
import { type Case, Stage } from './stage.ts';
import { written } from './written.ts';

/** All that is tried on one bot that must live through it. */
const TABLE: Record<string, readonly Case[]> = {
  names,
  questions,
  answers,
  presses,
  rights,
  events,
  floods,
  quotes,
  cards: cardsAndPolls,
  borrowing,
  secrets,
  written,
};

/** So many channels are busy at once; each case has one of its own. */
const AT_ONCE = 4;

describe('what people and the model do to harm it', { concurrency: AT_ONCE }, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage[Symbol.asyncDispose]());

  for (const [kind, cases] of Object.entries(TABLE))
    for (const { what, holds } of cases) test(`${kind}: ${what}`, () => holds(stage.room()));
});

test('each case says something of its own', () => {
  const all = Object.values(TABLE).flatMap((cases) => cases.map(({ what }) => what));
  assert.equal(new Set(all).size, all.length);
});
