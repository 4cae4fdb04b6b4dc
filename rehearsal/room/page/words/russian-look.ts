import { number, plural } from '../../../../src/text/ru/grammar.ts';
import type { LookWords } from './english-look.ts';

/** So many characters, in the genitive, which follows "at least" and "at most". */
const countCharacters = (count: number): string =>
  plural(count, {
    one: `${number(count)} символа`,
    few: `${number(count)} символов`,
    many: `${number(count)} символов`,
    other: `${number(count)} символа`,
  });

/** So many files, in the genitive. */
const countFiles = (count: number): string =>
  plural(count, {
    one: `${number(count)} файла`,
    few: `${number(count)} файлов`,
    many: `${number(count)} файлов`,
    other: `${number(count)} файла`,
  });

/** So many choices, in the genitive. */
const countOptions = (count: number): string =>
  plural(count, {
    one: `${number(count)} варианта`,
    few: `${number(count)} вариантов`,
    many: `${number(count)} вариантов`,
    other: `${number(count)} варианта`,
  });

/** What stands in Discord's messages, forms and menus, as Discord's app says it in Russian. */
export const russianLook: LookWords = {
  'file.too-big': ({ name, megabytes }) => `Файл ${name} слишком большой: допустимо не более ${number(megabytes)} МБ.`,
  'file.wrong-type': ({ name, types }) => `Файл ${name} нельзя отправить сюда. Подходят только: ${types}.`,
  'file.remove': ({ name }) => `Убрать ${name}`,
  'file.unnamed': 'файл',
  'file.picture': 'Изображение',
  'size.bytes': ({ count }) => `${count} Б`,
  'size.kilobytes': ({ count }) => `${count} КБ`,
  'size.megabytes': ({ count }) => `${count} МБ`,

  'time.invalid': 'Неверная дата',
  'time.yesterday': ({ time }) => `Вчера, в ${time}`,

  'said.message': ({ name, words }) => `${name}: ${words}`,
  'said.only-you': ({ name, words }) => `${name} (видно только вам): ${words}`,
  'said.voice': 'голосовое сообщение',
  'said.poll': ({ question }) => `опрос, ${question}`,
  'said.sticker': ({ name }) => `стикер, ${name}`,
  'said.nothing': 'сообщение',

  'component.unknown': ({ type }) => `Компонент типа ${type}, который эта страница не может показать.`,
  'component.button': 'Кнопка',
  'embed.name': 'Встроенный контент',
  'embed.picture': 'Изображение во встроенном контенте',
  'embed.thumbnail': 'Миниатюра во встроенном контенте',
  'code.name': 'Код',
  'spoiler.show': 'Показать спойлер',
  'spoiler.pill': 'СПОЙЛЕР',
  'spoiler.hidden': '(спойлер)',
  'mention.unknown-channel': 'неизвестно',
  'mention.unknown-role': 'неизвестная-роль',
  'mention.unknown-user': 'неизвестный-пользователь',
  'sticker.name': ({ name }) => `Стикер: ${name}`,
  'reactions.name': 'Реакции',

  'form.close': 'Закрыть',
  'form.cancel': 'Отмена',
  'form.submit': 'Отправить',
  'form.warning': ({ app }) =>
    `Эта форма будет отправлена приложению ${app}. Не указывайте пароли и другие конфиденциальные данные.`,
  'form.choose-file': ({ label }) => `${label}: выбрать файл`,
  'form.choose-files': ({ label }) => `${label}: выбрать файлы`,
  'form.required': 'Это поле обязательно.',
  'form.least-files': ({ count }) => `Выберите не менее ${countFiles(count)}.`,
  'form.most-files': ({ count }) => `Выберите не более ${countFiles(count)}.`,
  'form.least-options': ({ count }) => `Выберите не менее ${countOptions(count)}.`,
  'form.most-options': ({ count }) => `Выберите не более ${countOptions(count)}.`,
  'form.least-characters': ({ count }) => `Нужно не менее ${countCharacters(count)}.`,
  'form.most-characters': ({ count }) => `Нужно не более ${countCharacters(count)}.`,
  'menu.hint': 'Сделайте выбор',
  'menu.none': 'Ничего не найдено',

  'poll.one': 'Выберите один ответ',
  'poll.several': 'Выберите один или несколько ответов',
  'poll.votes': ({ count }) =>
    plural(count, {
      one: `${number(count)} голос`,
      few: `${number(count)} голоса`,
      many: `${number(count)} голосов`,
      other: `${number(count)} голоса`,
    }),
  'poll.yours': 'ваш голос',
  'poll.vote': 'Проголосовать',
  'poll.remove': 'Убрать голос',
  'poll.over': 'опрос завершён',
  'poll.endless': 'без срока',
  'poll.ends': ({ when }) => `завершится ${when}`,

  'box.message': ({ where }) => `Написать ${where}`,
  'box.send': 'Отправить',
  'box.add-files': 'Добавить файлы',
  'box.suggestions': 'Подсказки',
  'box.count-suggestions': ({ count }) =>
    plural(count, {
      one: `${number(count)} подсказка`,
      few: `${number(count)} подсказки`,
      many: `${number(count)} подсказок`,
      other: `${number(count)} подсказки`,
    }),
  'box.replying': ({ name }) => `Ответ пользователю ${name}`,
  'box.stop-replying': 'Не отвечать',
  'box.ping-on': '@ вкл.',
  'box.ping-off': '@ выкл.',
  'box.most-files': ({ count }) => `В сообщении может быть не более ${countFiles(count)}.`,
  'hint.app': 'Приложение',
  'hint.member': 'Участник',
  'hint.role': 'Роль',
  'hint.channel': 'Канал',

  'option.choices': ({ name }) => `Варианты для «${name}»`,
  'option.true': 'Да',
  'option.false': 'Нет',
  'option.optional': '(необязательно)',
  'option.required': 'Это обязательный параметр. Введите значение.',
  'option.pick': 'Выберите один из вариантов.',
  'option.whole': 'Введите целое число.',
  'option.number': 'Введите число.',
  'option.least': ({ count }) => `Значение должно быть не меньше ${number(count)}.`,
  'option.most': ({ count }) => `Значение должно быть не больше ${number(count)}.`,

  'message.app': 'ПРИЛОЖЕНИЕ',
  'message.silent': 'Отправлено без уведомления',
  'message.deleted': 'Исходное сообщение удалено',
  'message.used': ({ name, command }) => `${name} использует ${command}`,
  'message.some-command': 'команду',
  'message.reply-to': 'Ответ пользователю',
  'message.attachment': 'Нажмите, чтобы увидеть вложение',
  'message.pinned': ({ name }) => `${name} закрепляет сообщение в этом канале.`,
  'message.joined': ({ name }) => `${name} теперь на сервере.`,
  'message.thread': ({ name, thread }) => `${name} создаёт ветку: ${thread}`,
  'message.edited': '(изменено)',
  'message.thinking': ({ name }) => `${name} думает…`,
  'message.only-you': 'Это видно только вам',
  'message.dismiss': 'Скрыть сообщение',
  'message.actions': 'Действия с этим сообщением',
  'message.forwarded': 'Переслано',
  'list.name': 'Сообщения',
  'list.empty': 'Здесь пока никто ничего не написал.',
  'thread.unnamed': 'Ветка',
  'thread.see': 'Открыть ветку',
  'thread.messages': ({ count }) =>
    plural(count, {
      one: `${number(count)} сообщение`,
      few: `${number(count)} сообщения`,
      many: `${number(count)} сообщений`,
      other: `${number(count)} сообщения`,
    }),

  'note.name': ({ length }) => `Голосовое сообщение, ${length}`,
  'note.play': 'Воспроизвести',
  'note.pause': 'Пауза',
  'note.position': 'Позиция',
  'note.broken': 'Не удаётся воспроизвести',
  'voice.in': ({ channel }) => `В канале ${channel}`,
  'voice.nobody': 'Здесь никого нет.',
  'voice.speaking': 'говорит',
  'voice.audience': 'среди слушателей',
  'voice.muted': 'микрофон выключен',
  'voice.deafened': 'звук выключен',
};
