import type { toolSentences as english } from '../en/tool-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formatFileName, toInline } from '../markdown-escape.ts';
import { list, number } from './grammar.ts';

/** What tools ask, do and say, and `/tools`. */
export const toolSentences: typeof english = {
  'choice.tools-time': 'time: 世界の時刻',
  'choice.tools-dice': 'dice: サイコロとランダムな選択',
  'choice.tools-poll': 'poll: 投票を始める',
  'choice.tools-people': 'people: ボイスチャンネルにいる人',
  'choice.tools-pin': 'pin: メッセージをピン留め',
  'choice.tools-thread': 'thread: スレッドを作る',
  'choice.tools-fetch': 'fetch: ウェブのページやフィードを読む',
  'choice.tools-messages': 'messages: ここの最近のメッセージを読む',
  'choice.tools-none': 'none: ツールなし',
  'choice.tools-ask': 'ask: 頼んだ人だけが押せるボタンで確認',
  'choice.tools-allow': 'allow: 頼んだ人にDiscordが許していれば、すぐに実行',
  'button.tool-do': '実行する',
  'button.tool-leave': 'やめる',
  'tools.some': 'ここでは、頼まれれば次のものを使えます。',
  'tools.none': 'ここで使えるツールはありません。',
  'tools.page-ask': ({ settings }) =>
    `頼んだ人にDiscordが許していることだけを行い、何かを変える前にはボタンで本人に確認します。使えるツールは、管理している人が${settings}で選びます。`,
  'tools.page-allow': ({ settings }) =>
    `頼んだ人にDiscordが許していることだけを行います。使えるツールは、管理している人が${settings}で選びます。`,
  'tools.asked': ({ asker }) => `${asker}さん、これを実行してもよいですか？`,
  'tools.dismissed': 'わかりました。何もしていません。',
  'tools.too-late': 'このボタンはもう使えないため、何もしていません。もう一度頼んでください。',
  'tools.not-yours': 'このボタンを押せるのは、頼んだ本人だけです。',
  'tools.not-allowed': 'Discordがここでのこの操作をもう許可していないため、何もしていません。',
  'tools.switched-off': 'このツールはここでオフになったため、何もしていません。',
  'tools.ask-poll': ({ question, answers, hours }) =>
    `${number(hours)}時間の投票: **${toInline(question)}** 選択肢: ${list(answers.map(toInline))}。`,
  'tools.ask-pin': ({ link }) => `[このメッセージ](${link})をピン留め。`,
  'tools.ask-thread': ({ name }) => `**${toInline(name)}**という名前のスレッド。`,
  'tools.ask-thread-on': ({ name, link }) => `[このメッセージ](${link})から**${toInline(name)}**という名前のスレッド。`,
  'tools.did-poll': '投票を始めました。',
  'tools.did-pin': ({ link }) => `[このメッセージ](${link})をピン留めしました。`,
  'tools.did-thread': ({ channel }) => `スレッド${formatChannel(channel)}を作りました。`,
  'tools.cannot-lacks': 'このチャンネルではその権限がないため、何もしていません。',
  'tools.cannot-gone': 'それはもうないため、何もしていません。',
  'tools.cannot-elsewhere': 'この種類のチャンネルではできないため、何もしていません。',
  'mcp.ask': ({ server, tool, args }) =>
    `${server} の ${tool} を次の内容で使います。これは私のものではなく、何かを変更する可能性があります。\n${args}`,
  'mcp.done': ({ server, tool, answer }) => `${tool} に対する ${server} の回答:\n${answer}`,
  'mcp.failed': ({ server, tool, answer }) => `${server} によると、${tool} は失敗しました:\n${answer}`,
  'mcp.not-done': ({ server, tool }) => `${server} は現在使えないため、${tool} は実行されませんでした。`,
  'mcp.uncertain': ({ server, tool }) =>
    `${server} から使える回答がなかったため、${tool} が実行されたかどうかわかりません。`,
  'mcp.no-material': ({ name }) => `${formatFileName(name)} を取得できなかったため、それなしで回答します。`,
};
