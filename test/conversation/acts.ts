import type { AnswerPiece } from '../../src/conversation/turns/answer-piece.ts';
import type { Turn } from '../../src/conversation/turns/turn.ts';
import type { Utterance } from '../../src/conversation/turns/utterance.ts';
import { makeLoudPcm } from '../../world/live/caller.ts';

/** Says something aloud, all at once, and falls silent. */
export const speak = (utterance: Utterance, sound: Buffer = makeLoudPcm(300)): Utterance => {
  utterance.speech.write(sound);
  utterance.speech.end();
  return utterance;
};

/** Resolves with the first piece of this kind that a turn has, or when it ends without one. */
export const firstOf = async (turn: Turn, is: AnswerPiece['is']): Promise<void> => {
  for await (const piece of turn.follow()) if (piece.is === is) return;
};
