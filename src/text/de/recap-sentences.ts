import type { recapSentences as english } from '../en/recap-sentences.ts';
import { formatDate } from '../intl.ts';
import { countDays, number } from './grammar.ts';

export const recapSentences: typeof english = {
  'since.not-understood':
    'Ich verstehe nicht, wann das ist. Bitte schreib, wie lange es her ist, zum Beispiel 2 Std. oder 3 Tage, oder einen Zeitpunkt, zum Beispiel `2026-11-30 14:00`.',
  'since.ahead': 'Dieser Zeitpunkt kommt erst noch. Bitte nenne einen früheren.',
  'reading.not-allowed':
    'Du kannst den Nachrichtenverlauf dieses Kanals nicht lesen, deshalb kann ich dir nicht sagen, was hier gesagt wurde. Wer den Kanal verwaltet, kann das ändern.',
  'reading.unavailable':
    'Ich kann gerade nicht nachsehen, was hier gesagt wurde. Bitte versuch es in einer Minute noch einmal.',
  'reading.nothing': 'Von dem, was hier seitdem zu mir gesagt wurde, ist nichts gespeichert.',
  'reading.nothing-new':
    'Seit deiner letzten Nachricht gibt es hier nichts Neues. Weiter zurück geht es mit `all` oder einer Zeit wie `1d`.',
  'reading.nothing-here': 'Von dem, was hier zu mir gesagt wurde, ist nichts gespeichert.',
  'reading.no-last': 'Ich kenne hier keine Nachricht von dir, deshalb geht das so weit zurück, wie ich nachsehen kann.',
  'reading.spared':
    'Weggelassen: was Leute gesagt haben, die nicht zugestimmt haben oder nichts gespeichert haben wollen, und meine Antworten darauf.',
  'reading.retention': ({ days }) =>
    `Was hier gesagt wird, bleibt ${countDays(days)} gespeichert. Älteres ist gelöscht.`,
  'recap.title': ({ from }) => `**Zusammenfassung** von dem, was seit dem ${formatDate(from)} zu mir gesagt wurde:`,
  'part.recap-decisions': '**Beschlossen**',
  'part.recap-tasks': '**Wer macht was**',
  'part.recap-questions': '**Noch offen**',
  'part.recap-links': '**Verlinkt**',
  'part.recap-more': ({ more }) => `… und ${number(more)} weitere`,
  'recap.by-ai': 'Das hat eine KI geschrieben, und sie kann sich irren.',
  'recap.shortened': 'Für eine Zusammenfassung war es zu viel, deshalb enthält sie nur den neuesten Teil.',
  'recap.failed': 'Ich konnte gerade keine Zusammenfassung machen. Bitte versuch es in einer Minute noch einmal.',
  'recap.busy':
    'Für eine Zusammenfassung habe ich gerade zu viel zu tun. Bitte versuch es in einer Minute noch einmal.',
  'recap.under-way': 'Ich mache hier schon eine Zusammenfassung für dich. Bitte warte, bis sie fertig ist.',
  'transcript.done': ({ from, to, turns }) =>
    `Das wurde hier zu mir gesagt, mit meinen Antworten, vom ${formatDate(from)} bis zum ${formatDate(to)}. Fragen darin: ${number(turns)}.`,
  'transcript.cut': 'Älteres fehlt, weil die Datei sonst zu groß wäre.',
  'transcript.too-large': 'Schon die letzte Antwort ist zu groß für eine Datei, die Discord hier annimmt.',
  'export.transcript': 'Was zu Parley gesagt wurde',
  'export.times':
    'Bekannt ist nur, wann Fragen begannen. Alle anderen Zeiten sind geschätzt, je nachdem, wie lang der Text ist.',
  'recap.call-title': ({ from }) => `**Zusammenfassung** des Sprachchats, der am ${formatDate(from)} begann:`,
  'recap.call-thread': ({ from }) =>
    `Der Sprachchat, der am ${formatDate(from)} begann, ist vorbei. Die Zusammenfassung steht in diesem Thread.`,
  'part.recap-thread': 'Zusammenfassung des Sprachchats',
  'recap.call-none': 'Der Sprachchat ist vorbei, aber es gibt keine Zusammenfassung davon.',
  'recap.call-lost':
    'Ich wurde neu gestartet, während ich die Zusammenfassung des letzten Sprachchats gepostet habe. Falls sie hier fehlt, bekommst du mit /recap eine.',
};
