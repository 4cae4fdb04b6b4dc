import type { settingsPanelSentences as english } from '../en/settings-panel-sentences.ts';
import { formatAgo, formatPerson } from '../intl.ts';
import { formatFileName } from '../markdown-escape.ts';
import { list, number } from './grammar.ts';

/** Names of settings. Some have commas in them, so commas can't keep them apart. */
const joinNames = (names: readonly string[]): string => names.join(' · ');

type Part = 'nick' | 'bio' | 'avatar';

/** What of a face is meant, after “my”: the words have one gender, so one “my” does for all of them. */
const PART_NAMES: Record<Part, string> = { nick: 'никнейм', bio: 'профиль', avatar: 'аватар' };
const listParts = (parts: readonly Part[]): string =>
  parts.length > 0 ? list(parts.map((part) => PART_NAMES[part])) : 'внешний вид';

/** The panel of settings, its forms, and the commands about them. */
export const settingsPanelSentences: typeof english = {
  'choice.reply-both': 'both: письменно, а если я в голосовом канале, то и вслух',
  'choice.reply-voice': 'voice: ещё и голосовым сообщением',
  'choice.call-recap-off': 'off: без итогов',
  'choice.call-recap-post': 'post: сообщением в канале',
  'choice.call-recap-thread': 'thread: сообщением, а после долгих звонков в ветке',
  'choice.consent-notice': 'notice: людям говорят один раз, когда они впервые меня спрашивают',
  'choice.consent-off': 'off: я ничего не говорю, потому что людям говорят об этом в другом месте',
  'choice.consent-opt-in': 'opt-in: я отвечаю только тем и слышу только тех, кто согласился',
  'choice.typed-off': 'off: на письменные вопросы тоже отвечает модель Live',
  'choice.typed-always': 'always: на письменные вопросы отвечает текстовая модель',
  'choice.typed-when-live-fails': 'when-live-fails: текстовая модель, если модель Live недоступна',

  'form.group-voice': 'Голос и характер',
  'form.group-calls': 'Голосовые каналы',
  'form.group-answers': 'Ответы',
  'form.group-access': 'Кто может пользоваться',
  'form.group-limits': 'Лимиты',
  'form.group-privacy': 'Конфиденциальность',
  'option.group-voice': 'Каким я предстаю, как звучу и каких языков ожидаю',
  'option.group-calls': 'Когда я слушаю, что записываю, когда захожу и выхожу',
  'option.group-answers': 'Как я отвечаю на вопросы и какие сообщения считаю вопросами',
  'option.group-access': 'Роли, участники, каналы и боты, которые могут обращаться ко мне',
  'option.group-limits': 'Сколько можно использовать и тратить',
  'option.group-privacy': 'Что я храню и как долго',

  'part.settings-title-server': '**Настройки всего сервера**',
  'part.settings-title-channel': '**Настройки этого канала**',
  'part.settings-title-dm': '**Настройки нашей личной переписки**',
  'part.settings-hint-server':
    '-# Они действуют во всех каналах, где не заданы свои. Выберите ниже группу, чтобы посмотреть и изменить её.',
  'part.settings-hint-channel':
    '-# Что здесь не задано, берётся у сервера. Выберите ниже группу, чтобы посмотреть и изменить её.',
  'part.settings-hint-dm': '-# Они действуют только для вас. Выберите ниже группу, чтобы посмотреть и изменить её.',
  'part.settings-overview': ({ group, names }) =>
    `- **${group}**: ${names.length > 0 ? `здесь задано: ${joinNames(names)}` : 'здесь ничего не задано'}`,
  'part.settings-entry': ({ number, name, value, source }) => `${number}. **${name}**: ${value} *(${source})*`,
  'option.pick-group': 'Выберите группу',

  'button.edit': ({ first, last }) => (first === last ? `Изменить ${first}` : `Изменить ${first}–${last}`),
  'button.sample': 'Послушать',
  'button.use-server': 'Использовать на всём сервере',
  'button.use-channel': 'Использовать в этом канале',
  'button.use-dm': 'Использовать здесь',
  'button.back': 'Назад',
  'button.voices': 'Послушать голоса',
  'button.scope-server': 'Весь сервер',
  'button.scope-channel': 'Этот канал',
  'button.wipe': 'Сбросить все',
  'button.keep-settings': 'Оставить',

  'form.settings-title': ({ group, first, last }) => `${group} (${first === last ? first : `${first}–${last}`})`,
  'option.inherited': ({ value, source }) => `унаследовано: ${value} (${source})`,
  'settings.too-long-for-form': ({ name }) =>
    `**${name}** не помещается в форму, поэтому остаётся как есть. Изменить эту настройку можно командой /settings set или так: экспортировать настройки и импортировать их снова.`,

  'part.settings-voices': '**Голоса**\nВыберите голос, чтобы его послушать. Слова после имён — от самого Google.',
  'part.settings-voice': ({ voice }) => `**Голоса** › ${voice}`,
  'option.pick-voice': ({ first, last }) => `От ${first} до ${last}`,
  'settings.voice-set': ({ voice }) =>
    `✅ Теперь **Голос** — ${voice}. Я буду говорить этим голосом начиная со следующего ответа.`,
  'settings.sample-later':
    'Сейчас я слишком занят, чтобы сказать что-нибудь этим голосом. Попробуйте ещё раз через минуту.',

  'button.picture': 'Мой аватар',
  'form.picture-title': 'Мой аватар на этом сервере',
  'form.picture-file': 'Картинка',
  'option.own-picture': 'Я возьму её середину. Если ничего не прислать, вернётся мой обычный аватар.',
  'face.picture-set': '✅ На этом сервере виден мой новый аватар. Хранит его Discord, а не я.',
  'face.picture-removed': '✅ На этом сервере снова виден мой обычный аватар.',
  'face.not-a-picture': ({ name }) =>
    `Я выгляжу как прежде: ${formatFileName(name)} — не картинка. Пришлите PNG, JPEG, WebP, GIF или AVIF.`,
  'face.forbidden': ({ parts }) =>
    `⚠️ Мне нельзя менять здесь свой ${listParts(parts)}, поэтому изменений пока не видно. Дайте мне право «Изменить никнейм» и задайте это ещё раз.`,
  'face.too-fast': ({ parts }) =>
    `⚠️ Discord сообщает, что мой ${listParts(parts)} меняли слишком часто, поэтому изменений пока не видно. Попробуйте ещё раз минут через десять.`,
  'face.refused': ({ parts }) =>
    `⚠️ Discord не принимает мой ${listParts(parts)} в таком виде, поэтому изменений не видно. Попробуйте что-нибудь другое.`,
  'face.unreached':
    '⚠️ Я не смог передать Discord, как я теперь здесь выгляжу, поэтому изменений пока не видно. Задайте это ещё раз через минуту.',
  'face.absent': '⚠️ Меня больше нет на этом сервере, поэтому никто не видит, как я здесь выгляжу.',
  'face.busy': '⚠️ Прямо сейчас мой вид здесь меняет кто-то другой. Задайте это ещё раз.',

  'part.settings-nothing': 'нет',
  'part.settings-count': ({ count }) => `${number(count)} шт.`,
  'part.from-default': 'по умолчанию',
  'part.from-operator': 'владелец бота',
  'part.from-server': 'этот сервер',
  'part.from-parent': 'канал этой ветки',
  'part.from-channel': 'этот канал',
  'part.from-dm': 'вы',

  'settings.saved': ({ names }) => `✅ Сохранено: ${joinNames(names)}.`,
  'settings.holds-next': 'Это действует со следующего вопроса.',
  'settings.holds-soon': 'Это действует с этого момента, кроме того, что я уже начал, например ответа.',
  'settings.holds-now': 'Это уже действует.',
  'settings.new-cap': 'Новый лимит учитывает то, что тратится с этого момента, а не то, что потрачено раньше.',
  'settings.unchanged': 'Ничего не изменено.',
  'settings.wrong': ({ name, why }) => `⚠️ **${name}**: осталось как было. ${why}`,
  'settings.conflict': ({ name, by, value }) =>
    `⚠️ Тем временем настройку **${name}** изменил участник ${formatPerson(by)}, теперь там ${value}. Я так и оставил. Если нужно другое, измените её ещё раз.`,
  'settings.conflict-reset': ({ name, by }) =>
    `⚠️ Тем временем настройку **${name}** сбросил участник ${formatPerson(by)}. Я так и оставил. Если нужно другое, измените её ещё раз.`,

  'part.where-server': 'весь сервер',
  'part.where-channel': 'этот канал',
  'part.where-dm': 'наша личная переписка',
  'settings.set': ({ where, name, value, source }) => `✅ Теперь **${name}** (${where}): ${value} *(${source})*.`,
  'settings.as-before': ({ where, name, value, source }) =>
    `Уже было так: **${name}** (${where}): ${value} *(${source})*.`,
  'settings.nothing-set': 'Там ничего не задано, поэтому сбрасывать нечего.',
  'settings.confirm-reset': ({ title, names }) => `${title}\nСбросить ${joinNames(names)}? Отменить это будет нельзя.`,
  'settings.reset': ({ names }) => `✅ Сброшено: ${joinNames(names)}.`,
  'settings.kept': 'Хорошо, оставляю настройки как есть.',

  'part.settings-title': '**Что действует в этом канале и откуда это взято**',
  'part.settings-group': ({ group }) => `__${group}__`,
  'part.settings-line': ({ name, value, source }) => `- **${name}**: ${value} *(${source})*`,
  'part.settings-layer': ({ source, value, by, at }) =>
    `- ${source}: ${value} (задал участник ${formatPerson(by)} ${formatAgo(at)})`,
  'part.settings-suggestion': ({ name, key }) => `${name} (${key})`,

  'settings.exported': `Вот всё, что здесь задано, кроме моего аватара. Файл можно изменить и вернуть командой /settings import.`,
  'settings.imported': ({ settings, channels }) =>
    `✅ Всё так, как сказано в файле: общих настроек — ${number(settings)}, каналов с собственными настройками — ${number(channels)}. Это действует с этого момента, кроме того, что я уже начал, например ответа.`,

  'settings.refused': ({ names }) =>
    `⚠️ Gemini не принимает то, что здесь задано (${list(names)}), поэтому я отвечаю без этого.`,

  'settings.only-channel':
    'Менять настройки всего сервера могут только те, у кого есть право «Управлять сервером». Настройки этого канала вы изменить можете.',
  'settings.no-such-setting': 'Такой настройки нет. Выберите одну из тех, что я подсказываю при вводе.',
  'settings.only-operator': 'Изменить это может только владелец бота.',
  'settings.only-in-servers': 'Это можно задать только на серверах.',
  'settings.only-whole-server': 'Это можно задать только для всего сервера.',
};
