import type { reminderSentences as english } from '../en/reminder-sentences.ts';
import { formatDate, formatPerson } from '../intl.ts';
import { toInline } from '../markdown-escape.ts';
import { number } from './grammar.ts';

/** Reminders: asking for them, writing them, and `/reminders`. */
export const reminderSentences: typeof english = {
  'choice.tools-reminders': 'reminders: リマインダー',
  'tools.ask-reminder-asker': ({ text, at }) =>
    `あなたへのリマインダー（ここで、${formatDate(at)}）: 「${toInline(text)}」。`,
  'tools.ask-reminder-channel': ({ text, at }) =>
    `ここの全員へのリマインダー（${formatDate(at)}）: 「${toInline(text)}」。`,
  'tools.did-reminder': ({ at }) => `設定しました: ${formatDate(at)}。`,
  'tools.reminder-past': 'その時刻はもう過ぎているため、設定していません。もう一度頼んでください。',
  'tools.reminders-full': ({ most }) =>
    `ここではこれ以上リマインダーを設定できません。1人${number(most)}件までなので、先にどれかを取り消してください。`,
  'tools.ask-cancel': ({ text, at }) => `${formatDate(at)}のリマインダーを取り消し: 「${toInline(text)}」。`,
  'tools.did-cancel': 'リマインダーを取り消しました。',
  'tools.no-reminder': 'そのリマインダーはもうありません。',
  'reminders.none': 'ここにリマインダーはありません。',
  'reminders.some': 'ここでのリマインダー:',
  'choice.pick-reminder': 'リマインダーを取り消す',
  'reminder.about': ({ mark, at }) => `リマインダー${mark}（${formatDate(at)}に依頼）。`,
  'reminder.from': ({ person }) => `${formatPerson(person)}さんから。`,
  'reminder.late': ({ at }) => `本来は${formatDate(at)}の予定でしたが、遅れました。`,
  'kept.reminders': ({ reminders }) => `これからのリマインダー: ${number(reminders)}件`,
  'export.reminders': 'リマインダー',
};
