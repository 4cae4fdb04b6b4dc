import type { answerSentences as english } from '../en/answer-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formats } from './grammar.ts';

/** About an answer: how it ended, and what Discord refused of it. */
export const answerSentences: typeof english = {
  /** Joins sentences in a row. */
  'text.sequence': ({ sentences }) => sentences.join(''),
  'text.language': 'ja',

  'answer.reading': '⏳ ファイルの読み込みに時間がかかっています。読み終わりしだい、Geminiに質問します。',
  'answer.calling': '⏳ 対応しています。少しお待ちください。',
  'answer.slow': '⏳ Geminiの応答に、いつもより時間がかかっています。まだ回答を待っているところです。',
  'answer.interrupted': '*（中断されました）*',
  'answer.stopped-early': '*（回答が出る前に停止されました）*',
  'answer.empty': 'Geminiから何も返ってきませんでした。もう一度質問するか、言い方を変えてみてください。',
  'answer.cut-off': 'この回答は、Geminiが一度に書ける長さを超えました。',
  'answer.abrupt': 'Geminiの回答が、文の途中で止まりました。',
  'answer.too-long': '回答に時間がかかりすぎたため、停止しました。もっと短い回答を頼んでください。',
  'answer.reset': 'この回答が終わる前に、誰かが会話をリセットしました。',
  'answer.erased': 'あなたについて保存されているものをすべて削除しているため、ここで止めました。',
  'answer.cut-by-erasing': 'このチャンネルの記憶の一部が削除されているところなので、ここで止めるしかありませんでした。',
  'answer.unfinished-restart': 'この回答が終わる前に中断されました。',
  'answer.lost-restart': '回答する前に中断されました。もう一度質問してください。',
  /** Above an answer that can no longer be posted below its question. Both values are escaped Markdown. */
  'answer.to': ({ name, question }) => `${name}さんの質問: ${question}`,
  /** A line of a spoken conversation. Both values are escaped Markdown. */
  'answer.heard': ({ name, words }) => `**${name}**: ${words}`,
  'answer.unheard-muted': 'ミュートされていたため、これは誰にも聞こえていません。',
  'answer.unheard-muted-rest': 'ミュートされていたため、この続きは誰にも聞こえていません。',
  'answer.unheard-audience': '発言を許可されていなかったため、これは誰にも聞こえていません。',
  'answer.unheard-audience-rest': '発言を許可されていなかったため、この続きは誰にも聞こえていません。',
  'part.searched': (found) => `🔎 Googleで検索: ${formats.joinLinks(found)}`,
  'part.sources': (found) => `情報源: ${formats.joinLinks(found)}`,
  'answer.caption-too-long': '残りは、書き起こすには長すぎました。',

  'delivery.file-too-long': 'この回答はDiscordのメッセージには長すぎるため、全文をファイルで送ります。',
  'delivery.file-refused': 'この回答はDiscordにメッセージとして投稿できなかったため、全文をファイルで送ります。',
  'delivery.no-file': '続きがありますが、ここではファイルとして投稿できませんでした。もっと短い回答を頼んでください。',
  /** In the place of a part of an answer. The name is escaped Markdown. */
  'delivery.written-file': ({ name }) => `📄 **${name}**は、下にファイルとしてあります。`,
  'delivery.written-files': 'メッセージに入りきらなかったもの:',
  'delivery.discord-away':
    'Discordに問題が起きているため、回答を投稿できませんでした。数分後にもう一度質問してください。',
  'delivery.deleted': '書いている途中で誰かが回答を削除したため、書くのをやめました。',
  'delivery.link-blocked':
    'この回答に含まれるリンクがDiscordにブロックされているため、全文を表示できません。リンクのない回答を頼んで、もう一度質問してください。',
  'delivery.automod':
    'この回答はこのサーバーのAutoModにブロックされているため、全文を表示できません。質問の言い方を変えてください。',
  'delivery.explicit':
    'この回答はDiscordのコンテンツフィルターにブロックされているため、全文を表示できません。質問の言い方を変えてください。',
  'delivery.no-permission':
    'このチャンネルに投稿する権限がなくなったため、回答が途中で終わっています。モデレーターに知らせてください。',
  'delivery.thread-closed':
    'このスレッドが閉じられたため、回答が途中で終わっています。別のチャンネルで質問してください。',
  'delivery.expired':
    'Discordでは、ここでの回答は15分以内と決められています。時間切れになったため、回答が途中で終わっています。もう一度質問してください。',
  'delivery.refused': 'この回答は、Discordに拒否されたため、全部は投稿できませんでした。質問の言い方を変えてください。',
  /** The first line of a direct message about a question that was asked elsewhere. */
  'delivery.about': ({ channel }) => `${formatChannel(channel)}でのあなたの質問について:`,
};
