import { formatDate, formatMoment } from '../intl.ts';
import type { SpendingLimit } from '../values.ts';

const OWNERS: Record<SpendingLimit['scope'], string> = {
  process: 'what I may spend everywhere',
  server: 'what I may spend in this server',
  channel: 'what I may spend in this channel',
  member: 'what I may spend on your questions here',
};

const PERIODS: Record<SpendingLimit['period'], string> = { day: 'today', month: 'this month' };

/** A day ends within a day, so its time says enough; of a month, people want to know the day. */
const nameMoment = ({ period, at }: SpendingLimit): string => (period === 'day' ? formatMoment(at) : formatDate(at));

/** About what may be spent: why nothing is answered, and when it will be again. */
export const limitSentences = {
  'limits.full': (limit: SpendingLimit) =>
    `I’ve used up ${OWNERS[limit.scope]} ${PERIODS[limit.period]}. Please ask again after ${nameMoment(limit)}.`,
  'limits.halted': (limit: SpendingLimit) =>
    `I had to stop here, because I’ve used up ${OWNERS[limit.scope]} ${PERIODS[limit.period]}. Please ask again after ${nameMoment(limit)}.`,
  'limits.rate': ({ scope, at }: { scope: 'server' | 'channel' | 'member'; at: number }) =>
    scope === 'member'
      ? `That’s as many questions as you may ask in a minute here. Please ask again after ${formatMoment(at)}.`
      : `That’s as many questions as I may answer in a minute in this ${scope}. Please ask again after ${formatMoment(at)}.`,
  'limits.unknown':
    'I can’t look up what I may still spend here, so I don’t ask Gemini anything. Please try again in a minute.',
};
