import type { commandSentences as english } from '../en/command-sentences.ts';
import { formatAgo, formatChannel } from '../intl.ts';
import { countDays, list, number, seconds } from './grammar.ts';

/** Descriptions of commands and options, labels of choices and buttons, and the replies of /help and /status. */
export const commandSentences: typeof english = {
  'form.about-title': 'Preguntar sobre este mensaje',
  'form.about-question': '¿Qué quieres saber?',
  'form.about-files': 'Más archivos, si quieres',

  'button.stop': 'Detener',
  'button.continue': 'Continuar',
  'button.talk': 'Hablar',
  'button.unheard': 'No me escuches',
  'button.heard': 'Escúchame de nuevo',
  'button.leave': 'Salir',
  'button.reset': 'Olvidar todo',
  'button.keep': 'Dejarlo como está',

  'help.about': 'Tengo una conversación en cada canal. La comparte todo el canal, y la recuerdo.',
  'part.help-ask': ({ ask }) =>
    `- Con ${ask} me haces una pregunta. También puedes mencionarme, responderme o enviarme un mensaje directo.`,
  'part.help-files':
    '- Puedes añadir a tu pregunta textos, imágenes, PDF, mensajes de voz, grabaciones y videos. Para preguntar sobre el mensaje de otra persona, elige “Aplicaciones” en su menú y luego “Preguntar sobre esto”.',
  'part.help-answers':
    '- Debajo de una respuesta, **Escuchar** te la envía como mensaje de voz si tiene sonido, y **Preguntar otra vez** repite la pregunta.',
  'part.help-join': ({ join }) =>
    `- ${join} me lleva a tu canal de voz. Escucho y respondo en voz alta. Cualquiera que esté ahí puede pedirme que no lo escuche.`,
  'part.help-stop': ({ stop, leave }) =>
    `- ${stop} detiene mi respuesta aquí y mi voz en el canal de voz. ${leave} me saca de él.`,
  'part.help-status': ({ status }) => `- ${status} muestra cómo va la conversación de este canal.`,
  'part.help-reset': ({ reset }) =>
    `- ${reset} hace que la olvide. En los servidores requiere el permiso “Gestionar mensajes”.`,
  'part.help-recap': ({ recap, transcript }) =>
    `- ${recap} resume lo que se ha dicho aquí, por ejemplo, mientras no estabas. ${transcript} te lo da en un archivo.`,
  'part.help-settings': ({ settings }) =>
    `- ${settings} muestra y cambia cómo me comporto aquí. En los servidores requiere el permiso “Gestionar servidor”, o “Gestionar canales” para un solo canal.`,
  'part.help-tools': ({ tools, reminders }) =>
    `- ${tools} muestra qué más sé hacer aquí, y ${reminders} tus recordatorios.`,
  'part.help-usage': ({ usage, privacy }) =>
    `- ${usage} muestra lo que he costado. ${privacy} muestra lo que guardo sobre ti, y te da una copia o lo borra.`,
  'help.kept': ({ days, reset }) =>
    `Tus preguntas, lo que adjuntas y tu nombre visible se envían a Gemini, de Google. Guardo tus preguntas y mis respuestas durante ${countDays(days)}, y de lo que adjuntas, solo los nombres y el comienzo de los textos. Un resumen se guarda mientras se siga hablando conmigo aquí. ${reset} borra todo eso.`,
  'help.wrong': 'Soy una IA y puedo equivocarme, así que comprueba todo lo que sea importante.',
  'part.help-call': ({ voice }) => `- Ahora mismo estoy en ${formatChannel(voice)}.`,
  'part.help-search': '- Puedo buscar en Google. Las fuentes están debajo de mi respuesta.',
  'part.help-off': ({ names }) => `- Desactivado aquí: ${list(names)}.`,
  'button.try-ask': 'Hacer una pregunta',
  'button.try-join': 'Ven a mi canal de voz',
  'button.try-settings': 'Ajustes',
  'button.try-privacy': 'Qué guardas de mí',
  'button.try-usage': 'Cuánto has costado',

  /** Each is a line of /status. Moments are in milliseconds since the epoch, durations in milliseconds. */
  'status.connected': '**Conexión**: conectada',
  'status.idle': '**Conexión**: en reposo (tu próxima pregunta me despierta)',
  'status.idle-remembers': '**Conexión**: en reposo (tu próxima pregunta me despierta, y recordaré lo que se dijo)',
  /** The reason follows on the next line. */
  'status.unavailable': '**Conexión**: no disponible',
  'status.model': ({ model }) => `**Modelo**: ${model}`,
  'status.typed-always': ({ model }) => `**Preguntas escritas**: las responde ${model}`,
  'status.typed-when-live-fails': ({ model }) =>
    `**Preguntas escritas**: las responde ${model} cuando no puedo conectarme con el otro`,
  'status.begun': ({ at }) => `**Conversación**: empezó ${formatAgo(at)}`,
  'status.not-begun': '**Conversación**: aún no ha empezado',
  'status.unreadable': '**Conversación**: ahora mismo no se puede consultar',
  'status.turns': ({ turns }) => `**Preguntas hasta ahora**: ${number(turns)}`,
  'status.turns-unknown': '**Preguntas hasta ahora**: no se sabe',
  'status.queue': ({ waiting }) => `**En cola**: ${number(waiting)}`,
  // No answer takes no time at all, so even the quickest is told as a tenth of a second.
  'status.latency': ({ ms }) => `**Tiempo hasta la primera palabra**: ${seconds(Math.max(ms, 100))}`,
  'status.no-latency': '**Tiempo hasta la primera palabra**: aún no hay respuestas',
};
