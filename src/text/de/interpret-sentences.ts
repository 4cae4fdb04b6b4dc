import type { interpretSentences as english } from '../en/interpret-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formatFileName } from '../markdown-escape.ts';
import { dollars, language, list, seconds } from './grammar.ts';

const namePair = ({ one, other }: { one: string; other: string }): string => list([language(one), language(other)]);

/** About interpreting in calls: what it costs, what a call says about it, and what keeps it from working. */
export const interpretSentences: typeof english = {
  'interpret.ask': ({ voice, ...pair }) =>
    `Ich dolmetsche in ${formatChannel(voice)} zwischen ${namePair(pair)}: Was gesagt wird, schreibe ich in der jeweils anderen Sprache mit.`,
  'interpret.ask-aloud': ({ voice, ...pair }) =>
    `Ich dolmetsche in ${formatChannel(voice)} zwischen ${namePair(pair)}: Was gesagt wird, schreibe ich in der jeweils anderen Sprache mit und sage es laut.`,
  'interpret.cost': ({ dollars: hour }) =>
    `Dafür geht alles, was dort gesagt wird, an Gemini von Google. Eine Stunde Sprechen kostet ungefähr ${dollars(hour)} und zählt bei den Limits hier zu dem, was die Person ausgibt, die spricht. Soll ich anfangen?`,
  'button.interpret-begin': 'Anfangen',
  'button.interpret-end': 'Dolmetschen beenden',
  'interpret.begun': (pair) => `Ich dolmetsche jetzt zwischen ${namePair(pair)}.`,
  'interpret.ended': 'Ich dolmetsche nicht mehr.',
  'interpret.not-on': 'Ich dolmetsche hier gerade nicht.',
  'interpret.no-call': ({ join }) =>
    `Ich bin auf diesem Server in keinem Sprachkanal. Hol mich mit ${join} in deinen und versuch es dann noch einmal.`,
  'interpret.switched-off':
    'Dolmetschen ist hier ausgeschaltet. Wer den Server oder Kanal verwaltet, kann das mit /settings ändern.',
  'interpret.unknown-language': ({ name }) =>
    `${formatFileName(name)} kann ich nicht dolmetschen. Bitte wähl eine Sprache aus der Liste.`,
  'interpret.same-language': 'Das ist zweimal dieselbe Sprache. Bitte wähl zwei verschiedene.',
  'interpret.no-model':
    'Google bietet mir das Modell nicht an, das dolmetscht. Bitte sag der Person Bescheid, die diesen Bot betreibt.',
  'interpret.fell-behind': ({ ms }) =>
    `Ich kam nicht hinterher, deshalb wurden ${seconds(ms)} vom Gesagten nicht gedolmetscht.`,
  'interpret.only-written': 'Ich habe zu viel auf einmal laut zu sagen, deshalb stehen manche Übersetzungen nur hier.',

  'panel.interpreting': ({ voice, ...pair }) =>
    `🌐 Ich dolmetsche in ${formatChannel(voice)} zwischen ${namePair(pair)}.`,
  'panel.interprets':
    'Was gesagt wird, schreibe ich hier in der jeweils anderen Sprache mit. Ich antworte nicht darauf: Wenn du mich etwas fragen möchtest, schreib mir.',
  'panel.interprets-aloud':
    'Was gesagt wird, schreibe ich hier in der jeweils anderen Sprache mit und sage es laut. Ich antworte nicht darauf: Wenn du mich etwas fragen möchtest, schreib mir.',
  'privacy.interpreted':
    'Alles, was du dort sagst, geht zum Übersetzen an Gemini von Google. Ich speichere davon weder eine Aufnahme noch eine Mitschrift, aber die Übersetzungen bleiben im Kanal stehen.',
  'privacy.interpreted-agreed':
    'Alles, was Leute dort sagen, die zugestimmt haben, geht zum Übersetzen an Gemini von Google. Ich speichere davon weder eine Aufnahme noch eine Mitschrift, aber die Übersetzungen bleiben im Kanal stehen.',
  'join.interpreting': (pair) => `Ich dolmetsche dort zwischen ${namePair(pair)}.`,
  'line.interpreting': 'Parley dolmetscht',
  'part.help-interpret': ({ interpret }) => `- ${interpret} lässt mich im Sprachchat dolmetschen.`,
  'part.language': ({ tag }) => language(tag),
};
