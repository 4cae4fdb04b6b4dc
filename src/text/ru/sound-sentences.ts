import type { soundSentences as english } from '../en/sound-sentences.ts';
import { formatPerson } from '../intl.ts';
import { megabytes } from './grammar.ts';

/** About what can be done with an ended answer: listening to it, sharing its sound, and asking again. */
export const soundSentences: typeof english = {
  'button.listen': 'Прослушать',
  'button.again': 'Спросить снова',

  /** Above the menu under a voice message that only one person hears. */
  'listen.menu': 'Это голосовое сообщение слышите только вы.',
  'choice.sound-more': 'Ещё…',
  'choice.sound-everyone': 'Опубликовать для всех',
  'choice.sound-wav': 'Прислать мне файл WAV',
  'listen.posted': 'Я опубликовал голосовое сообщение для всех.',
  'listen.already-posted': 'Голосовое сообщение уже опубликовано для всех.',
  'listen.gone':
    'Звука этого ответа у меня больше нет. Я храню звук не дольше 30 минут, а из-за перезапуска, сброса или нехватки места он может пропасть и раньше. Чтобы услышать ответ, задайте вопрос ещё раз.',
  'listen.silent': 'В этом ответе нет звука, который можно прислать.',
  'listen.as-file': 'Отправлять голосовые сообщения здесь я не могу, поэтому вот звук в файле.',
  'listen.too-big': ({ most }) =>
    `Файл WAV с этим ответом был бы больше, чем допускает здесь Discord (${megabytes(most)}).`,
  'listen.busy': 'Сейчас многие просят файл WAV. Попробуйте ещё раз через минуту.',
  'listen.not-allowed':
    'Чтобы опубликовать голосовое сообщение для всех, вам нужно право отправлять сообщения в этом канале.',
  'listen.refused': 'Discord не дал мне отправить сюда звук.',

  'again.not-yours': ({ person }) =>
    `Спросить это снова может только ${formatPerson(person)} или тот, у кого есть право «Управлять сообщениями».`,
  'again.already': 'Этот вопрос уже задали снова. Новый ответ ниже.',
  'again.gone': 'Этого вопроса у меня больше нет. Задайте его ещё раз.',
  'again.without-files': 'Файлов к этому вопросу у меня больше нет, поэтому я ответил без них.',
};
