import { ACCENTS, BLACKBOARD, FUNCTIONS, LOWERED, RAISED, RELATIONS, SIGNS } from './tex-symbols.ts';

/** A longer or deeper formula isn't read, because no model writes one for people. */
const MOST = { length: 10_000, depth: 50 };

/** What a formula can't be read for. */
class UnreadableFormulaError extends Error {}

/**
 * A formula as plain text, e.g. `x₁² ≤ (a+b)/2`, possibly in several lines. What has no small sign is written as
 * `x^(n+α)`. Returns nothing if the formula can't be read.
 */
export const readFormula = (tex: string): string | undefined => {
  if (tex.length > MOST.length) return undefined;
  try {
    const lines = new FormulaReader(tex).readAll().split('\n').map(tidy).filter(Boolean);
    return lines.length === 0 ? undefined : lines.join('\n');
  } catch (error) {
    if (error instanceof UnreadableFormulaError) return undefined;
    throw error;
  }
};

const tidy = (line: string): string =>
  line
    .replace(/[\t ]+/g, ' ')
    .replace(/ ([,;)])/g, '$1')
    .trim();

/** Commands that say how something looks; only what they're about is kept. */
const STYLES =
  /^(?:math(?:rm|bf|it|sf|tt|cal|scr|frak|normal)|text(?:rm|bf|it|sf|tt|normal)?|operatorname|boldsymbol|bm|mbox|hbox|boxed|underbrace|overbrace|cancel|emph|phantom)$/;
const WORDS = /^(?:text(?:rm|bf|it|sf|tt|normal)?|mbox|hbox|emph|operatorname)$/;
const NOTHING =
  /^(?:displaystyle|textstyle|scriptstyle|limits|nolimits|[bB]igg?[lrm]?|!|middle|hline|nonumber|notag|noindent|bf|rm|it|centering)$/;
const SPACE = /^(?:[,;:>]|\s|quad|qquad|enspace|hspace|hfill|thinspace)$/;

const ROOTS = new Map([
  ['2', '√'],
  ['3', '∛'],
  ['4', '∜'],
]);

/** The brackets of each kind of matrix. */
const BRACKETS: Record<string, [string, string]> = {
  matrix: ['[', ']'],
  smallmatrix: ['[', ']'],
  array: ['[', ']'],
  bmatrix: ['[', ']'],
  pmatrix: ['(', ')'],
  Bmatrix: ['{', '}'],
  vmatrix: ['|', '|'],
  Vmatrix: ['‖', '‖'],
};

/** Reads a formula from its beginning to its end. */
class FormulaReader {
  readonly #tex: string;
  #at = 0;
  #depth = 0;

  constructor(tex: string) {
    this.#tex = tex;
  }

  readAll(): string {
    const text = this.#readUntil(/$/y);
    if (this.#at < this.#tex.length) throw new UnreadableFormulaError();
    return text;
  }

  /** Reads to what matches `end`, and over it. */
  #readUntil(end: RegExp): string {
    this.#depth += 1;
    if (this.#depth > MOST.depth) throw new UnreadableFormulaError();
    let text = '';
    while (this.#take(end) === undefined) {
      if (this.#at >= this.#tex.length) throw new UnreadableFormulaError();
      text = this.#readNext(text);
    }
    this.#depth -= 1;
    return text;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#tex);
    if (found) this.#at += found[0].length;
    return found?.[0];
  }

  /** Reads one thing more, which may change how the text before it ends. */
  #readNext(before: string): string {
    if (this.#take(/\\\\(?:\[[^\]]*\])?/y)) return `${before}\n`;
    if (this.#take(/&/y)) return `${before}\t`;
    if (this.#take(/\^/y)) return before + toScript(this.#readArgument(), RAISED, '^');
    if (this.#take(/_/y)) return before + toScript(this.#readArgument(), LOWERED, '_');
    if (this.#take(/[~\s]+/y)) return /[\s(]$/.test(before) ? before : `${before} `;
    const name = this.#take(/\\(?:[A-Za-z]+\*?|[\s\S])/y)?.slice(1);
    const relation = name === undefined ? undefined : RELATIONS.get(name);
    if (relation !== undefined) return `${before.replace(/ $/, '')} ${relation} `;
    const next = name === undefined ? this.#readPlain() : this.#readCommand(name);
    // A command ends at a letter, so what it stands for may run into the word before it.
    return FUNCTIONS.has(name ?? '') && /[\p{L}\p{N}]$/u.test(before) ? `${before} ${next}` : before + next;
  }

  #readPlain(): string {
    if (this.#take(/\{/y)) return this.#readUntil(/\}/y);
    if (this.#take(/'/y)) return '′';
    const one = this.#take(/[\s\S]/uy) ?? '';
    if (one === '}') throw new UnreadableFormulaError();
    return one;
  }

  /** Reads what a command or a script is about: a group, a command or a sign. */
  #readArgument(): string {
    this.#take(/\s+/y);
    if (this.#at >= this.#tex.length) throw new UnreadableFormulaError();
    const name = this.#take(/\\(?:[A-Za-z]+|[\s\S])/y)?.slice(1);
    return name === undefined ? this.#readPlain() : (RELATIONS.get(name) ?? this.#readCommand(name));
  }

  #readWords(): string {
    return (this.#take(/\s*\{[^{}]*\}/y) ?? this.#readArgument()).replace(/^\s*\{|\}$/g, '');
  }

  #readCommand(name: string): string {
    const sign = SIGNS.get(name);
    if (sign !== undefined) return sign;
    if (FUNCTIONS.has(name)) return this.#take(/(?=\s*[A-Za-z\\])/y) === undefined ? name : `${name} `;
    const accent = ACCENTS.get(name);
    if (accent !== undefined) return putOn(this.#readArgument(), accent, /line$/.test(name));
    if (WORDS.test(name.replace('*', ''))) return this.#readWords();
    if (STYLES.test(name)) return this.#readArgument();
    if (NOTHING.test(name)) return '';
    if (SPACE.test(name)) return ' ';
    const read = COMMANDS[name];
    if (read)
      return read({
        argument: () => this.#readArgument(),
        take: (what) => this.#take(what),
        rows: () => this.#readRows(),
      });
    if (/^[a-zA-Z]/.test(name)) throw new UnreadableFormulaError();
    return name === '|' ? '‖' : name;
  }

  /** Reads an environment, e.g. a matrix, whose first word has been read. */
  #readRows(): string {
    const kind = /\{([A-Za-z]+)\*?\}/.exec(this.#take(/\s*\{[A-Za-z]+\*?\}/y) ?? '')?.[1];
    if (kind === undefined) throw new UnreadableFormulaError();
    if (kind === 'array' || kind === 'alignedat' || kind === 'alignat') this.#take(/\s*\{[^{}]*\}/y);
    const body = this.#readUntil(new RegExp(`\\\\end\\{${kind}\\*?\\}`, 'y'));
    const rows = body.split('\n').filter((row) => row.trim() !== '');
    const inOneLine = (between: string) => rows.map((row) => row.split('\t').map(tidy).join(between)).join('; ');
    if (kind === 'cases') return `{ ${inOneLine(' ').replace(/,{2,}/g, ',')} }`;
    const [left, right] = BRACKETS[kind] ?? [];
    return left === undefined ? rows.join('\n').replaceAll('\t', '') : `${left}${inOneLine(' ')}${right}`;
  }
}

/** What a command may read. */
type CommandMeans = { argument(): string; take(what: RegExp): string | undefined; rows(): string };

const divide = ({ argument }: CommandMeans): string => {
  const above = bracket(argument(), /^[^\s+\-±∓=<>≤≥/,;]+$/u);
  return `${above}/${bracket(argument(), ATOM)}`;
};

const readBracket = ({ take }: CommandMeans): string => {
  const bracketName = take(/\s*(?:\\(?:[A-Za-z]+|[\s\S])|[\s\S])/y)?.trim() ?? '.';
  if (bracketName === '.') return '';
  return bracketName.startsWith('\\') ? (SIGNS.get(bracketName.slice(1)) ?? bracketName.slice(1)) : bracketName;
};

const skip = ({ argument }: CommandMeans): string => {
  argument();
  return '';
};

const COMMANDS: Record<string, (means: CommandMeans) => string> = {
  frac: divide,
  dfrac: divide,
  tfrac: divide,
  cfrac: divide,
  sqrt: ({ argument, take }) => {
    const degree =
      take(/\s*\[[^\]]*\]/y)
        ?.trim()
        .slice(1, -1) ?? '2';
    const root = ROOTS.get(degree) ?? `${toScript(degree, RAISED, '^')}√`;
    return root + bracket(argument(), /^(?:\p{L}|\d+)$/u);
  },
  binom: ({ argument }) => `C(${argument()}, ${argument()})`,
  pmod: ({ argument }) => ` (mod ${argument()})`,
  mathbb: ({ argument }) => [...argument()].map((letter) => BLACKBOARD.get(letter) ?? letter).join(''),
  not: ({ argument }) => putOn(argument(), '\u0338', false),
  left: readBracket,
  right: readBracket,
  overset: ({ argument }) => {
    const above = argument();
    return argument() + toScript(above, RAISED, '^');
  },
  underset: ({ argument }) => {
    const below = argument();
    return argument() + toScript(below, LOWERED, '_');
  },
  stackrel: ({ argument }) => {
    const above = argument();
    return argument() + toScript(above, RAISED, '^');
  },
  xrightarrow: ({ argument }) => ` →${toScript(argument(), RAISED, '^')} `,
  color: skip,
  textcolor: ({ argument }) => {
    argument();
    return argument();
  },
  tag: ({ argument }) => `  (${argument()})`,
  label: skip,
  begin: ({ rows }) => rows(),
};

/** One thing that needs no brackets: a number, or a letter with its small signs. */
const ATOM = /^(?:[\d.,]+|\p{L}?[\p{M}′₀-₟⁰-ⁿ²³¹ᵢⱼᵃ-ᶿ]*|\((?:[^()])*\))$/u;

const bracket = (text: string, alone: RegExp): string => {
  const inside = text.trim();
  return alone.test(inside) || /^\([^()]*\)$/.test(inside) ? inside : `(${inside})`;
};

/** A text in small signs if each of its signs has one. */
const toScript = (text: string, signs: Map<string, string>, mark: '^' | '_'): string => {
  const all = [...text.replace(/\s+/g, '')];
  const small = all.map((sign) => signs.get(sign));
  if (!small.includes(undefined)) return small.join('');
  const whole = text.trim();
  return [...whole].length === 1 ? `${mark}${whole}` : `${mark}(${whole})`;
};

const putOn = (text: string, accent: string, everywhere: boolean): string => {
  const [first = '', ...others] = [...text.trim()];
  return everywhere ? [first, ...others].map((each) => each + accent).join('') : first + accent + others.join('');
};
