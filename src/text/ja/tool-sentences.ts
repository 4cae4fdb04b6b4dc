import type { toolSentences as english } from '../en/tool-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formatFileName, toInline } from '../markdown-escape.ts';
import { list, number } from './grammar.ts';

/** What tools ask, do and say, and `/tools`. */
export const toolSentences: typeof english = {
  'choice.tools-time': 'time: 世界の時刻',
  'choice.tools-dice': 'dice: サイコロとランダムな選択',
  'choice.tools-poll': 'poll: 投票を作成',
  'choice.tools-people': 'people: ボイスチャンネルにいる人',
  'choice.tools-pin': 'pin: メッセージをピン留め',
  'choice.tools-thread': 'thread: スレッドを作成',
  'choice.tools-fetch': 'fetch: ウェブのページやフィードを読む',
  'choice.tools-messages': 'messages: ここでの最近のメッセージを読む',
  'choice.tools-none': 'none: ツールなし',
  'choice.tools-ask': 'ask: 頼んだ人だけが押せるボタンで確認',
  'choice.tools-allow': 'allow: 頼んだ人にDiscordでの権限があれば、すぐに実行',
  'button.tool-do': '実行する',
  'button.tool-leave': 'やめる',
  'tools.some': 'ここでは、頼まれれば次のツールを使えます:',
  'tools.none': 'ここで使えるツールはありません。',
  'tools.connecting': ({ names }) =>
    `まだ接続中です: ${list(names.map(toInline))}。使えるかどうかがわかり次第、このメッセージが変わります。`,
  'tools.missing': ({ names }) =>
    `オンになっていますが、今ここでは使えません: ${list(names.map(toInline))}。このBotの運営者に伝えてください。`,
  'tools.page-ask': ({ settings }) =>
    `頼んだ人がDiscordで許可されていることだけを行い、何かを変える前にはボタンで本人に確認します。ツールは、ここを管理している人が${settings}で選びます。`,
  'tools.page-allow': ({ settings }) =>
    `頼んだ人がDiscordで許可されていることだけを行います。ツールは、ここを管理している人が${settings}で選びます。`,
  'tools.asked': ({ asker }) => `${asker}さん、これを実行してもよいですか？`,
  'tools.dismissed': 'わかりました。やめておきます。',
  'tools.too-late': 'このボタンはもう使えないため、何もしませんでした。もう一度頼んでください。',
  'tools.not-yours': 'このボタンを押せるのは、頼んだ本人だけです。',
  'tools.not-allowed': 'あなたには、ここでこの操作をする権限がもうないため、何もしませんでした。',
  'tools.switched-off': 'このツールはここではオフにされたため、何もしませんでした。',
  'tools.ask-poll': ({ question, answers, hours, isMultiple }) =>
    `${number(hours)}時間の投票を作成します: **${toInline(question)}** 選択肢: ${list(answers.map(toInline))}。${isMultiple ? '複数の回答を選択できます。' : ''}`,
  'tools.ask-pin': ({ link }) => `[このメッセージ](${link})をピン留めします。`,
  'tools.ask-thread': ({ name }) => `**${toInline(name)}**という名前のスレッドを作成します。`,
  'tools.ask-thread-on': ({ name, link }) =>
    `[このメッセージ](${link})から**${toInline(name)}**という名前のスレッドを作成します。`,
  'tools.did-poll': '投票を作成しました。',
  'tools.did-pin': ({ link }) => `[このメッセージ](${link})をピン留めしました。`,
  'tools.did-thread': ({ channel }) => `スレッド${formatChannel(channel)}を作成しました。`,
  'tools.cannot-lacks': 'このチャンネルでは私にその権限がないため、何もしませんでした。',
  'tools.cannot-gone': '対象がもう見つからないため、何もしませんでした。',
  'tools.cannot-elsewhere': 'この種類のチャンネルではできないため、何もしませんでした。',
  'mcp.ask': ({ server, tool, args }) =>
    `外部サーバー ${server} の ${tool} を次の内容で使います。何かが変更される可能性があります:\n${args}`,
  'mcp.done': ({ server, tool, answer }) => `外部サーバー ${server} の ${tool} から、次の回答がありました:\n${answer}`,
  'mcp.failed': ({ server, tool, answer }) => `外部サーバー ${server} によると、${tool} は失敗しました:\n${answer}`,
  'mcp.not-done': ({ server, tool }) => `外部サーバー ${server} を今は使えないため、${tool} は実行されませんでした。`,
  'mcp.uncertain': ({ server, tool }) =>
    `外部サーバー ${server} から有効な回答がなかったため、${tool} が実行されたかどうかわかりません。`,
  'mcp.no-material': ({ name }) => `${formatFileName(name)} を取得できなかったため、それなしで回答します。`,
};
