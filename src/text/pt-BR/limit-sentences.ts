import type { limitSentences as english } from '../en/limit-sentences.ts';
import { formatDate, formatMoment } from '../intl.ts';
import type { SpendingLimit } from '../values.ts';

const OWNERS: Record<SpendingLimit['scope'], string> = {
  process: 'no total',
  server: 'neste servidor',
  channel: 'neste canal',
  member: 'com as suas perguntas aqui',
};

const PERIODS: Record<SpendingLimit['period'], string> = { day: 'hoje', month: 'este mês' };

/** A day ends within a day, so its time says enough; of a month, people want to know the day. */
const nameMoment = ({ period, at }: SpendingLimit): string =>
  period === 'day' ? `a partir deste horário: ${formatMoment(at)}` : `a partir de ${formatDate(at)}`;

/** About what may be spent: why nothing is answered, and when it will be again. */
export const limitSentences: typeof english = {
  'limits.full': (limit) =>
    `Já gastei tudo o que posso gastar ${PERIODS[limit.period]} ${OWNERS[limit.scope]}. Pergunte de novo ${nameMoment(limit)}.`,
  'limits.halted': (limit) =>
    `Tive que parar aqui porque já gastei tudo o que posso gastar ${PERIODS[limit.period]} ${OWNERS[limit.scope]}. Pergunte de novo ${nameMoment(limit)}.`,
  'limits.rate': ({ scope, at }) =>
    scope === 'member'
      ? `Você já fez todas as perguntas que pode fazer em um minuto aqui. Pergunte de novo a partir deste horário: ${formatMoment(at)}.`
      : `Já respondi a todas as perguntas que posso responder em um minuto neste ${scope === 'server' ? 'servidor' : 'canal'}. Pergunte de novo a partir deste horário: ${formatMoment(at)}.`,
  'limits.unknown':
    'Não consigo consultar quanto ainda posso gastar aqui, então não pergunto nada ao Gemini. Tente de novo em um minuto.',
};
