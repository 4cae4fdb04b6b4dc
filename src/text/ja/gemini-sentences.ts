import type { geminiSentences as english } from '../en/gemini-sentences.ts';
import { formatMoment } from '../intl.ts';
import { listRefused } from './grammar.ts';

/** What to do about trouble that passes: ask again once it's over, if we know when, or else what `otherwise` says. */
const again = (at: number | undefined, otherwise: string): string =>
  at === undefined ? otherwise : `${formatMoment(at)}以降にもう一度質問してください。`;

const NOW = 'もう一度質問してください。';
const IN_A_MINUTE = '1分ほどしてからもう一度質問してください。';
const LATER = 'しばらくしてからもう一度質問してください。';

/** About Gemini: failures on the way to it, answers that it couldn't give, and faults that only the bot's operator can fix. */
export const geminiSentences: typeof english = {
  'gemini.lost': ({ at }) => `Geminiとの接続が切れました。${again(at, NOW)}`,
  'gemini.broken': ({ at }) => `この回答が終わる前に、Geminiとの接続が切れました。${again(at, '')}`,
  'gemini.late': ({ at }) => `Geminiが時間内に回答しませんでした。${again(at, NOW)}`,
  'gemini.often': ({ at }) => `Geminiとの接続が何度も失敗しています。${again(at, LATER)}`,
  'gemini.busy': ({ at }) => `Geminiは今、利用できません。${again(at, IN_A_MINUTE)}`,
  'gemini.quota': ({ at }) => `Geminiの現在の利用枠を使い切りました。${again(at, LATER)}`,
  'gemini.refused': () => 'この質問はGeminiに受け付けてもらえません。質問の言い方を変えてください。',
  'gemini.left-out': ({ extras }) =>
    `ここで設定されている${listRefused(extras)}はGeminiに受け付けてもらえないため、それなしで回答しました。ここを管理している人が /settings で変更できます。`,
  'gemini.no-search': '今はGoogleでウェブを検索できないため、検索せずに回答しました。',
  'gemini.no-voice': 'この声は今、Geminiで提供されていません。別の声を選んでください。',
  'gemini.full': ({ at }) => `同時に話せるチャンネルの数が、すでに上限に達しています。${again(at, IN_A_MINUTE)}`,
  'gemini.proxy': () => 'プロキシに通してもらえないため、Geminiに接続できません。このBotの運営者に伝えてください。',
  'gemini.unreachable': ({ at }) => `Geminiに接続できません。${again(at, IN_A_MINUTE)}`,

  'gemini.tools': 'Geminiが回答せずにツールを使い続けたため、停止しました。質問の言い方を変えてください。',
  'gemini.noise': 'Geminiが何も言わずに音だけを出したため、停止しました。もう一度質問してください。',
  'gemini.question-blocked': 'この質問は、Geminiの安全フィルターにブロックされました。質問の言い方を変えてください。',
  'gemini.answer-blocked': 'この回答は、Geminiの安全フィルターによって止められました。質問の言い方を変えてください。',
  'gemini.unfinished': 'Geminiがこの回答を完了できませんでした。もう一度質問してください。',

  'owner.credits':
    'Geminiのクレジットを使い切りました。このBotの運営者に伝えてください。Google AI Studioの「Billing」で追加購入できます。',
  'owner.cap':
    'Geminiの月間利用上限額に達しました。このBotの運営者に伝えてください。Google AI Studioで上限を引き上げられます。',
  'owner.billing':
    '支払いの問題により、GoogleからGeminiの利用を認められていません。Google AI Studioの「Billing」を確認するよう、このBotの運営者に伝えてください。',
  'owner.region': '私が動いている地域では、GoogleがGeminiを提供していません。このBotの運営者に伝えてください。',
  'owner.key':
    '私のGemini APIキーを、Googleが受け付けません。`GEMINI_API_KEY` を確認するよう、このBotの運営者に伝えてください。',
  'owner.leaked':
    '私のGemini APIキーが公開の場で見つかったため、Googleによってブロックされました。新しいキーを作るよう、このBotの運営者に伝えてください。',
  'owner.blocked':
    '私のGemini APIキーまたはそのプロジェクトが、Googleによってブロックされました。Google AI Studioで確認するよう、このBotの運営者に伝えてください。',
  'owner.restricted':
    '私のGemini APIキーは、ここからの使用を許可されていません。キーの制限を確認するよう、このBotの運営者に伝えてください。',
  'owner.denied':
    'GoogleからGeminiの利用を認められていません。`npm run doctor` を実行するよう、このBotの運営者に伝えてください。',
  'owner.model':
    '設定されているGeminiのモデルは、Googleに存在しません。`GEMINI_MODEL` と `GEMINI_API_VERSION` を確認するよう、このBotの運営者に伝えてください。',
  'owner.closed':
    '設定されているGeminiのモデルは、Googleでの提供が終了しました。別の `GEMINI_MODEL` を選ぶよう、このBotの運営者に伝えてください。',
  'owner.typed-model':
    '文字での質問用に設定されているGeminiのモデルは、Googleに存在しません。`TYPED_MODEL` を確認するよう、このBotの運営者に伝えてください。',
  'owner.typed-closed':
    '文字での質問用に設定されているGeminiのモデルは、Googleでの提供が終了しました。別の `TYPED_MODEL` を選ぶよう、このBotの運営者に伝えてください。',
  'owner.address':
    '設定されているアドレスにGeminiが見つかりません。`GEMINI_BASE_URL` と `GEMINI_API_VERSION` を確認するよう、このBotの運営者に伝えてください。',
  'owner.setup': 'Geminiが私の設定を受け付けません。`npm run doctor` を実行するよう、このBotの運営者に伝えてください。',
};
