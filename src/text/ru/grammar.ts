import { makeFormats } from '../intl.ts';
import type { Permission, RefusedExtra } from '../values.ts';
import { commandWords as words } from './command-words.ts';

export const formats = makeFormats('ru', ['one', 'few', 'many', 'other']);
export const { plural, list, either, language, number, seconds, dollars, megabytes, kilobytes, date } = formats;

/** The options of `/join`, by their Russian names. */
export const JOIN = {
  channel: `\`${words['name.option-channel']}\``,
  listen: `\`${words['name.option-listen']}\``,
  captions: `\`${words['name.option-captions']}\``,
};

/** Permissions as Discord's apps name them. */
const PERMISSIONS: Record<Permission, string> = {
  ViewChannel: '«Просматривать канал»',
  Connect: '«Подключаться»',
  Speak: '«Говорить»',
  RequestToSpeak: '«Попросить выступить»',
  SendMessages: '«Отправлять сообщения»',
  SendMessagesInThreads: '«Отправлять сообщения в ветках»',
};

export const listPermissions = (all: readonly Permission[]): string => list(all.map((one) => PERMISSIONS[one]));

/** In the nominative: sentences put them between brackets. */
const EXTRAS: Record<RefusedExtra, string> = {
  vocabulary: 'словарь',
  'languages-heard': 'ожидаемые языки',
  voice: 'голос',
  search: 'поиск',
  thinking: 'уровень размышлений',
  model: 'модель',
  character: 'характер',
};

export const listRefused = (all: readonly RefusedExtra[]): string => list(all.map((one) => EXTRAS[one]));

/** A number of days, in the nominative or the accusative, which are the same. */
export const countDays = (days: number): string =>
  plural(days, {
    one: `${number(days)} день`,
    few: `${number(days)} дня`,
    many: `${number(days)} дней`,
    other: `${number(days)} дня`,
  });

/** Money in dollars, as people read it. What is less than a cent isn't nothing. */
export const money = (amount: number): string =>
  amount > 0 && amount < 0.01 ? `меньше ${dollars(0.01)}` : dollars(amount);
