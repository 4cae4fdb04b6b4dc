import type { OperatorFault } from '../../../base/events.ts';
import type { englishBoard } from './english-board.ts';
import { japaneseFormats, japaneseTurns } from './japanese-turns.ts';

const { amounts } = japaneseFormats;
const { count } = amounts;

/** What only the operator can fix at Google, after a colon. */
const FAULTS: Record<OperatorFault, string> = {
  credits: '前払いのクレジットを使い切りました',
  cap: '支出の上限に達しました',
  billing: '請求先が無効か閉鎖されています',
  region: 'Parleyが動いている場所では提供されていません',
  key: 'キーが間違っているか期限切れです',
  leaked: 'キーが公開の場で見つかりました',
  blocked: 'キーまたはそのプロジェクトがブロックされています',
  restricted: 'キーがその場所またはGeminiで使えないように制限されています',
  denied: '理由は示されていません',
  model: 'そのモデルは存在しません',
  closed: 'そのモデルはもう提供されていません',
  address: 'GEMINI_BASE_URLのサーバーがLive APIではありません',
  setup: 'Parleyの設定がこのモデルに合っていません',
};

const PERIODS = { day: '1日あたり', month: '1か月あたり' };

/** Every word of the operator's page in Japanese. */
export const japaneseBoard: typeof englishBoard = {
  amounts,
  ...japaneseTurns,

  'page.title': 'Parley: 運営者ページ',
  'page.loading': '読み込み中…',
  'page.script': 'このページにはJavaScriptが必要です。',
  'page.closed':
    'パスワードなしでこのマシン以外からもアクセスできてしまうため、ここでは運営者ページを表示しません。OPERATOR_PASSWORDかOPERATOR_TOKENを設定するか、HTTP_HOSTを127.0.0.1にして、Parleyを起動し直してください。',

  'login.title': 'Parleyにログイン',
  'login.password': '運営者のパスワード',
  'login.enter': 'ログイン',
  'login.wrong': 'パスワードが違います。',
  'login.late': ({ minutes }) => `パスワードの間違いが多すぎます。${count(minutes)}分後にもう一度試してください。`,

  'status.ended': 'このプロセスは終了しました。',
  'status.lost': 'このプロセスに接続できません。再試行しています…',
  'status.ready': '準備完了です。',
  'status.ready-but': ({ troubles }) => `準備完了ですが、問題があります（${troubles.join('、')}）。`,
  'status.not-ready': ({ troubles }) => `準備ができていません（${troubles.join('、')}）。`,
  'status.fault': ({ fault }) => `Geminiが接続を拒否: ${FAULTS[fault]} [${fault}]`,
  troubles: {
    discord: 'Discordに未接続',
    spare: 'ほかのプロセスがすべてのシャードを担当中で、空けば引き継ぎます',
    commands: 'コマンドが未登録',
    store: '保存先が動作していません',
    gemini: 'Geminiが接続を拒否',
    stopping: 'ドレイン中',
  },

  'control.refuse': '新しい通話を断る',
  'control.take': '通話の受け付けを再開',
  'control.drain': 'このプロセスをドレイン…',
  'control.logout': 'ログアウト',
  'drain.title': 'このプロセスをドレインしますか？',
  'drain.text':
    '新しい質問や通話を受け付けず、実行中のものを終わらせ、会話をほかのプロセスに引き継いでから終了します。再び起動するものも、ほかのプロセスもなければ、誰も回答を得られなくなります。',
  'drain.cancel': 'キャンセル',
  'drain.drain': 'ドレインする',

  'said.open': '質問を開きました。',
  'said.unreadable': 'このファイルを読み込めません。',
  'said.taking': '新しい通話の受け付けを再開しました。',
  'said.refusing': 'これから新しい通話を断ります。',
  'said.draining': 'このプロセスをドレインしています。',
  'said.left': 'ログアウトしました。',
  'said.unreachable': 'プロセスに接続できません。',
  'said.refused': ({ status }) => `プロセスに拒否されました（${status}）。`,
  refusals: {
    'old-page': 'このページは古くなっています。再読み込みしてから、もう一度試してください。',
    starting: 'プロセスはまだ起動中です。少ししてからもう一度試してください。',
    broke: 'プロセスで実行できませんでした。理由はログにあります。',
  },

  'section.now': '現在',
  'section.minutes': '直近の数分',
  'section.awake': 'アクティブな会話',
  'section.caps': '使用上限',
  'section.gateway': 'ゲートウェイ',
  'section.warnings': '警告',
  'section.turns': '質問',
  'section.line': '1つの質問のタイムライン',

  'number.sessions': '開いているセッション',
  'number.sessions-of': ({ open, most }) => `${count(most)}件中${count(open)}件`,
  'number.awake': 'アクティブな会話',
  'number.waiting': '待機中の質問',
  'number.calls': '通話',
  'number.calls-refused': ({ calls }) => `${count(calls)}（新規は停止中）`,
  'number.turns': '直近1分の質問',
  'number.all-turns': '起動後の質問',
  'number.turns-failed': ({ turns, failed }) => `${count(turns)}件、うち失敗${count(failed)}件`,
  'number.first': '最初の部分、p50 / p95',
  'number.whole': '回答全体、p50 / p95',
  'number.tokens': '起動後のトークン',
  'number.searches': '起動後のウェブ検索',
  'number.dollars': '起動後の費用（ドル）',
  'number.store': '保存先',
  'number.store-is': ({ is, queued, lost }) => `${is}、待機${count(queued)}件、消失${count(lost)}件`,
  stores: { starting: '起動中', here: '接続可', away: '接続不可', closed: '終了' },
  'number.memory': 'メモリ',
  'number.voices': '音声プロセス',
  'number.since': '起動時刻',

  'chart.label': ({ title }) => `${title}（最長で直近15分間）`,
  'chart.key': ({ name, value }) => `${name}: ${value}`,
  charts: {
    work: '開いているもの',
    turns: '1分あたりの質問',
    latency: 'レイテンシー',
    tokens: '1分あたりのトークン',
    dollars: '1分あたりの費用（ドル）',
  },
  series: {
    sessions: 'セッション',
    calls: '通話',
    waiting: '待機中の質問',
    turns: '質問',
    first50: '最初の部分、p50',
    first95: '最初の部分、p95',
    whole50: '全体、p50',
    whole95: '全体、p95',
    tokens: 'トークン',
    dollars: 'ドル',
  },

  'place.direct': 'ダイレクトメッセージ',
  'place.unknown': '不明なサーバー',
  'place.channel': ({ server, channel }) => `${server}、#${channel}`,
  'place.thread': ({ server, channel }) => `${server}、#${channel}のスレッド`,

  'awake.label': 'アクティブな会話の表',
  'awake.none': 'アクティブな会話はありません。',
  'awake.more': ({ more }) => `ほかに${count(more)}件あります。`,
  'awake.where': '場所',
  'awake.state': '状態',
  'awake.waiting': '待機中の質問',
  states: { busy: '回答中', connected: '接続中', resting: '未接続' },

  'caps.label': '使用上限の表',
  'caps.unknown': '保存先に問い合わせられないため、使用量がわかりません。',
  'caps.none': 'このプロセスに上限はなく、上限に近いサーバーやチャンネルもありません。',
  'caps.what': '対象',
  'caps.spent': '使用量',
  'caps.share': '割合',
  'caps.again': 'リセット日時',
  'caps.process': ({ period }) => `全体、${PERIODS[period]}`,
  'caps.server': ({ place, period }) => `${place}、全チャンネル、${PERIODS[period]}`,
  'caps.channel': ({ place, period }) => `${place}、${PERIODS[period]}`,
  'caps.spent-of': ({ spent, limit }) => `${spent} / ${limit}`,
  'caps.tokens': ({ tokens }) => `${count(tokens)}トークン`,
  'caps.meter': ({ name }) => `使用量: ${name}`,

  'shards.none': 'まだありません。',
  'shards.line': ({ id, state }) => `シャード${id}: ${state}`,
  'shards.ping': ({ id, state, ping }) => `シャード${id}: ${state}、${ping}`,
  shards: {
    ready: '準備完了',
    connecting: '接続中',
    reconnecting: '再接続中',
    idle: '待機中',
    nearly: 'まもなく準備完了',
    disconnected: '切断',
    waitingforguilds: 'サーバーの情報を待機中',
    identifying: '認証中',
    resuming: '再開中',
  },

  'warnings.label': '警告の表',
  'warnings.none': '起動してから警告はありません。',
  'warnings.event': 'イベント',
  'warnings.level': 'レベル',
  'warnings.count': '回数',
  'warnings.last': '最終発生',
};
