import type { panelSentences as english } from '../en/panel-sentences.ts';
import { formatChannel, formatPerson } from '../intl.ts';
import { toVerbatim } from '../markdown-escape.ts';
import { countDays, list, number } from './grammar.ts';

const listOthers = (more: number | 'unknown'): string[] => {
  if (more === 'unknown') return ['おそらくほかの人'];
  return more > 0 ? [`ほか${number(more)}人`] : [];
};

/** What a call says about itself: the notice in a channel, the reply to /join, and the line under the voice channel's name. */
export const panelSentences: typeof english = {
  'panel.listening': ({ voice }) => `🎙️ ${formatChannel(voice)}で聞いています。`,
  'panel.talk': ({ voice }) =>
    `🎙️ ${formatChannel(voice)}にいます。**話す**を押すと、話し終わるまであなたの声を聞きます。`,
  'panel.reads-aloud': ({ voice }) => `🔊 ${formatChannel(voice)}にいて、回答を読み上げます。誰の声も聞いていません。`,
  'panel.silent': ({ voice }) => `🔊 ${formatChannel(voice)}にいます。誰の声も聞いていません。`,
  'panel.deaf': ({ voice }) =>
    `🔇 ${formatChannel(voice)}にいますが、そこでモデレーターにスピーカーをミュートされているため、誰の声も聞こえません。`,
  'panel.nobody': ({ voice }) => `🎙️ ${formatChannel(voice)}にいますが、今は声を聞いてよい人がいません。`,
  'panel.joining': ({ voice }) => `${formatChannel(voice)}に参加するところです。`,
  'panel.joining-to-listen': ({ voice }) => `${formatChannel(voice)}に参加するところです。そこで声を聞きます。`,
  'panel.reconnecting': ({ voice }) =>
    `${formatChannel(voice)}との接続が切れたため、再接続しています。それまでは誰の声も聞こえません。`,
  'panel.reconnecting-quietly': ({ voice }) => `${formatChannel(voice)}との接続が切れたため、再接続しています。`,
  'panel.answers-all': 'すべての発言に返事をします。',
  'panel.answers-all-aloud': 'すべての発言に声で返事をします。',
  'panel.answers-name': '話しかけられたときに返事をします。名前を呼ぶのが確実です。',
  'panel.answers-name-aloud': '話しかけられたときに声で返事をします。名前を呼ぶのが確実です。',
  'panel.opt-in': '同意した人の声だけを聞きます。自分の声を聞いてほしい場合は、**同意する**を押してください。',
  'panel.deafened': 'そこでモデレーターにスピーカーをミュートされているため、誰の声も聞こえません。',
  'panel.muted': '通話でモデレーターにミュートされているため、私の声は誰にも聞こえません。',
  'panel.audience': 'オーディエンスにいるため、私の声は誰にも聞こえません。',
  'panel.asked-to-speak':
    'ステージでスピーカー参加をリクエストしました。モデレーターが許可するまで、私の声は誰にも聞こえません。',
  'panel.refused': ({ person }) => `今は${formatPerson(person)}さんの声を聞いていません。`,
  'panel.unknown-speaker':
    'ここで誰かが話していますが、それが誰なのかDiscordから知らされていないため、聞こえません。あなたの場合は、自分を一度ミュートしてから解除してください。',
  /** The owner's words for the people in a call. */
  'panel.greeting': ({ greeting }) => toVerbatim(greeting),
  'panel.moved': ({ channel }) => `誰の声を聞いているかは、今後${formatChannel(channel)}でお知らせします。`,

  /** What happens to what people say in a call: who gets it, and what is kept. */
  'privacy.sent':
    'そこで話したことはすべて、返事をしない場合でも、あなたの表示名とともにGoogleのGeminiに送信されます。',
  'privacy.sent-agreed':
    '同意した人がそこで話したことはすべて、返事をしない場合でも、その人の表示名とともにGoogleのGeminiに送信されます。',
  'privacy.sent-talk': '**話す**を押した後に話したことは、あなたの表示名とともにGoogleのGeminiに送信されます。',
  'privacy.sent-later':
    '声が聞こえるようになると、そこで話されたことはすべて、話した人の表示名とともにGoogleのGeminiに送信されます。',
  'privacy.sent-talk-agreed':
    '同意した人が**話す**を押した後に話したことは、その人の表示名とともにGoogleのGeminiに送信されます。',
  'privacy.sent-later-agreed':
    '声が聞こえるようになると、同意した人がそこで話したことはすべて、その人の表示名とともにGoogleのGeminiに送信されます。',
  'privacy.chat': ({ channel }) =>
    `通話にいる人が${formatChannel(channel)}に書いたことも、私に向けたものかどうかを判断するため、その人の表示名とともにGoogleのGeminiに送信されます。`,
  'privacy.chat-agreed': ({ channel }) =>
    `通話にいて同意した人が${formatChannel(channel)}に書いたことも、私に向けたものかどうかを判断するため、その人の表示名とともにGoogleのGeminiに送信されます。`,
  'privacy.kept-here': ({ days }) =>
    `録音は残しません。名前入りの文字起こしを、このチャンネルの会話とともに${countDays(days)}間保存し、その要約を、ここで私との会話が続くかぎり保存します。Geminiが覚えていられるように、これらの一部は再びGeminiに送信されます。どちらもモデレーターが /reset で削除できます。あなたについて保存しているものは、/privacy で確認・削除できます。`,
  'privacy.kept-elsewhere': ({ days }) =>
    `録音は残しません。名前入りの文字起こしを、別のチャンネル（ここにいる全員が読めるわけではありません）の会話とともに${countDays(days)}間保存し、その要約を、そこで私との会話が続くかぎり保存します。Geminiが覚えていられるように、これらの一部は再びGeminiに送信されます。どちらもモデレーターがそのチャンネルで /reset を使って削除できます。あなたについて保存しているものは、/privacy で確認・削除できます。`,

  /** Why Parley isn't listening. */
  'notice.pending': 'まだ聞いていません。聞き取りのお知らせがまだ投稿されていません。',
  'notice.deleted': '聞いていません。聞き取りのお知らせを誰かが削除しました。',
  'notice.forbidden': ({ channel }) =>
    `聞いていません。先にお知らせを投稿する必要がありますが、${formatChannel(channel)}に投稿する権限がありません。`,
  'notice.refused': ({ channel }) =>
    `聞いていません。先にお知らせを投稿する必要がありますが、${formatChannel(channel)}への投稿がDiscordに受け付けられませんでした。`,
  'notice.unwritten': ({ channel }) => `通訳していません。${formatChannel(channel)}に書き込む権限がありません。`,
  'notice.over': '聞いていません。通話は終わりました。',

  'join.arrived': ({ voice }) => `${formatChannel(voice)}に入りました。`,
  'join.reconnecting': ({ voice }) => `${formatChannel(voice)}に再接続しています。`,
  'join.reads-aloud': '誰の声も聞いていません。回答の読み上げだけをします。',
  'join.silent': '誰の声も聞いていません。',
  'join.nobody': ({ channel }) =>
    `声を聞いてよい人が、まだいません。聞かないよう求めた人、同意が必要なのにまだ同意していない人、${formatChannel(channel)}とそのメッセージ履歴を読めない人の声は聞きません。`,
  'join.not-agreed': ({ people, more, channel }) =>
    `${list([...people.map((person) => `${formatPerson(person)}さん`), ...listOthers(more)])}の声は聞いていません。ここでは先に同意が必要ですが、同意したことを確認できていません。**同意する**ボタンは、${formatChannel(channel)}のお知らせの下にあります。`,
  'join.everyone': 'そこで話されたことすべてに返事をします。',
  'join.everyone-later': '声が聞こえるようになったら、話されたことすべてに返事をします。',
  'join.addressed': '話しかけられたら返事をします。名前を呼ぶのが確実です。',
  'join.addressed-later': '声が聞こえるようになったら、話しかけられたときに返事をします。名前を呼ぶのが確実です。',
  'join.button': '**話す**を押すと、話し終わるまで聞きます。',
  'join.button-later': '声が聞こえるようになったら、**話す**を押してください。話し終わるまで聞きます。',
  'join.writes-nothing': '何も書き起こしません。',
  'join.writes-answers': '自分の回答を書き起こします。',
  'join.writes-all': '自分の回答と、聞こえたことを書き起こします。',
  'join.writes-all-addressed':
    '自分の回答と、聞こえたことを書き起こします。ただし、私に向けたものではないとわかったことは除きます。',
  'join.writes-all-later': '自分の回答と、声が聞こえるようになったら、話されたことを書き起こします。',
  'join.not-set':
    '今のところこれで動きますが、このチャンネルの設定としては保存できませんでした。数分後にもう一度 /join を使ってください。',
  'join.notice-elsewhere': ({ channel }) =>
    `ボイスチャンネルに参加できる人の全員がこのチャンネルを読めるわけではないため、お知らせは${formatChannel(channel)}にあります。`,
  'join.writing-elsewhere': ({ channel }) =>
    `ボイスチャンネルに参加できる人の全員がこのチャンネルを読めるわけではないため、お知らせと書き起こしは${formatChannel(channel)}にあります。`,

  /** Under the voice channel's name: as short as possible, and without a full stop. */
  'line.listening': 'Parleyが聞いています',
  'line.talk': '「話す」を押すとParleyが聞きます',
  'line.reads-aloud': 'Parleyは回答を読み上げるだけで、聞いていません',
  'line.reconnecting': 'Parleyは再接続中で、誰の声も聞こえません',
  'line.deaf': 'Parleyはスピーカーミュート中で、誰の声も聞こえません',
  'line.unannounced': 'Parleyはまだ聞いていません',
  'line.nobody': 'Parleyは今、ここにいる誰の声も聞いていません',
};
