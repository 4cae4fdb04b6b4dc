import type { interpretSentences as english } from '../en/interpret-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formatFileName } from '../markdown-escape.ts';
import { dollars, language, seconds } from './grammar.ts';

const namePair = ({ one, other }: { one: string; other: string }): string => `${language(one)}と${language(other)}`;

/** About interpreting in calls: what it costs, what a call says about it, and what keeps it from working. */
export const interpretSentences: typeof english = {
  'interpret.ask': ({ voice, ...pair }) =>
    `${formatChannel(voice)}で、${namePair(pair)}の間の通訳をします。話されたことを、もう一方の言語で書きます。`,
  'interpret.ask-aloud': ({ voice, ...pair }) =>
    `${formatChannel(voice)}で、${namePair(pair)}の間の通訳をします。話されたことを、もう一方の言語で書き、声でも伝えます。`,
  'interpret.cost': ({ dollars: hour }) =>
    `そのために、そこで話されたことはすべてGoogleのGeminiに送信されます。料金は発言1時間あたり約${dollars(hour)}で、話した人の分としてここの上限に数えられます。始めますか？`,
  'button.interpret-begin': '始める',
  'button.interpret-end': '通訳を終了',
  'interpret.begun': (pair) => `${namePair(pair)}の間の通訳を始めました。`,
  'interpret.ended': '通訳を終了しました。',
  'interpret.not-on': 'ここでは通訳をしていません。',
  'interpret.no-call': ({ join }) =>
    `このサーバーのボイスチャンネルには入っていません。${join}であなたのチャンネルに呼んでから、もう一度試してください。`,
  'interpret.switched-off': 'ここでは通訳がオフになっています。ここを管理している人が /settings で変更できます。',
  'interpret.unknown-language': ({ name }) =>
    `${formatFileName(name)}の通訳はできません。一覧から言語を選んでください。`,
  'interpret.same-language': '2つの言語が同じです。違う言語を2つ選んでください。',
  'interpret.no-model': '通訳をするモデルをGoogleが提供していません。このBotの運営者に伝えてください。',
  'interpret.fell-behind': ({ ms }) =>
    `追いつけなかったため、話されたことのうち${seconds(ms)}分を通訳できませんでした。`,
  'interpret.only-written': '声で伝えることが多すぎるため、一部の訳は文字だけになります。',

  'panel.interpreting': ({ voice, ...pair }) =>
    `🌐 ${formatChannel(voice)}で、${namePair(pair)}の間の通訳をしています。`,
  'panel.interprets':
    '話されたことを、もう一方の言語でここに書きます。話されたことに返事はしません。質問があるときは、文字で書いてください。',
  'panel.interprets-aloud':
    '話されたことを、もう一方の言語でここに書き、声でも伝えます。話されたことに返事はしません。質問があるときは、文字で書いてください。',
  'privacy.interpreted':
    'そこで話したことはすべて、翻訳のためにGoogleのGeminiに送信されます。録音も文字起こしも保存しませんが、訳はチャンネルに残ります。',
  'privacy.interpreted-agreed':
    '同意した人がそこで話したことはすべて、翻訳のためにGoogleのGeminiに送信されます。録音も文字起こしも保存しませんが、訳はチャンネルに残ります。',
  'join.interpreting': (pair) => `そこで、${namePair(pair)}の間の通訳をしています。`,
  'line.interpreting': 'Parleyが通訳しています',
  'part.help-interpret': ({ interpret }) => `- ${interpret}で、通話中に通訳をします。`,
  'part.language': ({ tag }) => language(tag),
};
