import type { OperatorFault } from '../../../base/events.ts';
import type { englishBoard } from './english-board.ts';
import { spanishFormats, spanishTurns } from './spanish-turns.ts';

const { amounts, plural } = spanishFormats;
const { count } = amounts;

/** A million in digits has the form of other numbers. */
const inflect = (value: number, one: string, other: string): string => plural(value, { one, many: other, other });

/** What only the operator can fix at Google, after a colon. */
const FAULTS: Record<OperatorFault, string> = {
  credits: 'se agotó el saldo de prepago',
  cap: 'se alcanzó el límite de gasto',
  billing: 'la facturación está desactivada o cerrada',
  region: 'no se ofrece donde funciona Parley',
  key: 'la clave es incorrecta o ha caducado',
  leaked: 'la clave se encontró en público',
  blocked: 'la clave o su proyecto están bloqueados',
  restricted: 'la clave no se puede usar desde ahí o con Gemini',
  denied: 'no da ningún motivo',
  model: 'ese modelo no existe',
  closed: 'ese modelo ya no se te ofrece',
  address: 'el servidor de GEMINI_BASE_URL no es la API Live',
  setup: 'la configuración de Parley no encaja con este modelo',
};

const PERIODS = { day: 'al día', month: 'al mes' };

/** Every word of the operator's page in Spanish. */
export const spanishBoard: typeof englishBoard = {
  amounts,
  ...spanishTurns,

  'page.title': 'Parley: página del operador',
  'page.loading': 'Cargando…',
  'page.script': 'Esta página necesita JavaScript.',
  'page.closed':
    'La página del operador no se sirve aquí, porque otros equipos podrían acceder a ella sin contraseña. Define OPERATOR_PASSWORD u OPERATOR_TOKEN, o pon HTTP_HOST en 127.0.0.1, y reinicia Parley.',

  'login.title': 'Iniciar sesión en Parley',
  'login.password': 'Contraseña del operador',
  'login.enter': 'Iniciar sesión',
  'login.wrong': 'Esa contraseña es incorrecta.',
  'login.late': ({ minutes }) =>
    `Hubo demasiadas contraseñas incorrectas. Inténtalo de nuevo en ${inflect(minutes, 'un minuto', `${count(minutes)} minutos`)}.`,

  'status.ended': 'Este proceso ha terminado.',
  'status.lost': 'No se puede acceder a este proceso. Reintentando…',
  'status.ready': 'Listo.',
  'status.ready-but': ({ troubles }) => `Listo, pero ${troubles.join('; ')}.`,
  'status.not-ready': ({ troubles }) => `No está listo: ${troubles.join('; ')}.`,
  'status.fault': ({ fault }) => `Gemini rechaza las conexiones: ${FAULTS[fault]} (${fault})`,
  troubles: {
    discord: 'sin conexión con Discord',
    spare: 'otros procesos tienen todos los shards y este tomará el relevo cuando quede uno libre',
    commands: 'los comandos aún no están registrados',
    store: 'el almacenamiento no funciona',
    gemini: 'Gemini rechaza las conexiones',
    stopping: 'se está drenando',
  },

  'control.refuse': 'Rechazar llamadas nuevas',
  'control.take': 'Volver a aceptar llamadas',
  'control.drain': 'Drenar este proceso…',
  'control.logout': 'Cerrar sesión',
  'drain.title': '¿Drenar este proceso?',
  'drain.text':
    'Deja de aceptar preguntas y llamadas, termina lo que está en marcha, entrega sus conversaciones a los demás procesos y se cierra. Si nada lo vuelve a arrancar y no hay otro, nadie recibirá respuesta.',
  'drain.cancel': 'Cancelar',
  'drain.drain': 'Drenar',

  'said.open': 'La pregunta está abierta.',
  'said.unreadable': 'No se puede leer este archivo.',
  'said.taking': 'Se vuelven a aceptar llamadas nuevas.',
  'said.refusing': 'A partir de ahora se rechazan las llamadas nuevas.',
  'said.draining': 'Este proceso se está drenando.',
  'said.left': 'Has cerrado sesión.',
  'said.unreachable': 'No se puede acceder al proceso.',
  'said.refused': ({ status }) => `El proceso lo ha rechazado (${status}).`,
  refusals: {
    'old-page': 'Esta página es demasiado antigua. Recárgala e inténtalo de nuevo.',
    starting: 'El proceso aún está arrancando. Inténtalo de nuevo en un momento.',
    broke: 'El proceso no pudo hacerlo. Su registro dice por qué.',
  },

  'section.now': 'Ahora',
  'section.minutes': 'Últimos minutos',
  'section.awake': 'Conversaciones activas',
  'section.caps': 'Límites de gasto',
  'section.gateway': 'Gateway',
  'section.warnings': 'Advertencias',
  'section.turns': 'Preguntas',
  'section.line': 'Línea de tiempo de una pregunta',

  'number.sessions': 'Sesiones abiertas',
  'number.sessions-of': ({ open, most }) => `${count(open)} de ${count(most)}`,
  'number.awake': 'Conversaciones activas',
  'number.waiting': 'Preguntas en espera',
  'number.calls': 'Llamadas',
  'number.calls-refused': ({ calls }) => `${count(calls)} (ninguna nueva)`,
  'number.turns': 'Preguntas en el último minuto',
  'number.all-turns': 'Preguntas desde el arranque',
  'number.turns-failed': ({ turns, failed }) =>
    `${count(turns)}, ${inflect(failed, `${count(failed)} fallida`, `${count(failed)} fallidas`)}`,
  'number.first': 'Primera parte, p50 / p95',
  'number.whole': 'Respuesta entera, p50 / p95',
  'number.tokens': 'Tokens desde el arranque',
  'number.searches': 'Búsquedas web desde el arranque',
  'number.dollars': 'Dólares desde el arranque',
  'number.store': 'Almacenamiento',
  'number.store-is': ({ is, queued, lost }) =>
    `${is}, ${count(queued)} en espera, ${inflect(lost, `${count(lost)} perdido`, `${count(lost)} perdidos`)}`,
  stores: { starting: 'arrancando', here: 'disponible', away: 'no disponible', closed: 'cerrado' },
  'number.memory': 'Memoria',
  'number.voices': 'Procesos de voz',
  'number.since': 'En marcha desde',

  'chart.label': ({ title }) => `${title}, como máximo el último cuarto de hora`,
  'chart.key': ({ name, value }) => `${name}: ${value}`,
  charts: {
    work: 'Lo que está abierto',
    turns: 'Preguntas por minuto',
    latency: 'Latencia',
    tokens: 'Tokens por minuto',
    dollars: 'Dólares por minuto',
  },
  series: {
    sessions: 'sesiones',
    calls: 'llamadas',
    waiting: 'preguntas en espera',
    turns: 'preguntas',
    first50: 'primera parte, p50',
    first95: 'primera parte, p95',
    whole50: 'entera, p50',
    whole95: 'entera, p95',
    tokens: 'tokens',
    dollars: 'dólares',
  },

  'place.direct': 'un mensaje directo',
  'place.unknown': 'un servidor desconocido',
  'place.channel': ({ server, channel }) => `${server}, #${channel}`,
  'place.thread': ({ server, channel }) => `${server}, un hilo de #${channel}`,

  'awake.label': 'Tabla de conversaciones activas',
  'awake.none': 'No hay ninguna conversación activa.',
  'awake.more': ({ more }) => `Y ${count(more)} más.`,
  'awake.where': 'Dónde',
  'awake.state': 'Estado',
  'awake.waiting': 'Preguntas en espera',
  states: { busy: 'respondiendo', connected: 'conectada', resting: 'sin conexión' },

  'caps.label': 'Tabla de límites de gasto',
  'caps.unknown': 'No se sabe cuánto se ha gastado, porque el almacenamiento no responde.',
  'caps.none': 'Nada limita este proceso, y ningún servidor ni canal está cerca de su límite.',
  'caps.what': 'Ámbito',
  'caps.spent': 'Gastado',
  'caps.share': 'Porcentaje',
  'caps.again': 'Se reinicia',
  'caps.process': ({ period }) => `Todo, ${PERIODS[period]}`,
  'caps.server': ({ place, period }) => `${place}, todos los canales, ${PERIODS[period]}`,
  'caps.channel': ({ place, period }) => `${place}, ${PERIODS[period]}`,
  'caps.spent-of': ({ spent, limit }) => `${spent} de ${limit}`,
  'caps.tokens': ({ tokens }) => inflect(tokens, `${count(tokens)} token`, `${count(tokens)} tokens`),
  'caps.meter': ({ name }) => `Gastado: ${name}`,

  'shards.none': 'Todavía ninguno.',
  'shards.line': ({ id, state }) => `Shard ${id}: ${state}`,
  'shards.ping': ({ id, state, ping }) => `Shard ${id}: ${state}, ${ping}`,
  shards: {
    ready: 'listo',
    connecting: 'conectando',
    reconnecting: 'reconectando',
    idle: 'inactivo',
    nearly: 'casi listo',
    disconnected: 'desconectado',
    waitingforguilds: 'esperando los servidores',
    identifying: 'identificándose',
    resuming: 'reanudando',
  },

  'warnings.label': 'Tabla de advertencias',
  'warnings.none': 'No ha habido advertencias desde el arranque.',
  'warnings.event': 'Evento',
  'warnings.level': 'Nivel',
  'warnings.count': 'Veces',
  'warnings.last': 'Última',
};
