import type { TokenKinds } from '../base/expense.ts';
import { addTallies, NO_TALLY, type Tally } from './account.ts';
import { DOLLAR } from './price.ts';
import type { UsageDay } from './usage.ts';

/** What a member spent in a channel on a day. `home` is the server, or the channel of a direct message. */
export type UsageRow = { day: string; home: string; channel: string; member: string; tally: Tally };

/** The rows of accounts, which may come in any order and in pieces, sorted by day, home, channel and member. */
export const listUsage = async (
  accounts: Iterable<UsageDay & { home: string }> | AsyncIterable<UsageDay & { home: string }>,
): Promise<UsageRow[]> => {
  const rows = new Map<string, UsageRow>();
  for await (const { day, home, account } of accounts)
    for (const [channel, members] of Object.entries(account.channels))
      for (const [member, tally] of Object.entries(members)) {
        const key = [day, home, channel, member].join(' ');
        const before = rows.get(key);
        rows.set(key, { day, home, channel, member, tally: addTallies(before?.tally ?? NO_TALLY, tally) });
      }
  return [...rows].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
};

/** The columns of the kinds of tokens. */
export const TOKEN_COLUMNS: Record<keyof TokenKinds, string> = {
  textIn: 'text_in',
  soundIn: 'sound_in',
  imageIn: 'image_in',
  textOut: 'text_out',
  soundOut: 'sound_out',
  thoughts: 'thoughts',
  searches: 'searches',
};
/** The kinds of tokens, in the order of their columns. */
export const TOKEN_KINDS = Object.keys(TOKEN_COLUMNS) as (keyof TokenKinds)[];

/** What a tally comes to in dollars. */
export const toDollars = ({ nano }: Tally): number => nano / DOLLAR;

/** A value of a line (RFC 4180). */
const toCell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** CSV with a head, and lines that end as RFC 4180 has it. */
export const formatCsv = (rows: readonly UsageRow[]): string =>
  [
    [
      'day',
      'home',
      'channel',
      'member',
      'turns',
      ...Object.values(TOKEN_COLUMNS),
      'dollars',
      'estimated',
      'decisions',
      'decision_dollars',
      'recaps',
    ],
    ...rows.map(({ day, home, channel, member, tally }) => [
      ...[day, home, channel, member, String(tally.turns)],
      ...TOKEN_KINDS.map((kind) => String(tally.kinds[kind])),
      ...[toDollars(tally).toFixed(9), String(tally.estimated)],
      // These are a part of what comes before.
      ...[String(tally.decisions?.count ?? 0), ((tally.decisions?.nano ?? 0) / DOLLAR).toFixed(9)],
      String(tally.recaps ?? 0),
    ]),
  ]
    .map((line) => `${line.map(toCell).join(',')}\r\n`)
    .join('');
