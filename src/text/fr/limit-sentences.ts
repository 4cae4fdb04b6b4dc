import type { limitSentences as english } from '../en/limit-sentences.ts';
import { formatDate, formatMoment } from '../intl.ts';
import type { SpendingLimit } from '../values.ts';

const OWNERS: Record<SpendingLimit['scope'], string> = {
  process: 'ce que je peux dépenser partout',
  server: 'ce que je peux dépenser sur ce serveur',
  channel: 'ce que je peux dépenser dans ce salon',
  member: 'ce que je peux dépenser ici pour tes questions',
};

const PERIODS: Record<SpendingLimit['period'], string> = { day: 'aujourd’hui', month: 'ce mois-ci' };

/** A day ends within a day, so its time says enough; of a month, people want to know the day. */
const nameMoment = ({ period, at }: SpendingLimit): string => (period === 'day' ? formatMoment(at) : formatDate(at));

export const limitSentences: typeof english = {
  'limits.full': (limit) =>
    `J’ai épuisé ${OWNERS[limit.scope]} ${PERIODS[limit.period]}. Redemande après ${nameMoment(limit)}.`,
  'limits.halted': (limit) =>
    `J’ai dû m’arrêter ici, parce que j’ai épuisé ${OWNERS[limit.scope]} ${PERIODS[limit.period]}. Redemande après ${nameMoment(limit)}.`,
  'limits.rate': ({ scope, at }) => {
    const again = `Redemande après ${formatMoment(at)}.`;
    if (scope === 'member') return `Tu ne peux pas poser plus de questions en une minute ici. ${again}`;
    const where = scope === 'server' ? 'sur ce serveur' : 'dans ce salon';
    return `Je ne peux pas répondre à plus de questions en une minute ${where}. ${again}`;
  },
  'limits.unknown':
    'Je ne peux pas vérifier ce que je peux encore dépenser ici, donc je ne demande rien à Gemini. Réessaie dans une minute.',
};
