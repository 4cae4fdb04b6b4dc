import type { limitSentences as english } from '../en/limit-sentences.ts';
import { formatDate, formatMoment } from '../intl.ts';
import type { SpendingLimit } from '../values.ts';

const OWNERS: Record<SpendingLimit['scope'], string> = {
  process: 'insgesamt ausgeben darf',
  server: 'auf diesem Server ausgeben darf',
  channel: 'in diesem Kanal ausgeben darf',
  member: 'hier für deine Fragen ausgeben darf',
};

const PERIODS: Record<SpendingLimit['period'], string> = { day: 'heute', month: 'diesen Monat' };

/** A day ends within a day, so its time says enough; of a month, people want to know the day. Goes after "nach". */
const nameMoment = ({ period, at }: SpendingLimit): string =>
  period === 'day' ? formatMoment(at) : `dem ${formatDate(at)}`;

const nameLimit = ({ scope, period }: SpendingLimit): string => `was ich ${PERIODS[period]} ${OWNERS[scope]}`;

export const limitSentences: typeof english = {
  'limits.full': (limit) =>
    `Ich habe aufgebraucht, ${nameLimit(limit)}. Bitte frag nach ${nameMoment(limit)} noch einmal.`,
  'limits.halted': (limit) =>
    `Hier musste ich aufhören, weil ich aufgebraucht habe, ${nameLimit(limit)}. Bitte frag nach ${nameMoment(limit)} noch einmal.`,
  'limits.rate': ({ scope, at }) => {
    const again = `Bitte frag nach ${formatMoment(at)} noch einmal.`;
    if (scope === 'member') return `Mehr Fragen darfst du hier in einer Minute nicht stellen. ${again}`;
    const where = scope === 'server' ? 'auf diesem Server' : 'in diesem Kanal';
    return `Mehr Fragen darf ich ${where} in einer Minute nicht beantworten. ${again}`;
  },
  'limits.unknown':
    'Ich kann nicht nachsehen, was ich hier noch ausgeben darf, deshalb frage ich Gemini nichts. Bitte versuch es in einer Minute noch einmal.',
};
