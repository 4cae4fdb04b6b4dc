import type { answerSentences as english } from '../en/answer-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formats } from './grammar.ts';

export const answerSentences: typeof english = {
  'text.sequence': ({ sentences }) => sentences.join(' '),
  'text.language': 'de',

  'answer.reading':
    '⏳ Ich lese die Dateien noch, das dauert ein bisschen. Sobald ich damit fertig bin, frage ich Gemini.',
  'answer.calling': '⏳ Ich bin dran. Das dauert einen Moment.',
  'answer.slow': '⏳ Gemini braucht länger als sonst. Ich warte noch auf die Antwort.',
  'answer.interrupted': '*(unterbrochen)*',
  'answer.stopped-early': '*(gestoppt, bevor es eine Antwort gab)*',
  'answer.empty': 'Gemini hat nichts gesagt. Bitte frag noch einmal oder formulier deine Frage anders.',
  'answer.cut-off': 'Diese Antwort ist länger, als Gemini auf einmal schreiben kann.',
  'answer.abrupt': 'Gemini hat mitten im Satz aufgehört.',
  'answer.too-long':
    'Diese Antwort hat zu lange gedauert, deshalb habe ich sie abgebrochen. Bitte frag nach einer kürzeren.',
  'answer.reset': 'Jemand hat das Gespräch zurückgesetzt, bevor ich mit dieser Antwort fertig war.',
  'answer.erased': 'Hier habe ich aufgehört, weil alles gelöscht wird, was über dich gespeichert ist.',
  'answer.cut-by-erasing':
    'Hier musste ich aufhören, weil gerade etwas aus dem Gedächtnis dieses Kanals gelöscht wird.',
  'answer.unfinished-restart': 'Ich wurde unterbrochen, bevor ich mit dieser Antwort fertig war.',
  'answer.lost-restart': 'Ich wurde unterbrochen, bevor ich antworten konnte. Bitte frag noch einmal.',
  'answer.to': ({ name, question }) => `${name} hat gefragt: ${question}`,
  'answer.heard': ({ name, words }) => `**${name}**: ${words}`,
  'answer.unheard-muted': 'Das hat niemand gehört, weil ich stummgeschaltet war.',
  'answer.unheard-muted-rest': 'Den Rest davon hat niemand gehört, weil ich stummgeschaltet war.',
  'answer.unheard-audience': 'Das hat niemand gehört, weil ich nicht sprechen durfte.',
  'answer.unheard-audience-rest': 'Den Rest davon hat niemand gehört, weil ich nicht sprechen durfte.',
  'part.searched': (found) => `🔎 Bei Google gesucht: ${formats.joinLinks(found)}`,
  'part.sources': (found) => `Quellen: ${formats.joinLinks(found)}`,
  'answer.caption-too-long': 'Der Rest war zu lang, um ihn mitzuschreiben.',

  'delivery.file-too-long':
    'Diese Antwort ist zu lang für Nachrichten auf Discord, deshalb kommt sie hier ganz als Datei.',
  'delivery.file-refused':
    'Discord wollte diese Antwort nicht als Nachricht posten, deshalb kommt sie hier ganz als Datei.',
  'delivery.no-file':
    'Es gibt noch mehr, aber als Datei konnte ich es hier nicht posten. Bitte frag nach einer kürzeren Antwort.',
  'delivery.written-file': ({ name }) => `📄 **${name}** steht unten als Datei.`,
  'delivery.written-files': 'Das war zu lang für Nachrichten:',
  'delivery.discord-away':
    'Discord hat gerade Probleme, deshalb konnte ich meine Antwort nicht posten. Bitte frag in ein paar Minuten noch einmal.',
  'delivery.deleted': 'Jemand hat meine Antwort gelöscht, während ich sie schrieb. Deshalb habe ich aufgehört.',
  'delivery.link-blocked':
    'Discord sperrt einen Link in dieser Antwort, deshalb kann ich sie nicht ganz zeigen. Bitte frag noch einmal nach einer Antwort ohne Links.',
  'delivery.automod':
    'Die AutoMod-Regeln dieses Servers blockieren diese Antwort, deshalb kann ich sie nicht ganz zeigen. Bitte formulier deine Frage anders.',
  'delivery.explicit':
    'Der Inhaltsfilter von Discord blockiert diese Antwort, deshalb kann ich sie nicht ganz zeigen. Bitte formulier deine Frage anders.',
  'delivery.no-permission':
    'Ich darf in diesem Kanal nichts mehr posten, deshalb ist meine Antwort unvollständig. Bitte sag der Moderation Bescheid.',
  'delivery.thread-closed':
    'Dieser Thread wurde geschlossen, deshalb ist meine Antwort unvollständig. Bitte frag mich in einem anderen Kanal.',
  'delivery.expired':
    'Discord gibt mir hier nur 15 Minuten für eine Antwort, und die sind um. Deshalb ist sie unvollständig. Bitte frag noch einmal.',
  'delivery.refused': 'Discord wollte diese Antwort nicht ganz posten. Bitte formulier deine Frage anders.',
  'delivery.about': ({ channel }) => `Zu deiner Frage in ${formatChannel(channel)}:`,
};
