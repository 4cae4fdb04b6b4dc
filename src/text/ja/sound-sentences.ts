import type { soundSentences as english } from '../en/sound-sentences.ts';
import { formatPerson } from '../intl.ts';
import { megabytes } from './grammar.ts';

/** About what can be done with an ended answer: listening to it, sharing its sound, and asking again. */
export const soundSentences: typeof english = {
  'button.listen': '聞く',
  'button.again': 'もう一度質問',

  /** Above the menu under a voice message that only one person hears. */
  'listen.menu': 'このボイスメッセージはあなたにしか聞こえません。',
  'choice.sound-more': 'その他…',
  'choice.sound-everyone': '全員が聞けるように投稿',
  'choice.sound-wav': 'WAVファイルで受け取る',
  'listen.posted': 'ボイスメッセージを、全員が聞けるように投稿しました。',
  'listen.already-posted': 'このボイスメッセージは、すでに全員が聞けるように投稿されています。',
  'listen.gone':
    'この回答の音声はもうありません。音声を残しておくのは最長30分です。再起動やリセット、容量不足があれば、それより早くなくなります。回答を聞くには、もう一度質問してください。',
  'listen.silent': 'この回答には、送れる音声がありません。',
  'listen.as-file': 'ここではボイスメッセージを送れないため、音声をファイルで送ります。',
  'listen.too-big': ({ most }) =>
    `この回答をWAVファイルにすると、Discordがここで受け付ける${megabytes(most)}を超えます。`,
  'listen.busy': '今は多くの人がWAVファイルを求めています。1分ほどしてからもう一度試してください。',
  'listen.not-allowed':
    'ボイスメッセージを全員が聞けるように投稿するには、このチャンネルでメッセージを送信する権限が必要です。',
  'listen.refused': 'ここでの音声の送信は、Discordに認められませんでした。',

  'again.not-yours': ({ person }) =>
    `これをもう一度質問できるのは、${formatPerson(person)}さんと、「メッセージの管理」権限を持つ人だけです。`,
  'again.already': 'この質問は、すでにもう一度質問されています。新しい回答は下にあります。',
  'again.gone': 'この質問はもう残っていません。もう一度質問してください。',
  'again.without-files': 'この質問のファイルはもう残っていないため、それらなしで回答しました。',
};
