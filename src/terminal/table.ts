import type { CheckRow } from './check.ts';

const VERDICT = { true: 'ok', false: 'FAIL', note: 'note', skipped: 'skip' };

/** Further lines of a row stand under its last column. */
const indent = (width: number): string => ' '.repeat(width + 8);

/** Makes a function that writes one row, aligned with the rows of all `names`. */
export const makeRowWriter = (names: readonly string[]) => {
  const width = Math.max(0, ...names.map(({ length }) => length));
  return (row: CheckRow): string => {
    const verdict = VERDICT[`${row.ok}`].padEnd(4);
    const remedy = 'remedy' in row && row.remedy ? [`${indent(width)}${row.remedy}`] : [];
    return [`${verdict}  ${row.name.padEnd(width)}  ${row.seen}`, ...remedy].join('\n');
  };
};
