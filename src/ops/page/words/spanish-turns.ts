import { makePageFormats } from '../../../text/page-formats.ts';
import type { englishTurns } from './english-turns.ts';

export const spanishFormats = makePageFormats('es', ['one', 'many', 'other'], { ms: 'ms', s: 's', min: 'min' });

const { amounts, plural } = spanishFormats;
const { count } = amounts;

/** The words about turns in Spanish. */
export const spanishTurns: typeof englishTurns = {
  'turns.label': 'Tabla de preguntas',
  'turns.none': 'Nadie ha preguntado nada desde el arranque.',
  'turns.asked': 'Hora',
  'turns.where': 'Dónde',
  'turns.way': 'Forma',
  'turns.by': 'Modelo',
  'turns.outcome': 'Resultado',
  'turns.first': 'Primera parte',
  'turns.whole': 'Respuesta entera',
  ways: { typed: 'escrita', spoken: 'hablada' },
  models: { live: 'Live', text: 'texto' },
  'turn.running': 'en curso',
  outcomes: {
    complete: 'completa',
    interrupted: 'interrumpida',
    silent: 'sin respuesta',
    broken: 'cortada',
    failed: 'fallida',
    yielded: 'cedida',
  },

  'line.choose': 'Elige una pregunta de arriba o abre una guardada.',
  'line.open': 'Abrir una pregunta guardada',
  'line.save': 'Guardar como archivo',
  'line.turn': ({ way, at, outcome }) => `${way}, hecha a las ${at}, ${outcome}`,
  'line.place': ({ place, turn }) => `${place}, ${turn}`,
  'line.file': ({ turn }) => `De un archivo: ${turn}`,
  'line.drawn': 'Línea de tiempo dibujada',
  'line.summary': ({ moments, took, outcome }) =>
    `Línea de tiempo: ${plural(moments, { one: 'un evento', many: `${count(moments)} eventos`, other: `${count(moments)} eventos` })} en ${took}, ${outcome}`,
  'line.lost': ({ lost }) =>
    plural(lost, {
      one: 'No hubo sitio para un evento más.',
      many: `No hubo sitio para ${count(lost)} eventos más.`,
      other: `No hubo sitio para ${count(lost)} eventos más.`,
    }),
  'line.words': 'En palabras',
  'line.detail': ({ name, detail }) => `${name} (${detail})`,
  'line.moment': ({ took, name }) => `${took}: ${name}`,
  moments: {
    asked: 'Pregunta hecha',
    claimed: 'Asumida por este proceso',
    admitted: 'Permitida',
    begun: 'Le llegó el turno',
    dialling: 'Conectando',
    dialled: 'Conectado',
    undialled: 'Sin conexión',
    connected: 'Ya estaba conectado',
    sent: 'Enviada al modelo',
    endpointed: 'Fin del habla',
    understood: 'Primeras palabras entendidas',
    unclaimed: 'Palabras quizá de otra persona',
    worded: 'Primera palabra',
    sounded: 'Primer sonido',
    written: 'Primera parte escrita',
    withdrawn: 'Retirada',
    slow: 'Avisado de que tarda',
    noticed: 'Aviso mostrado',
    shown: 'Mostrada',
    edited: 'Última edición',
    cued: 'Sonó el aviso de función lenta',
    heard: 'Oída',
    silent: 'Reproducción terminada',
    calling: 'Función llamada',
    called: 'Función terminada',
    'go-away': 'Google va a cerrar la conexión',
    closed: 'Conexión terminada',
    mute: 'La conexión no responde',
    forgetful: 'Se había perdido la memoria',
    told: 'Motivo comunicado',
    ended: 'Terminada',
    recorded: 'Registrada',
    unrecorded: 'No registrada',
  },

  'file.too-big': 'Este archivo es demasiado grande para ser una pregunta guardada.',
  'file.foreign': 'Este archivo no es una pregunta guardada por Parley.',
  'file.version': ({ needed }) => `Esta pregunta la guardó otra versión de Parley (hace falta la ${count(needed)}).`,
  'file.damaged': 'Este archivo no es JSON o está dañado.',
  'file.field': ({ name }) => `No se puede abrir este archivo, porque el valor de “${name}” no es el que debería ser.`,
};
