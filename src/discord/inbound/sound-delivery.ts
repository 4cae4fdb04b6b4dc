import type { Message, RepliableInteraction } from 'discord.js';
import type { Logger } from 'pino';
import { toText, UserError } from '../../base/errors.ts';
import type { AnswerEnd } from '../../conversation/turns/answer-end.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { AnswerSounds } from '../../media/out/answer-sounds.ts';
import type { VoiceMessage } from '../../media/out/voice-message.ts';
import type { Say } from '../../text/languages.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import type { InteractionTarget } from '../outbound/interaction-target.ts';
import { sendSound, sendVoice } from '../outbound/voice-reply.ts';

/** Where the answer is, and the language of its readers. `target` showed it. */
export type SoundDelivery = {
  channel: string;
  turn: Turn;
  target: Pick<InteractionTarget, 'alone' | 'isPending' | 'isPrivate'>;
  sounds: Pick<AnswerSounds, 'send' | 'sendWav' | 'share'>;
  say: Say;
  log: Logger;
};

/** How an answer ends that has no sound, or whose sound nobody wants any more. */
const NOT_SENT: ReadonlySet<AnswerEnd['is']> = new Set(['failed', 'yielded', 'interrupted']);

/**
 * Sends the sound of an answer that was asked for with its sound (`/ask voice:`), after the answer is shown. Only the asker
 * is told why there's none. Never rejects.
 */
export const sendAnswerSound = async (interaction: RepliableInteraction, delivery: SoundDelivery): Promise<void> => {
  const { turn, target, log } = delivery;
  const { question, end } = turn;
  if (question.voice !== 'message' && question.voice !== 'wav') return;
  // The first follow-up would fill a reply that is still pending, and who stopped an answer doesn't want to hear it either.
  if (target.isPending || !end || NOT_SENT.has(end.is)) return;
  try {
    if (!(await send(interaction, delivery, question.voice))) throw new UserError({ code: 'listen.silent' });
  } catch (error) {
    if (!(error instanceof UserError))
      log.warn({ event: 'sound.not_sent', err: toLoggable(error) }, 'the sound of an answer could not be sent');
    await target
      .alone(toText(error))
      .catch((reason) => log.debug({ err: toLoggable(reason) }, 'nobody could be told that'));
  }
};

/**
 * Sends the sound of an answer to a message as a voice message for everyone, where answers are meant to come with one. Why
 * there's none is only logged, for there's no way to tell the asker alone. Never rejects.
 */
export const sendMessageSound = async (
  to: Pick<Message, 'client' | 'channelId'>,
  { channel, turn, sounds, say, log }: Omit<SoundDelivery, 'target'>,
): Promise<void> => {
  const { question, end } = turn;
  if (question.voice !== 'message' || !end || NOT_SENT.has(end.is)) return;
  try {
    const key = { channel, person: question.person.id, at: question.at };
    await sounds.share(key, (voice) => sendVoice(to, voice, { isPrivate: false, say }));
  } catch (error) {
    log.warn({ event: 'sound.not_sent', err: toLoggable(error) }, 'the sound of an answer could not be sent');
  }
};

/** Resolves to false if there's no sound. */
const send = (
  interaction: RepliableInteraction,
  { channel, turn, target: { isPrivate }, sounds, say }: SoundDelivery,
  as: 'message' | 'wav',
): Promise<boolean> => {
  const { person, at } = turn.question;
  const key = { channel, person: person.id, at };
  const readers = { isPrivate, say };
  if (as === 'wav')
    return sounds.sendWav(key, interaction.attachmentSizeLimit, (data) =>
      sendSound(interaction, { name: 'answer.wav', data, type: 'audio/wav' }, readers),
    );
  const post = (voice: VoiceMessage) => sendVoice(interaction, voice, readers);
  return isPrivate ? sounds.send(key, post) : sounds.share(key, post);
};
