import type { soundSentences as english } from '../en/sound-sentences.ts';
import { formatPerson } from '../intl.ts';
import { megabytes } from './grammar.ts';

/** About what can be done with an ended answer: listening to it, sharing its sound, and asking again. */
export const soundSentences: typeof english = {
  'button.listen': 'Escuchar',
  'button.again': 'Preguntar otra vez',

  /** Above the menu under a voice message that only one person hears. */
  'listen.menu': 'Solo tú puedes oír este mensaje de voz.',
  'choice.sound-more': 'Más…',
  'choice.sound-everyone': 'Publicarlo para todo el mundo',
  'choice.sound-wav': 'Enviarme un archivo WAV',
  'listen.posted': 'He publicado el mensaje de voz para todo el mundo.',
  'listen.already-posted': 'El mensaje de voz ya está publicado para todo el mundo.',
  'listen.gone':
    'Ya no tengo el sonido de esta respuesta. Guardo el sonido 30 minutos como máximo, o menos si hay un reinicio, se olvida la conversación o falta espacio. Para oír una respuesta, haz la pregunta otra vez.',
  'listen.silent': 'Esta respuesta no tiene sonido que pueda enviar.',
  'listen.as-file': 'Aquí no puedo enviar mensajes de voz, así que aquí va el sonido en un archivo.',
  'listen.too-big': ({ most }) =>
    `Como archivo WAV, esta respuesta superaría los ${megabytes(most)} que Discord acepta aquí.`,
  'listen.busy': 'Mucha gente quiere un archivo WAV ahora mismo. Inténtalo de nuevo en un minuto.',
  'listen.not-allowed':
    'Necesitas permiso para enviar mensajes en este canal para publicar el mensaje de voz para todo el mundo.',
  'listen.refused': 'Discord no me dejó enviar el sonido aquí.',

  'again.not-yours': ({ person }) =>
    `Solo ${formatPerson(person)} o alguien con el permiso “Gestionar mensajes” puede volver a preguntar esto.`,
  'again.already': 'Esta pregunta ya se ha vuelto a hacer. La nueva respuesta está más abajo.',
  'again.gone': 'Ya no tengo esta pregunta. Hazla de nuevo.',
  'again.without-files': 'Ya no tengo los archivos de esta pregunta, así que la respondí sin ellos.',
};
