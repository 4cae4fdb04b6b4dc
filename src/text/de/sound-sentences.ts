import type { soundSentences as english } from '../en/sound-sentences.ts';
import { formatPerson } from '../intl.ts';
import { megabytes } from './grammar.ts';

export const soundSentences: typeof english = {
  'button.listen': 'Anhören',
  'button.again': 'Noch einmal',

  'listen.menu': 'Nur du kannst diese Sprachnachricht hören.',
  'choice.sound-more': 'Mehr …',
  'choice.sound-everyone': 'Für alle posten',
  'choice.sound-wav': 'Mir eine WAV-Datei schicken',
  'listen.posted': 'Ich habe die Sprachnachricht für alle gepostet.',
  'listen.already-posted': 'Die Sprachnachricht ist schon für alle da.',
  'listen.gone':
    'Den Ton dieser Antwort habe ich nicht mehr. Ich behalte ihn höchstens 30 Minuten, und kürzer, wenn ich neu gestartet werde, das Gespräch vergesse oder keinen Platz mehr habe. Um eine Antwort zu hören, stell die Frage bitte noch einmal.',
  'listen.silent': 'Diese Antwort hat keinen Ton, den ich schicken könnte.',
  'listen.as-file': 'Sprachnachrichten kann ich hier nicht schicken, deshalb kommt der Ton hier als Datei.',
  'listen.too-big': ({ most }) =>
    `Als WAV-Datei wäre diese Antwort größer als die ${megabytes(most)}, die Discord hier annimmt.`,
  'listen.busy': 'Gerade möchten viele Leute eine WAV-Datei. Bitte versuch es in einer Minute noch einmal.',
  'listen.not-allowed':
    'Um die Sprachnachricht für alle zu posten, musst du in diesem Kanal Nachrichten senden dürfen.',
  'listen.refused': 'Discord hat mich den Ton hier nicht schicken lassen.',

  'again.not-yours': ({ person }) =>
    `Das kann nur ${formatPerson(person)} noch einmal fragen, oder wer die Berechtigung „Nachrichten verwalten“ hat.`,
  'again.already': 'Diese Frage wurde schon noch einmal gestellt. Die neue Antwort steht weiter unten.',
  'again.gone': 'Diese Frage habe ich nicht mehr. Bitte stell sie noch einmal.',
  'again.without-files': 'Die Dateien dieser Frage habe ich nicht mehr, deshalb habe ich ohne sie geantwortet.',
};
