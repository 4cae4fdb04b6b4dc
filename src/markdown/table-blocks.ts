import type { Table, TableCell } from 'mdast';
import { type Block, encloseCode } from './block.ts';
import { type CellAlign, fillCell, measureWidth, wrapText } from './display-width.ts';
import { listLinks, renderText, type TextPlace, toPlain } from './inline.ts';

/** A wider table doesn't fit into a line of code at Discord, in columns. */
const WIDEST = 64;

/** No column becomes narrower than this by wrapping. */
const NARROWEST = 8;

/** A cell with more lines makes a table unreadable. */
const TALLEST = 6;

/** A table with its fences has to fit into one message; this leaves room for a line above it. */
const LARGEST = 1_900;

const BETWEEN = ' | ';

/** The cells of a table in plain words, row by row, filled up so that every row has as many. */
const readRows = ({ children }: Table): string[][] => {
  const rows = children.map((row) => row.children.map((cell) => toPlain(cell.children).trim()));
  const most = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array.from({ length: most - row.length }, () => '')]);
};

/**
 * A table as an aligned block of code, with the links of its cells below; as a list if it's too wide or too long for that. With `long` it's only
 * a part of one that is.
 */
export const renderTable = (table: Table, place: TextPlace, { gap, long }: { gap: string; long: boolean }): Block[] => {
  const text = long ? undefined : drawTable(readRows(table), table.align ?? []);
  if (text === undefined || text.length > LARGEST) return listRows(table, place, gap);
  const links = [
    ...new Set(table.children.flatMap((row) => row.children.flatMap((cell) => listLinks(cell.children, place)))),
  ];
  return [{ is: 'fixed', gap, text }, ...links.map((link): Block => ({ is: 'fixed', gap: '\n', text: `- ${link}` }))];
};

/** A table as code; nothing if it's too wide. */
const drawTable = (rows: readonly string[][], align: readonly CellAlign[]): string | undefined => {
  const bounds = fitWidths(rows);
  if (!bounds) return undefined;
  const wrapped = rows.map((row) => row.map((cell, at) => wrapText(cell, bounds[at] ?? 0)));
  // Words rarely fill the lines into which they're wrapped.
  const widths = bounds.map((_, at) => Math.max(1, ...wrapped.flatMap((row) => (row[at] ?? []).map(measureWidth))));
  if (wrapped.some((row) => row.some((cell) => cell.length > TALLEST))) return undefined;
  const rule = widths.map((width) => '-'.repeat(width)).join('-+-');
  const drawn = wrapped.map((row) => drawRow(row, widths, align));
  const [head = '', ...body] = drawn;
  // With wrapped cells a row has several lines, so it must be seen where each ends.
  const between = wrapped.slice(1).some((row) => row.some((cell) => cell.length > 1)) ? `\n${rule}\n` : '\n';
  return encloseCode([head, rule, ...(body.length > 0 ? [body.join(between)] : [])].join('\n'));
};

const drawRow = (cells: readonly string[][], widths: readonly number[], align: readonly CellAlign[]): string => {
  const height = Math.max(1, ...cells.map((cell) => cell.length));
  const lines = Array.from({ length: height }, (_, line) =>
    cells.map((cell, at) => fillCell(cell[line] ?? '', widths[at] ?? 0, align[at])).join(BETWEEN),
  );
  return lines.map((line) => line.trimEnd()).join('\n');
};

/** The width of each column, so that all fit; nothing if they can't. The widest give way first. */
const fitWidths = (rows: readonly string[][]): number[] | undefined => {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(1, ...rows.flatMap((row) => (row[at] ?? '').split('\n').map(measureWidth))),
  );
  const room = WIDEST - BETWEEN.length * (columns - 1);
  for (let all = sum(widths); all > room; all -= 1) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) return undefined;
    widths[widths.lastIndexOf(widest)] = widest - 1;
  }
  return widths;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** A table as a list: for each row its first cell, and below it what the others say. */
const listRows = ({ children }: Table, place: TextPlace, gap: string): Block[] => {
  const render = (cell: TableCell | undefined) =>
    renderText(cell?.children ?? [], place)
      .replaceAll('\\|', '|')
      .replace(/\s*\n\s*/g, ' / ')
      .trim();
  const [head, ...rows] = children;
  const names = (head?.children ?? []).map(render);
  if (names.length <= 1)
    return listColumn(
      names[0] ?? '',
      rows.map(({ children: [cell] }) => render(cell)),
      gap,
    );
  return rows.map(({ children: [first, ...others] }, row): Block => {
    const title = render(first).replaceAll('**', '');
    const lines = others.flatMap((cell, at) => {
      const value = render(cell);
      const name = (names[at + 1] ?? '').replaceAll('**', '');
      return value === '' ? [] : [`- ${name === '' ? '' : `${name}: `}${value}`];
    });
    return {
      is: 'fixed',
      gap: row === 0 ? gap : '\n',
      text: [...(title ? [`**${title}**`] : []), ...lines].join('\n'),
    };
  });
};

const listColumn = (name: string, values: readonly string[], gap: string): Block[] => {
  const title = name.replaceAll('**', '');
  const lines = values.filter(Boolean).map((value) => `- ${value}`);
  return [...(title ? [`**${title}**`] : []), ...lines].map((text, at) => ({
    is: 'fixed',
    gap: at === 0 ? gap : '\n',
    text,
  }));
};
