import type { reminderSentences as english } from '../en/reminder-sentences.ts';
import { formatDate, formatPerson } from '../intl.ts';
import { toInline } from '../markdown-escape.ts';
import { number } from './grammar.ts';

/** Reminders: asking for them, writing them, and `/reminders`. */
export const reminderSentences: typeof english = {
  'choice.tools-reminders': 'reminders: リマインダーを送る',
  'tools.ask-reminder-asker': ({ text, at }) =>
    `${formatDate(at)}に、ここであなたにリマインダーを送ります: 「${toInline(text)}」。`,
  'tools.ask-reminder-channel': ({ text, at }) =>
    `${formatDate(at)}に、ここの全員に向けてリマインダーを送ります: 「${toInline(text)}」。`,
  'tools.did-reminder': ({ at }) => `リマインダーを設定しました: ${formatDate(at)}。`,
  'tools.reminder-past': 'その時刻はもう過ぎているため、リマインダーを設定しませんでした。もう一度頼んでください。',
  'tools.reminders-full': ({ most }) =>
    `ここではこれ以上リマインダーを設定できません。1人${number(most)}件までなので、先にどれかを取り消してください。`,
  'tools.ask-cancel': ({ text, at }) => `${formatDate(at)}のリマインダーを取り消します: 「${toInline(text)}」。`,
  'tools.did-cancel': 'リマインダーを取り消しました。',
  'tools.no-reminder': 'そのリマインダーはもうありません。',
  'reminders.none': 'ここには、あなたのリマインダーはありません。',
  'reminders.some': 'ここでのあなたのリマインダー:',
  'choice.pick-reminder': 'リマインダーを取り消す',
  'reminder.about': ({ mark, at }) => `リマインダー ${mark}、${formatDate(at)}に頼まれたものです。`,
  'reminder.from': ({ person }) => `${formatPerson(person)}さんからです。`,
  'reminder.late': ({ at }) => `本来は${formatDate(at)}の予定でしたが、遅くなりました。`,
  'kept.reminders': ({ reminders }) => `今後のリマインダー: ${number(reminders)}件`,
  'export.reminders': 'リマインダー',
};
