import type { toolSentences as english } from '../en/tool-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formatFileName, toInline } from '../markdown-escape.ts';
import { list, number, plural } from './grammar.ts';

/** What tools ask, do and say, and `/tools`. */
export const toolSentences: typeof english = {
  'choice.tools-time': 'time: время где угодно',
  'choice.tools-dice': 'dice: бросать кубики и выбирать случайно',
  'choice.tools-poll': 'poll: создать опрос',
  'choice.tools-people': 'people: кто в голосовом канале',
  'choice.tools-pin': 'pin: закрепить сообщение',
  'choice.tools-thread': 'thread: создать ветку',
  'choice.tools-fetch': 'fetch: читать страницу или ленту в интернете',
  'choice.tools-messages': 'messages: читать последние сообщения здесь',
  'choice.tools-none': 'none: без инструментов',
  'choice.tools-ask': 'ask: спросить кнопкой, которую может нажать только попросивший',
  'choice.tools-allow': 'allow: сразу, если Discord разрешает это попросившему',
  'button.tool-do': 'Сделать',
  'button.tool-leave': 'Не надо',
  'tools.some': 'Вот что я могу здесь использовать, если меня попросят:',
  'tools.none': 'Здесь у меня нет инструментов.',
  'tools.connecting': ({ names }) =>
    `Ещё подключаюсь: ${list(names.map(toInline))}. Это сообщение изменится, как только я узнаю, можно ли этим пользоваться.`,
  'tools.missing': ({ names }) =>
    `Включено, но сейчас я не могу этим пользоваться здесь: ${list(names.map(toInline))}. Сообщите об этом владельцу бота.`,
  'tools.page-ask': ({ settings }) =>
    `Я делаю только то, что Discord разрешает попросившему, и, прежде чем что-то изменить, прошу его подтвердить это кнопкой. Мои инструменты выбирают те, кто здесь управляет, с помощью ${settings}.`,
  'tools.page-allow': ({ settings }) =>
    `Я делаю только то, что Discord разрешает попросившему. Мои инструменты выбирают те, кто здесь управляет, с помощью ${settings}.`,
  'tools.asked': ({ asker }) => `${asker}, сделать это?`,
  'tools.dismissed': 'Хорошо, не делаю.',
  'tools.too-late': 'Эта кнопка больше не работает, поэтому я ничего не сделал. Попросите меня ещё раз.',
  'tools.not-yours': 'Эту кнопку может нажать только тот, кто меня попросил.',
  'tools.not-allowed': 'Discord больше не разрешает вам здесь этого, поэтому я ничего не сделал.',
  'tools.switched-off': 'Этот инструмент здесь отключили, поэтому я ничего не сделал.',
  'tools.ask-poll': ({ question, answers, hours, isMultiple }) =>
    `Создать опрос на ${plural(hours, { one: `${number(hours)} час`, few: `${number(hours)} часа`, many: `${number(hours)} часов`, other: `${number(hours)} часа` })}: **${toInline(question)}** Варианты: ${list(answers.map(toInline))}.${isMultiple ? ' Можно выбрать один или несколько ответов.' : ''}`,
  'tools.ask-pin': ({ link }) => `Закрепить [это сообщение](${link}).`,
  'tools.ask-thread': ({ name }) => `Создать ветку с названием **${toInline(name)}**.`,
  'tools.ask-thread-on': ({ name, link }) =>
    `Создать ветку с названием **${toInline(name)}** от [этого сообщения](${link}).`,
  'tools.did-poll': 'Я создал опрос.',
  'tools.did-pin': ({ link }) => `Я закрепил [это сообщение](${link}).`,
  'tools.did-thread': ({ channel }) => `Я создал ветку ${formatChannel(channel)}.`,
  'tools.cannot-lacks': 'В этом канале у меня нет на это прав, поэтому я ничего не сделал.',
  'tools.cannot-gone': 'Того, о чём шла речь, больше нет, поэтому я ничего не сделал.',
  'tools.cannot-elsewhere': 'В канале этого типа так нельзя, поэтому я ничего не сделал.',
  'mcp.ask': ({ server, tool, args }) =>
    `Использовать инструмент ${tool} внешнего сервера ${server} (это может что-то изменить) с такими данными:\n${args}`,
  'mcp.done': ({ server, tool, answer }) => `Внешний сервер ${server} ответил на ${tool}:\n${answer}`,
  'mcp.failed': ({ server, tool, answer }) =>
    `Внешний сервер ${server} сообщает, что выполнить ${tool} не удалось:\n${answer}`,
  'mcp.not-done': ({ server, tool }) =>
    `Внешний сервер ${server} сейчас недоступен, поэтому инструмент ${tool} не запущен.`,
  'mcp.uncertain': ({ server, tool }) =>
    `Внешний сервер ${server} не дал пригодного ответа, поэтому я не знаю, сработал ли инструмент ${tool}.`,
  'mcp.no-material': ({ name }) => `Получить ${formatFileName(name)} не удалось, поэтому я отвечаю без этого.`,
};
