import type { geminiSentences as english } from '../en/gemini-sentences.ts';
import { formatMoment } from '../intl.ts';
import { listRefused } from './grammar.ts';

/** What to do about trouble that passes: ask again once it's over, if we know when, or else what `otherwise` says. */
const again = (at: number | undefined, otherwise: string): string =>
  at === undefined ? otherwise : `Спросите ещё раз после ${formatMoment(at)}.`;

/** About Gemini: failures on the way to it, answers that it couldn't give, and faults that only the bot's operator can fix. */
export const geminiSentences: typeof english = {
  'gemini.lost': ({ at }) => `Я потерял связь с Gemini. ${again(at, 'Спросите ещё раз.')}`,
  'gemini.broken': ({ at }) =>
    at === undefined
      ? 'Я потерял связь с Gemini, не закончив этот ответ.'
      : `Я потерял связь с Gemini, не закончив этот ответ. ${again(at, '')}`,
  'gemini.late': ({ at }) => `Gemini не ответил вовремя. ${again(at, 'Спросите ещё раз.')}`,
  'gemini.often': ({ at }) => `Связь с Gemini всё время обрывается. ${again(at, 'Спросите ещё раз позже.')}`,
  'gemini.busy': ({ at }) => `Gemini сейчас недоступен. ${again(at, 'Спросите ещё раз через минуту.')}`,
  'gemini.quota': ({ at }) => `Моя квота Gemini пока исчерпана. ${again(at, 'Спросите ещё раз позже.')}`,
  'gemini.refused': () => 'Gemini не принимает этот вопрос. Сформулируйте его иначе.',
  'gemini.left-out': ({ extras }) =>
    `Gemini не принимает часть того, что здесь настроено (${listRefused(extras)}), поэтому ответ дан без этого. Изменить это могут те, кто здесь управляет, с помощью /settings.`,
  'gemini.no-search': 'Google сейчас не даёт мне искать в интернете, поэтому ответ дан без поиска.',
  'gemini.no-voice': 'Gemini сейчас не предлагает этот голос. Выберите другой.',
  'gemini.full': ({ at }) =>
    `Я уже общаюсь в максимально возможном числе каналов. ${again(at, 'Спросите ещё раз через минуту.')}`,
  'gemini.proxy': () => 'Я не могу связаться с Gemini: мой прокси меня не пропускает. Сообщите об этом владельцу бота.',
  'gemini.unreachable': ({ at }) => `Я не могу связаться с Gemini. ${again(at, 'Спросите ещё раз через минуту.')}`,

  'gemini.tools':
    'Gemini раз за разом обращался к своим инструментам и не отвечал, поэтому я его остановил. Сформулируйте вопрос иначе.',
  'gemini.noise': 'Gemini издавал звуки, но ничего не говорил, поэтому я его остановил. Спросите ещё раз.',
  'gemini.question-blocked': 'Фильтры безопасности Gemini заблокировали этот вопрос. Сформулируйте его иначе.',
  'gemini.answer-blocked': 'Фильтры безопасности Gemini остановили этот ответ. Сформулируйте вопрос иначе.',
  'gemini.unfinished': 'Gemini не смог закончить этот ответ. Спросите ещё раз.',

  'owner.credits':
    'Мои средства на Gemini закончились. Сообщите владельцу бота: пополнить их можно в Google AI Studio, в разделе Billing.',
  'owner.cap':
    'Мой месячный лимит расходов на Gemini исчерпан. Сообщите владельцу бота: поднять его можно в Google AI Studio.',
  'owner.billing':
    'Google не даёт мне пользоваться Gemini из-за проблемы с оплатой. Попросите владельца бота проверить раздел Billing в Google AI Studio.',
  'owner.region': 'Там, где я работаю, Google не предоставляет Gemini. Сообщите об этом владельцу бота.',
  'owner.key': 'Google не принимает мой ключ API Gemini. Попросите владельца бота проверить `GEMINI_API_KEY`.',
  'owner.leaked':
    'Google заблокировал мой ключ API Gemini, потому что тот оказался в открытом доступе. Попросите владельца бота создать новый.',
  'owner.blocked':
    'Google заблокировал мой ключ API Gemini или его проект. Попросите владельца бота заглянуть в Google AI Studio.',
  'owner.restricted':
    'Мой ключ API Gemini нельзя использовать отсюда. Попросите владельца бота проверить ограничения ключа.',
  'owner.denied': 'Google не даёт мне пользоваться Gemini. Попросите владельца бота выполнить `npm run doctor`.',
  'owner.model':
    'Google не знает модели Gemini, на которую я настроен. Попросите владельца бота проверить `GEMINI_MODEL` и `GEMINI_API_VERSION`.',
  'owner.closed':
    'Google больше не предоставляет модель Gemini, на которую я настроен. Попросите владельца бота выбрать другую в `GEMINI_MODEL`.',
  'owner.typed-model':
    'Google не знает модели Gemini, на которую я настроен для письменных вопросов. Попросите владельца бота проверить `TYPED_MODEL`.',
  'owner.typed-closed':
    'Google больше не предоставляет модель Gemini, на которую я настроен для письменных вопросов. Попросите владельца бота выбрать другую в `TYPED_MODEL`.',
  'owner.address':
    'По адресу, на который я настроен, нет Gemini. Попросите владельца бота проверить `GEMINI_BASE_URL` и `GEMINI_API_VERSION`.',
  'owner.setup': 'Gemini отклоняет мою конфигурацию. Попросите владельца бота выполнить `npm run doctor`.',
};
