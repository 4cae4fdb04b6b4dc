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
import type { Case } from './stage.ts';
import { tryAll } from './try-all.ts';
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

tryAll('what people and the model do to harm it', TABLE);
