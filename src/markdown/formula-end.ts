import type { Line } from './lines.ts';

/** The longest formula in lines of its own, in characters. */
const LONGEST_FORMULA = 2_000;

const FORMULA_BODY = /^\s*(?:\$\$((?:(?!\$\$)[\s\S])+)\$\$|\\\[((?:(?!\\\])[\s\S])+)\\\])[.,;]?(?=[^\S\n]*(\n|$))/;

/** Where a formula in lines of its own ends. Nothing but a full stop or a comma may follow, and no empty line be in it. */
export const findFormulaEnd = (source: string, { from }: Line): number | 'none' | 'open' => {
  const text = source.slice(from, from + LONGEST_FORMULA);
  const blank = text.search(/\n[^\S\n]*\n/);
  const found = FORMULA_BODY.exec(blank < 0 ? text : text.slice(0, blank + 1));
  if (found) return found[3] === '\n' ? from + found[0].length : 'open';
  const isClosed = /^\s*(?:\$\$[^$]+\$\$|\\\[[\s\S]*?\\\])[^\S\n]*[^\s.,;]/.test(text);
  return blank >= 0 || isClosed || text.length === LONGEST_FORMULA ? 'none' : 'open';
};
