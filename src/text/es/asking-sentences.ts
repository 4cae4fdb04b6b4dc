import type { askingSentences as english } from '../en/asking-sentences.ts';
import { formatChannel } from '../intl.ts';
import { number, plural } from './grammar.ts';

/** About asking: refused questions, messages that Parley can't read, stopping an answer, and forgetting. */
export const askingSentences: typeof english = {
  'asking.failed': 'Algo falló por mi parte. Inténtalo de nuevo en un momento.',
  'asking.unknown-command': 'Ya no sé hacer eso. Usa /help para ver lo que puedo hacer.',
  'asking.old-button': 'Este botón ya no funciona. Usa /help para ver lo que puedo hacer.',
  'asking.too-many-presses':
    'Estás pulsando botones más rápido de lo que puedo responder. Inténtalo de nuevo en un momento.',
  'asking.blank': 'Tu pregunta está vacía. Escribe algo.',
  'asking.restarting': 'Me estoy reiniciando. Vuelve a preguntar en un minuto.',
  'asking.moved': 'Me estoy reiniciando en otra máquina. Inténtalo de nuevo en un minuto.',
  'asking.full': ({ most }) =>
    plural(most, {
      one: 'Ya hay una pregunta en espera en este canal. Inténtalo de nuevo en un par de minutos.',
      other: `Ya hay ${number(most)} preguntas en espera en este canal. Inténtalo de nuevo en un par de minutos.`,
    }),
  'asking.share': ({ most }) =>
    plural(most, {
      one: 'Ya tienes una pregunta en espera en este canal. Espera a que la responda.',
      other: `Ya tienes ${number(most)} preguntas en espera en este canal. Espera a que responda una de ellas.`,
    }),
  'asking.already-continued': 'Alguien ya pidió el resto de esta respuesta. Está más abajo.',
  'asking.target-gone':
    'Ya no puedo saber qué dice ese mensaje: se borró, cambió o lo elegiste hace demasiado tiempo. Si sigue ahí, vuelve a elegir “Preguntar sobre esto” en su menú.',
  'asking.forgotten-answer': 'Ya no recuerdo esa respuesta. Haz tu pregunta otra vez.',
  'asking.may-not-continue':
    'Necesitas el permiso “Usar comandos de aplicaciones” en este canal para que yo continúe una respuesta.',
  'asking.store-away': 'Ahora mismo no puedo consultarlo. Inténtalo de nuevo en un minuto.',

  'mention.unread': ({ ask }) =>
    `No puedo leer ese mensaje porque Discord solo me muestra los que me mencionan. Edítalo para mencionarme o usa ${ask}.`,
  'mention.unread-voice':
    'No puedo oír ese mensaje de voz porque Discord solo me muestra los mensajes que me mencionan. Para que lo oiga, elige “Aplicaciones” en su menú y luego “Preguntar sobre esto”.',
  'mention.hidden-reply':
    'Discord no me muestra el mensaje al que respondiste. Para que lo lea, elige “Aplicaciones” en su menú y luego “Preguntar sobre esto”.',
  'mention.empty': ({ ask }) =>
    `Solo veo el mensaje que me menciona, no los anteriores. Escribe tu pregunta en el mismo mensaje o usa ${ask}.`,
  'mention.cannot-write': ({ channel }) =>
    `Me preguntaste algo en ${formatChannel(channel)}, pero no tengo permiso para escribir ahí. Pregúntame en otro canal o aquí mismo, o pide a un moderador que me deje escribir ahí.`,

  'stop.answer': 'He dejado de responder.',
  'stop.voice': 'He dejado de hablar.',
  'stop.both': 'He dejado de responder y de hablar.',
  'stop.over': 'Ya no estoy escribiendo esta respuesta, así que no hay nada que detener.',
  'stop.nothing': 'No hay nada que detener: aquí no te estoy respondiendo.',
  'stop.nothing-in-server': 'No hay nada que detener: aquí no te estoy respondiendo y no estoy en ningún canal de voz.',
  'stop.only-those-in-voice': ({ voice }) =>
    `Aquí no te estoy respondiendo. Para detenerme en ${formatChannel(voice)}, tienes que estar en ese canal o tener ahí el permiso “Mover miembros”.`,
  'stop.not-yours': ({ name }) =>
    `Solo ${name} o alguien con el permiso “Gestionar mensajes” puede detener esta respuesta.`,

  'reset.confirm': '¿Quieres que olvide todo lo que se me ha dicho en este canal? Esto no se puede deshacer.',
  'reset.done': 'Listo. He olvidado la conversación de este canal, y la próxima pregunta empieza una nueva.',
  'reset.later':
    'La próxima pregunta empieza una conversación nueva. Lo que se dijo antes **aún no está borrado** porque no puedo acceder a mi almacenamiento. Lo borraré en cuanto pueda. Si me reinician antes, vuelve a usar /reset.',
  'reset.cancelled': 'De acuerdo, lo dejo todo como está.',
  'reset.meanwhile': 'Ya he olvidado la conversación por la que te pregunté.',
  'reset.failed':
    'Mi almacenamiento está sobrecargado, así que no pude olvidar nada. Inténtalo de nuevo dentro de unos minutos.',
  'reset.not-allowed': 'Necesitas el permiso “Gestionar mensajes” en este canal para hacer que olvide su conversación.',
};
