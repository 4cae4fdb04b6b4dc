import type { OperatorFault } from '../../../base/events.ts';
import type { englishBoard } from './english-board.ts';
import { russianFormats, russianTurns } from './russian-turns.ts';

const { amounts, plural } = russianFormats;
const { count } = amounts;

/** What only the operator can fix at Google, after a colon. */
const FAULTS: Record<OperatorFault, string> = {
  credits: 'предоплаченные средства закончились',
  cap: 'достигнут лимит расходов',
  billing: 'оплата отключена или закрыта',
  region: 'там, где работает Parley, он недоступен',
  key: 'ключ неверен или истёк',
  leaked: 'ключ нашли в открытом доступе',
  blocked: 'ключ или его проект заблокирован',
  restricted: 'ключ нельзя использовать оттуда или для Gemini',
  denied: 'причина не указана',
  model: 'такой модели нет',
  closed: 'эта модель вам больше недоступна',
  address: 'сервер из GEMINI_BASE_URL — не Live API',
  setup: 'настройка Parley не подходит для этой модели',
};

const PERIODS = { day: 'в день', month: 'в месяц' };

/** Every word of the operator's page in Russian. */
export const russianBoard: typeof englishBoard = {
  amounts,
  ...russianTurns,

  'page.title': 'Parley: страница оператора',
  'page.loading': 'Загрузка…',
  'page.script': 'Для этой страницы нужен JavaScript.',
  'page.closed':
    'Страница оператора здесь не показывается, потому что без пароля она была бы доступна и с других компьютеров. Задайте OPERATOR_PASSWORD или OPERATOR_TOKEN либо укажите в HTTP_HOST адрес 127.0.0.1 и перезапустите Parley.',

  'login.title': 'Вход в Parley',
  'login.password': 'Пароль оператора',
  'login.enter': 'Войти',
  'login.wrong': 'Неверный пароль.',
  'login.late': ({ minutes }) =>
    `Слишком много неверных паролей. Попробуйте снова через ${plural(minutes, { one: `${count(minutes)} минуту`, few: `${count(minutes)} минуты`, many: `${count(minutes)} минут`, other: `${count(minutes)} минуты` })}.`,

  'status.ended': 'Этот процесс завершён.',
  'status.lost': 'Этот процесс недоступен. Новая попытка…',
  'status.ready': 'Готов.',
  'status.ready-but': ({ troubles }) => `Готов, но ${troubles.join('; ')}.`,
  'status.not-ready': ({ troubles }) => `Не готов: ${troubles.join('; ')}.`,
  'status.fault': ({ fault }) => `Gemini отклоняет подключения: ${FAULTS[fault]} (${fault})`,
  troubles: {
    discord: 'нет подключения к Discord',
    spare: 'все шарды у других процессов, и этот возьмёт шард, когда он освободится',
    commands: 'команды ещё не зарегистрированы',
    store: 'хранилище не работает',
    gemini: 'Gemini отклоняет подключения',
    stopping: 'процесс выводится из работы',
  },

  'control.refuse': 'Не принимать новые звонки',
  'control.take': 'Снова принимать звонки',
  'control.drain': 'Вывести процесс из работы…',
  'control.logout': 'Выйти',
  'drain.title': 'Вывести этот процесс из работы?',
  'drain.text':
    'Он перестанет принимать вопросы и звонки, закончит начатое, передаст свои беседы другим процессам и завершится. Если его никто не запустит снова, а других процессов нет, ответов никто не получит.',
  'drain.cancel': 'Отмена',
  'drain.drain': 'Вывести из работы',

  'said.open': 'Вопрос открыт.',
  'said.unreadable': 'Этот файл не удаётся прочитать.',
  'said.taking': 'Новые звонки снова принимаются.',
  'said.refusing': 'С этого момента новые звонки не принимаются.',
  'said.draining': 'Этот процесс выводится из работы.',
  'said.left': 'Вы вышли.',
  'said.unreachable': 'Процесс недоступен.',
  'said.refused': ({ status }) => `Процесс отклонил запрос (${status}).`,
  refusals: {
    'old-page': 'Эта страница устарела. Обновите её и попробуйте снова.',
    starting: 'Процесс ещё запускается. Попробуйте снова чуть позже.',
    broke: 'Процесс не смог это сделать. Причина — в его журнале.',
  },

  'section.now': 'Сейчас',
  'section.minutes': 'Последние минуты',
  'section.awake': 'Активные беседы',
  'section.caps': 'Лимиты расходов',
  'section.gateway': 'Шлюз',
  'section.warnings': 'Предупреждения',
  'section.turns': 'Вопросы',
  'section.line': 'Временная шкала одного вопроса',

  'number.sessions': 'Открытые сессии',
  'number.sessions-of': ({ open, most }) => `${count(open)} из ${count(most)}`,
  'number.awake': 'Активные беседы',
  'number.waiting': 'Вопросы в очереди',
  'number.calls': 'Звонки',
  'number.calls-refused': ({ calls }) => `${count(calls)} (новые не принимаются)`,
  'number.turns': 'Вопросы за последнюю минуту',
  'number.all-turns': 'Вопросы с момента запуска',
  'number.turns-failed': ({ turns, failed }) => `${count(turns)}, из них неудачных: ${count(failed)}`,
  'number.first': 'Первая часть, p50 / p95',
  'number.whole': 'Весь ответ, p50 / p95',
  'number.tokens': 'Токены с момента запуска',
  'number.searches': 'Поиски в интернете с момента запуска',
  'number.dollars': 'Доллары с момента запуска',
  'number.store': 'Хранилище',
  'number.store-is': ({ is, queued, lost }) => `${is}, в очереди: ${count(queued)}, потеряно: ${count(lost)}`,
  stores: { starting: 'запускается', here: 'доступно', away: 'недоступно', closed: 'закрыто' },
  'number.memory': 'Память',
  'number.voices': 'Голосовые процессы',
  'number.since': 'Работает с',

  'chart.label': ({ title }) => `${title}, максимум за последние 15 минут`,
  'chart.key': ({ name, value }) => `${name}: ${value}`,
  charts: {
    work: 'Что открыто',
    turns: 'Вопросы в минуту',
    latency: 'Задержка',
    tokens: 'Токены в минуту',
    dollars: 'Доллары в минуту',
  },
  series: {
    sessions: 'сессии',
    calls: 'звонки',
    waiting: 'вопросы в очереди',
    turns: 'вопросы',
    first50: 'первая часть, p50',
    first95: 'первая часть, p95',
    whole50: 'весь ответ, p50',
    whole95: 'весь ответ, p95',
    tokens: 'токены',
    dollars: 'доллары',
  },

  'place.direct': 'личные сообщения',
  'place.unknown': 'неизвестный сервер',
  'place.channel': ({ server, channel }) => `${server}, #${channel}`,
  'place.thread': ({ server, channel }) => `${server}, ветка в #${channel}`,

  'awake.label': 'Таблица активных бесед',
  'awake.none': 'Активных бесед нет.',
  'awake.more': ({ more }) => `И ещё ${count(more)}.`,
  'awake.where': 'Где',
  'awake.state': 'Состояние',
  'awake.waiting': 'Вопросы в очереди',
  states: { busy: 'отвечает', connected: 'подключена', resting: 'не подключена' },

  'caps.label': 'Таблица лимитов расходов',
  'caps.unknown': 'Расходы неизвестны, потому что хранилище не отвечает.',
  'caps.none': 'Этот процесс ничем не ограничен, и ни один сервер или канал не близок к лимиту.',
  'caps.what': 'Что ограничено',
  'caps.spent': 'Израсходовано',
  'caps.share': 'Доля',
  'caps.again': 'Начнётся заново',
  'caps.process': ({ period }) => `Всё, ${PERIODS[period]}`,
  'caps.server': ({ place, period }) => `${place}, все каналы, ${PERIODS[period]}`,
  'caps.channel': ({ place, period }) => `${place}, ${PERIODS[period]}`,
  'caps.spent-of': ({ spent, limit }) => `${spent} из ${limit}`,
  'caps.tokens': ({ tokens }) =>
    plural(tokens, {
      one: `${count(tokens)} токен`,
      few: `${count(tokens)} токена`,
      many: `${count(tokens)} токенов`,
      other: `${count(tokens)} токена`,
    }),
  'caps.meter': ({ name }) => `Израсходовано: ${name}`,

  'shards.none': 'Пока нет.',
  'shards.line': ({ id, state }) => `Шард ${id}: ${state}`,
  'shards.ping': ({ id, state, ping }) => `Шард ${id}: ${state}, ${ping}`,
  shards: {
    ready: 'готов',
    connecting: 'подключается',
    reconnecting: 'переподключается',
    idle: 'бездействует',
    nearly: 'почти готов',
    disconnected: 'отключён',
    waitingforguilds: 'ждёт серверы',
    identifying: 'проходит идентификацию',
    resuming: 'возобновляет сеанс',
  },

  'warnings.label': 'Таблица предупреждений',
  'warnings.none': 'С момента запуска предупреждений не было.',
  'warnings.event': 'Событие',
  'warnings.level': 'Уровень',
  'warnings.count': 'Сколько раз',
  'warnings.last': 'Последний раз',
};
