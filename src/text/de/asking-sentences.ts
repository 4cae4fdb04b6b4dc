import type { askingSentences as english } from '../en/asking-sentences.ts';
import { formatChannel } from '../intl.ts';
import { number, plural } from './grammar.ts';

export const askingSentences: typeof english = {
  'asking.failed': 'Bei mir ist etwas schiefgegangen. Bitte versuch es gleich noch einmal.',
  'asking.unknown-command': 'Das kann ich nicht mehr. Mit /help siehst du, was ich kann.',
  'asking.old-button': 'Dieser Button funktioniert nicht mehr. Mit /help siehst du, was ich kann.',
  'asking.too-many-presses':
    'Du drückst schneller auf Buttons, als ich antworten kann. Bitte versuch es gleich noch einmal.',
  'asking.blank': 'Deine Frage ist leer. Bitte schreib etwas.',
  'asking.restarting': 'Ich starte gerade neu. Bitte frag in einer Minute noch einmal.',
  'asking.moved':
    'Ich werde gerade auf einem anderen Rechner neu gestartet. Bitte versuch es in einer Minute noch einmal.',
  'asking.full': ({ most }) =>
    plural(most, {
      one: 'In diesem Kanal wartet schon eine Frage. Bitte versuch es in ein, zwei Minuten noch einmal.',
      other: `In diesem Kanal warten schon ${number(most)} Fragen. Bitte versuch es in ein, zwei Minuten noch einmal.`,
    }),
  'asking.share': ({ most }) =>
    plural(most, {
      one: 'Von dir wartet in diesem Kanal schon eine Frage. Bitte warte, bis ich sie beantwortet habe.',
      other: `Von dir warten in diesem Kanal schon ${number(most)} Fragen. Bitte warte, bis ich eine davon beantwortet habe.`,
    }),
  'asking.already-continued': 'Jemand hat schon nach dem Rest dieser Antwort gefragt. Er steht weiter unten.',
  'asking.target-gone':
    'Ich weiß nicht mehr, was in dieser Nachricht steht: Sie wurde gelöscht oder geändert, oder du hast sie vor zu langer Zeit ausgewählt. Wenn es sie noch gibt, wähl in ihrem Menü bitte noch einmal „Dazu etwas fragen“.',
  'asking.forgotten-answer': 'An diese Antwort erinnere ich mich nicht mehr. Bitte stell deine Frage noch einmal.',
  'asking.may-not-continue':
    'Damit ich eine Antwort fortsetze, brauchst du in diesem Kanal die Berechtigung „Anwendungsbefehle verwenden“.',
  'asking.store-away': 'Das kann ich gerade nicht nachsehen. Bitte versuch es in einer Minute noch einmal.',

  'mention.unread': ({ ask }) =>
    `Diese Nachricht kann ich nicht lesen, weil Discord mir nur Nachrichten zeigt, die mich erwähnen. Bitte bearbeite sie so, dass sie mich erwähnt, oder verwende ${ask}.`,
  'mention.unread-voice':
    'Diese Sprachnachricht kann ich nicht hören, weil Discord mir nur Nachrichten zeigt, die mich erwähnen. Damit ich sie höre, wähl in ihrem Menü „Apps“ und dann „Dazu etwas fragen“.',
  'mention.hidden-reply':
    'Discord zeigt mir die Nachricht nicht, auf die du geantwortet hast. Damit ich sie lese, wähl in ihrem Menü „Apps“ und dann „Dazu etwas fragen“.',
  'mention.empty': ({ ask }) =>
    `Ich sehe nur die Nachricht, die mich erwähnt, und nicht die davor. Bitte schreib deine Frage in dieselbe Nachricht oder verwende ${ask}.`,
  'mention.cannot-write': ({ channel }) =>
    `Du hast mich in ${formatChannel(channel)} etwas gefragt, aber dort darf ich nichts posten. Bitte frag mich in einem anderen Kanal oder gleich hier, oder bitte die Moderation, mich dort posten zu lassen.`,

  'stop.answer': 'Ich habe aufgehört zu antworten.',
  'stop.voice': 'Ich habe aufgehört zu sprechen.',
  'stop.both': 'Ich habe aufgehört zu antworten und zu sprechen.',
  'stop.over': 'An dieser Antwort schreibe ich nicht mehr, also gibt es nichts zu stoppen.',
  'stop.nothing': 'Es gibt nichts zu stoppen: Ich antworte dir hier gerade nicht.',
  'stop.nothing-in-server':
    'Es gibt nichts zu stoppen: Ich antworte dir hier gerade nicht und bin in keinem Sprachkanal.',
  'stop.only-those-in-voice': ({ voice }) =>
    `Ich antworte dir hier gerade nicht. Um mich in ${formatChannel(voice)} zu stoppen, musst du in diesem Kanal sein oder dort die Berechtigung „Mitglieder verschieben“ haben.`,
  'stop.not-yours': ({ name }) =>
    `Diese Antwort kann nur ${name} stoppen, oder wer die Berechtigung „Nachrichten verwalten“ hat.`,

  'reset.confirm':
    'Soll ich alles vergessen, was in diesem Kanal zu mir gesagt wurde? Das lässt sich nicht rückgängig machen.',
  'reset.done':
    'Erledigt. Ich habe das Gespräch dieses Kanals vergessen, und mit der nächsten Frage beginnt ein neues.',
  'reset.later':
    'Mit der nächsten Frage beginnt ein neues Gespräch. Was vorher gesagt wurde, ist **noch nicht gelöscht**, weil ich meinen Speicher nicht erreiche. Ich lösche es, sobald ich kann. Falls ich davor neu gestartet werde, verwende bitte noch einmal /reset.',
  'reset.cancelled': 'Okay, ich lasse alles, wie es ist.',
  'reset.meanwhile': 'Das Gespräch, nach dem du gefragt wurdest, habe ich schon vergessen.',
  'reset.failed':
    'Mein Speicher ist überlastet, deshalb konnte ich nichts vergessen. Bitte versuch es in ein paar Minuten noch einmal.',
  'reset.not-allowed':
    'Damit ich das Gespräch dieses Kanals vergesse, brauchst du hier die Berechtigung „Nachrichten verwalten“.',
};
