import { makePageFormats } from '../../../text/page-formats.ts';
import type { englishTurns } from './english-turns.ts';

export const russianFormats = makePageFormats('ru', ['one', 'few', 'many', 'other'], {
  ms: 'мс',
  s: 'с',
  min: 'мин',
});

const { amounts, plural } = russianFormats;
const { count } = amounts;

/** The words about turns in Russian. */
export const russianTurns: typeof englishTurns = {
  'turns.label': 'Таблица вопросов',
  'turns.none': 'С момента запуска вопросов не было.',
  'turns.asked': 'Задан в',
  'turns.where': 'Где',
  'turns.way': 'Способ',
  'turns.by': 'Модель',
  'turns.outcome': 'Результат',
  'turns.first': 'Первая часть',
  'turns.whole': 'Весь ответ',
  ways: { typed: 'текстом', spoken: 'голосом' },
  models: { live: 'Live', text: 'текстовая' },
  'turn.running': 'выполняется',
  outcomes: {
    complete: 'завершён',
    interrupted: 'прерван',
    silent: 'без ответа',
    broken: 'оборвался',
    failed: 'не удался',
    yielded: 'передан',
  },

  'line.choose': 'Выберите вопрос выше или откройте сохранённый.',
  'line.open': 'Открыть сохранённый вопрос',
  'line.save': 'Сохранить в файл',
  'line.turn': ({ way, at, outcome }) => `${way}, задан в ${at}, ${outcome}`,
  'line.place': ({ place, turn }) => `${place}, ${turn}`,
  'line.file': ({ turn }) => `Из файла: ${turn}`,
  'line.drawn': 'Временная шкала, рисунок',
  'line.summary': ({ moments, took, outcome }) =>
    `Временная шкала: ${plural(moments, { one: `${count(moments)} событие`, few: `${count(moments)} события`, many: `${count(moments)} событий`, other: `${count(moments)} события` })} за ${took}, ${outcome}`,
  'line.lost': ({ lost }) =>
    `Не хватило места ещё для ${plural(lost, { one: `${count(lost)} события`, few: `${count(lost)} событий`, many: `${count(lost)} событий`, other: `${count(lost)} события` })}.`,
  'line.words': 'Словами',
  'line.detail': ({ name, detail }) => `${name} (${detail})`,
  'line.moment': ({ took, name }) => `${took}: ${name}`,
  moments: {
    asked: 'Вопрос задан',
    claimed: 'Взят этим процессом',
    admitted: 'Допущен',
    begun: 'Очередь дошла',
    dialling: 'Подключение',
    dialled: 'Подключено',
    undialled: 'Не подключено',
    connected: 'Уже было подключено',
    sent: 'Отправлен модели',
    endpointed: 'Конец речи',
    understood: 'Первые слова распознаны',
    unclaimed: 'Слова, возможно, другого человека',
    worded: 'Первое слово',
    sounded: 'Первый звук',
    written: 'Первая письменная часть',
    withdrawn: 'Отозван',
    slow: 'Предупреждение о задержке',
    noticed: 'Показано уведомление',
    shown: 'Показан',
    edited: 'Последняя правка',
    cued: 'Прозвучал сигнал медленной функции',
    heard: 'Прозвучал',
    silent: 'Воспроизведение окончено',
    calling: 'Вызвана функция',
    called: 'Функция выполнена',
    'go-away': 'Google скоро закроет соединение',
    closed: 'Соединение завершено',
    mute: 'Соединение не отвечает',
    forgetful: 'Память была утеряна',
    told: 'Причина сообщена',
    ended: 'Конец',
    recorded: 'Записан',
    unrecorded: 'Не записан',
  },

  'file.too-big': 'Этот файл слишком велик для сохранённого вопроса.',
  'file.foreign': 'Этот файл — не вопрос, сохранённый Parley.',
  'file.version': ({ needed }) => `Этот вопрос сохранён другой версией Parley (нужна версия ${count(needed)}).`,
  'file.damaged': 'Этот файл — не JSON, или он повреждён.',
  'file.field': ({ name }) => `Не удаётся открыть этот файл: значение «${name}» не такое, каким должно быть.`,
};
