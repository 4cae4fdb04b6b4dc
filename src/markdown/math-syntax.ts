import type { Literal } from 'mdast';
import type { Extension as TreeExtension } from 'mdast-util-from-markdown';
import type { Code, Effects, Extension, State, TokenizeContext } from 'micromark-util-types';

/** A formula in a text. Its value is TeX. */
export type Formula = Literal & { type: 'formula'; display: boolean };

declare module 'mdast' {
  interface PhrasingContentMap {
    formula: Formula;
  }
  interface RootContentMap {
    formula: Formula;
  }
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    formula: 'formula';
    formulaText: 'formulaText';
  }
}

/** How a formula begins and ends, how long it may be in characters, and whether it may have several lines. */
type Form = { open: string; close: string; most: number; lines: boolean };

const FORMS: readonly Form[] = [
  { open: '$$', close: '$$', most: 1_000, lines: true },
  { open: '$', close: '$', most: 200, lines: false },
  { open: '\\(', close: '\\)', most: 300, lines: false },
  { open: '\\[', close: '\\]', most: 1_000, lines: true },
];

const DOLLAR = 36;
const BACKSLASH = 92;

/** Codes below this are the ends of lines (micromark, `codes`). */
const END_OF_LINE = -2;

/** Reads `$x$`, `$$x$$`, `\(x\)` and `\[x\]` as formulas, but not the dollars of amounts and of variables. */
export const makeMathSyntax = (): Extension => {
  const construct = { name: 'formula', tokenize, previous: (code: Code) => code !== DOLLAR && code !== BACKSLASH };
  return { text: { [DOLLAR]: construct, [BACKSLASH]: construct } };
};

/** Makes nodes of formulas. */
export const makeMathNodes = (): TreeExtension => ({
  enter: {
    formula(token) {
      this.enter({ type: 'formula', value: '', display: false }, token);
    },
  },
  exit: {
    formula(token) {
      const node = this.stack.at(-1);
      const source = this.sliceSerialize(token);
      const form = findForm(source);
      if (node?.type === 'formula' && form) {
        node.value = contentOf(source, form);
        node.display = form.lines;
      }
      this.exit(token);
    },
  },
});

/** The index from which a text, to its end, may become a formula as it grows; nothing if it can't. */
export const findOpenFormula = (text: string): number | undefined => {
  for (const { index } of text.matchAll(/(?<![$\\\w])\$|(?<!\\)\\[([]?|(?<![\\$])\$\$/g)) {
    const rest = text.slice(index);
    if (rest === '\\' || FORMS.some((form) => isOpen(rest, form))) return index;
  }
  return undefined;
};

const isOpen = (rest: string, form: Form): boolean => {
  const isBegun = rest.startsWith(form.open) || form.open.startsWith(rest);
  if (!isBegun || (form.open === '$' && rest.startsWith('$$'))) return false;
  if (rest.length >= form.most || /\n[^\S\n]*\n/.test(rest) || (!form.lines && rest.includes('\n'))) return false;
  return form.open !== '$' || !isAmount(rest.slice(1));
};

const findForm = (source: string): Form | undefined => FORMS.find(({ open }) => source.startsWith(open));

const contentOf = (source: string, { open, close }: Form): string => source.slice(open.length, -close.length);

/** Whether what follows a dollar is an amount, or a price with a word, and no formula. */
const isAmount = (after: string): boolean => {
  if (/^\s/.test(after)) return true;
  const [first = ''] = /^\S*/.exec(after) ?? [];
  return /^\d/.test(after) && after.length > first.length && !/[\\^_{}=+*/<>]/.test(first);
};

/** Whether a formula is closed here, if `next` is the code behind it. */
const isClosed = (source: string, form: Form, next: Code): boolean => {
  const { open, close } = form;
  if (source.length < open.length + close.length + 1 || !source.endsWith(close)) return false;
  const content = contentOf(source, form);
  if (content.trim() === '') return false;
  if (close !== '$') return true;
  const isWord = next !== null && next > 0 && /[\p{L}\p{N}$]/u.test(String.fromCodePoint(next));
  return !isWord && !/[\s\\]$/.test(content) && !isAmount(content) && !content.includes('$');
};

function tokenize(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  let source = '';
  let inText = false;
  const endText = () => {
    if (inText) effects.exit('formulaText');
    inText = false;
  };
  const next: State = (code) => {
    const form = findForm(source);
    const isBegun = form !== undefined && !(source === '$' && code === DOLLAR);
    if (isBegun && isClosed(source, form, code)) {
      endText();
      effects.exit('formula');
      return ok(code);
    }
    if (code === null || (form === undefined && source.length > 1) || source.length > (form?.most ?? 2))
      return nok(code);
    if (code < END_OF_LINE) {
      if (!form?.lines) return nok(code);
      endText();
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      source += '\n';
      return next;
    }
    if (!inText) effects.enter('formulaText');
    inText = true;
    effects.consume(code);
    source += code > 0 ? String.fromCodePoint(code) : ' ';
    return next;
  };
  return (code) => {
    effects.enter('formula');
    return next(code);
  };
}
