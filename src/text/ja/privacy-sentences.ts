import type { privacySentences as english } from '../en/privacy-sentences.ts';
import { formatDate, formatPerson } from '../intl.ts';
import type { HearingWish } from '../values.ts';
import { countDays, number } from './grammar.ts';

/** What somebody's yes brings them, by whether they want to be heard. */
const FROM_NOW_ON: Record<HearingWish, string> = {
  heard: '今後、ここであなたに回答し、通話ではあなたの声を聞きます。',
  unheard:
    '今後、ここであなたに回答します。通話では、通話のお知らせの下の**自分の声をまた聞かせる**か、/privacy で表示される**ここで自分の声を聞かせる**を押すまで、引き続きあなたの声を聞きません。',
  unknown:
    '今後、ここであなたに回答し、聞かないよう求められていないかぎり、通話ではあなたの声を聞きます。求めていた場合、それは引き続き有効です。',
};

/** About what is kept of people: seeing, taking and deleting it. */
export const privacySentences: typeof english = {
  'privacy.title': 'あなたについて保存しているものは次のとおりです:',
  'privacy.nothing': 'あなたの発言は、何も保存していません。',
  'privacy.but-kept': '保存しているもの:',
  'kept.turns': ({ turns, channels }) =>
    `あなたの質問${number(turns)}件と、それに対する私の回答（${number(channels)}個のチャンネルで）`,
  'kept.files': ({ files }) =>
    `あなたの質問に添えられた${number(files)}個のファイルについての記録（ファイルそのものは保存していません）`,
  'kept.quotes': ({ quotes }) => `ほかの人が質問の対象にした、あなたのメッセージ${number(quotes)}件`,
  'kept.recaps': ({ recaps }) => `あなたとの会話を含む、以前の会話の要約${number(recaps)}件`,
  'kept.spent': ({ days }) => `あなたの質問にかかった費用（${countDays(days)}分）`,
  'kept.unheard': ({ servers }) => `${number(servers)}個のサーバーで、あなたの声を聞いてはいけないこと`,
  'kept.agreed': ({ at }) => `ここで回答を受け、声を聞かれることに、あなたが同意したこと: ${formatDate(at)}`,
  'privacy.stored': '後で続きを話せるように、あなたの発言を覚えています。',
  'privacy.unstored': 'あなたの発言は保存しません。回答したら忘れます。',
  'privacy.not-agreed':
    'ここでは、同意した人にだけ回答し、同意した人の声だけを聞きます。同意するまで、ここであなたが私に言ったことは、Google Geminiに送信されず、保存もされません。',
  'privacy.google': 'あなたが私に言ったことはGoogle Geminiに送信され、Geminiが回答します。',

  'privacy.confirm-delete':
    'すべてのチャンネルとサーバーで、あなたについて保存しているものをすべて削除しますか？あなたへの回答と、あなたを含む要約も削除されます。この操作は取り消せません。ほかの人が自分の言葉であなたについて述べたことと、Discord上のメッセージそのものは残ります。',
  'privacy.deleted':
    '完了しました。あなたについて保存していたものをすべて削除しました。覚えているのは、しないよう求められたことだけです。',
  'privacy.under-way':
    'あなたについて保存しているものをすべて削除していますが、まだ終わっていません。再起動されても、自動で続きます。何が残っているかは、数分後に /privacy で確認してください。',
  'privacy.sealed':
    'あなたについて私が読めるものはすべて削除しました。**保存されているものの一部は読めません**。渡されていないキーで暗号化されているためで、そこにあなたのものがまだ残っているかもしれません。このBotの運営者に伝えてください。キーを受け取りしだい、自動で調べます。',
  'privacy.kept': 'わかりました。何も削除していません。',
  'privacy.not-deleted':
    '保存先に接続できないため、**まだ何も削除されていません**。できるだけ早く削除します。その前に再起動されることもあるため、数分後にもう一度試してください。',
  'privacy.unreadable': 'あなたについて何を保存しているか、今は確認できません。1分ほどしてからもう一度試してください。',
  'privacy.choice-not-stored':
    '保存先に接続できないため、記録できませんでした。**何も変わっていません**。数分後にもう一度試してください。',
  'privacy.now-unstored':
    'わかりました。今後、あなたの発言には回答しますが、保存はしません。これまでに保存したものは、あなたが削除するまで残ります。',
  'privacy.now-stored': 'わかりました。今後、あなたの発言を覚えておきます。',
  'privacy.not-kept': 'これを覚えておいてよいか今は確認できないため、保存しませんでした。',
  'privacy.exported':
    'あなたについて保存しているもののすべてを、読むためのページとJSONで送ります。このメッセージはあなたにしか見えません。',
  'privacy.need-manage': 'ほかの人について保存しているものを削除するには、「サーバー管理」権限が必要です。',
  'privacy.only-in-servers': 'ほかのメンバーがいるのはサーバーだけです。このコマンドはサーバーで使ってください。',
  'privacy.confirm-member': ({ member }) =>
    `このサーバーで${formatPerson(member)}さんについて保存しているものをすべて削除しますか？この操作は取り消せません。本人が拒否したことは、拒否されたままです。`,
  'privacy.member-deleted': ({ member }) =>
    `完了しました。このサーバーで${formatPerson(member)}さんについて保存していたものをすべて削除しました。`,
  'privacy.member-under-way': '削除していますが、まだ終わっていません。再起動されても、自動で続きます。',
  'privacy.member-sealed':
    'そのうち私が読めるものはすべて削除しました。**保存されているものの一部は読めません**。渡されていないキーで暗号化されているためです。このBotの運営者に伝えてください。キーを受け取りしだい、自動で調べます。',
  'privacy.server-deleted':
    '完了しました。このサーバーについて保存していたもの（会話、要約、設定、費用）をすべて削除しました。利用できる人、上限、同意を含め、すべての設定が最初の状態に戻りました。声を聞かれたくない人の記録は残ります。',
  'privacy.server-kept': '違う言葉が入力されたため、何も削除していません。',

  'form.privacy-server-title': 'このサーバーの全データを削除',
  'form.privacy-server-word': 'すべて削除するには「削除」と入力してください',
  'option.privacy-server-word':
    '会話、費用、すべての設定（利用できる人、上限、同意）が対象です。この操作は取り消せません。',
  'form.privacy-server-answer': '削除',

  /** What people read when they first ask, or have to agree to before they're answered. */
  'agreement.notice': ({ days }) =>
    `お知らせ: 私への質問はGoogleのGeminiに送信されます。質問は、回答とともに${countDays(days)}間保存します。保存しているものの確認と削除、または何も保存しないようにする設定は、/privacy でできます。`,
  'agreement.ask': ({ days }) =>
    `ここでは、次のことに同意した人にだけ回答し、同意した人の声だけを聞きます。私に向けて書いたことや話したことは、GoogleのGeminiに送信されます。何も保存しないよう求められていないかぎり、回答とともに${countDays(days)}間保存します。それでよければ、**同意する**を押してください。同意は、いつでも /privacy で取り消せます。`,
  'agreement.unknown':
    'ここでは、同意した人にだけ回答します。あなたが同意したかどうか、今は確認できません。1分ほどしてからもう一度試してください。',
  'agreement.given': ({ hearing }) =>
    `ありがとうございます。${FROM_NOW_ON[hearing]}先に質問していた場合は、もう一度質問してください。`,
  'agreement.given-asked': ({ hearing, questions }) =>
    `ありがとうございます。${FROM_NOW_ON[hearing]}${
      questions === 1 ? 'あなたの質問' : `あなたの最近の質問${number(questions)}件`
    }をこれから受け付けるので、もう一度質問する必要はありません。`,
  'agreement.not-stored':
    '保存先に接続できず、同意を記録できなかったため、**まだ有効になっていません**。数分後にもう一度ボタンを押してください。',
  'agreement.withdrawn':
    'わかりました。もう一度同意するまで、ここではあなたに回答せず、声も聞きません。これまでに保存したものは、あなたが削除するまで残ります。',
  'agreement.withdrawn-unneeded':
    'わかりました。同意が取り消されたことを記録しました。今ここでは、同意を求めずに全員に回答しています。私に質問しないようにし、私がいる通話に参加する場合は**ここでは自分の声を聞かせない**を押してください。',
  'agreement.withdrawn-unstored':
    'ここではもうあなたに回答せず、声も聞きませんが、保存先に接続できないため、再起動されるまでしか覚えていられません。数分後にもう一度ボタンを押してください。',

  /** About a message that somebody asks about, where people have to agree before their words are passed on. */
  'withheld.not-agreed': ({ name }) =>
    `${name}さんのメッセージは省きました。ここでは、同意した人が書いたものだけを取り次ぎますが、${name}さんはまだ同意していません。同意は /privacy でできます。`,
  'withheld.not-allowed': ({ name }) =>
    `${name}さんのメッセージは省きました。ここで${name}さんが書いたものを取り次ぐことはできません。`,
  'withheld.not-known': ({ name }) =>
    `${name}さんのメッセージは省きました。取り次ぐことに${name}さんが同意したかどうか、今は確認できません。1分ほどしてからもう一度質問してください。`,
  'withheld.no-author':
    '質問に添えられたメッセージは、誰が書いたかわからないため省きました。ここでは、同意した人が書いたものだけを取り次ぎます。',
  'withheld.forward':
    '転送されたメッセージは省きました。元のサーバーでは、同意した人が書いたものだけを取り次ぐことになっていますが、誰が書いたかわかりません。',
  'withheld.question': ({ person }) =>
    `その質問をもう一度することはできません。ここでは、同意した人が書いたものだけを取り次ぎますが、${formatPerson(person)}さんが同意したことを確認できません。`,

  'button.agree': '同意する',
  'button.disagree': '同意を取り消す',
  'button.privacy-export': 'ダウンロード',
  'button.privacy-delete': '削除',
  'button.privacy-confirm': 'すべて削除する',
  'button.privacy-unstored': '自分の発言を保存しない',
  'button.privacy-stored': '自分の発言を保存する',
  'button.privacy-server': 'このサーバーのデータを削除',
  'button.privacy-unheard': 'ここでは自分の声を聞かせない',
  'button.privacy-heard': 'ここで自分の声を聞かせる',

  'export.title': 'Parleyがあなたについて保存しているもの',
  'export.about': '時刻はUTCです。リンクを開くと、Discordのチャンネルが表示されます。',
  'export.said': 'あなた:',
  'export.answered': 'Parley:',
  'export.wrote': 'Parleyが書いたもの:',
  'export.sites': '見つけた場所:',
  'export.files': 'ファイル:',
  'export.quoted': '引用:',
  'export.quotes': 'ほかの人が引用したあなたの発言',
  'export.recaps': 'あなたを含む要約',
  'export.spent': 'あなたの質問にかかった費用（10億分の1ドル単位）',
  'export.unheard': 'あなたの声を聞いてはいけないサーバー',
  'export.choices': 'あなたが選んだこと',
  'export.left-out': 'ファイルが大きくなりすぎるため、古いほうの質問は省かれています:',
};
