import type { usageSentences as english } from '../en/usage-sentences.ts';
import { formatChannel, formatMoment, formatPerson } from '../intl.ts';
import { date, dollars, number } from './grammar.ts';

/** Money in dollars, as people read it. What is less than a cent isn't nothing. */
const money = (amount: number): string => (amount > 0 && amount < 0.01 ? `${dollars(0.01)}未満` : dollars(amount));

/** What was spent: `estimated` says that a part of it is a guess. */
type UsageCost = { dollars: number; turns: number; estimated: boolean };

const tellCost = ({ dollars, turns, estimated }: UsageCost): string => {
  const cost = `${estimated ? '≈ ' : ''}${money(dollars)}`;
  // Not everything that costs something is a question.
  return turns === 0 && dollars > 0 ? cost : `${cost}（質問${number(turns)}件）`;
};

const SCOPES = { server: 'このサーバー', channel: 'このチャンネル', member: 'あなた' };

/** What `/usage` says. */
export const usageSentences: typeof english = {
  'button.usage-picture': 'グラフ',
  'button.usage-csv': '表（CSV）',

  'usage.own': 'ここであなたの質問にかかった費用:',
  'usage.server': 'このサーバーでParleyにかかった費用:',
  'part.usage-today': (today) => `- 今日: ${tellCost(today)}`,
  'part.usage-month': (month) => `- 今月: ${tellCost(month)}`,
  'part.usage-decisions': ({ count, dollars }) =>
    `- そのうち、私に向けた発言かどうかの判断: ${money(dollars)}（通話での発言${number(count)}件）`,
  'part.usage-searches': ({ count }) => `- うちウェブ検索${number(count)}回`,
  'part.usage-recaps': ({ count }) => `- うちまとめ${number(count)}件`,
  'usage.members': 'メンバー別（今月）:',
  'usage.channels': 'チャンネル別（今月）:',
  'part.usage-member': ({ id, ...all }) => `- ${formatPerson(id)}: ${tellCost(all)}`,
  'part.usage-channel': ({ id, ...all }) => `- ${formatChannel(id)}: ${tellCost(all)}`,
  'part.usage-parley': ({ dollars, estimated }) =>
    `- 私自身のメモとあいさつ: ${estimated ? '≈ ' : ''}${money(dollars)}`,
  'part.usage-proxies': (all) => `- 人の代わりに話すBotのメッセージ: ${tellCost(all)}`,
  'part.usage-gone': (all) => `- データが削除された人: ${tellCost(all)}`,
  'part.usage-more': ({ count, dollars }) => `- ほか${number(count)}件: ${money(dollars)}`,
  'usage.left': '上限までの残り:',
  'part.usage-left-dollars': ({ scope, left, limit, until }) =>
    `- ${SCOPES[scope]}: ${money(limit)}のうち残り${money(left)}。${formatMoment(until)}に全額まで戻ります`,
  'part.usage-left-tokens': ({ scope, left, limit, until }) =>
    `- ${SCOPES[scope]}: ${number(limit)}トークンのうち残り${number(left)}トークン。${formatMoment(until)}に全量まで戻ります`,
  'part.usage-days': '-# 日と月の区切りは、UTCの午前0時です。',
  'part.usage-days-estimated':
    '-# 日と月の区切りは、UTCの午前0時です。≈は推定値です。Googleはすべてのトークンの種類を示すわけではありません。終わっていない回答や、再起動で途切れた回答は、かかりうる最大の費用として数えます。',
  'usage.file-me': ({ days }) =>
    `過去${number(days)}日間にここであなたの質問にかかった費用です。チャンネル別、トークンの種類別に示します。`,
  'usage.file-server': ({ days }) =>
    `過去${number(days)}日間にここで全員の質問にかかった費用です。チャンネル別、メンバー別、トークンの種類別に示します。`,
  'usage.not-allowed':
    '全員の利用額を見るには「サーバー管理」権限が必要です。自分の利用状況を見るには「me」を選んでください。',
  'usage.picture':
    '過去30日間の1日あたりの費用（ドル）。1: 聞いたもの、2: 読んだもの、3: 画像、4: 話したもの、5: 書いたもの、6: 思考、7: 検索。',
  'usage.picture-description': ({ days, total, most, on }) =>
    most > 0
      ? `${number(days)}日間の1日ごとの棒グラフ。合計は${money(total)}、最高は${date(on)}の${money(most)}です。`
      : `${number(days)}日間の1日ごとの棒グラフ。費用はかかっていません。`,
};
