import type { Turn } from '../conversation/turns/turn.ts';
import { type CallNameMeans, openSilenceListener } from './call-names.ts';

/**
 * Whether somebody who speaks to Parley wants nothing but that it be silent, by the transcript of what they said. That may still
 * grow, so it counts only once Parley begins to answer.
 */
export const findSilenceWish = async (turn: Turn, means: CallNameMeans): Promise<boolean> => {
  if (!turn.question.aloud) return false;
  const pieces = turn.follow();
  const listener = openSilenceListener(means);
  let isAnswering = false;
  for await (const { is } of pieces) {
    isAnswering ||= is === 'text' || is === 'audio';
    if (isAnswering && listener.hear(turn.heard)) return true;
  }
  return listener.hear(turn.heard);
};
