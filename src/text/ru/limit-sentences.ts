import type { limitSentences as english } from '../en/limit-sentences.ts';
import { formatDate, formatMoment } from '../intl.ts';
import type { SpendingLimit } from '../values.ts';

/** Each limit in the accusative, as what was used up. */
const LIMITS: Record<SpendingLimit['scope'], string> = {
  process: 'всё, что мне можно тратить на всех серверах',
  server: 'всё, что мне можно тратить на этом сервере',
  channel: 'всё, что мне можно тратить в этом канале',
  member: 'всё, что мне можно тратить здесь на ваши вопросы',
};

const PERIODS: Record<SpendingLimit['period'], string> = { day: 'за день', month: 'за месяц' };

const nameMoment = ({ period, at }: SpendingLimit): string => (period === 'day' ? formatMoment(at) : formatDate(at));

const RATES = { server: 'на этом сервере', channel: 'в этом канале' };

/** About what may be spent: why nothing is answered, and when it will be again. */
export const limitSentences: typeof english = {
  'limits.full': (limit) =>
    `Я израсходовал ${LIMITS[limit.scope]} ${PERIODS[limit.period]}. Спросите ещё раз после ${nameMoment(limit)}.`,
  'limits.halted': (limit) =>
    `На этом мне пришлось остановиться: я израсходовал ${LIMITS[limit.scope]} ${PERIODS[limit.period]}. Спросите ещё раз после ${nameMoment(limit)}.`,
  'limits.rate': ({ scope, at }) =>
    scope === 'member'
      ? `Ваш лимит вопросов в минуту здесь исчерпан. Спросите ещё раз после ${formatMoment(at)}.`
      : `Лимит вопросов в минуту ${RATES[scope]} исчерпан. Спросите ещё раз после ${formatMoment(at)}.`,
  'limits.unknown':
    'Я не могу узнать, сколько мне ещё можно здесь потратить, поэтому ничего не спрашиваю у Gemini. Попробуйте ещё раз через минуту.',
};
