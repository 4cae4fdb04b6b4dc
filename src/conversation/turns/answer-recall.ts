import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import { listParts } from './answer-part.ts';
import type { NumberedTurn } from './stored-turn.ts';
import type { Turn } from './turn.ts';

/** Discord remembers nonces for some minutes; this is well within that, in milliseconds. */
const KNOWN = 60_000;

/**
 * Two processes receive the same message, and the other one has answered it. It may have died before the whole answer
 * was shown, so the answer is shown again, while Discord still recognises what it already has.
 */
export const recallAnswer = async (
  turn: Turn,
  id: string,
  { transcript, clock }: { transcript: { newest(): Promise<NumberedTurn[]> }; clock: Pick<Clock, 'wall'> },
): Promise<void> => {
  const newest = await transcript.newest().catch(() => []);
  const entry = newest.findLast((one) => one.id === id);
  if (!entry || clock.wall() - entry.at > KNOWN) return turn.yield();
  for (const part of listParts(entry.answered, entry.written ?? [])) {
    if (part.is === 'said') turn.addText(part.text);
    else turn.addWritten(part.part);
  }
  turn.finish(
    entry.ended === 'complete' ? { is: 'complete' } : { is: 'broken', error: new UserError({ code: 'gemini.broken' }) },
  );
  turn.number.settle(entry.number);
};

/**
 * Ends a waiting turn, unless another process has answered its question: people read that answer, and nothing about
 * this turn may replace it.
 */
export const endIfUnanswered = async (
  turn: Turn,
  answered: { knows(id: string): Promise<boolean> },
  end: () => void,
): Promise<void> => {
  const { id } = turn.question;
  if (id !== undefined && (await answered.knows(id))) turn.yield();
  else end();
};
