import type { commandSentences as english } from '../en/command-sentences.ts';
import { formatAgo, formatChannel } from '../intl.ts';
import { countDays, list, number, seconds } from './grammar.ts';

/** Descriptions of commands and options, labels of choices and buttons, and the replies of /help and /status. */
export const commandSentences: typeof english = {
  'form.about-title': 'Спросить об этом сообщении',
  'form.about-question': 'Что вы хотите узнать?',
  'form.about-files': 'Ещё файлы, если нужно',

  'button.stop': 'Остановить',
  'button.continue': 'Продолжить',
  'button.talk': 'Говорить',
  'button.unheard': 'Не слушать меня',
  'button.heard': 'Снова слушать меня',
  'button.leave': 'Отключить бота',
  'button.reset': 'Забыть всё',
  'button.keep': 'Оставить',

  'help.about': 'В каждом канале у меня своя беседа. Она общая для всех в канале, и я её помню.',
  'part.help-ask': ({ ask }) =>
    `- ${ask} — задать мне вопрос. Ещё можно упомянуть меня, ответить на моё сообщение или написать мне лично.`,
  'part.help-files':
    '- К вопросу можно приложить тексты, картинки, PDF, голосовые сообщения, аудиозаписи и видео. Чтобы спросить о чужом сообщении, выберите в его меню «Приложения», затем «Спросить об этом».',
  'part.help-answers':
    '- Под ответом кнопка **Прослушать** пришлёт его вам голосовым сообщением, если у него есть звук, а **Спросить снова** ещё раз задаст тот же вопрос.',
  'part.help-join': ({ join }) =>
    `- ${join} — позвать меня в ваш голосовой канал. Я слушаю и отвечаю вслух. Любой там может попросить его не слушать.`,
  'part.help-stop': ({ stop, leave }) =>
    `- ${stop} — остановить мой ответ вам здесь и мой голос в голосовом канале. ${leave} — чтобы я вышел оттуда.`,
  'part.help-status': ({ status }) => `- ${status} — как идёт беседа в этом канале.`,
  'part.help-reset': ({ reset }) =>
    `- ${reset} — чтобы я её забыл. На серверах для этого нужно право «Управлять сообщениями».`,
  'part.help-recap': ({ recap, transcript }) =>
    `- ${recap} — итоги того, что здесь говорили, например пока вас не было. ${transcript} — то же самое файлом.`,
  'part.help-settings': ({ settings }) =>
    `- ${settings} — посмотреть и изменить, как я веду себя здесь. На серверах для этого нужно право «Управлять сервером», а для одного канала — «Управлять каналами».`,
  'part.help-tools': ({ tools, reminders }) => `- ${tools} — что ещё я умею здесь, ${reminders} — ваши напоминания.`,
  'part.help-usage': ({ usage, privacy }) =>
    `- ${usage} — сколько я стоил. ${privacy} — что я храню о вас; там же можно получить копию или всё удалить.`,
  'help.kept': ({ days, reset }) =>
    `Ваши вопросы, всё, что к ним приложено, и ваше отображаемое имя отправляются в Google Gemini. Ваши вопросы и мои ответы я храню ${countDays(days)}, а из приложенного — только названия и начала текстов. Краткий пересказ хранится, пока со мной здесь продолжают общаться. ${reset} удаляет всё это.`,
  'help.wrong': 'Я ИИ и могу ошибаться, поэтому всё важное проверяйте.',
  'part.help-call': ({ voice }) => `- Сейчас я в ${formatChannel(voice)}.`,
  'part.help-search': '- Я могу искать в Google. Источники указаны под ответом.',
  'part.help-off': ({ names }) => `- Здесь отключено: ${list(names)}.`,
  'button.try-ask': 'Задать вопрос',
  'button.try-join': 'Позвать в мой голосовой канал',
  'button.try-settings': 'Настройки',
  'button.try-privacy': 'Что хранится обо мне',
  'button.try-usage': 'Расходы',

  /** Each is a line of /status. Moments are in milliseconds since the epoch, durations in milliseconds. */
  'status.connected': '**Связь**: есть',
  'status.idle': '**Связь**: сплю (следующий вопрос меня разбудит)',
  'status.idle-remembers': '**Связь**: сплю (следующий вопрос меня разбудит, и я буду помнить, о чём шла речь)',
  /** The reason follows on the next line. */
  'status.unavailable': '**Связь**: недоступна',
  'status.model': ({ model }) => `**Модель**: ${model}`,
  'status.typed-always': ({ model }) => `**Письменные вопросы**: отвечает ${model}`,
  'status.typed-when-live-fails': ({ model }) =>
    `**Письменные вопросы**: отвечает ${model}, когда другая модель недоступна`,
  'status.begun': ({ at }) => `**Беседа**: начата ${formatAgo(at)}`,
  'status.not-begun': '**Беседа**: ещё не начата',
  'status.unreadable': '**Беседа**: сейчас её не посмотреть',
  'status.turns': ({ turns }) => `**Вопросов за всё время**: ${number(turns)}`,
  'status.turns-unknown': '**Вопросов за всё время**: неизвестно',
  'status.queue': ({ waiting }) => `**В очереди**: ${number(waiting)}`,
  // No answer takes no time at all, so even the quickest is told as a tenth of a second.
  'status.latency': ({ ms }) => `**До первого слова**: ${seconds(Math.max(ms, 100))}`,
  'status.no-latency': '**До первого слова**: ответов ещё не было',
};
