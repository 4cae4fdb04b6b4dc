import type { panelSentences as english } from '../en/panel-sentences.ts';
import { formatChannel, formatPerson } from '../intl.ts';
import { toVerbatim } from '../markdown-escape.ts';
import { countDays, list, number, plural } from './grammar.ts';

/** More people who aren't listened to, in the accusative. */
const listOthers = (more: number | 'unknown'): string[] => {
  if (more === 'unknown') return ['ещё, возможно, других'];
  if (more === 0) return [];
  return [
    plural(more, {
      one: `ещё ${number(more)} человека`,
      few: `ещё ${number(more)} человек`,
      many: `ещё ${number(more)} человек`,
      other: `ещё ${number(more)} человека`,
    }),
  ];
};

/** What a call says about itself: the notice in a channel, the reply to /join, and the line under the voice channel's name. */
export const panelSentences: typeof english = {
  'panel.listening': ({ voice }) => `🎙️ Я слушаю в ${formatChannel(voice)}.`,
  'panel.talk': ({ voice }) =>
    `🎙️ Я в ${formatChannel(voice)}. Нажмите **Говорить**, и я буду слушать вас, пока вы не замолчите.`,
  'panel.reads-aloud': ({ voice }) => `🔊 Я в ${formatChannel(voice)} и читаю свои ответы вслух. Я никого не слушаю.`,
  'panel.silent': ({ voice }) => `🔊 Я в ${formatChannel(voice)}. Я никого не слушаю.`,
  'panel.deaf': ({ voice }) =>
    `🔇 Я в ${formatChannel(voice)}, но модератор отключил мне там звук, поэтому я никого не слышу.`,
  'panel.nobody': ({ voice }) => `🎙️ Я в ${formatChannel(voice)}, но сейчас там нет никого, кого мне можно слушать.`,
  'panel.joining': ({ voice }) => `Подключаюсь к ${formatChannel(voice)}.`,
  'panel.joining-to-listen': ({ voice }) => `Подключаюсь к ${formatChannel(voice)} и буду там слушать.`,
  'panel.reconnecting': ({ voice }) =>
    `Я потерял связь с ${formatChannel(voice)} и подключаюсь заново. До тех пор я никого не слышу.`,
  'panel.reconnecting-quietly': ({ voice }) => `Я потерял связь с ${formatChannel(voice)} и подключаюсь заново.`,
  'panel.answers-all': 'Я отвечаю на всё.',
  'panel.answers-all-aloud': 'Я отвечаю вслух на всё.',
  'panel.answers-name': 'Я отвечаю, когда обращаются ко мне, лучше по имени.',
  'panel.answers-name-aloud': 'Я отвечаю вслух, когда обращаются ко мне, лучше по имени.',
  'panel.opt-in': 'Я слышу только тех, кто дал согласие: нажмите **Даю согласие**, если хотите, чтобы я вас слушал.',
  'panel.deafened': 'Модератор отключил мне там звук, поэтому я никого не слышу.',
  'panel.muted': 'Модератор отключил мне микрофон, поэтому меня никто не слышит.',
  'panel.audience': 'Я среди слушателей, поэтому меня никто не слышит.',
  'panel.asked-to-speak':
    'Я попросил слова на трибуне. Пока модератор не разрешит мне выступить, меня никто не слышит.',
  'panel.refused': ({ person }) => `Сейчас я не слушаю ${formatPerson(person)}.`,
  'panel.unknown-speaker':
    'Здесь кто-то говорит, но Discord не сообщил мне, кто именно, поэтому я его не слышу. Если это вы, выключите и снова включите микрофон.',
  'panel.greeting': ({ greeting }) => toVerbatim(greeting),
  'panel.moved': ({ channel }) => `О том, кого я слушаю, я теперь сообщаю в ${formatChannel(channel)}.`,

  /** What happens to what people say in a call: who gets it, and what is kept. */
  'privacy.sent':
    'Всё, что вы там говорите, вместе с вашим отображаемым именем отправляется в Google Gemini, даже если я на это не отвечаю.',
  'privacy.sent-agreed':
    'Всё, что говорят там те, кто дал согласие, вместе с их отображаемыми именами отправляется в Google Gemini, даже если я на это не отвечаю.',
  'privacy.sent-talk':
    'То, что вы говорите после нажатия **Говорить**, вместе с вашим отображаемым именем отправляется в Google Gemini.',
  'privacy.sent-later':
    'Когда я смогу слышать людей, всё, что они там говорят, вместе с их отображаемыми именами будет отправляться в Google Gemini.',
  'privacy.sent-talk-agreed':
    'То, что говорят после нажатия **Говорить** те, кто дал согласие, вместе с их отображаемыми именами отправляется в Google Gemini.',
  'privacy.sent-later-agreed':
    'Когда я смогу слышать людей, всё, что говорят там те из них, кто дал согласие, вместе с их отображаемыми именами будет отправляться в Google Gemini.',
  'privacy.chat': ({ channel }) =>
    `То, что участники звонка пишут в ${formatChannel(channel)}, вместе с их отображаемыми именами тоже отправляется в Google Gemini, чтобы понять, обращаются ли они ко мне.`,
  'privacy.chat-agreed': ({ channel }) =>
    `То, что пишут в ${formatChannel(channel)} участники звонка, давшие согласие, вместе с их отображаемыми именами тоже отправляется в Google Gemini, чтобы понять, обращаются ли они ко мне.`,
  'privacy.kept-here': ({ days }) =>
    `Записей звука я не храню. Расшифровка с именами хранится вместе с беседой этого канала ${countDays(days)}, а её краткий пересказ — пока со мной здесь продолжают общаться. Части того и другого снова отправляются в Gemini, чтобы он помнил беседу. Модератор может удалить и то и другое командой /reset, а вы можете посмотреть и удалить то, что я храню о вас, командой /privacy.`,
  'privacy.kept-elsewhere': ({ days }) =>
    `Записей звука я не храню. Расшифровка с именами хранится ${countDays(days)} вместе с беседой другого канала, который здесь могут читать не все, а её краткий пересказ — пока со мной там продолжают общаться. Части того и другого снова отправляются в Gemini, чтобы он помнил беседу. Модератор может удалить и то и другое там командой /reset, а вы можете посмотреть и удалить то, что я храню о вас, командой /privacy.`,

  /** Why Parley isn't listening. */
  'notice.pending': 'Я ещё не слушаю: моё объявление об этом пока не опубликовано.',
  'notice.deleted': 'Я не слушаю: кто-то удалил моё объявление об этом.',
  'notice.forbidden': ({ channel }) =>
    `Я не слушаю: сначала я должен опубликовать объявление, а писать в ${formatChannel(channel)} мне нельзя.`,
  'notice.refused': ({ channel }) =>
    `Я не слушаю: сначала я должен опубликовать объявление, а Discord не принял его в ${formatChannel(channel)}.`,
  'notice.unwritten': ({ channel }) => `Я не перевожу: писать в ${formatChannel(channel)} мне нельзя.`,
  'notice.over': 'Я не слушаю: звонок завершён.',

  'join.arrived': ({ voice }) => `Я в ${formatChannel(voice)}.`,
  'join.reconnecting': ({ voice }) => `Подключаюсь заново к ${formatChannel(voice)}.`,
  'join.reads-aloud': 'Я никого не слушаю, а только читаю свои ответы вслух.',
  'join.silent': 'Я никого не слушаю.',
  'join.nobody': ({ channel }) =>
    `Пока там нет никого, кого мне можно слушать: я пропускаю тех, кто попросил их не слушать, тех, кто ещё не согласился там, где это нужно, и тех, кто не может читать ${formatChannel(channel)} и историю его сообщений.`,
  'join.not-agreed': ({ people, more, channel }) =>
    `Я не слушаю ${list([...people.map(formatPerson), ...listOthers(more)])}: здесь на это сначала нужно согласиться, а об их согласии мне ничего не известно. Кнопка **Даю согласие** — под моим объявлением в ${formatChannel(channel)}.`,
  'join.everyone': 'Я буду отвечать на всё, что там говорят.',
  'join.everyone-later': 'Когда я смогу слышать людей, я буду отвечать на всё, что они говорят.',
  'join.addressed': 'Я буду отвечать, когда обращаются ко мне, лучше по имени.',
  'join.addressed-later': 'Когда я смогу слышать людей, я буду отвечать, если обращаются ко мне, лучше по имени.',
  'join.button': 'Нажмите **Говорить**, и я буду слушать, пока вы не замолчите.',
  'join.button-later': 'Когда я смогу слышать людей, нажмите **Говорить**, и я буду слушать, пока вы не замолчите.',
  'join.writes-nothing': 'Записывать я ничего не буду.',
  'join.writes-answers': 'Я буду записывать свои ответы.',
  'join.writes-all': 'Я буду записывать свои ответы и то, что слышу.',
  'join.writes-all-addressed': 'Я буду записывать свои ответы и то, что слышу, кроме того, что точно сказано не мне.',
  'join.writes-all-later': 'Я буду записывать свои ответы, а когда смогу слышать людей, и то, что они говорят.',
  'join.not-set': `Сейчас это действует, но сохранить это как настройку канала я не смог. Используйте /join ещё раз через несколько минут.`,
  'join.notice-elsewhere': ({ channel }) =>
    `Этот канал могут читать не все, кто может зайти в голосовой, поэтому моё объявление — в ${formatChannel(channel)}.`,
  'join.writing-elsewhere': ({ channel }) =>
    `Этот канал могут читать не все, кто может зайти в голосовой, поэтому моё объявление и мои записи — в ${formatChannel(channel)}.`,

  /** Under the voice channel's name: as short as possible, and without a full stop. */
  'line.listening': 'Parley слушает',
  'line.talk': 'Parley слушает, когда вы нажимаете «Говорить»',
  'line.reads-aloud': 'Parley читает свои ответы вслух и не слушает',
  'line.reconnecting': 'Parley подключается заново и никого не слышит',
  'line.deaf': 'У Parley отключён звук, он никого не слышит',
  'line.unannounced': 'Parley ещё не слушает',
  'line.nobody': 'Parley сейчас никого здесь не слушает',
};
