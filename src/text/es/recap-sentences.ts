import type { recapSentences as english } from '../en/recap-sentences.ts';
import { formatDate } from '../intl.ts';
import { countDays, number } from './grammar.ts';

export const recapSentences: typeof english = {
  'since.not-understood':
    'No entiendo cuándo es eso. Escribe hace cuánto, por ejemplo 2 horas o 3 días, o una fecha y una hora, por ejemplo `2026-11-30 14:00`.',
  'since.ahead': 'Ese momento aún no ha llegado. Indica uno anterior.',
  'reading.not-allowed':
    'No puedes leer el historial de mensajes de este canal, así que no puedo contarte lo que se dijo aquí. Quien gestiona el canal puede cambiarlo.',
  'reading.unavailable': 'Ahora mismo no puedo consultar lo que se dijo aquí. Inténtalo de nuevo en un minuto.',
  'reading.nothing': 'No se conserva nada de lo que se me ha dicho aquí desde entonces.',
  'reading.nothing-new':
    'No hay nada nuevo aquí desde tu último mensaje. Para ir más atrás, indica `all` o un tiempo, por ejemplo `1d`.',
  'reading.nothing-here': 'No se conserva nada de lo que se me ha dicho aquí.',
  'reading.no-last': 'No conozco ningún mensaje tuyo aquí, así que esto abarca hasta donde puedo mirar.',
  'reading.spared':
    'Falta lo que dijeron quienes no dieron su consentimiento o no quieren que se guarde nada, y mis respuestas a eso.',
  'reading.retention': ({ days }) =>
    `Lo que se dice aquí se guarda durante ${countDays(days)}, así que lo más antiguo ya no está.`,
  'recap.title': ({ from }) => `**Resumen** de lo que se me ha dicho desde el ${formatDate(from)}:`,
  'part.recap-decisions': '**Decidido**',
  'part.recap-tasks': '**Quién hace qué**',
  'part.recap-questions': '**Aún sin resolver**',
  'part.recap-links': '**Enlaces**',
  'part.recap-more': ({ more }) => `… y ${number(more)} más`,
  'recap.by-ai': 'Esto lo ha hecho una IA y puede contener errores.',
  'recap.shortened': 'Solo incluye la parte más reciente, porque había demasiado para un solo resumen.',
  'recap.failed': 'Ahora mismo no he podido hacer un resumen. Inténtalo de nuevo en un minuto.',
  'recap.busy': 'Ahora mismo tengo demasiado trabajo para hacer un resumen. Inténtalo de nuevo en un minuto.',
  'recap.under-way': 'Ya te estoy preparando un resumen aquí. Espera a que termine.',
  'transcript.done': ({ from, to, turns }) =>
    `Esto es lo que se me ha dicho aquí, con mis respuestas, desde el ${formatDate(from)} hasta el ${formatDate(to)}. Preguntas: ${number(turns)}.`,
  'transcript.cut': 'Falta lo más antiguo, porque el archivo sería demasiado grande.',
  'transcript.too-large': 'Incluso la última respuesta es demasiado grande para un archivo que Discord acepte aquí.',
  'export.transcript': 'Lo que se le dijo a Parley',
  'export.times':
    'Solo se sabe cuándo empezaron las preguntas. Las demás horas se calculan según la longitud de los textos.',
  'recap.call-title': ({ from }) => `**Resumen** de la llamada que empezó el ${formatDate(from)}:`,
  'recap.call-thread': ({ from }) =>
    `La llamada que empezó el ${formatDate(from)} ha terminado. Su resumen está en este hilo.`,
  'part.recap-thread': 'Resumen de la llamada',
  'recap.call-none': 'La llamada ha terminado, pero no hay resumen.',
  'recap.call-lost':
    'Me reiniciaron mientras publicaba el resumen de la última llamada. Si no está aquí, pide uno con /recap.',
};
