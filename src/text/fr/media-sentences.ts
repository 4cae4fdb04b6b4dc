import type { mediaSentences as english } from '../en/media-sentences.ts';
import { formatFileName } from '../markdown-escape.ts';
import { list, megabytes, number, plural } from './grammar.ts';

/** A file's name between quotation marks. */
const quote = (name: string): string => `« ${formatFileName(name)} »`;

/** The size of a file of so many bytes. */
const size = (bytes: number): string => megabytes(Math.floor(bytes / 2 ** 20));

export const mediaSentences: typeof english = {
  'media.empty': ({ name }) => `${quote(name)} est vide.`,
  'media.too-big': ({ name, most }) =>
    `${quote(name)} est trop gros pour moi. J’ouvre des fichiers jusqu’à ${size(most)}.`,
  'media.sum': ({ name, most }) =>
    `Je n’ai pas ouvert ${quote(name)}, parce que tous les fichiers d’une question ensemble peuvent faire au plus ${size(most)}.`,
  'media.too-many': ({ most }) =>
    `J’ouvre jusqu’à ${number(most)} fichiers pour une question, donc j’ai laissé le reste de côté.`,
  'media.too-many-pictures': ({ most, names }) =>
    `Je regarde jusqu’à ${number(most)} images pour une question, pages et images de vidéo comprises. Je n’ai donc pas tout vu de ces fichiers : ${list(names.map(quote))}.`,
  'media.unknown': ({ name }) =>
    `Je ne peux pas ouvrir des fichiers comme ${quote(name)}. Envoie-le en PDF, en texte, en PNG ou JPEG, en MP3 ou en MP4.`,
  'media.encoding': ({ name }) =>
    `Je n’arrive pas à reconnaître l’encodage du texte de ${quote(name)}. Enregistre-le en UTF-8 et renvoie-le.`,
  'media.damaged-text': ({ name }) =>
    `Certains caractères de ${quote(name)} sont abîmés. Chacun m’est parvenu sous la forme �.`,
  'media.broken': ({ name }) => `${quote(name)} est abîmé ou incomplet, donc je n’ai pas pu le lire.`,
  'media.pixels': ({ name, most }) =>
    `${quote(name)} a trop de pixels pour moi. J’ouvre des images jusqu’à ${number(Math.floor(most / 1_000_000))} mégapixels.`,
  'media.locked': ({ name }) =>
    `${quote(name)} demande un mot de passe, donc je ne peux pas l’ouvrir. Envoie-le sans mot de passe.`,
  'media.heic': ({ name }) =>
    `Je ne peux pas ouvrir les images HEIC comme ${quote(name)}. Envoie-la en JPEG ou en PNG.`,
  'media.no-ffmpeg': ({ name }) =>
    `Il me faudrait FFmpeg pour ouvrir ${quote(name)}, et il n’est pas installé ici. Un message vocal, un MP3, un WAV ou une image, ça marche.`,
  'media.slow': ({ name }) => `Lire ${quote(name)} prenait trop de temps, donc j’ai répondu sans ce fichier.`,
  'media.gone': ({ name }) => `Discord n’a plus ${quote(name)}. Envoie le fichier encore une fois.`,
  'media.changed': ({ name }) =>
    `Le téléchargement de ${quote(name)} n’a pas la taille que Discord a annoncée. Envoie le fichier encore une fois.`,
  'media.elsewhere': ({ name }) => `${quote(name)} n’est pas hébergé chez Discord, donc je ne l’ai pas ouvert.`,
  'media.unreachable': ({ name }) =>
    `Je n’ai pas pu télécharger ${quote(name)} depuis Discord. Réessaie dans un instant.`,
  'media.busy': ({ name }) =>
    `Je lis trop de fichiers en ce moment, donc j’ai laissé ${quote(name)} de côté. Réessaie dans une minute.`,
  'media.failing': ({ name }) =>
    `Je ne peux pas ouvrir des fichiers comme ${quote(name)} pour le moment. Réessaie dans une minute ou deux.`,
  'media.skipped': ({ name }) =>
    `Un autre fichier de cette question a bloqué ma lecture, donc je n’ai pas ouvert ${quote(name)}. Envoie-le seul.`,
  'media.not-taken':
    'Gemini n’a pas accepté les images ou les enregistrements de cette question, donc j’ai répondu sans.',
  'media.cut': ({ name }) => `Je n’ai lu que le début de ${quote(name)}.`,
  'media.pages': ({ name, read, pages }) =>
    plural(read, {
      one: `Je n’ai lu que la première des ${number(pages)} pages de ${quote(name)}.`,
      other: `Je n’ai lu que les ${number(read)} premières des ${number(pages)} pages de ${quote(name)}.`,
    }),
  'media.sound-full': ({ name, minutes }) =>
    `J’écoute jusqu’à ${plural(minutes, { one: `${number(minutes)} minute`, other: `${number(minutes)} minutes` })} de son pour une question, donc je n’ai entendu que peu ou rien de ${quote(name)}.`,
  'media.sound-cut': ({ name, minutes }) =>
    plural(minutes, {
      one: `Je n’ai écouté que la première minute de ${quote(name)}.`,
      other: `Je n’ai écouté que les ${number(minutes)} premières minutes de ${quote(name)}.`,
    }),
};
