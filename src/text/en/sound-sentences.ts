import { formatPerson } from '../intl.ts';
import { megabytes } from './grammar.ts';

/** About what can be done with an ended answer: listening to it, sharing its sound, and asking again. */
export const soundSentences = {
  'button.listen': 'Listen',
  'button.again': 'Ask again',

  /** Above the menu under a voice message that only one person hears. */
  'listen.menu': 'Only you can hear this voice message.',
  'choice.sound-more': 'More…',
  'choice.sound-everyone': 'Post it for everyone',
  'choice.sound-wav': 'Send me a WAV file',
  'listen.posted': 'I’ve posted the voice message for everyone.',
  'listen.already-posted': 'The voice message is already there for everyone.',
  'listen.gone':
    'I no longer have the sound of this answer. I keep a sound for 30 minutes at most: a restart, a reset or a lack of room ends that sooner. To hear an answer, please ask the question again.',
  'listen.silent': 'This answer has no sound that I could send.',
  'listen.as-file': 'I can’t send voice messages here, so here’s the sound as a file.',
  'listen.too-big': ({ most }: { most: number }) =>
    `As a WAV file, this answer would be larger than the ${megabytes(most)} that Discord accepts here.`,
  'listen.busy': 'Many people want a WAV file right now. Please try again in a minute.',
  'listen.not-allowed': 'You need permission to send messages in this channel to post the voice message for everyone.',
  'listen.refused': 'Discord didn’t let me send the sound here.',

  'again.not-yours': ({ person }: { person: string }) =>
    `Only ${formatPerson(person)}, or someone with the Manage Messages permission, can ask this again.`,
  'again.already': 'This question has already been asked again. The new answer is below.',
  'again.gone': 'I no longer have this question. Please ask it again.',
  'again.without-files': 'I no longer have the files of this question, so I answered it without them.',
};
