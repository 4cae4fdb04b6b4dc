import type { limitSentences as english } from '../en/limit-sentences.ts';
import { formatDate, formatMoment } from '../intl.ts';
import type { SpendingLimit } from '../values.ts';

const OWNERS: Record<SpendingLimit['scope'], string> = {
  process: 'lo que puedo gastar en total',
  server: 'lo que puedo gastar en este servidor',
  channel: 'lo que puedo gastar en este canal',
  member: 'lo que puedo gastar en tus preguntas aquí',
};

const PERIODS: Record<SpendingLimit['period'], string> = { day: 'por hoy', month: 'por este mes' };

/** A day ends within a day, so its time says enough; of a month, people want to know the day. */
const nameMoment = ({ period, at }: SpendingLimit): string =>
  period === 'day' ? `a partir de esta hora: ${formatMoment(at)}` : `a partir del ${formatDate(at)}`;

/** About what may be spent: why nothing is answered, and when it will be again. */
export const limitSentences: typeof english = {
  'limits.full': (limit) =>
    `Ya he agotado ${OWNERS[limit.scope]} ${PERIODS[limit.period]}. Vuelve a preguntar ${nameMoment(limit)}.`,
  'limits.halted': (limit) =>
    `Tuve que detenerme aquí porque he agotado ${OWNERS[limit.scope]} ${PERIODS[limit.period]}. Vuelve a preguntar ${nameMoment(limit)}.`,
  'limits.rate': ({ scope, at }) =>
    scope === 'member'
      ? `Ya has hecho todas las preguntas que puedes hacer aquí en un minuto. Vuelve a preguntar a partir de esta hora: ${formatMoment(at)}.`
      : `Ya he respondido todas las preguntas que puedo responder en un minuto en este ${scope === 'server' ? 'servidor' : 'canal'}. Vuelve a preguntar a partir de esta hora: ${formatMoment(at)}.`,
  'limits.unknown':
    'No puedo consultar cuánto me queda por gastar aquí, así que no le pregunto nada a Gemini. Inténtalo de nuevo en un minuto.',
};
