import type { limitSentences as english } from '../en/limit-sentences.ts';
import { formatDate, formatMoment } from '../intl.ts';
import type { SpendingLimit } from '../values.ts';

const OWNERS: Record<SpendingLimit['scope'], string> = {
  process: '全体で使える分',
  server: 'このサーバーで使える分',
  channel: 'このチャンネルで使える分',
  member: 'ここでのあなたの質問に使える分',
};

const PERIODS: Record<SpendingLimit['period'], string> = { day: '今日', month: '今月' };

const RATED = { server: 'このサーバー', channel: 'このチャンネル' };

/** A day ends within a day, so its time says enough; of a month, people want to know the day. */
const nameMoment = ({ period, at }: SpendingLimit): string => (period === 'day' ? formatMoment(at) : formatDate(at));

/** About what may be spent: why nothing is answered, and when it will be again. */
export const limitSentences: typeof english = {
  'limits.full': (limit) =>
    `${PERIODS[limit.period]}、${OWNERS[limit.scope]}を使い切りました。${nameMoment(limit)}以降にもう一度質問してください。`,
  'limits.halted': (limit) =>
    `${PERIODS[limit.period]}、${OWNERS[limit.scope]}を使い切ったため、ここで止めるしかありませんでした。${nameMoment(limit)}以降にもう一度質問してください。`,
  'limits.rate': ({ scope, at }) =>
    scope === 'member'
      ? `ここであなたが1分間にできる質問の数に達しました。${formatMoment(at)}以降にもう一度質問してください。`
      : `${RATED[scope]}で1分間に回答できる質問の数に達しました。${formatMoment(at)}以降にもう一度質問してください。`,
  'limits.unknown':
    'ここであとどれだけ使えるか確認できないため、Geminiには何も質問しません。1分ほどしてからもう一度試してください。',
};
