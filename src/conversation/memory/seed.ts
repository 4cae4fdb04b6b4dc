import type { PastTurn } from '../../live/protocol/client-message.ts';
import { tellAnswer } from '../turns/answer-part.ts';
import { composePastQuestion } from '../turns/question-text.ts';
import type { NumberedTurn } from '../turns/stored-turn.ts';
import { type NumberedPastTurn, type Recap, recallRecap, takeNewest } from './recap.ts';
import { countPairTokens, shortenPair } from './tokens.ts';

/** A turn as a session is told of it, with the asker's name in front, and notes of what came with the question. */
export const toPastTurn = ({
  person,
  asked,
  quotes,
  files,
  answered,
  written,
  sites,
  number,
}: NumberedTurn): NumberedPastTurn => ({
  asked: composePastQuestion({ speaker: person, text: asked, quotes }, files),
  answered: tellAnswer(answered, written, sites),
  number,
});

/**
 * What a fresh session is told of a conversation, in at most this many tokens: the newest turns, whole, and before them
 * the recap if there are older ones. If not even the newest turn fits, its beginning is told, because people go on from
 * there. `turns` are the newest of the transcript, at least as many as fit.
 */
export const composeSeed = (
  turns: readonly NumberedPastTurn[],
  recap: Recap | undefined,
  tokens: number,
): PastTurn[] => {
  const leftOut = takeNewest(turns, tokens).length < turns.length || (turns[0]?.number ?? 2) > 1;
  if (!recap || !leftOut) return takeFitting(turns, tokens);
  const memory = recallRecap(recap);
  return [memory, ...takeFitting(turns, tokens - countPairTokens(memory))];
};

/** The newest turns that fit, whole; or the beginning of the newest one if it's too long by itself. */
export const takeFitting = <T extends NumberedPastTurn>(turns: readonly T[], tokens: number): T[] => {
  const whole = takeNewest(turns, tokens);
  const last = turns.at(-1);
  return whole.length > 0 || !last ? whole : [shortenPair(last, tokens)];
};
