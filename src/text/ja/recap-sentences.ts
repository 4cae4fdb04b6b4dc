import type { recapSentences as english } from '../en/recap-sentences.ts';
import { formatDate } from '../intl.ts';
import { countDays, number } from './grammar.ts';

export const recapSentences: typeof english = {
  'since.not-understood':
    'いつのことかわかりません。`2h` や `3d` のようにどれくらい前からか、`2026-11-30 14:00` のような日時を入力してください。',
  'since.ahead': 'その日時はまだ来ていません。もっと前の日時を指定してください。',
  'reading.not-allowed':
    'このチャンネルのメッセージ履歴を読む権限がないため、ここで話されたことをお伝えできません。チャンネルを管理している人が変更できます。',
  'reading.unavailable': 'ここで話されたことを、今は確認できません。1分ほどしてからもう一度試してください。',
  'reading.nothing': 'それ以降にここで私に話されたことは、何も保存されていません。',
  'reading.no-last': 'ここでのあなたのメッセージが見つからないため、確認できるかぎりさかのぼっています。',
  'reading.spared': '同意していない人や、何も保存しないよう求めた人が話したことと、それへの回答は省いています。',
  'reading.retention': ({ days }) =>
    `ここで話されたことは${countDays(days)}間保存されます。それより古いものは残っていません。`,
  'recap.title': ({ from }) => `${formatDate(from)} 以降に私に話されたことの**まとめ**:`,
  'part.recap-decisions': '**決まったこと**',
  'part.recap-tasks': '**誰が何をするか**',
  'part.recap-questions': '**まだ決まっていないこと**',
  'part.recap-links': '**リンク**',
  'part.recap-more': ({ more }) => `…ほか${number(more)}件`,
  'recap.by-ai': 'AIが作成したもので、間違っていることがあります。',
  'recap.shortened': '1つのまとめには多すぎたため、新しい部分だけを含んでいます。',
  'recap.failed': '今はまとめを作成できませんでした。1分ほどしてからもう一度試してください。',
  'recap.busy': '今は忙しく、まとめを作成できません。1分ほどしてからもう一度試してください。',
  'recap.under-way': 'ここでのあなたのまとめは、もう作成中です。終わるまでお待ちください。',
  'transcript.done': ({ from, to, turns }) =>
    `ここで私に話されたことと回答です（${formatDate(from)} から ${formatDate(to)} まで）。質問の数: ${number(turns)}。`,
  'transcript.cut': 'ファイルが大きくなりすぎるため、古いものは省いています。',
  'transcript.too-large': '最後の回答だけでも、ここでDiscordが受け付けるファイルには大きすぎます。',
  'export.transcript': 'Parleyに話されたこと',
  'export.times': 'わかっているのは質問が始まった時刻だけです。ほかの時刻はすべて、言葉の長さからの推定です。',
  'recap.call-title': ({ from }) => `${formatDate(from)} に始まった通話の**まとめ**:`,
  'recap.call-thread': ({ from }) =>
    `${formatDate(from)} に始まった通話が終わりました。まとめはこのスレッドにあります。`,
  'part.recap-thread': '通話のまとめ',
  'recap.call-none': '通話は終わりましたが、まとめはありません。',
  'recap.call-lost':
    '前回の通話のまとめを投稿している途中で再起動されました。ここにない場合は、 /recap で作成できます。',
};
