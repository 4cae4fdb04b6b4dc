import type { usageSentences as english } from '../en/usage-sentences.ts';
import { formatChannel, formatMoment, formatPerson } from '../intl.ts';
import { countDays, date, money, number, plural } from './grammar.ts';

/** What was spent: `estimated` says that a part of it is a guess. */
type UsageCost = { dollars: number; turns: number; estimated: boolean };

const countQuestions = (turns: number): string =>
  plural(turns, {
    one: `${number(turns)} вопрос`,
    few: `${number(turns)} вопроса`,
    many: `${number(turns)} вопросов`,
    other: `${number(turns)} вопроса`,
  });

const tellCost = ({ dollars, turns, estimated }: UsageCost): string => {
  const cost = `${estimated ? '≈ ' : ''}${money(dollars)}`;
  // Not everything that costs something is a question.
  return turns === 0 && dollars > 0 ? cost : `${cost} за ${countQuestions(turns)}`;
};

const SCOPES = { server: 'для этого сервера', channel: 'для этого канала', member: 'для вас' };

/** What `/usage` says. */
export const usageSentences: typeof english = {
  'button.usage-picture': 'График',
  'button.usage-csv': 'Таблица (CSV)',

  'usage.own': 'Сколько стоили здесь ваши вопросы:',
  'usage.server': 'Сколько стоил Parley на этом сервере:',
  'part.usage-today': (today) => `- Сегодня: ${tellCost(today)}`,
  'part.usage-month': (month) => `- В этом месяце: ${tellCost(month)}`,
  'part.usage-decisions': ({ count, dollars }) =>
    `- из них на решение, обращались ли ко мне: ${money(dollars)} за ${plural(count, {
      one: `${number(count)} фразу`,
      few: `${number(count)} фразы`,
      many: `${number(count)} фраз`,
      other: `${number(count)} фразы`,
    })} в голосовых каналах`,
  'part.usage-searches': ({ count }) =>
    `- в том числе ${plural(count, { one: `${number(count)} поиск в интернете`, few: `${number(count)} поиска в интернете`, many: `${number(count)} поисков в интернете`, other: `${number(count)} поиска в интернете` })}`,
  'part.usage-recaps': ({ count }) => `- в том числе итоги обсуждений: ${number(count)}`,
  'usage.members': 'По участникам, в этом месяце:',
  'usage.channels': 'По каналам, в этом месяце:',
  'part.usage-member': ({ id, ...all }) => `- ${formatPerson(id)}: ${tellCost(all)}`,
  'part.usage-channel': ({ id, ...all }) => `- ${formatChannel(id)}: ${tellCost(all)}`,
  'part.usage-parley': ({ dollars, estimated }) =>
    `- мои собственные заметки и приветствия: ${estimated ? '≈ ' : ''}${money(dollars)}`,
  'part.usage-proxies': (all) => `- сообщения ботов, говорящих за людей: ${tellCost(all)}`,
  'part.usage-gone': (all) => `- люди, чьи данные удалены: ${tellCost(all)}`,
  'part.usage-more': ({ count, dollars }) => `- ещё ${number(count)}: ${money(dollars)}`,
  'usage.left': 'Сколько осталось по лимитам:',
  'part.usage-left-dollars': ({ scope, left, limit, until }) =>
    `- ${SCOPES[scope]}: ${money(left)} из ${money(limit)}; снова всё — ${formatMoment(until)}`,
  'part.usage-left-tokens': ({ scope, left, limit, until }) =>
    `- ${SCOPES[scope]}: ${number(left)} из ${number(limit)} токенов; снова все — ${formatMoment(until)}`,
  'part.usage-days': '-# Дни и месяцы начинаются в полночь по UTC.',
  'part.usage-days-estimated':
    '-# Дни и месяцы начинаются в полночь по UTC. Знак ≈ отмечает оценку: Google не о каждом токене сообщает, какого он вида. Ответ, который не окончен или который прервал перезапуск, считается по наибольшей возможной цене.',
  'usage.file-me': ({ days }) =>
    `Сколько стоили здесь ваши вопросы за последние ${countDays(days)}, по каналам и видам токенов.`,
  'usage.file-server': ({ days }) =>
    `Сколько стоили здесь вопросы всех участников за последние ${countDays(days)}, по каналам, участникам и видам токенов.`,
  'usage.not-allowed':
    'Чтобы видеть расходы всех, нужно право «Управлять сервером». Чтобы увидеть свои, выберите «me».',
  'usage.picture':
    'Последние 30 дней, в долларах за день. 1: что я слышал, 2: что я читал, 3: картинки, 4: что я говорил, 5: что я писал, 6: размышления, 7: поиск.',
  'usage.picture-description': ({ days, total, most, on }) =>
    `По столбцу на каждый из ${number(days)} ${plural(days, { one: 'дня', few: 'дней', many: 'дней', other: 'дней' })}. ${
      most > 0 ? `Потрачено всего ${money(total)}. Больше всего ${date(on)}: ${money(most)}.` : 'Ничего не потрачено.'
    }`,
};
