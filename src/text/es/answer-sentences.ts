import type { answerSentences as english } from '../en/answer-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formats } from './grammar.ts';

/** About an answer: how it ended, and what Discord refused of it. */
export const answerSentences: typeof english = {
  /** Joins sentences in a row. */
  'text.sequence': ({ sentences }) => sentences.join(' '),
  'text.language': 'es',

  'answer.reading': '⏳ Estoy tardando un poco en leer los archivos. En cuanto los tenga, le pregunto a Gemini.',
  'answer.calling': '⏳ Estoy en ello. Tardaré un momento.',
  'answer.slow': '⏳ Gemini está tardando más de lo normal. Sigo esperando su respuesta.',
  'answer.interrupted': '*(interrumpido)*',
  'answer.stopped-early': '*(detenido antes de que hubiera una respuesta)*',
  'answer.empty': 'Gemini no dijo nada. Vuelve a preguntar o formula tu pregunta de otra forma.',
  'answer.cut-off': 'Esta respuesta es más larga de lo que Gemini puede escribir de una vez.',
  'answer.abrupt': 'Gemini se detuvo a mitad de una frase.',
  'answer.too-long': 'Esta respuesta estaba tardando demasiado, así que la detuve. Pide una más corta.',
  'answer.reset': 'Alguien hizo que olvidara la conversación antes de que yo terminara esta respuesta.',
  'answer.erased': 'Me detuve aquí porque se está borrando todo lo que guardo sobre ti.',
  'answer.cut-by-erasing': 'Tuve que detenerme aquí porque se está borrando algo de la memoria de este canal.',
  'answer.unfinished-restart': 'Algo me interrumpió antes de que pudiera terminar esta respuesta.',
  'answer.lost-restart': 'Algo me interrumpió antes de que pudiera responder. Vuelve a preguntar.',
  /** Above an answer that can no longer be posted below its question. Both values are escaped Markdown. */
  'answer.to': ({ name, question }) => `${name} preguntó: ${question}`,
  /** A line of a spoken conversation. Both values are escaped Markdown. */
  'answer.heard': ({ name, words }) => `**${name}**: ${words}`,
  'answer.unheard-muted': 'Nadie oyó esto porque yo estaba silenciado.',
  'answer.unheard-muted-rest': 'Nadie oyó el resto porque yo estaba silenciado.',
  'answer.unheard-audience': 'Nadie oyó esto porque yo no tenía permiso para hablar.',
  'answer.unheard-audience-rest': 'Nadie oyó el resto porque yo no tenía permiso para hablar.',
  'part.searched': (found) => `🔎 Busqué en Google: ${formats.joinLinks(found)}`,
  'part.sources': (found) => `Fuentes: ${formats.joinLinks(found)}`,
  'answer.caption-too-long': 'El resto era demasiado largo para escribirlo.',

  'delivery.file-too-long':
    'Esta respuesta es demasiado larga para los mensajes de Discord, así que aquí va entera en un archivo.',
  'delivery.file-refused':
    'Discord no quiso publicar esta respuesta como mensaje, así que aquí va entera en un archivo.',
  'delivery.no-file': 'La respuesta sigue, pero no pude publicarla aquí en un archivo. Pide una más corta.',
  /** In the place of a part of an answer. The name is escaped Markdown. */
  'delivery.written-file': ({ name }) => `📄 **${name}** está más abajo, en un archivo.`,
  'delivery.written-files': 'Esto era demasiado largo para los mensajes:',
  'delivery.discord-away':
    'Discord tiene problemas, así que no pude publicar mi respuesta. Vuelve a preguntar dentro de unos minutos.',
  'delivery.deleted': 'Alguien borró mi respuesta mientras la escribía, así que paré.',
  'delivery.link-blocked':
    'Discord bloquea un enlace de esta respuesta, así que no puedo mostrarla entera. Vuelve a preguntar y pide una respuesta sin enlaces.',
  'delivery.automod':
    'El AutoMod de este servidor bloquea esta respuesta, así que no puedo mostrarla entera. Formula tu pregunta de otra forma.',
  'delivery.explicit':
    'El filtro de contenido de Discord bloquea esta respuesta, así que no puedo mostrarla entera. Formula tu pregunta de otra forma.',
  'delivery.no-permission':
    'Ya no tengo permiso para escribir en este canal, así que mi respuesta está incompleta. Avisa a un moderador.',
  'delivery.thread-closed': 'Este hilo se cerró, así que mi respuesta está incompleta. Pregúntame en otro canal.',
  'delivery.expired':
    'Discord solo me da 15 minutos para responder aquí y se acabó el tiempo, así que mi respuesta está incompleta. Vuelve a preguntar.',
  'delivery.refused': 'Discord no quiso publicar esta respuesta entera. Formula tu pregunta de otra forma.',
  /** The first line of a direct message about a question that was asked elsewhere. */
  'delivery.about': ({ channel }) => `Sobre tu pregunta en ${formatChannel(channel)}:`,
};
