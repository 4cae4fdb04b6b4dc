import type { mediaSentences as english } from '../en/media-sentences.ts';
import { formatFileName } from '../markdown-escape.ts';
import { list, megabytes, number, plural } from './grammar.ts';

/** A file's name between quotation marks. */
const quote = (name: string): string => `“${formatFileName(name)}”`;

/** The size of a file of so many bytes. */
const size = (bytes: number): string => megabytes(Math.floor(bytes / 2 ** 20));

/** About the files that come with a question: what couldn't be opened or read in full, and why. Sizes are in bytes. */
export const mediaSentences: typeof english = {
  'media.empty': ({ name }) => `${quote(name)} está vacío.`,
  'media.too-big': ({ name, most }) =>
    `${quote(name)} es demasiado grande para mí. Abro archivos de hasta ${size(most)}.`,
  'media.sum': ({ name, most }) =>
    `No abrí ${quote(name)} porque todos los archivos de una pregunta juntos pueden ocupar hasta ${size(most)}.`,
  'media.too-many': ({ most }) => `Abro hasta ${number(most)} archivos por pregunta, así que dejé fuera el resto.`,
  'media.too-many-pictures': ({ most, names }) =>
    `Miro hasta ${number(most)} imágenes por pregunta, contando páginas y fotogramas, así que no vi todo lo que hay en ${list(names.map(quote))}.`,
  'media.unknown': ({ name }) =>
    `No puedo abrir archivos como ${quote(name)}. Envíalo como PDF, texto, PNG o JPEG, MP3 o MP4.`,
  'media.encoding': ({ name }) =>
    `No sé con qué codificación está guardado el texto de ${quote(name)}. Guárdalo como UTF-8 y envíalo otra vez.`,
  'media.damaged-text': ({ name }) =>
    `Algunos caracteres de ${quote(name)} están dañados. Cada uno de ellos me llegó como �.`,
  'media.broken': ({ name }) => `${quote(name)} está dañado o incompleto, así que no pude leerlo.`,
  'media.pixels': ({ name, most }) =>
    `${quote(name)} tiene demasiados píxeles para mí. Abro imágenes de hasta ${number(Math.floor(most / 1_000_000))} megapíxeles.`,
  'media.locked': ({ name }) =>
    `${quote(name)} necesita una contraseña, así que no puedo abrirlo. Envíalo sin contraseña.`,
  'media.heic': ({ name }) => `No puedo abrir imágenes HEIC como ${quote(name)}. Envíala como JPEG o PNG.`,
  'media.no-ffmpeg': ({ name }) =>
    `Para abrir ${quote(name)} necesitaría FFmpeg, y aquí no está instalado. Sí puedo con un mensaje de voz, un MP3, un WAV o una imagen.`,
  'media.slow': ({ name }) => `Leer ${quote(name)} estaba tardando demasiado, así que respondí sin ese archivo.`,
  'media.gone': ({ name }) => `Discord ya no tiene ${quote(name)}. Súbelo de nuevo.`,
  'media.changed': ({ name }) =>
    `La descarga de ${quote(name)} no tiene el tamaño que indicó Discord. Súbelo de nuevo.`,
  'media.elsewhere': ({ name }) => `${quote(name)} no está guardado en Discord, así que no lo abrí.`,
  'media.unreachable': ({ name }) => `No pude descargar ${quote(name)} de Discord. Inténtalo de nuevo en un momento.`,
  'media.busy': ({ name }) =>
    `Ahora mismo estoy leyendo demasiados archivos, así que dejé fuera ${quote(name)}. Inténtalo de nuevo en un minuto.`,
  'media.failing': ({ name }) =>
    `Ahora mismo no puedo abrir archivos como ${quote(name)}. Inténtalo de nuevo en un par de minutos.`,
  'media.skipped': ({ name }) =>
    `Otro archivo de esta pregunta interrumpió mi lectura, así que no abrí ${quote(name)}. Envíalo por separado.`,
  'media.not-taken': 'Gemini no aceptó las imágenes o grabaciones de esta pregunta, así que respondí sin ellas.',
  'media.cut': ({ name }) => `Solo leí el principio de ${quote(name)}.`,
  'media.pages': ({ name, read, pages }) =>
    plural(read, {
      one: `Solo leí la primera de las ${number(pages)} páginas de ${quote(name)}.`,
      other: `Solo leí las primeras ${number(read)} de las ${number(pages)} páginas de ${quote(name)}.`,
    }),
  'media.sound-full': ({ name, minutes }) =>
    `Escucho hasta ${plural(minutes, { one: 'un minuto', other: `${number(minutes)} minutos` })} de sonido por pregunta, así que oí poco o nada de ${quote(name)}.`,
  'media.sound-cut': ({ name, minutes }) =>
    plural(minutes, {
      one: `Solo escuché el primer minuto de ${quote(name)}.`,
      other: `Solo escuché los primeros ${number(minutes)} minutos de ${quote(name)}.`,
    }),
};
