import { MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Logger } from 'pino';
import { toText, UserError } from '../../base/errors.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { AnswerSounds } from '../../media/out/answer-sounds.ts';
import type { Say } from '../../text/languages.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import { sendSound, sendVoice } from '../outbound/voice-reply.ts';

/** Where the answer is, and who reads that: everyone there, and what only the asker has to know. */
export type SoundDelivery = {
  channel: string;
  turn: Turn;
  sounds: Pick<AnswerSounds, 'toVoiceMessage' | 'toWav' | 'share'>;
  forEveryone: Say;
  forAsker: Say;
  log: Logger;
};

/**
 * Sends the sound of an answer that was asked for with its sound (`/ask voice:`), after the answer is shown. Only the asker
 * is told why there's none. Never rejects.
 */
export const sendAnswerSound = async (interaction: RepliableInteraction, delivery: SoundDelivery): Promise<void> => {
  const { question, end } = delivery.turn;
  if (question.voice !== 'message' && question.voice !== 'wav') return;
  // The first follow-up would fill a reply that is still pending, and an answer that failed has no sound.
  if (!interaction.replied || !end || end.is === 'failed' || end.is === 'yielded') return;
  try {
    await send(interaction, delivery, question.voice);
  } catch (error) {
    const { forAsker, log } = delivery;
    if (!(error instanceof UserError))
      log.warn({ event: 'sound.not_sent', err: toLoggable(error) }, 'the sound of an answer could not be sent');
    const told = { content: forAsker(toText(error)), flags: MessageFlags.Ephemeral } as const;
    await interaction
      .followUp(told)
      .catch((reason) => log.debug({ err: toLoggable(reason) }, 'nobody could be told that'));
  }
};

const send = async (
  interaction: RepliableInteraction,
  { channel, turn, sounds, forEveryone }: SoundDelivery,
  as: 'message' | 'wav',
): Promise<void> => {
  const { person, at } = turn.question;
  const key = { channel, person: person.id, at };
  const readers = { isPrivate: interaction.ephemeral ?? false, say: forEveryone };
  if (as === 'wav') {
    const data = await sounds.toWav(key, interaction.attachmentSizeLimit);
    if (!data) throw new UserError({ code: 'listen.silent' });
    return sendSound(interaction, { name: 'answer.wav', data, type: 'audio/wav' }, readers);
  }
  const voice = await sounds.toVoiceMessage(key);
  if (!voice) throw new UserError({ code: 'listen.silent' });
  await sendVoice(interaction, voice, readers);
  sounds.share(key);
};
