import type { limitSentences as english } from '../en/limit-sentences.ts';
import { formatDate, formatMoment } from '../intl.ts';
import type { SpendingLimit } from '../values.ts';

const OWNERS: Record<SpendingLimit['scope'], string> = {
  process: 'tous serveurs confondus',
  server: 'pour ce serveur',
  channel: 'pour ce salon',
  member: 'pour tes questions ici',
};

const PERIODS: Record<SpendingLimit['period'], string> = { day: 'd’aujourd’hui', month: 'de ce mois-ci' };

/** A day ends within a day, so its time says enough; of a month, people want to know the day. Goes after "après". */
const nameMoment = ({ period, at }: SpendingLimit): string =>
  period === 'day' ? formatMoment(at) : `le ${formatDate(at)}`;

const nameLimit = ({ scope, period }: SpendingLimit): string => `mon budget ${PERIODS[period]} ${OWNERS[scope]}`;

export const limitSentences: typeof english = {
  'limits.full': (limit) => `J’ai épuisé ${nameLimit(limit)}. Redemande après ${nameMoment(limit)}.`,
  'limits.halted': (limit) =>
    `J’ai dû m’arrêter ici, parce que j’ai épuisé ${nameLimit(limit)}. Redemande après ${nameMoment(limit)}.`,
  'limits.rate': ({ scope, at }) => {
    const again = `Redemande après ${formatMoment(at)}.`;
    if (scope === 'member') return `Tu ne peux pas poser plus de questions en une minute ici. ${again}`;
    const where = scope === 'server' ? 'sur ce serveur' : 'dans ce salon';
    return `Je ne peux pas répondre à plus de questions en une minute ${where}. ${again}`;
  },
  'limits.unknown':
    'Je ne peux pas vérifier ce que je peux encore dépenser ici, donc je ne demande rien à Gemini. Réessaie dans une minute.',
};
