import type { interpretSentences as english } from '../en/interpret-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formatFileName } from '../markdown-escape.ts';
import { dollars, language, list, seconds } from './grammar.ts';

const namePair = ({ one, other }: { one: string; other: string }): string => list([language(one), language(other)]);

/** About interpreting in calls: what it costs, what a call says about it, and what keeps it from working. */
export const interpretSentences: typeof english = {
  'interpret.ask': ({ voice, ...pair }) =>
    `Я буду переводить в ${formatChannel(voice)} между двумя языками (${namePair(pair)}): записывать сказанное на другом языке.`,
  'interpret.ask-aloud': ({ voice, ...pair }) =>
    `Я буду переводить в ${formatChannel(voice)} между двумя языками (${namePair(pair)}): записывать сказанное на другом языке и произносить это вслух.`,
  'interpret.cost': ({ dollars: hour }) =>
    `Для этого всё, что там говорят, отправляется в Google Gemini. Час речи стоит примерно ${dollars(hour)}; это засчитывается в здешние лимиты тому, кто говорит. Начинать?`,
  'button.interpret-begin': 'Начать',
  'button.interpret-end': 'Прекратить перевод',
  'interpret.begun': (pair) => `Теперь я перевожу между двумя языками: ${namePair(pair)}.`,
  'interpret.ended': 'Я больше не перевожу.',
  'interpret.not-on': 'Здесь я не перевожу.',
  'interpret.no-call': ({ join }) =>
    `Меня нет в голосовых каналах этого сервера. Позовите меня в свой с помощью ${join} и попробуйте снова.`,
  'interpret.switched-off': 'Перевод здесь выключен. Изменить это могут те, кто здесь управляет, с помощью /settings.',
  'interpret.unknown-language': ({ name }) => `Я не могу переводить ${formatFileName(name)}. Выберите язык из списка.`,
  'interpret.same-language': 'Оба языка одинаковые. Выберите два разных.',
  'interpret.no-model': 'Google не предоставляет мне модель, которая переводит. Сообщите об этом владельцу бота.',
  'interpret.fell-behind': ({ ms }) => `Я не успел, поэтому часть сказанного (${seconds(ms)}) осталась без перевода.`,
  'interpret.only-written': 'Мне нужно произнести слишком много, поэтому некоторые переводы есть только в тексте.',

  'panel.interpreting': ({ voice, ...pair }) =>
    `🌐 Я перевожу в ${formatChannel(voice)} между двумя языками: ${namePair(pair)}.`,
  'panel.interprets':
    'Я записываю здесь сказанное на другом языке. На сказанное я не отвечаю: чтобы спросить меня о чём-то, напишите мне.',
  'panel.interprets-aloud':
    'Я записываю здесь сказанное на другом языке и произношу это вслух. На сказанное я не отвечаю: чтобы спросить меня о чём-то, напишите мне.',
  'privacy.interpreted':
    'Всё, что вы там говорите, отправляется в Google Gemini для перевода. Ни записи, ни расшифровки я не храню, но переводы остаются в канале.',
  'privacy.interpreted-agreed':
    'Всё, что говорят там те, кто дал согласие, отправляется в Google Gemini для перевода. Ни записи, ни расшифровки я не храню, но переводы остаются в канале.',
  'join.interpreting': (pair) => `Там я перевожу между двумя языками: ${namePair(pair)}.`,
  'line.interpreting': 'Parley переводит',
  'part.help-interpret': ({ interpret }) => `- ${interpret} — я перевожу в голосовом канале.`,
  'part.language': ({ tag }) => language(tag),
};
