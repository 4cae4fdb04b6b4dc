import type { callSentences as english } from '../en/call-sentences.ts';
import { formatChannel } from '../intl.ts';
import { listPermissions, number } from './grammar.ts';

/** About calls: joining and leaving voice channels, who may control a call, and being listened to. */
export const callSentences: typeof english = {
  'call.only-in-servers': 'ボイスチャンネルはサーバーにしかありません。サーバーで使ってください。',
  'call.none': 'このサーバーのボイスチャンネルには入っていません。',
  'call.over': 'その通話は終わりました。',
  'call.not-yours': ({ voice }) =>
    `この操作には、${formatChannel(voice)}に入っているか、そこで「メンバーを移動」権限を持っている必要があります。`,
  'call.no-voice-channel':
    'あなたはボイスチャンネルに入っていません。どこかに入るか、`チャンネル` オプションで選んでください。',
  'call.unknown-channel': 'そのボイスチャンネルが見つかりません。削除されたか、私に見る権限がありません。',
  'call.may-not-enter': ({ voice }) =>
    `あなたには${formatChannel(voice)}に参加する権限がないため、代わりに私が入ることはできません。`,
  'call.missing-permissions': ({ voice, missing }) =>
    `${formatChannel(voice)}に参加するには、そこで${listPermissions(missing)}の権限が必要です。モデレーターに許可してもらってから、もう一度試してください。`,
  'call.full': ({ voice }) =>
    `${formatChannel(voice)}は満員です。空きができてからもう一度試すか、そこで私に「メンバーを移動」権限を与えるようモデレーターに頼んでください。`,
  'call.cannot-announce': ({ channel, missing }) =>
    `聞いていることをお知らせできる場所でしか、聞き取りをしません。${formatChannel(channel)}に投稿するには、そこで${listPermissions(missing)}の権限が必要です。`,
  'call.change-not-yours': ({ voice }) =>
    `通話の設定を変えるには、${formatChannel(voice)}に入っているか、そこで「メンバーを移動」権限を持っている必要があります。`,
  'call.busy': ({ voice, leave }) =>
    `すでに${formatChannel(voice)}に入っています。1つのサーバーで入れるボイスチャンネルは1つだけです。そこに来るか、そこにいる人に${leave}を使ってもらってください。`,
  'call.settings-unknown':
    '保存先に接続できないため、ここでの通話の設定がわかりません。`聞き取り` と `書き起こし` の両方を選ぶか、1分ほどしてからもう一度試してください。',
  'call.no-more': '今はこれ以上の通話に参加できません。しばらくしてからもう一度試すか、文字で質問してください。',
  'call.restarting': '再起動しています。1分ほどしてからもう一度試してください。',
  'call.left': ({ voice }) => `${formatChannel(voice)}から退出しました。`,
  'call.already-left': 'すでに退出しています。',

  /** Why a call couldn't begin, or has ended. The panel shows it, and so does the reply to the person who asked for it. */
  'call.timeout': '時間内にボイスチャンネルに入れませんでした。1分ほどしてからもう一度試してください。',
  'call.no-sound':
    'ボイスチャンネルに接続していますが、音声が通りません。外向きのUDP通信を許可するよう、このBotの運営者に伝えてください。',
  'call.proxy':
    'プロキシに通してもらえないため、Discordの音声サーバーに接続できません。このBotの運営者に伝えてください。',
  'call.removed': '誰かが私をボイスチャンネルから退出させました。',
  'call.refused': 'Discordにボイスチャンネルへの接続を拒否されました。しばらくしてからもう一度試してください。',
  'call.discord-away': 'Discordとの接続が切れました。1分ほどしてからもう一度試してください。',
  'call.ended': 'ボイスチャンネルから退出しました。',
  'call.elsewhere': '別のボイスチャンネルに呼ばれたため、退出しました。',
  'call.empty': 'ボイスチャンネルから全員がいなくなったため、私も退出しました。',
  'call.empty-after-restart': '再起動され、戻ってきたときにはボイスチャンネルに誰もいませんでした。',
  'call.channel-deleted': 'チャンネルが削除されたため、この通話は終わりました。',
  'call.speech-too-long': ({ minutes }) =>
    `発言が${number(minutes)}分に達しました。1つの質問として受け取れるのはここまでです。この後の発言は、新しい質問として受け取ります。`,
  'call.speech-too-long-talk': ({ minutes }) =>
    `発言が${number(minutes)}分に達しました。1つの質問として受け取れるのはここまでです。続けるには**話す**を押してください。`,
  'call.words-missing':
    '誰かの発言の内容をGoogleから受け取れないことが、1時間以内に3回ありました。私に向けたものかどうかわからなかったため、回答を控えました。これが続くようなら、`/join` で `聞き取り` を `everyone` にするか、`button` にして、話す前に**話す**を押してください。',

  'consent.unheard':
    'あなたが**自分の声をまた聞かせる**を押すまで、このサーバーのどのボイスチャンネルでもあなたの声は聞きません。',
  'consent.heard': 'このサーバーのボイスチャンネルで、あなたの声をまた聞きます。',
  'consent.unheard-unstored':
    'あなたの声を聞くのをやめましたが、保存先に接続できないため、再起動されるまでしか覚えていられません。数分後にもう一度ボタンを押してください。',
  'consent.heard-unstored':
    'あなたの声をまた聞いていますが、保存先に接続できないため、再起動されるまでしか覚えていられません。数分後にもう一度ボタンを押してください。',

  'talk.go-ahead': 'どうぞ。話し終わるまで聞いています。',
  'talk.join-first': ({ voice }) => `あなたの声は${formatChannel(voice)}でしか聞けません。先にそこに参加してください。`,
  'talk.not-needed': '聞き取りの方法が変わったため、このボタンはもう必要ありません。',
  'talk.not-for-you':
    'このサーバーでは、**話す**を使えるのは一部のロールだけで、あなたはそのロールを持っていません。モデレーターに相談してください。',
  'talk.unheard':
    'この通話では、あなたの声を聞いていません。以前に**自分の声は聞かせない**を押した場合は、先に**自分の声をまた聞かせる**を押してください。',
};
