import type { recapSentences as english } from '../en/recap-sentences.ts';
import { formatDate } from '../intl.ts';
import { countDays, number } from './grammar.ts';

export const recapSentences: typeof english = {
  'since.not-understood':
    'いつのことかわかりません。2時間や3日のようにどれくらい前からか、`2026-11-30 14:00` のような日時を入力してください。',
  'since.ahead': 'それは未来の日時です。過去の日時を指定してください。',
  'reading.not-allowed':
    'あなたにはこのチャンネルの「メッセージ履歴を読む」権限がないため、ここでのやり取りをお伝えできません。チャンネルを管理している人なら変更できます。',
  'reading.unavailable': 'ここでのやり取りを、今は確認できません。1分ほどしてからもう一度試してください。',
  'reading.nothing': 'それ以降の、ここでの私とのやり取りは何も保存されていません。',
  'reading.nothing-new':
    '前回のあなたのメッセージ以降、ここに新しいやり取りはありません。もっとさかのぼるには、`all` か `1d` のような時間を指定してください。',
  'reading.nothing-here': 'ここでの私とのやり取りは何も保存されていません。',
  'reading.no-last': 'ここでのあなたのメッセージが見つからないため、確認できるかぎりさかのぼっています。',
  'reading.spared': '同意していない人や、何も保存しないよう求めた人の発言と、それへの回答は省いています。',
  'reading.retention': ({ days }) =>
    `ここでのやり取りは${countDays(days)}間保存されます。それより古いものは残っていません。`,
  'recap.title': ({ from }) => `${formatDate(from)}以降の、私とのやり取りの**まとめ**:`,
  'part.recap-decisions': '**決まったこと**',
  'part.recap-tasks': '**誰が何をするか**',
  'part.recap-questions': '**まだ決まっていないこと**',
  'part.recap-links': '**リンク**',
  'part.recap-more': ({ more }) => `…ほか${number(more)}件`,
  'recap.by-ai': 'AIが作成したため、間違いが含まれることがあります。',
  'recap.shortened': '1つのまとめに収まらないため、新しい部分だけをまとめました。',
  'recap.failed': '今はまとめを作成できませんでした。1分ほどしてからもう一度試してください。',
  'recap.busy': '今は混み合っているため、まとめを作成できません。1分ほどしてからもう一度試してください。',
  'recap.under-way': 'あなたのためのまとめを、ここですでに作成しています。終わるまでお待ちください。',
  'transcript.done': ({ from, to, turns }) =>
    `${formatDate(from)}から${formatDate(to)}までの、ここでの私とのやり取りです。質問の数: ${number(turns)}。`,
  'transcript.cut': 'ファイルが大きくなりすぎるため、古いものは省いています。',
  'transcript.too-large': '最後の回答だけでも、ここでDiscordが受け付けるファイルには大きすぎます。',
  'export.transcript': 'Parleyとのやり取り',
  'export.times': '正確なのは質問が始まった時刻だけです。ほかの時刻はすべて、言葉の長さから推定したものです。',
  'recap.call-title': ({ from }) => `${formatDate(from)}に始まった通話の**まとめ**:`,
  'recap.call-thread': ({ from }) =>
    `${formatDate(from)}に始まった通話が終わりました。まとめはこのスレッドにあります。`,
  'part.recap-thread': '通話のまとめ',
  'recap.call-none': '通話は終わりましたが、まとめはありません。',
  'recap.call-lost':
    '前回の通話のまとめを投稿している途中で再起動されました。ここにない場合は、/recap で作成できます。',
};
