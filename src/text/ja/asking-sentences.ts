import type { askingSentences as english } from '../en/asking-sentences.ts';
import { formatChannel } from '../intl.ts';
import { number } from './grammar.ts';

/** About asking: refused questions, messages that Parley can't read, stopping an answer, and forgetting. */
export const askingSentences: typeof english = {
  'asking.failed': 'こちらで問題が発生しました。少ししてからもう一度試してください。',
  'asking.unknown-command': 'その操作はもうできません。できることは /help で確認してください。',
  'asking.old-button': 'このボタンはもう使えません。できることは /help で確認してください。',
  'asking.too-many-presses': 'ボタンを押すのが速すぎて、対応が追いつきません。少ししてからもう一度試してください。',
  'asking.blank': '質問が空です。何か書いてください。',
  'asking.restarting': '再起動しています。1分ほどしてからもう一度質問してください。',
  'asking.moved': '別のマシンで再起動しています。1分ほどしてからもう一度試してください。',
  'asking.full': ({ most }) =>
    `このチャンネルでは、すでに${number(most)}件の質問が順番を待っています。1、2分してからもう一度試してください。`,
  'asking.share': ({ most }) =>
    `このチャンネルでは、あなたの質問がすでに${number(most)}件、順番を待っています。${most === 1 ? 'その回答' : '少なくとも1件の回答'}が出るまでお待ちください。`,
  'asking.already-continued': 'この回答の続きは、すでに誰かが頼みました。下にあります。',
  'asking.target-gone':
    'そのメッセージの内容がもうわかりません。削除または変更されたか、選んでから時間がたちすぎました。まだ残っている場合は、そのメッセージのメニューから「これについて質問」をもう一度選んでください。',
  'asking.forgotten-answer': 'その回答はもう覚えていません。もう一度質問してください。',
  'asking.may-not-continue': '回答の続きを頼むには、このチャンネルで「アプリコマンドを使う」権限が必要です。',
  'asking.store-away': '今はそれを確認できません。1分ほどしてからもう一度試してください。',

  'mention.unread': ({ ask }) =>
    `そのメッセージは読めません。Discordが私に見せるのは、私へのメンションがあるメッセージだけだからです。メッセージを編集して私へのメンションを入れるか、${ask}を使ってください。`,
  'mention.unread-voice':
    'そのボイスメッセージは聞けません。Discordが私に見せるのは、私へのメンションがあるメッセージだけだからです。聞かせるには、そのメッセージのメニューで「アプリ」、「これについて質問」の順に選んでください。',
  'mention.hidden-reply':
    '返信先のメッセージは、Discordが私に見せてくれません。読ませるには、そのメッセージのメニューで「アプリ」、「これについて質問」の順に選んでください。',
  'mention.empty': ({ ask }) =>
    `私に見えるのはメンションのあるメッセージだけで、その前のメッセージは見えません。同じメッセージに質問を書くか、${ask}を使ってください。`,
  'mention.cannot-write': ({ channel }) =>
    `${formatChannel(channel)}で質問を受けましたが、そこに投稿する権限がありません。別のチャンネルかここで質問するか、そこへの投稿を許可するようモデレーターに頼んでください。`,

  'stop.answer': '回答をやめました。',
  'stop.voice': '話すのをやめました。',
  'stop.both': '回答と発言をやめました。',
  'stop.over': 'この回答はもう書いていないので、止めるものはありません。',
  'stop.nothing': '止めるものはありません。今ここでは、あなたへの回答をしていません。',
  'stop.nothing-in-server':
    '止めるものはありません。今ここでは、あなたへの回答をしておらず、ボイスチャンネルにも入っていません。',
  'stop.only-those-in-voice': ({ voice }) =>
    `今ここでは、あなたへの回答をしていません。${formatChannel(voice)}で私を止めるには、そのチャンネルに入っているか、そこで「メンバーを移動」権限を持っている必要があります。`,
  'stop.not-yours': ({ name }) => `この回答を止められるのは、${name}さんと、「メッセージの管理」権限を持つ人だけです。`,

  'reset.confirm': 'このチャンネルでの私とのやり取りを、すべて忘れてもよいですか？この操作は取り消せません。',
  'reset.done': '完了しました。このチャンネルの会話は忘れました。次の質問から新しい会話が始まります。',
  'reset.later':
    '次の質問から新しい会話が始まります。保存先に接続できないため、これまでの内容は**まだ削除されていません**。できるだけ早く削除します。その前に再起動された場合は、もう一度 /reset を使ってください。',
  'reset.cancelled': 'わかりました。すべてそのままにしておきます。',
  'reset.meanwhile': '確認をお願いしていた会話は、すでに忘れました。',
  'reset.failed': '保存先が混み合っているため、何も忘れることができませんでした。数分後にもう一度試してください。',
  'reset.not-allowed': '会話を忘れさせるには、このチャンネルで「メッセージの管理」権限が必要です。',
};
