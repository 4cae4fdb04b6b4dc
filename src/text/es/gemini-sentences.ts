import type { geminiSentences as english } from '../en/gemini-sentences.ts';
import { formatMoment } from '../intl.ts';
import { listRefused } from './grammar.ts';

/** What to do about trouble that passes: ask again once it's over, if we know when, or else what `otherwise` says. */
const again = (at: number | undefined, otherwise: string): string =>
  at === undefined ? otherwise : `Vuelve a preguntar a partir de esta hora: ${formatMoment(at)}.`;

/** About Gemini: failures on the way to it, answers that it couldn't give, and faults that only the bot's operator can fix. */
export const geminiSentences: typeof english = {
  'gemini.lost': ({ at }) => `Perdí la conexión con Gemini. ${again(at, 'Vuelve a preguntar.')}`,
  'gemini.broken': ({ at }) =>
    at === undefined
      ? 'Perdí la conexión con Gemini antes de que terminara esta respuesta.'
      : `Perdí la conexión con Gemini antes de que terminara esta respuesta. ${again(at, '')}`,
  'gemini.late': ({ at }) => `Gemini no respondió a tiempo. ${again(at, 'Vuelve a preguntar.')}`,
  'gemini.often': ({ at }) =>
    `Mi conexión con Gemini falla una y otra vez. ${again(at, 'Vuelve a preguntar más tarde.')}`,
  'gemini.busy': ({ at }) => `Gemini no está disponible ahora mismo. ${again(at, 'Vuelve a preguntar en un minuto.')}`,
  'gemini.quota': ({ at }) => `Por ahora he agotado mi cuota de Gemini. ${again(at, 'Vuelve a preguntar más tarde.')}`,
  'gemini.refused': () => 'Gemini no acepta esta pregunta. Formúlala de otra forma.',
  'gemini.left-out': ({ extras }) =>
    `Gemini no admite lo que está configurado aquí en ${listRefused(extras)}, así que he respondido sin eso. Alguien que gestione el servidor o el canal puede cambiarlo con /settings.`,
  'gemini.no-search': 'Ahora mismo Google no me deja buscar en la web, así que respondí sin buscar.',
  'gemini.no-voice': 'Gemini no ofrece esta voz ahora mismo. Elige otra.',
  'gemini.full': ({ at }) =>
    `Ya estoy hablando en todos los canales que puedo. ${again(at, 'Vuelve a preguntar en un minuto.')}`,
  'gemini.proxy': () =>
    'No puedo conectarme con Gemini porque mi proxy no me deja pasar. Avisa a quien administra este bot.',
  'gemini.unreachable': ({ at }) => `No puedo conectarme con Gemini. ${again(at, 'Vuelve a preguntar en un minuto.')}`,

  'gemini.tools':
    'Gemini no paraba de usar sus herramientas sin responder, así que lo detuve. Formula tu pregunta de otra forma.',
  'gemini.noise': 'Gemini hacía ruidos sin decir nada, así que lo detuve. Vuelve a preguntar.',
  'gemini.question-blocked': 'Los filtros de seguridad de Gemini bloquearon esta pregunta. Formúlala de otra forma.',
  'gemini.answer-blocked':
    'Los filtros de seguridad de Gemini detuvieron esta respuesta. Formula tu pregunta de otra forma.',
  'gemini.unfinished': 'Gemini no pudo terminar esta respuesta. Vuelve a preguntar.',

  'owner.credits':
    'Se me ha acabado el crédito de Gemini. Avisa a quien administra este bot: puede comprar más en Google AI Studio, en la sección de facturación (Billing).',
  'owner.cap':
    'He llegado a mi límite de gasto mensual de Gemini. Avisa a quien administra este bot: puede subirlo en Google AI Studio.',
  'owner.billing':
    'Google no me deja usar Gemini por un problema de facturación. Pide a quien administra este bot que revise la facturación (Billing) en Google AI Studio.',
  'owner.region': 'Google no ofrece Gemini en el lugar donde funciono. Avisa a quien administra este bot.',
  'owner.key':
    'Google no acepta mi clave de API de Gemini. Pide a quien administra este bot que revise `GEMINI_API_KEY`.',
  'owner.leaked':
    'Google ha bloqueado mi clave de API de Gemini porque apareció en público. Pide a quien administra este bot que cree una nueva.',
  'owner.blocked':
    'Google ha bloqueado mi clave de API de Gemini o su proyecto. Pide a quien administra este bot que lo revise en Google AI Studio.',
  'owner.restricted':
    'Mi clave de API de Gemini no se puede usar desde aquí. Pide a quien administra este bot que revise las restricciones de la clave.',
  'owner.denied': 'Google no me deja usar Gemini. Pide a quien administra este bot que ejecute `npm run doctor`.',
  'owner.model':
    'Google no conoce el modelo de Gemini que tengo configurado. Pide a quien administra este bot que revise `GEMINI_MODEL` y `GEMINI_API_VERSION`.',
  'owner.closed':
    'Google ya no ofrece el modelo de Gemini que tengo configurado. Pide a quien administra este bot que elija otro `GEMINI_MODEL`.',
  'owner.typed-model':
    'Google no conoce el modelo de Gemini que tengo configurado para las preguntas escritas. Pide a quien administra este bot que revise `TYPED_MODEL`.',
  'owner.typed-closed':
    'Google ya no ofrece el modelo de Gemini que tengo configurado para las preguntas escritas. Pide a quien administra este bot que elija otro `TYPED_MODEL`.',
  'owner.address':
    'No encuentro Gemini en la dirección que tengo configurada. Pide a quien administra este bot que revise `GEMINI_BASE_URL` y `GEMINI_API_VERSION`.',
  'owner.setup': 'Gemini rechaza mi configuración. Pide a quien administra este bot que ejecute `npm run doctor`.',
};
