import type { panelSentences as english } from '../en/panel-sentences.ts';
import { formatChannel, formatPerson } from '../intl.ts';
import { toVerbatim } from '../markdown-escape.ts';
import { countDays, list, number, plural } from './grammar.ts';

const listOthers = (more: number | 'unknown'): string[] => {
  if (more === 'unknown') return ['vielleicht anderen'];
  return more > 0 ? [plural(more, { one: 'einer weiteren Person', other: `${number(more)} weiteren` })] : [];
};

export const panelSentences: typeof english = {
  'panel.listening': ({ voice }) => `🎙️ Ich höre in ${formatChannel(voice)} zu.`,
  'panel.talk': ({ voice }) =>
    `🎙️ Ich bin in ${formatChannel(voice)}. Drück auf **Sprechen**, dann höre ich dir zu, bis du aufhörst zu sprechen.`,
  'panel.reads-aloud': ({ voice }) =>
    `🔊 Ich bin in ${formatChannel(voice)} und lese meine Antworten vor. Ich höre niemandem zu.`,
  'panel.silent': ({ voice }) => `🔊 Ich bin in ${formatChannel(voice)}. Ich höre niemandem zu.`,
  'panel.deaf': ({ voice }) =>
    `🔇 Ich bin in ${formatChannel(voice)}, aber die Moderation hat mich dort taub geschaltet. Deshalb kann ich niemanden hören.`,
  'panel.nobody': ({ voice }) =>
    `🎙️ Ich bin in ${formatChannel(voice)}, aber gerade ist niemand da, dem ich zuhören darf.`,
  'panel.joining': ({ voice }) => `Ich trete ${formatChannel(voice)} bei.`,
  'panel.joining-to-listen': ({ voice }) => `Ich trete ${formatChannel(voice)} bei und höre dort zu.`,
  'panel.reconnecting': ({ voice }) =>
    `Meine Verbindung zu ${formatChannel(voice)} ist abgebrochen, und ich verbinde mich neu. Bis dahin kann ich niemanden hören.`,
  'panel.reconnecting-quietly': ({ voice }) =>
    `Meine Verbindung zu ${formatChannel(voice)} ist abgebrochen, und ich verbinde mich neu.`,
  'panel.answers-all': 'Ich antworte auf alles.',
  'panel.answers-all-aloud': 'Ich antworte laut auf alles.',
  'panel.answers-name': 'Ich antworte, wenn mich jemand anspricht, am besten mit Namen.',
  'panel.answers-name-aloud': 'Ich antworte laut, wenn mich jemand anspricht, am besten mit Namen.',
  'panel.opt-in': 'Ich höre nur, wer zugestimmt hat: Drück auf **Ich stimme zu**, wenn ich dir zuhören soll.',
  'panel.deafened': 'Die Moderation hat mich dort taub geschaltet. Deshalb kann ich niemanden hören.',
  'panel.muted': 'Die Moderation hat mich im Sprachchat stummgeschaltet. Deshalb kann mich niemand hören.',
  'panel.audience': 'Ich bin im Publikum. Deshalb kann mich niemand hören.',
  'panel.asked-to-speak':
    'Ich habe darum gebeten, auf der Stage zu sprechen. Bevor mich jemand hören kann, muss die Moderation das erlauben.',
  'panel.refused': ({ person }) => `Ich höre ${formatPerson(person)} gerade nicht zu.`,
  'panel.unknown-speaker':
    'Hier spricht jemand, aber Discord hat mir nicht gesagt, wer. Deshalb kann ich die Person nicht hören. Falls du es bist, schalte dein Mikrofon einmal aus und wieder ein.',
  'panel.greeting': ({ greeting }) => toVerbatim(greeting),
  'panel.moved': ({ channel }) => `Wem ich zuhöre, sage ich jetzt in ${formatChannel(channel)}.`,

  'privacy.sent':
    'Alles, was du dort sagst, geht mit deinem Anzeigenamen an Gemini von Google, auch wenn ich nicht darauf antworte.',
  'privacy.sent-agreed':
    'Alles, was Leute dort sagen, die zugestimmt haben, geht mit ihrem Anzeigenamen an Gemini von Google, auch wenn ich nicht darauf antworte.',
  'privacy.sent-talk':
    'Was du sagst, nachdem du auf **Sprechen** gedrückt hast, geht mit deinem Anzeigenamen an Gemini von Google.',
  'privacy.sent-later':
    'Sobald ich jemanden hören kann, geht alles, was Leute dort sagen, mit ihrem Anzeigenamen an Gemini von Google.',
  'privacy.sent-talk-agreed':
    'Was Leute, die zugestimmt haben, nach einem Druck auf **Sprechen** sagen, geht mit ihrem Anzeigenamen an Gemini von Google.',
  'privacy.sent-later-agreed':
    'Sobald ich jemanden hören kann, geht alles, was Leute dort sagen, die zugestimmt haben, mit ihrem Anzeigenamen an Gemini von Google.',
  'privacy.chat': ({ channel }) =>
    `Was Leute im Sprachchat in ${formatChannel(channel)} schreiben, geht ebenfalls mit ihrem Anzeigenamen an Gemini von Google, um herauszufinden, ob es für mich bestimmt ist.`,
  'privacy.chat-agreed': ({ channel }) =>
    `Was Leute im Sprachchat, die zugestimmt haben, in ${formatChannel(channel)} schreiben, geht ebenfalls mit ihrem Anzeigenamen an Gemini von Google, um herauszufinden, ob es für mich bestimmt ist.`,
  'privacy.kept-here': ({ days }) =>
    `Aufnahmen speichere ich nicht. Eine Mitschrift mit Namen bleibt ${countDays(days)} beim Gespräch dieses Kanals gespeichert, und eine Zusammenfassung davon, solange hier mit mir gesprochen wird. Teile davon gehen noch einmal an Gemini, damit es sich erinnert. Die Moderation kann beides mit /reset löschen, und mit /privacy kannst du sehen und löschen, was ich von dir speichere.`,
  'privacy.kept-elsewhere': ({ days }) =>
    `Aufnahmen speichere ich nicht. Eine Mitschrift mit Namen bleibt ${countDays(days)} beim Gespräch eines anderen Kanals gespeichert, den nicht alle hier lesen können, und eine Zusammenfassung davon, solange dort mit mir gesprochen wird. Teile davon gehen noch einmal an Gemini, damit es sich erinnert. Die Moderation kann beides dort mit /reset löschen, und mit /privacy kannst du sehen und löschen, was ich von dir speichere.`,

  'notice.pending': 'Ich höre noch nicht zu: Mein Hinweis darauf ist noch nicht gepostet.',
  'notice.deleted': 'Ich höre nicht zu: Jemand hat meinen Hinweis darauf gelöscht.',
  'notice.forbidden': ({ channel }) =>
    `Ich höre nicht zu: Zuerst muss ich einen Hinweis posten, und in ${formatChannel(channel)} darf ich nichts posten.`,
  'notice.refused': ({ channel }) =>
    `Ich höre nicht zu: Zuerst muss ich einen Hinweis posten, und Discord hat ihn in ${formatChannel(channel)} nicht angenommen.`,
  'notice.unwritten': ({ channel }) => `Ich dolmetsche nicht: In ${formatChannel(channel)} darf ich nichts schreiben.`,
  'notice.over': 'Ich höre nicht zu: Der Sprachchat ist vorbei.',

  'join.arrived': ({ voice }) => `Ich bin in ${formatChannel(voice)}.`,
  'join.reconnecting': ({ voice }) => `Ich verbinde mich neu mit ${formatChannel(voice)}.`,
  'join.reads-aloud': 'Ich höre niemandem zu. Ich lese nur meine Antworten vor.',
  'join.silent': 'Ich höre niemandem zu.',
  'join.nobody': ({ channel }) =>
    `Noch ist niemand da, dem ich zuhören darf: Ich übergehe alle, die mir gesagt haben, dass ich ihnen nicht zuhören soll, alle, die dort, wo es nötig ist, noch zustimmen müssen, und alle, die ${formatChannel(channel)} und den Nachrichtenverlauf dort nicht lesen können.`,
  'join.not-agreed': ({ people, more, channel }) =>
    `Ich höre ${list([...people.map(formatPerson), ...listOthers(more)])} nicht zu: Hier muss man dem zuerst zustimmen, und davon weiß ich bisher nichts. Der Button **Ich stimme zu** ist unter meinem Hinweis in ${formatChannel(channel)}.`,
  'join.everyone': 'Ich antworte auf alles, was dort gesagt wird.',
  'join.everyone-later': 'Sobald ich jemanden hören kann, antworte ich auf alles, was gesagt wird.',
  'join.addressed': 'Ich antworte, wenn mich dort jemand anspricht, am besten mit Namen.',
  'join.addressed-later':
    'Sobald ich jemanden hören kann, antworte ich, wenn mich jemand anspricht, am besten mit Namen.',
  'join.button': 'Drück auf **Sprechen**, dann höre ich zu, bis du aufhörst zu sprechen.',
  'join.button-later':
    'Sobald ich jemanden hören kann, drück auf **Sprechen**, dann höre ich zu, bis du aufhörst zu sprechen.',
  'join.writes-nothing': 'Ich schreibe nichts mit.',
  'join.writes-answers': 'Ich schreibe meine Antworten mit.',
  'join.writes-all': 'Ich schreibe mit, was ich antworte und was ich höre.',
  'join.writes-all-addressed':
    'Ich schreibe mit, was ich antworte und was ich höre, außer wenn ich weiß, dass es nicht für mich bestimmt ist.',
  'join.writes-all-later': 'Ich schreibe mit, was ich antworte und, sobald ich Leute hören kann, was sie sagen.',
  'join.not-set':
    'Das gilt für jetzt, aber ich konnte es nicht als Einstellung dieses Kanals speichern. Bitte verwende in ein paar Minuten noch einmal /join.',
  'join.notice-elsewhere': ({ channel }) =>
    `Nicht alle, die in den Sprachkanal können, können diesen Kanal lesen. Deshalb steht mein Hinweis in ${formatChannel(channel)}.`,
  'join.writing-elsewhere': ({ channel }) =>
    `Nicht alle, die in den Sprachkanal können, können diesen Kanal lesen. Deshalb stehen mein Hinweis und meine Mitschrift in ${formatChannel(channel)}.`,

  'line.listening': 'Parley hört zu',
  'line.talk': 'Parley hört zu, wenn du auf „Sprechen“ drückst',
  'line.reads-aloud': 'Parley liest seine Antworten vor und hört nicht zu',
  'line.reconnecting': 'Parley verbindet sich neu und hört niemanden',
  'line.deaf': 'Parley ist taub geschaltet und hört niemanden',
  'line.unannounced': 'Parley hört noch nicht zu',
  'line.nobody': 'Parley hört hier gerade niemandem zu',
};
