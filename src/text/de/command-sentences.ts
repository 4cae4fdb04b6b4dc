import type { commandSentences as english } from '../en/command-sentences.ts';
import { formatAgo, formatChannel } from '../intl.ts';
import { countDays, list, number, seconds } from './grammar.ts';

export const commandSentences: typeof english = {
  'form.about-title': 'Zu dieser Nachricht fragen',
  'form.about-question': 'Was möchtest du wissen?',
  'form.about-files': 'Weitere Dateien, wenn du magst',

  'button.stop': 'Stopp',
  'button.continue': 'Weiter',
  'button.talk': 'Sprechen',
  'button.unheard': 'Mir nicht zuhören',
  'button.heard': 'Mir wieder zuhören',
  'button.leave': 'Verlassen',
  'button.reset': 'Alles vergessen',
  'button.keep': 'Behalten',

  'help.about': 'In jedem Kanal führe ich ein Gespräch mit allen dort, und ich erinnere mich daran.',
  'part.help-ask': ({ ask }) =>
    `- Mit ${ask} fragst du mich etwas. Du kannst mich auch erwähnen, mir antworten oder mir eine Direktnachricht schicken.`,
  'part.help-files':
    '- Zu deiner Frage kannst du Texte, Bilder, PDFs, Sprachnachrichten, Aufnahmen und Videos mitschicken. Um zu einer anderen Nachricht zu fragen, wähl in ihrem Menü „Apps“ und dann „Dazu etwas fragen“.',
  'part.help-answers':
    '- Unter einer Antwort schickt **Anhören** sie dir als Sprachnachricht, wenn sie Ton hat, und **Noch einmal** stellt dieselbe Frage noch einmal.',
  'part.help-join': ({ join }) =>
    `- ${join} holt mich in deinen Sprachkanal. Ich höre zu und antworte laut. Wer nicht gehört werden will, kann mir das dort sagen.`,
  'part.help-stop': ({ stop, leave }) =>
    `- ${stop} stoppt meine Antwort an dich und meine Stimme im Sprachkanal. Mit ${leave} gehe ich.`,
  'part.help-status': ({ status }) => `- ${status} zeigt, wie es um dieses Gespräch steht.`,
  'part.help-reset': ({ reset }) =>
    `- ${reset} lässt es mich vergessen. Auf Servern braucht man dafür „Nachrichten verwalten“.`,
  'part.help-recap': ({ recap, transcript }) =>
    `- ${recap} fasst zusammen, was hier gesagt wurde, etwa während du weg warst. ${transcript} gibt es dir als Datei.`,
  'part.help-settings': ({ settings }) =>
    `- ${settings} zeigt und ändert, wie ich mich hier verhalte. Auf Servern braucht man dafür „Server verwalten“, oder „Kanäle verwalten“ für einen Kanal.`,
  'part.help-tools': ({ tools, reminders }) =>
    `- ${tools} zeigt, was ich hier noch kann, und ${reminders} deine Erinnerungen.`,
  'part.help-usage': ({ usage, privacy }) =>
    `- ${usage} zeigt, was ich gekostet habe. ${privacy} zeigt, was ich über dich speichere, und gibt dir eine Kopie oder löscht es.`,
  'help.kept': ({ days, reset }) =>
    `Deine Fragen, was du mitschickst und dein Anzeigename gehen an Gemini von Google. Fragen und Antworten speichere ich ${countDays(days)}, von Mitgeschicktem nur Namen und wie Texte beginnen. Eine Zusammenfassung bleibt gespeichert, solange hier mit mir gesprochen wird. ${reset} löscht das alles.`,
  'help.wrong': 'Ich bin eine KI und kann mich irren. Bitte prüf alles nach, was wichtig ist.',
  'part.help-call': ({ voice }) => `- Gerade bin ich in ${formatChannel(voice)}.`,
  'part.help-search': '- Ich kann bei Google suchen. Quellen stehen unter der Antwort.',
  'part.help-off': ({ names }) => `- Hier ausgeschaltet: ${list(names)}.`,
  'button.try-ask': 'Etwas fragen',
  'button.try-join': 'Komm in meinen Sprachkanal',
  'button.try-settings': 'Einstellungen',
  'button.try-privacy': 'Was du von mir speicherst',
  'button.try-usage': 'Was du gekostet hast',

  'status.connected': '**Verbindung**: verbunden',
  'status.idle': '**Verbindung**: im Ruhezustand (deine nächste Frage weckt mich)',
  'status.idle-remembers':
    '**Verbindung**: im Ruhezustand (deine nächste Frage weckt mich, und ich weiß noch, was gesagt wurde)',
  'status.unavailable': '**Verbindung**: nicht verfügbar',
  'status.model': ({ model }) => `**Modell**: ${model}`,
  'status.typed-always': ({ model }) => `**Modell für getippte Fragen**: ${model}`,
  'status.typed-when-live-fails': ({ model }) =>
    `**Modell für getippte Fragen**: ${model}, wenn ich das andere nicht erreiche`,
  'status.begun': ({ at }) => `**Gespräch**: ${formatAgo(at)} begonnen`,
  'status.not-begun': '**Gespräch**: noch nicht begonnen',
  'status.unreadable': '**Gespräch**: lässt sich gerade nicht nachsehen',
  'status.turns': ({ turns }) => `**Bisherige Fragen**: ${number(turns)}`,
  'status.turns-unknown': '**Bisherige Fragen**: unbekannt',
  'status.queue': ({ waiting }) => `**In der Warteschlange**: ${number(waiting)}`,
  'status.latency': ({ ms }) => `**Zeit bis zum ersten Wort**: ${seconds(Math.max(ms, 100))}`,
  'status.no-latency': '**Zeit bis zum ersten Wort**: noch keine Antwort',
};
