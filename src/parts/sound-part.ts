import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Conversations } from '../conversation/conversations.ts';
import { AnswerSounds } from '../media/out/answer-sounds.ts';
import { VoiceSamples } from '../media/out/voice-samples.ts';
import type { GeminiServices } from './live-part.ts';

/** Keeps the sound of typed answers from now on. */
export const makeSounds = (
  conversations: Pick<Conversations, 'onTurn'>,
  { clock, log }: { clock: Clock; log: Logger },
): AnswerSounds => {
  const sounds = new AnswerSounds({ clock, log });
  conversations.onTurn(({ channel }, turn) => sounds.keep(channel, turn));
  return sounds;
};

/** Lets people hear the voices; each is said once, outside of all conversations. */
export const makeSamples = (gemini: Pick<GeminiServices, 'sampleVoice'>): VoiceSamples =>
  new VoiceSamples(async (voice) => {
    // Nothing waits for it when the process ends, and it has a deadline of its own.
    const reply = await gemini.sampleVoice(voice, new AbortController().signal);
    return reply.is === 'said' ? reply.pcm : undefined;
  });
