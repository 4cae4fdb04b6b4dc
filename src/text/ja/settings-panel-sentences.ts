import type { settingsPanelSentences as english } from '../en/settings-panel-sentences.ts';
import { formatAgo, formatPerson } from '../intl.ts';
import { formatFileName } from '../markdown-escape.ts';
import { list, number } from './grammar.ts';

/** Names of settings, kept apart as in every other language. */
const joinNames = (names: readonly string[]): string => names.join(' · ');

const PART_NAMES = { nick: 'ニックネーム', bio: '自己紹介', avatar: 'アバター' };
const nameParts = (parts: readonly (keyof typeof PART_NAMES)[]): string =>
  parts.length > 0 ? list(parts.map((part) => PART_NAMES[part])) : '見た目';

/** The panel of settings, its forms, and the commands about them. */
export const settingsPanelSentences: typeof english = {
  'choice.reply-both': 'both: 文字で。通話中なら声でも',
  'choice.reply-voice': 'voice: ボイスメッセージも添えて',
  'choice.call-recap-off': 'off: まとめなし',
  'choice.call-recap-post': 'post: チャンネルのメッセージとして',
  'choice.call-recap-thread': 'thread: メッセージとして、長い通話の後はスレッドに',
  'choice.consent-notice': 'notice: 初めて質問したときに、一度だけ知らせる',
  'choice.consent-off': 'off: ほかで知らせているので、何も言わない',
  'choice.consent-opt-in': 'opt-in: 同意した人にだけ回答し、その声だけを聞く',
  'choice.typed-off': 'off: 文字での質問にもLiveモデルが回答',
  'choice.typed-always': 'always: 文字での質問にはテキストモデルが回答',
  'choice.typed-when-live-fails': 'when-live-fails: Liveモデルに接続できないときは、テキストモデルが回答',

  'form.group-voice': '声とキャラクター',
  'form.group-calls': '通話',
  'form.group-answers': '回答',
  'form.group-access': '利用できる人',
  'form.group-limits': '上限',
  'form.group-privacy': 'プライバシー',
  'option.group-voice': 'どんなふるまいと声にするか、どの言語を想定するか',
  'option.group-calls': 'いつ聞くか、何を書き起こすか、いつ参加し退出するか',
  'option.group-answers': '質問にどう回答するか、どのメッセージを質問とみなすか',
  'option.group-access': '私に話しかけてよいロール、メンバー、チャンネル、Bot',
  'option.group-limits': 'どれだけ利用し、費用をかけてよいか',
  'option.group-privacy': '何をどれだけの期間保存するか',

  'part.settings-title-server': '**サーバー全体の設定**',
  'part.settings-title-channel': '**このチャンネルの設定**',
  'part.settings-title-dm': '**このダイレクトメッセージの設定**',
  'part.settings-hint-server':
    '-# 独自の設定がないすべてのチャンネルで有効です。下からグループを選ぶと、確認・変更できます。',
  'part.settings-hint-channel':
    '-# ここで設定されていないものは、サーバーの設定に従います。下からグループを選ぶと、確認・変更できます。',
  'part.settings-hint-dm': '-# あなただけに有効です。下からグループを選ぶと、確認・変更できます。',
  'part.settings-overview': ({ group, names }) =>
    `- **${group}**: ${names.length > 0 ? `ここで設定済み: ${joinNames(names)}` : 'ここでの設定なし'}`,
  'part.settings-entry': ({ number, name, value, source }) => `${number}. **${name}**: ${value} *（${source}）*`,
  'option.pick-group': 'グループを選択',

  'button.edit': ({ first, last }) => (first === last ? `${first}を編集` : `${first}～${last}を編集`),
  'button.sample': '試聴する',
  'button.use-server': 'サーバー全体で使う',
  'button.use-channel': 'このチャンネルで使う',
  'button.use-dm': 'ここで使う',
  'button.back': '戻る',
  'button.voices': '声を試聴',
  'button.scope-server': 'サーバー全体',
  'button.scope-channel': 'このチャンネル',
  'button.wipe': 'すべてリセット',
  'button.keep-settings': '設定をそのままにする',

  'form.settings-title': ({ group, first, last }) => `${group}（${first === last ? first : `${first}～${last}`}）`,
  'option.inherited': ({ value, source }) => `引き継いだ値: ${value}（${source}）`,
  'settings.too-long-for-form': ({ name }) =>
    `**${name}**はフォームには長すぎるため、そのままにします。/settings set で変更するか、設定を書き出して、もう一度読み込んでください。`,

  'part.settings-voices': '**声**\n試聴する声を選んでください。名前の後の説明は、Googleによるものです。',
  'part.settings-voice': ({ voice }) => `**声** › ${voice}`,
  'option.pick-voice': ({ first, last }) => `${first}～${last}`,
  'settings.voice-set': ({ voice }) => `✅ **声**を${voice}にしました。次の回答からこの声で話します。`,
  'settings.sample-later': '今は混み合っているため、その声で話せません。1分ほどしてからもう一度試してください。',

  'button.picture': 'アバター',
  'form.picture-title': 'このサーバーでのアバター',
  'form.picture-file': '画像',
  'option.own-picture': '画像の中央を使います。何も送らなければ、普段のアバターに戻ります。',
  'face.picture-set':
    '✅ このサーバーで新しいアバターが表示されます。画像を保存しているのはDiscordで、私は保存しません。',
  'face.picture-removed': '✅ このサーバーで、普段のアバターが再び表示されます。',
  'face.not-a-picture': ({ name }) =>
    `${formatFileName(name)}は画像ではないため、見た目は以前のままです。PNG、JPEG、WebP、GIF、AVIFのいずれかを送ってください。`,
  'face.forbidden': ({ parts }) =>
    `⚠️ ここで${nameParts(parts)}を変更する権限がないため、まだ表示に反映されていません。私に「ニックネームの変更」権限を与えてから、もう一度設定してください。`,
  'face.too-fast': ({ parts }) =>
    `⚠️ Discordによると、${nameParts(parts)}の変更が多すぎるため、まだ表示に反映されていません。10分ほどしてからもう一度試してください。`,
  'face.refused': ({ parts }) =>
    `⚠️ この${nameParts(parts)}はDiscordに受け付けられないため、表示に反映されません。ほかのものを試してください。`,
  'face.unreached':
    '⚠️ ここでの私の新しい見た目をDiscordに伝えられなかったため、まだ表示に反映されていません。1分ほどしてから、もう一度設定してください。',
  'face.absent': '⚠️ 私はもうこのサーバーにいないため、ここでの私の見た目は誰にも表示されません。',
  'face.busy': '⚠️ ちょうど今、ほかの人がここでの私の見た目を変更しています。もう一度設定してください。',

  'part.settings-nothing': 'なし',
  'part.settings-count': ({ count }) => `${number(count)}件`,
  'part.from-default': 'デフォルト',
  'part.from-operator': '運営者の設定',
  'part.from-server': 'このサーバー',
  'part.from-parent': 'このスレッドのあるチャンネル',
  'part.from-channel': 'このチャンネル',
  'part.from-dm': 'あなた',

  'settings.saved': ({ names }) => `✅ 保存しました: ${joinNames(names)}。`,
  'settings.holds-next': '次の質問から有効になります。',
  'settings.holds-soon': '今から有効になりますが、回答など、すでに始まっているものには適用されません。',
  'settings.holds-now': '今から有効です。',
  'settings.new-cap': '新しい上限には、今後使う分だけを数え、これまでに使った分は数えません。',
  'settings.unchanged': '何も変更されていません。',
  'settings.wrong': ({ name, why }) => `⚠️ **${name}**は以前のままです。${why}`,
  'settings.conflict': ({ name, by, value }) =>
    `⚠️ その間に、${formatPerson(by)}さんが**${name}**を${value}に変更したため、そのままにしました。別の値にするには、もう一度変更してください。`,
  'settings.conflict-reset': ({ name, by }) =>
    `⚠️ その間に、${formatPerson(by)}さんが**${name}**をリセットしたため、そのままにしました。別の値にするには、もう一度変更してください。`,

  'part.where-server': 'サーバー全体',
  'part.where-channel': 'このチャンネル',
  'part.where-dm': 'このダイレクトメッセージ',
  'settings.set': ({ where, name, value, source }) =>
    `✅ ${where}の**${name}**は、次のようになりました: ${value} *（${source}）*。`,
  'settings.as-before': ({ where, name, value, source }) =>
    `${where}の**${name}**は、すでに次のとおりです: ${value} *（${source}）*。`,
  'settings.nothing-set': 'そこでは何も設定されていないため、リセットするものはありません。',
  'settings.confirm-reset': ({ title, names }) =>
    `${title}\n${joinNames(names)}をリセットしますか？この操作は取り消せません。`,
  'settings.reset': ({ names }) => `✅ リセットしました: ${joinNames(names)}。`,
  'settings.kept': 'わかりました。設定はそのままにしておきます。',

  'part.settings-title': '**このチャンネルで有効な設定と、その設定元**',
  'part.settings-group': ({ group }) => `__${group}__`,
  'part.settings-line': ({ name, value, source }) => `- **${name}**: ${value} *（${source}）*`,
  'part.settings-layer': ({ source, value, by, at }) =>
    `- ${source}: ${value}（${formatPerson(by)}さん、${formatAgo(at)}）`,
  'part.settings-suggestion': ({ name, key }) => `${name}（${key}）`,

  'settings.exported':
    'ここでの設定をすべて送ります。ただし、アバターは含まれません。ファイルは編集でき、/settings import で元に戻せます。',
  'settings.imported': ({ settings, channels }) =>
    `✅ すべてファイルのとおりになりました。全体の設定は${number(settings)}件、独自の設定があるチャンネルは${number(channels)}個です。今から有効になりますが、回答など、すでに始まっているものには適用されません。`,

  'settings.refused': ({ names }) =>
    `⚠️ ここで設定されている${list(names)}はGeminiに受け付けてもらえないため、それを除いて回答します。`,

  'settings.only-channel':
    'サーバー全体の設定を変更できるのは、「サーバー管理」権限を持つ人だけです。このチャンネルの設定なら、あなたも変更できます。',
  'settings.no-such-setting': 'そのような設定はありません。入力中に表示される候補から選んでください。',
  'settings.only-operator': 'それは、運営者にしか変更できません。',
  'settings.only-in-servers': 'それは、サーバーでしか設定できません。',
  'settings.only-whole-server': 'それは、サーバー全体に対してしか設定できません。',
};
