import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Conversations } from '../conversation/conversations.ts';
import { AnswerSounds } from '../media/out/answer-sounds.ts';

/** Keeps the sound of typed answers from now on. */
export const makeSounds = (
  conversations: Pick<Conversations, 'onTurn'>,
  { clock, log }: { clock: Clock; log: Logger },
): AnswerSounds => {
  const sounds = new AnswerSounds({ clock, log });
  conversations.onTurn(({ channel }, turn) => sounds.keep(channel, turn));
  return sounds;
};
