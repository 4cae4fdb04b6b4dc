import stringWidth from 'string-width';

/** A line that contains letters written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Without width; the letters before it don't turn the order of the columns around. */
const LEFT_TO_RIGHT_MARK = '\u200e';

const segmenter = new Intl.Segmenter();

/** How many columns a text takes in code; full-width letters take two. */
export const measureWidth = (text: string): number => stringWidth(text);

/** How a cell stands in its column. */
export type CellAlign = 'left' | 'right' | 'center' | null | undefined;

/** A text that's filled up with spaces to this width. */
export const fillCell = (text: string, width: number, align: CellAlign): string => {
  const marked = RIGHT_TO_LEFT.test(text) ? text + LEFT_TO_RIGHT_MARK : text;
  const room = Math.max(0, width - measureWidth(text));
  const left = align === 'right' ? room : align === 'center' ? Math.floor(room / 2) : 0;
  return ' '.repeat(left) + marked + ' '.repeat(room - left);
};

/** The lines of a text, of at most this width, broken between words or, if a word is longer, within it. */
export const wrapText = (text: string, width: number): string[] =>
  text.split('\n').flatMap((line) => wrapLine(line, width));

const wrapLine = (line: string, width: number): string[] => {
  const lines: string[] = [];
  let now = '';
  for (const word of line.split(' ').flatMap((one) => breakWord(one, width))) {
    const longer = now === '' || word.joined ? now + word.text : `${now} ${word.text}`;
    if (now !== '' && measureWidth(longer) > width) {
      lines.push(now);
      now = word.text;
    } else now = longer;
  }
  return [...lines, now];
};

/** A word in pieces that fit; those after the first are joined to the one before. Letters of two columns may stand apart. */
const breakWord = (word: string, width: number): { text: string; joined: boolean }[] => {
  if (measureWidth(word) <= width) return [{ text: word, joined: false }];
  return [...segmenter.segment(word)].map(({ segment }, at) => ({ text: segment, joined: at > 0 }));
};
