import type { toolSentences as english } from '../en/tool-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formatFileName, toInline } from '../markdown-escape.ts';
import { list, number, plural } from './grammar.ts';

/** What tools ask, do and say, and `/tools`. */
export const toolSentences: typeof english = {
  'choice.tools-time': 'time: время где угодно',
  'choice.tools-dice': 'dice: бросать кубики и выбирать случайно',
  'choice.tools-poll': 'poll: начать опрос',
  'choice.tools-people': 'people: кто в голосовом канале',
  'choice.tools-pin': 'pin: закрепить сообщение',
  'choice.tools-thread': 'thread: создать ветку',
  'choice.tools-fetch': 'fetch: читать страницу или ленту в интернете',
  'choice.tools-messages': 'messages: читать последние сообщения здесь',
  'choice.tools-none': 'none: без инструментов',
  'choice.tools-ask': 'ask: кнопкой, которую может нажать только попросивший',
  'choice.tools-allow': 'allow: сразу, если Discord разрешает это попросившему',
  'button.tool-do': 'Сделать',
  'button.tool-leave': 'Не надо',
  'tools.some': 'Вот что я могу здесь использовать, если меня попросят:',
  'tools.none': 'Здесь у меня нет инструментов.',
  'tools.page-ask': ({ settings }) =>
    `Я делаю только то, что Discord разрешает попросившему, и прежде чем что-то изменить, спрашиваю его кнопкой. Те, кто управляет, выбирают мои инструменты через ${settings}.`,
  'tools.page-allow': ({ settings }) =>
    `Я делаю только то, что Discord разрешает попросившему. Те, кто управляет, выбирают мои инструменты через ${settings}.`,
  'tools.asked': ({ asker }) => `${asker}, сделать это?`,
  'tools.dismissed': 'Хорошо, не делаю.',
  'tools.too-late': 'Эта кнопка больше не работает, поэтому я ничего не сделал. Попросите меня ещё раз.',
  'tools.not-yours': 'Эту кнопку может нажать только тот, кто меня попросил.',
  'tools.not-allowed': 'Discord больше не разрешает вам этого здесь, поэтому я ничего не сделал.',
  'tools.switched-off': 'Этот инструмент здесь отключили, поэтому я ничего не сделал.',
  'tools.ask-poll': ({ question, answers, hours }) =>
    `Опрос на ${plural(hours, { one: `${number(hours)} час`, few: `${number(hours)} часа`, many: `${number(hours)} часов`, other: `${number(hours)} часа` })}: **${toInline(question)}** Варианты: ${list(answers.map(toInline))}.`,
  'tools.ask-pin': ({ link }) => `Закрепить [это сообщение](${link}).`,
  'tools.ask-thread': ({ name }) => `Ветка с названием **${toInline(name)}**.`,
  'tools.ask-thread-on': ({ name, link }) => `Ветка с названием **${toInline(name)}** к [этому сообщению](${link}).`,
  'tools.did-poll': 'Я начал опрос.',
  'tools.did-pin': ({ link }) => `Я закрепил [это сообщение](${link}).`,
  'tools.did-thread': ({ channel }) => `Я создал ветку ${formatChannel(channel)}.`,
  'tools.cannot-lacks': 'В этом канале у меня нет на это прав, поэтому я ничего не сделал.',
  'tools.cannot-gone': 'Этого больше нет, поэтому я ничего не сделал.',
  'tools.cannot-elsewhere': 'В канале этого типа так нельзя, поэтому я ничего не сделал.',
  'mcp.ask': ({ server, tool, args }) =>
    `Использовать ${tool} с сервера ${server}: он не мой и может что-то изменить. Данные для него:\n${args}`,
  'mcp.done': ({ server, tool, answer }) => `${server} ответил на ${tool}:\n${answer}`,
  'mcp.failed': ({ server, tool, answer }) => `${server} сообщает, что ${tool} не удалось выполнить:\n${answer}`,
  'mcp.not-done': ({ server, tool }) => `${server} сейчас недоступен, поэтому ${tool} не выполнено.`,
  'mcp.uncertain': ({ server, tool }) =>
    `${server} не дал ответа, который можно использовать, поэтому неизвестно, выполнено ли ${tool}.`,
  'mcp.no-material': ({ name }) => `Получить ${formatFileName(name)} не удалось, поэтому ответ будет без этого.`,
};
