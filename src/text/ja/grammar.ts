import { makeFormats } from '../intl.ts';
import type { Permission, RefusedExtra } from '../values.ts';

export const formats = makeFormats('ja', ['other']);
export const { plural, list, either, language, number, seconds, dollars, megabytes, kilobytes, date } = formats;

/** Permissions as Discord's apps name them. */
const PERMISSIONS: Record<Permission, string> = {
  ViewChannel: 'チャンネルを見る',
  Connect: '接続',
  Speak: '発言',
  RequestToSpeak: 'スピーカー参加をリクエスト',
  SendMessages: 'メッセージを送信',
  SendMessagesInThreads: 'スレッドでメッセージを送信',
};

export const listPermissions = (all: readonly Permission[]): string =>
  list(all.map((one) => `「${PERMISSIONS[one]}」`));

const EXTRAS: Record<RefusedExtra, string> = {
  vocabulary: '用語',
  'languages-heard': 'ここで話される言語',
  voice: '声',
  search: '検索',
  thinking: '思考レベル',
  model: 'モデル',
  character: 'キャラクター',
};

export const listRefused = (all: readonly RefusedExtra[]): string => list(all.map((one) => EXTRAS[one]));

/** A number of days. */
export const countDays = (days: number): string => `${number(days)}日`;
