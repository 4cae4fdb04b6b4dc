import { nameCommand, nameCommands } from '../command-name.ts';
import type { settingSentences as english } from '../en/setting-sentences.ts';
import { formatFileName } from '../markdown-escape.ts';
import { commandWords } from './command-words.ts';
import { either, kilobytes, list, number, plural } from './grammar.ts';

export const settingSentences: typeof english = {
  'setting.character': 'Charakter',
  'about.character': 'Wie ich hier auftrete: Ton und Rolle. Ändert keine Regel und gibt niemandem Rechte.',
  'setting.face-nick': 'Mein Nickname',
  'about.face-nick': 'Wie ich auf diesem Server heiße; leer ist es mein üblicher Name',
  'setting.face-bio': 'Über mich',
  'about.face-bio': 'Was mein Profil auf diesem Server über mich sagt; leer ist es das übliche',
  'setting.voice': 'Stimme',
  'about.voice': 'Die Stimme, mit der ich spreche; auto ist die des Modells',
  'setting.language': 'Sprache',
  'about.language': 'In welcher Sprache ich antworte, wenn keine andere verlangt wird; auto ist die der Frage',
  'setting.interface-language': 'Sprache meiner Meldungen',
  'about.interface-language':
    'Die Sprache von Menüs, Hinweisen und Meldungen; auto ist die der Lesenden oder des Servers',
  'setting.languages-heard': 'Hier gesprochene Sprachen',
  'about.languages-heard': 'Welche Sprachen in Sprachchats zu erwarten sind, etwa de oder pt-BR',
  'setting.vocabulary': 'Wortschatz',
  'about.vocabulary': 'Eure Namen und Wörter, die ich erkennen soll, wenn jemand sie ausspricht',
  'setting.names': 'Meine Namen',
  'about.names': 'Andere Namen, auf die ich in Sprachchats höre',
  'setting.model': 'Modell',
  'about.model': 'Das Live-Modell, das antwortet',
  'setting.thinking': 'Nachdenken',
  'about.thinking': 'Wie gründlich das Modell nachdenkt, wenn man ihm das vorgeben kann',
  'setting.time-zone': 'Zeitzone',
  'about.time-zone': 'Wo Tage beginnen und wie spät es für mich ist, etwa Europe/Berlin',

  'setting.listen': 'Zuhören',
  'about.listen': 'Wann ich in Sprachchats zuhöre und antworte, wenn /join nichts anderes sagt',
  'setting.captions': 'Mitschrift',
  'about.captions': 'Was ich von Sprachchats mitschreibe, wenn /join nichts anderes sagt',
  'setting.chat': 'Chat des Sprachkanals',
  'about.chat': 'Worauf ich dort antworte: Erwähnungen und Antworten, oder alles, was für mich bestimmt ist',
  'setting.pause': 'Pause',
  'about.pause': 'Nach wie viel Stille eine gesprochene Frage zu Ende ist, in Millisekunden',
  'setting.greeting': 'Begrüßung',
  'about.greeting': 'Was ich sage, wenn ich in einen Sprachchat komme',
  'setting.auto-join': 'Automatisch beitreten',
  'about.auto-join': 'Der Sprachkanal, in den ich ungefragt gehe',
  'setting.auto-join-people': 'Mindestzahl zum Beitreten',
  'about.auto-join-people': 'Wie viele Leute in dem Kanal sein müssen, bevor ich hineingehe',
  'setting.leave-alone': 'Minuten allein',
  'about.leave-alone': 'Wie viele Minuten ich in einem Sprachchat bleibe, wenn alle gegangen sind',
  'setting.call-heard': 'Wer gehört wird',
  'about.call-heard': 'Die Rollen, denen ich in Sprachchats zuhöre; ohne Angabe allen',
  'setting.call-interrupt': 'Wer mich unterbrechen kann',
  'about.call-interrupt': 'Die Rollen, die mir in Sprachchats ins Wort fallen können; ohne Angabe alle',
  'setting.call-talk': 'Button „Sprechen“',
  'about.call-talk': 'Die Rollen, die auf „Sprechen“ drücken können; ohne Angabe alle',
  'setting.call-recap': 'Zusammenfassung danach',
  'about.call-recap': 'Ob ich zusammenfasse, was in einem Sprachchat gesagt wurde, wenn er vorbei ist',
  'setting.call-recap-pin': 'Zusammenfassung anpinnen',
  'about.call-recap-pin': 'Ob ich Zusammenfassungen von Sprachchats anpinne, wo ich das darf',
  'setting.call-interpret': 'Dolmetschen',
  'about.call-interpret': 'Ob ich in Sprachchats zwischen zwei Sprachen dolmetschen darf',

  'setting.reply': 'Wie ich antworte',
  'about.reply': 'Wie ich antworte, wo niemand etwas gewählt hat: als Text, als Sprachnachricht oder beides',
  'setting.typed': 'Textmodell',
  'about.typed': 'Wann ein Textmodell getippte Fragen beantwortet',
  'setting.search': 'Websuche',
  'about.search': 'Ob ich mit Google im Web suchen kann',
  'setting.tools': 'Werkzeuge',
  'about.tools': 'Was ich hier auf Wunsch benutzen kann, soweit Discord es der Person erlaubt, die fragt',
  'setting.mcp-servers': 'MCP-Server',
  'about.mcp-servers': 'Server mit Werkzeugen für hier, einer je Zeile: ein Name und seine Adresse mit https://',
  'setting.tools-confirm': 'Änderungen durch Werkzeuge',
  'about.tools-confirm': 'Ob ich mit einem Button frage, bevor ein Werkzeug etwas ändert',
  'setting.unmentioned': 'Auf alles antworten',
  'about.unmentioned': 'Ob jede Nachricht im Kanal eine Frage an mich ist',
  'setting.called': 'Auf meinen Namen hören',
  'about.called': 'Ob eine Nachricht, die mit meinem Namen beginnt, eine Frage an mich ist',
  'setting.threads': 'Threads',
  'about.threads': 'Ob jede Frage einen eigenen Thread bekommt',
  'setting.context': 'Frühere Nachrichten',
  'about.context': 'Wie viele Nachrichten der letzten Stunde ich zu einer Frage mitlese',

  'setting.access-roles': 'Erlaubte Rollen',
  'about.access-roles': 'Die Rollen, die mich nutzen können; ohne sie und ohne erlaubte Mitglieder alle',
  'setting.access-roles-denied': 'Gesperrte Rollen',
  'about.access-roles-denied': 'Die Rollen, die mich nicht nutzen können, auch wenn etwas anderes es erlaubt',
  'setting.access-members': 'Erlaubte Mitglieder',
  'about.access-members': 'Die Mitglieder, die mich zusätzlich zu den erlaubten Rollen nutzen können',
  'setting.access-members-denied': 'Gesperrte Mitglieder',
  'about.access-members-denied': 'Die Mitglieder, die mich nicht nutzen können, auch wenn etwas anderes es erlaubt',
  'setting.access-channels': 'Erlaubte Kanäle',
  'about.access-channels': 'Die Kanäle, in denen man mich nutzen kann; ohne Angabe alle',
  'setting.access-channels-denied': 'Gesperrte Kanäle',
  'about.access-channels-denied': 'Die Kanäle, in denen man mich nicht nutzen kann, auch wenn etwas anderes es erlaubt',
  'setting.access-commands': 'Befehle für die Verwaltung',
  'about.access-commands':
    'Befehle, die nur die Verwaltung nutzen kann. Erwähnungen und Antworten bleiben offen: siehe Rollen',
  'setting.access-dm': 'Direktnachrichten',
  'about.access-dm': 'Wer mir direkt schreiben kann: on, off oder einzelne Leute. Ändern kann es nur mein Betreiber.',
  'setting.bots': 'Andere Bots',
  'about.bots': 'Ob ich Bots und Webhooks antworte: den unten genannten oder keinen',
  'setting.bots-named': 'Bots, denen ich antworte',
  'about.bots-named': 'Die IDs der Bots und Webhooks, denen ich antworte',
  'setting.proxies': 'Bots, die für Leute sprechen',
  'about.proxies': 'IDs von Bots wie PluralKit. Mit einem davon warte ich vor jeder Antwort eine Sekunde.',

  'setting.limits-process-day': 'Insgesamt, pro Tag',
  'about.limits-process-day': 'Was auf allen Servern zusammen an einem Tag (UTC) ausgegeben werden darf',
  'setting.limits-process-month': 'Insgesamt, pro Monat',
  'about.limits-process-month': 'Was auf allen Servern zusammen in einem Monat (UTC) ausgegeben werden darf',
  'setting.limits-server-day': 'Server, pro Tag',
  'about.limits-server-day':
    'Was auf diesem Server an einem Tag (UTC) ausgegeben werden darf, etwa 1 $ oder 200k Tokens',
  'setting.limits-server-month': 'Server, pro Monat',
  'about.limits-server-month': 'Was auf diesem Server in einem Monat (UTC) ausgegeben werden darf, etwa 10 $',
  'setting.limits-channel-day': 'Kanal, pro Tag',
  'about.limits-channel-day': 'Was in jedem Kanal samt Threads an einem Tag (UTC) ausgegeben werden darf',
  'setting.limits-channel-month': 'Kanal, pro Monat',
  'about.limits-channel-month': 'Was in jedem Kanal samt Threads in einem Monat (UTC) ausgegeben werden darf',
  'setting.limits-member-day': 'Mitglied, pro Tag',
  'about.limits-member-day': 'Was jedes Mitglied auf diesem Server an einem Tag (UTC) ausgeben darf',
  'setting.limits-member-month': 'Mitglied, pro Monat',
  'about.limits-member-month': 'Was jedes Mitglied auf diesem Server in einem Monat (UTC) ausgeben darf',
  'setting.limits-server-minute': 'Server, pro Minute',
  'about.limits-server-minute': 'Wie viele Fragen ich auf diesem Server in einer Minute beantworte',
  'setting.limits-channel-minute': 'Kanal, pro Minute',
  'about.limits-channel-minute': 'Wie viele Fragen ich in jedem Kanal in einer Minute beantworte',
  'setting.limits-member-minute': 'Mitglied, pro Minute',
  'about.limits-member-minute': 'Wie viele Fragen jedes Mitglied in einer Minute stellen darf',

  'setting.consent': 'Zustimmung',
  'about.consent': 'Ob Leute nur lesen, was mit ihren Worten geschieht, oder zuerst zustimmen müssen',
  'setting.retention': 'Speicherdauer in Tagen',
  'about.retention': 'Wie viele Tage ich speichere, was gesagt wurde',

  'settings.unknown':
    'Ich kann die Regeln dieses Servers gerade nicht lesen, deshalb geht das nicht. Bitte versuch es in einer Minute noch einmal.',
  'settings.not-stored':
    'Das konnte ich nicht speichern, weil mein Speicher gerade nicht funktioniert. Bitte versuch es in einer Minute noch einmal.',
  'home.busy': 'Das ändert in diesem Moment schon jemand anderes. Bitte versuch es noch einmal.',
  'settings.too-big': 'Dieser Server hat mehr Einstellungen, als ich speichern kann. Bitte kürze einige davon.',
  'settings.too-many-channels': ({ most }) =>
    `Höchstens ${number(most)} Kanäle können eigene Einstellungen haben. Bitte setz zuerst die eines anderen Kanals zurück.`,
  'settings.no-channel': 'Diesen Kanal gibt es nicht. Bitte wähl einen von diesem Server.',
  'settings.not-a-choice': ({ choices }) => `Das steht nicht zur Wahl. Bitte wähl ${either(choices)}.`,
  'settings.not-tools': ({ names, known }) =>
    `Ich habe kein Werkzeug namens ${either(names.map(formatFileName))}. Zur Wahl stehen ${list(known)}, durch Kommas getrennt, oder \`none\` für keins.`,
  'settings.not-a-model': ({ name, models }) =>
    `Google hat kein Modell namens ${formatFileName(name)}, mit dem ich sprechen kann. Bitte wähl ${either(models)}.`,
  'name.command': ({ name }) => nameCommand(name, commandWords),
  'settings.not-commands': ({ names, known }) =>
    `Ich habe keinen Befehl namens ${either(names.map(formatFileName))}. Zur Wahl stehen ${list(nameCommands(known, commandWords))}, durch Kommas getrennt.`,
  'settings.open-commands': ({ names }) =>
    `Alle können immer ${list(nameCommands(names, commandWords))} nutzen, deshalb lass das bitte weg.`,
  'settings.not-an-amount':
    'Bitte gib einen Betrag ein: Dollar, etwa `5 $` oder `0.50 $`, auf den Cent und mindestens `0.01 $`; Tokens, etwa `200k`; oder `off` für kein Limit.',
  'settings.not-a-rate': ({ most }) => `Bitte gib eine ganze Zahl von 1 bis ${number(most)} ein, oder \`off\`.`,
  'settings.not-a-number': ({ least, most }) =>
    `Bitte gib eine ganze Zahl von ${number(least)} bis ${number(most)} ein.`,
  'settings.too-long': ({ most }) => `Das ist zu lang. Bitte verwende höchstens ${number(most)} Zeichen.`,
  'settings.entry-too-long': ({ most }) =>
    `Einer der Einträge ist zu lang. Bitte verwende für jeden höchstens ${number(most)} Zeichen.`,
  'settings.too-many': ({ most }) => `Das sind zu viele. Bitte gib höchstens ${number(most)} ein.`,
  'settings.strange-characters': 'Darin sind Zeichen, die niemand sehen kann. Bitte gib es ohne sie noch einmal ein.',
  'settings.strange-entry': ({ name }) =>
    `${formatFileName(name)} kann ich hier nicht verwenden. Bitte korrigiere es oder lass es weg.`,
  'settings.not-ids':
    'Hier erwarte ich IDs von Discord, durch Leerzeichen getrennt. Bitte wähl aus der Liste oder kopiere die IDs.',
  'settings.not-a-language': 'Diese Sprache kenne ich nicht. Bitte gib ein Kürzel wie en, de oder pt-BR ein.',
  'settings.not-a-zone': 'Diese Zeitzone kenne ich nicht. Bitte gib eine wie Europe/Berlin oder UTC ein.',

  'settings.file-broken':
    'Das ist keine Datei mit meinen Einstellungen. Bitte schick mir eine, die ich exportiert habe, oder eine bearbeitete Kopie davon.',
  'settings.file-version':
    'Diese Datei ist von einer anderen Version von mir, deshalb kann ich sie nicht lesen. Es wurde nichts geändert.',
  'settings.file-too-big': ({ most }) =>
    `Diese Datei ist zu groß: Einstellungen brauchen höchstens ${kilobytes(most)}. Es wurde nichts geändert.`,
  'settings.file-unknown': ({ name }) =>
    `Die Einstellung ${formatFileName(name)} in dieser Datei kenne ich nicht. Bitte entferne oder korrigiere sie.`,
  'settings.file-place': ({ name }) =>
    `Die Einstellung ${formatFileName(name)} kann man dort nicht setzen, wo sie in dieser Datei steht. Bitte entferne sie.`,
  'settings.file-value': ({ name }) => `Den Wert von ${formatFileName(name)} in dieser Datei kann ich nicht verwenden.`,
  'settings.file-channel': ({ name }) =>
    `Einen Kanal mit der ID ${formatFileName(name)} gibt es hier nicht. Bitte entferne oder korrigiere sie.`,
  'settings.file-twice': ({ name }) =>
    `In dieser Datei steht ${formatFileName(name)} zweimal. Bitte entferne eins davon.`,
  'settings.file-more': ({ more }) =>
    plural(more, {
      one: 'Noch eine Sache stimmt nicht.',
      other: `Noch ${number(more)} Sachen stimmen nicht.`,
    }),
  'settings.file-refused': 'Diese Datei stimmt nicht, deshalb habe ich nichts geändert:',
};
