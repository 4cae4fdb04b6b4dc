import type { answerSentences as english } from '../en/answer-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formats } from './grammar.ts';

/** About an answer: how it ended, and what Discord refused of it. */
export const answerSentences: typeof english = {
  'text.sequence': ({ sentences }) => sentences.join(' '),
  'text.language': 'ru',

  'answer.reading': '⏳ Чтение файлов затянулось. Как только закончу, спрошу Gemini.',
  'answer.calling': '⏳ Уже занимаюсь этим. Это займёт немного времени.',
  'answer.slow': '⏳ Gemini думает дольше обычного. Я всё ещё жду ответа.',
  'answer.interrupted': '*(прервано)*',
  'answer.stopped-early': '*(остановлено до появления ответа)*',
  'answer.empty': 'Gemini ничего не ответил. Спросите ещё раз или сформулируйте вопрос иначе.',
  'answer.cut-off': 'Ответ вышел длиннее, чем Gemini пишет за один раз.',
  'answer.abrupt': 'Gemini оборвал ответ на полуслове.',
  'answer.too-long': 'Ответ шёл слишком долго, и я его остановил. Попросите ответить короче.',
  'answer.reset': 'Кто-то сбросил беседу, прежде чем я закончил этот ответ.',
  'answer.erased': 'Здесь я остановился, потому что всё, что о вас хранится, сейчас удаляется.',
  'answer.cut-by-erasing': 'Здесь мне пришлось остановиться: из памяти этого канала сейчас что-то удаляется.',
  'answer.unfinished-restart': 'Меня прервали, и я не закончил этот ответ.',
  'answer.lost-restart': 'Меня прервали, и я не успел ответить. Спросите ещё раз.',
  'answer.to': ({ name, question }) => `${name} спрашивает: ${question}`,
  'answer.heard': ({ name, words }) => `**${name}**: ${words}`,
  'answer.unheard-muted': 'Этого никто не услышал: мой микрофон был отключён.',
  'answer.unheard-muted-rest': 'Остального никто не услышал: мой микрофон был отключён.',
  'answer.unheard-audience': 'Этого никто не услышал: мне нельзя было говорить.',
  'answer.unheard-audience-rest': 'Остального никто не услышал: мне нельзя было говорить.',
  'part.searched': (found) => `🔎 Поиск в Google: ${formats.joinLinks(found)}`,
  'part.sources': (found) => `Источники: ${formats.joinLinks(found)}`,
  'answer.caption-too-long': 'Остальное слишком длинное, я его не записал.',

  'delivery.file-too-long': 'Этот ответ слишком длинный для сообщений Discord, поэтому вот он целиком в файле.',
  'delivery.file-refused': 'Discord не пропустил этот ответ как сообщение, поэтому вот он целиком в файле.',
  'delivery.no-file': 'Это не всё, но прикрепить остальное файлом я здесь не смог. Попросите ответить короче.',
  'delivery.written-file': ({ name }) => `📄 **${name}**: ниже, в виде файла.`,
  'delivery.written-files': 'Что не поместилось в сообщения:',
  'delivery.discord-away':
    'У Discord неполадки, и я не смог опубликовать ответ. Спросите ещё раз через несколько минут.',
  'delivery.deleted': 'Кто-то удалил мой ответ, пока я его писал, поэтому я остановился.',
  'delivery.link-blocked':
    'Discord блокирует ссылку в этом ответе, поэтому я не могу показать его целиком. Спросите ещё раз и попросите ответить без ссылок.',
  'delivery.automod':
    'AutoMod этого сервера блокирует этот ответ, поэтому я не могу показать его целиком. Сформулируйте вопрос иначе.',
  'delivery.explicit':
    'Фильтр контента Discord блокирует этот ответ, поэтому я не могу показать его целиком. Сформулируйте вопрос иначе.',
  'delivery.no-permission':
    'Мне больше нельзя писать в этом канале, поэтому ответ неполный. Сообщите об этом модератору.',
  'delivery.thread-closed': 'Эту ветку закрыли, поэтому ответ неполный. Спросите меня в другом канале.',
  'delivery.expired':
    'Discord даёт мне здесь на ответ только 15 минут, и время вышло, поэтому ответ неполный. Спросите ещё раз.',
  'delivery.refused': 'Discord не пропустил этот ответ целиком. Сформулируйте вопрос иначе.',
  'delivery.about': ({ channel }) => `По вашему вопросу в ${formatChannel(channel)}:`,
};
