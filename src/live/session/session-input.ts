import type { Ending } from '../failures/connection-ending.ts';
import type { ClientMessages } from '../protocol/client-message.ts';
import type { LeftOut } from '../protocol/question-parts.ts';
import type { SessionPlan } from '../protocol/setup.ts';

/** Something that is said to a session, over as many connections as it takes. */
export type SessionInput = {
  /** How often it's said at most. */
  readonly most: number;
  /** Whether it's still being said, so that nobody waits for an answer yet. */
  readonly goesOn: boolean;
  /** Whom the instruction of the next connection has to name, if anyone; before, that was `speaker`. */
  chooseSpeaker(plan: SessionPlan, speaker: string | undefined): string | undefined;
  /** What a model with such a plan isn't given of it. */
  listLeftOut(plan: SessionPlan): readonly LeftOut[];
  /** Says it on a connection with such a plan. */
  words(plan: SessionPlan): ClientMessages;
  /** Whether a connection that has just ended may have died of how the words began, or of pictures. */
  isSuspect(plan: SessionPlan, ending: Ending): boolean;
  /** It did die of that, as far as that can be known. */
  noteDeath(plan: SessionPlan, ending: Ending): void;
  /** It was answered. */
  noteAnswer(plan: SessionPlan): void;
};

/** How often a question is sent. */
const MOST_ASKED = 2;

/** Something that is sent at once and names nobody. */
export const makeImmediateInput = (words: ClientMessages): SessionInput => ({
  most: MOST_ASKED,
  goesOn: false,
  chooseSpeaker: (_, speaker) => speaker,
  listLeftOut: () => [],
  words: () => words,
  isSuspect: () => false,
  noteDeath() {},
  noteAnswer() {},
});
