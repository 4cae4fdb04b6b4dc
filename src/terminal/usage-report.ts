import { addTallies, NO_TALLY, type Tally } from '../budget/account.ts';
import { DOLLAR } from '../budget/price.ts';
import { TOKEN_COLUMNS, TOKEN_KINDS, toDollars, type UsageRow } from '../budget/usage-csv.ts';

/** The same as JSON: `{"rows":[…]}`. */
export const formatJson = (rows: readonly UsageRow[]): string => {
  const all = rows.map(({ day, home, channel, member, tally }) => ({
    ...{ day, home, channel, member, turns: tally.turns },
    tokens: Object.fromEntries(TOKEN_KINDS.map((kind) => [TOKEN_COLUMNS[kind], tally.kinds[kind]])),
    dollars: toDollars(tally),
    estimated: tally.estimated,
    decisions: { count: tally.decisions?.count ?? 0, dollars: (tally.decisions?.nano ?? 0) / DOLLAR },
  }));
  return `${JSON.stringify({ rows: all }, undefined, 2)}\n`;
};

const MARK = { true: '≈', false: ' ' };

const writeSums = (title: string, rows: readonly UsageRow[], nameOf: (row: UsageRow) => string): string[] => {
  const sums = new Map<string, Tally>();
  for (const row of rows) sums.set(nameOf(row), addTallies(sums.get(nameOf(row)) ?? NO_TALLY, row.tally));
  const lines = [...sums].map(
    ([name, tally]) =>
      `  ${name.padEnd(20)} ${MARK[`${tally.estimated}`]} $${toDollars(tally).toFixed(2).padStart(9)}  ${String(tally.turns).padStart(7)} turns`,
  );
  return [title, ...lines, ''];
};

/** What each day and each home cost, for a person. */
export const formatTable = (rows: readonly UsageRow[]): string => {
  if (rows.length === 0) return 'Nothing was spent.\n';
  return [
    ...writeSums('By day (UTC)', rows, ({ day }) => day),
    ...writeSums('By server or direct message', rows, ({ home }) => home),
    ...writeSums('All', rows, () => 'all'),
    '≈ marks what is estimated in part. --csv and --json tell channels, members and kinds of tokens.',
    '',
  ].join('\n');
};
