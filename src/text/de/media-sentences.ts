import type { mediaSentences as english } from '../en/media-sentences.ts';
import { formatFileName } from '../markdown-escape.ts';
import { list, megabytes, number, plural } from './grammar.ts';

/** A file's name between quotation marks. */
const quote = (name: string): string => `„${formatFileName(name)}“`;

/** The size of a file of so many bytes. */
const size = (bytes: number): string => megabytes(Math.floor(bytes / 2 ** 20));

export const mediaSentences: typeof english = {
  'media.empty': ({ name }) => `${quote(name)} ist leer.`,
  'media.too-big': ({ name, most }) => `${quote(name)} ist mir zu groß. Ich öffne Dateien bis zu ${size(most)}.`,
  'media.sum': ({ name, most }) =>
    `${quote(name)} habe ich nicht geöffnet, weil alle Dateien einer Frage zusammen höchstens ${size(most)} haben dürfen.`,
  'media.too-many': ({ most }) =>
    `Ich öffne zu einer Frage höchstens ${number(most)} Dateien, deshalb habe ich den Rest weggelassen.`,
  'media.too-many-pictures': ({ most, names }) =>
    `Ich sehe mir zu einer Frage höchstens ${number(most)} Bilder an, Seiten und Einzelbilder mitgezählt. Deshalb habe ich nicht alles gesehen von: ${list(names.map(quote))}.`,
  'media.unknown': ({ name }) =>
    `Dateien wie ${quote(name)} kann ich nicht öffnen. Bitte schick die Datei als PDF, Text, PNG oder JPEG, MP3 oder MP4.`,
  'media.encoding': ({ name }) =>
    `Ich erkenne nicht, wie der Text in ${quote(name)} kodiert ist. Bitte speichere ihn als UTF-8 und schick ihn noch einmal.`,
  'media.damaged-text': ({ name }) =>
    `In ${quote(name)} sind einige Zeichen beschädigt. Jedes davon kam bei mir als � an.`,
  'media.broken': ({ name }) => `${quote(name)} ist beschädigt oder unvollständig, deshalb konnte ich es nicht lesen.`,
  'media.pixels': ({ name, most }) =>
    `${quote(name)} hat mir zu viele Pixel. Ich öffne Bilder bis zu ${number(Math.floor(most / 1_000_000))} Megapixeln.`,
  'media.locked': ({ name }) =>
    `${quote(name)} ist mit einem Passwort geschützt, deshalb kann ich es nicht öffnen. Bitte schick es ohne.`,
  'media.heic': ({ name }) =>
    `HEIC-Bilder wie ${quote(name)} kann ich nicht öffnen. Bitte schick es als JPEG oder PNG.`,
  'media.no-ffmpeg': ({ name }) =>
    `Um ${quote(name)} zu öffnen, bräuchte ich FFmpeg, und das ist hier nicht installiert. Eine Sprachnachricht, eine MP3, eine WAV oder ein Bild geht.`,
  'media.slow': ({ name }) =>
    `${quote(name)} zu lesen hat zu lange gedauert, deshalb habe ich ohne diese Datei geantwortet.`,
  'media.gone': ({ name }) => `Discord hat ${quote(name)} nicht mehr. Bitte lade die Datei noch einmal hoch.`,
  'media.changed': ({ name }) =>
    `Beim Herunterladen war ${quote(name)} nicht so groß, wie Discord gesagt hat. Bitte lade die Datei noch einmal hoch.`,
  'media.elsewhere': ({ name }) => `${quote(name)} liegt nicht bei Discord, deshalb habe ich es nicht geöffnet.`,
  'media.unreachable': ({ name }) =>
    `Ich konnte ${quote(name)} nicht von Discord herunterladen. Bitte versuch es gleich noch einmal.`,
  'media.busy': ({ name }) =>
    `Ich lese im Moment zu viele Dateien, deshalb habe ich ${quote(name)} weggelassen. Bitte versuch es in einer Minute noch einmal.`,
  'media.failing': ({ name }) =>
    `Dateien wie ${quote(name)} kann ich gerade nicht öffnen. Bitte versuch es in ein, zwei Minuten noch einmal.`,
  'media.skipped': ({ name }) =>
    `Eine andere Datei dieser Frage hat mich beim Lesen gestoppt, deshalb habe ich ${quote(name)} nicht geöffnet. Bitte schick sie einzeln.`,
  'media.not-taken':
    'Gemini hat die Bilder oder Aufnahmen zu dieser Frage nicht angenommen, deshalb habe ich ohne sie geantwortet.',
  'media.cut': ({ name }) => `Von ${quote(name)} habe ich nur den Anfang gelesen.`,
  'media.pages': ({ name, read, pages }) =>
    plural(read, {
      one: `Von den ${number(pages)} Seiten von ${quote(name)} habe ich nur die erste gelesen.`,
      other: `Von den ${number(pages)} Seiten von ${quote(name)} habe ich nur die ersten ${number(read)} gelesen.`,
    }),
  'media.sound-full': ({ name, minutes }) =>
    `Ich höre mir zu einer Frage höchstens ${number(minutes)} Minuten Ton an, deshalb habe ich von ${quote(name)} wenig oder nichts gehört.`,
  'media.sound-cut': ({ name, minutes }) =>
    plural(minutes, {
      one: `Von ${quote(name)} habe ich nur die erste Minute gehört.`,
      other: `Von ${quote(name)} habe ich nur die ersten ${number(minutes)} Minuten gehört.`,
    }),
};
