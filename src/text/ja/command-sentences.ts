import type { commandSentences as english } from '../en/command-sentences.ts';
import { formatAgo, formatChannel } from '../intl.ts';
import { countDays, list, number, seconds } from './grammar.ts';

/** Descriptions of commands and options, labels of choices and buttons, and the replies of /help and /status. */
export const commandSentences: typeof english = {
  'form.about-title': 'このメッセージについて質問',
  'form.about-question': '何を知りたいですか？',
  'form.about-files': 'ほかのファイル（任意）',

  'button.stop': '停止',
  'button.continue': '続ける',
  'button.talk': '話す',
  'button.unheard': '自分の声は聞かせない',
  'button.heard': '自分の声をまた聞かせる',
  'button.leave': '退出させる',
  'button.reset': 'すべて忘れる',
  'button.keep': 'そのままにする',

  'help.about': 'チャンネルごとに1つの会話をします。会話はチャンネルの全員で共有し、内容を覚えています。',
  'part.help-ask': ({ ask }) => `- ${ask}で質問できます。メンション、返信、ダイレクトメッセージでもかまいません。`,
  'part.help-files':
    '- 質問には、テキスト、画像、PDF、ボイスメッセージ、録音、動画を添えられます。ほかの人のメッセージについて質問するには、そのメッセージのメニューで「アプリ」、「これについて質問」の順に選んでください。',
  'part.help-answers':
    '- 回答の下の**聞く**を押すと、音声がある場合は、それがボイスメッセージとして届きます。**もう一度質問**を押すと、同じ質問をもう一度します。',
  'part.help-join': ({ join }) =>
    `- ${join}で、あなたのボイスチャンネルに入ります。声を聞いて、声で返事をします。そこにいる人は誰でも、自分の声を聞かないよう求めることができます。`,
  'part.help-stop': ({ stop, leave }) =>
    `- ${stop}は、ここでのあなたへの回答と、ボイスチャンネルでの発言を止めます。${leave}で、ボイスチャンネルから退出します。`,
  'part.help-status': ({ status }) => `- ${status}は、このチャンネルの会話の状態を表示します。`,
  'part.help-reset': ({ reset }) =>
    `- ${reset}は、会話を忘れさせます。サーバーでは「メッセージの管理」権限が必要です。`,
  'part.help-recap': ({ recap, transcript }) =>
    `- ${recap}は、席を外していた間など、ここでのやり取りをまとめます。${transcript}は、それをファイルで渡します。`,
  'part.help-settings': ({ settings }) =>
    `- ${settings}では、ここでの動作を確認・変更できます。サーバーでは「サーバー管理」権限、1つのチャンネルについては「チャンネルの管理」権限が必要です。`,
  'part.help-tools': ({ tools, reminders }) =>
    `- ${tools}は、ここでほかにできることを表示します。${reminders}は、あなたのリマインダーを表示します。`,
  'part.help-usage': ({ usage, privacy }) =>
    `- ${usage}は、かかった費用を表示します。${privacy}は、あなたについて保存しているものを表示し、コピーを渡したり、削除したりします。`,
  'help.kept': ({ days, reset }) =>
    `質問と、それに添えたもの、あなたの表示名は、GoogleのGeminiに送信されます。質問と回答は${countDays(days)}間保存します。添えたものについては、名前とテキストの冒頭だけを保存します。要約は、ここで私との会話が続くかぎり保存します。${reset}を使うと、これらはすべて削除されます。`,
  'help.wrong': '私はAIなので、間違えることがあります。大事なことは必ず確認してください。',
  'part.help-call': ({ voice }) => `- 今は${formatChannel(voice)}にいます。`,
  'part.help-search': '- Googleで調べることができます。情報源は回答の下に表示します。',
  'part.help-off': ({ names }) => `- ここでオフになっている機能: ${list(names)}`,
  'button.try-ask': '質問する',
  'button.try-join': 'ボイスチャンネルに呼ぶ',
  'button.try-settings': '設定',
  'button.try-privacy': '保存されている自分のデータ',
  'button.try-usage': 'かかった費用',

  /** Each is a line of /status. Moments are in milliseconds since the epoch, durations in milliseconds. */
  'status.connected': '**接続**: 接続中',
  'status.idle': '**接続**: 待機中（次の質問で再開します）',
  'status.idle-remembers': '**接続**: 待機中（次の質問で再開します。これまでの内容は覚えています）',
  /** The reason follows on the next line. */
  'status.unavailable': '**接続**: 利用できません',
  'status.model': ({ model }) => `**モデル**: ${model}`,
  'status.typed-always': ({ model }) => `**文字での質問**: ${model}が回答`,
  'status.typed-when-live-fails': ({ model }) => `**文字での質問**: もう一方のモデルに接続できないときは${model}が回答`,
  'status.begun': ({ at }) => `**会話**: ${formatAgo(at)}に開始`,
  'status.not-begun': '**会話**: まだ始まっていません',
  'status.unreadable': '**会話**: 今は確認できません',
  'status.turns': ({ turns }) => `**これまでの質問**: ${number(turns)}件`,
  'status.turns-unknown': '**これまでの質問**: 不明',
  'status.queue': ({ waiting }) => `**順番待ち**: ${number(waiting)}件`,
  // No answer takes no time at all, so even the quickest is told as a tenth of a second.
  'status.latency': ({ ms }) => `**最初の言葉までの時間**: ${seconds(Math.max(ms, 100))}`,
  'status.no-latency': '**最初の言葉までの時間**: まだ回答がありません',
};
