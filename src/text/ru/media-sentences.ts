import type { mediaSentences as english } from '../en/media-sentences.ts';
import { formatFileName } from '../markdown-escape.ts';
import { list, megabytes, number, plural } from './grammar.ts';

/** A file's name between quotation marks. */
const quote = (name: string): string => `«${formatFileName(name)}»`;

/** The size of a file of so many bytes. */
const size = (bytes: number): string => megabytes(Math.floor(bytes / 2 ** 20));

/** The genitive after “up to”: one form for 1, 21, 31, and another for all other numbers. */
const upTo = (most: number, one: string, more: string): string =>
  `${number(most)} ${plural(most, { one, few: more, many: more, other: more })}`;

/** About the files that come with a question: what couldn't be opened or read in full, and why. Sizes are in bytes. */
export const mediaSentences: typeof english = {
  'media.empty': ({ name }) => `Файл ${quote(name)} пуст.`,
  'media.too-big': ({ name, most }) => `Файл ${quote(name)} слишком велик для меня. Я открываю файлы до ${size(most)}.`,
  'media.sum': ({ name, most }) =>
    `Я не открыл ${quote(name)}: все файлы одного вопроса вместе могут занимать до ${size(most)}.`,
  'media.too-many': ({ most }) =>
    `Для одного вопроса я открываю до ${upTo(most, 'файла', 'файлов')}, поэтому остальные пропустил.`,
  'media.too-many-pictures': ({ most, names }) =>
    `Для одного вопроса я просматриваю до ${upTo(most, 'картинки', 'картинок')}, считая страницы и кадры, поэтому целиком не увидел ${list(names.map(quote))}.`,
  'media.unknown': ({ name }) =>
    `Я не умею открывать такие файлы, как ${quote(name)}. Пришлите его в виде PDF, текста, PNG или JPEG, MP3 или MP4.`,
  'media.encoding': ({ name }) =>
    `Я не могу определить кодировку текста в ${quote(name)}. Сохраните его в UTF-8 и пришлите снова.`,
  'media.damaged-text': ({ name }) =>
    `Некоторые символы в ${quote(name)} повреждены. Вместо каждого из них до меня дошёл �.`,
  'media.broken': ({ name }) => `Файл ${quote(name)} повреждён или неполон, и я не смог его прочитать.`,
  'media.pixels': ({ name, most }) =>
    `В ${quote(name)} слишком много пикселей для меня. Я открываю картинки до ${upTo(Math.floor(most / 1_000_000), 'мегапикселя', 'мегапикселей')}.`,
  'media.locked': ({ name }) =>
    `Для ${quote(name)} нужен пароль, поэтому я не могу его открыть. Пришлите файл без пароля.`,
  'media.heic': ({ name }) =>
    `Я не умею открывать картинки HEIC, такие как ${quote(name)}. Пришлите её в виде JPEG или PNG.`,
  'media.no-ffmpeg': ({ name }) =>
    `Чтобы открыть ${quote(name)}, мне нужен FFmpeg, а он здесь не установлен. Подойдёт голосовое сообщение, MP3, WAV или картинка.`,
  'media.slow': ({ name }) => `Чтение ${quote(name)} заняло слишком много времени, поэтому я ответил без него.`,
  'media.gone': ({ name }) => `Файла ${quote(name)} в Discord больше нет. Загрузите его снова.`,
  'media.changed': ({ name }) => `Размер скачанного ${quote(name)} не тот, что назвал Discord. Загрузите файл снова.`,
  'media.elsewhere': ({ name }) => `Файл ${quote(name)} хранится не в Discord, поэтому я его не открыл.`,
  'media.unreachable': ({ name }) => `Я не смог скачать ${quote(name)} из Discord. Попробуйте ещё раз чуть позже.`,
  'media.busy': ({ name }) =>
    `Сейчас я читаю слишком много файлов, поэтому пропустил ${quote(name)}. Попробуйте ещё раз через минуту.`,
  'media.failing': ({ name }) =>
    `Сейчас я не могу открывать такие файлы, как ${quote(name)}. Попробуйте ещё раз через минуту-другую.`,
  'media.skipped': ({ name }) =>
    `Другой файл этого вопроса прервал чтение, поэтому я не открыл ${quote(name)}. Пришлите его отдельно.`,
  'media.not-taken': 'Gemini не принял картинки или записи к этому вопросу, поэтому я ответил без них.',
  'media.cut': ({ name }) => `Из ${quote(name)} я прочитал только начало.`,
  'media.pages': ({ name, read, pages }) =>
    plural(read, {
      one: `Из ${quote(name)} я прочитал только ${read === 1 ? 'первую' : `первые ${number(read)}`} страницу (всего их ${number(pages)}).`,
      few: `Из ${quote(name)} я прочитал только первые ${number(read)} страницы (всего их ${number(pages)}).`,
      many: `Из ${quote(name)} я прочитал только первые ${number(read)} страниц (всего их ${number(pages)}).`,
      other: `Из ${quote(name)} я прочитал только первые ${number(read)} страницы (всего их ${number(pages)}).`,
    }),
  'media.sound-full': ({ name, minutes }) =>
    `Для одного вопроса я слушаю до ${upTo(minutes, 'минуты', 'минут')} звука, поэтому из ${quote(name)} услышал мало или ничего.`,
  'media.sound-cut': ({ name, minutes }) =>
    plural(minutes, {
      one: `Из ${quote(name)} я прослушал только ${minutes === 1 ? 'первую' : `первые ${number(minutes)}`} минуту.`,
      few: `Из ${quote(name)} я прослушал только первые ${number(minutes)} минуты.`,
      many: `Из ${quote(name)} я прослушал только первые ${number(minutes)} минут.`,
      other: `Из ${quote(name)} я прослушал только первые ${number(minutes)} минуты.`,
    }),
};
