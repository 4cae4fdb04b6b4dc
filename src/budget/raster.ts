/** A rectangle in pixels, from its upper left corner. */
export type Box = { x: number; y: number; width: number; height: number };

/** Whether a pixel of a patterned area is inked. Patterns repeat, so that areas next to each other join. */
export type Pattern = (x: number, y: number) => boolean;

/**
 * Signs of five by seven dots, a row each. There's no font to miss and none to load: only what an axis needs is here, and
 * nothing that people write is ever drawn.
 */
const GLYPHS: Readonly<Record<string, readonly string[]>> = {
  '0': ['.###.', '#...#', '#..##', '#.#.#', '##..#', '#...#', '.###.'],
  '1': ['..#..', '.##..', '..#..', '..#..', '..#..', '..#..', '.###.'],
  '2': ['.###.', '#...#', '....#', '...#.', '..#..', '.#...', '#####'],
  '3': ['#####', '...#.', '..#..', '...#.', '....#', '#...#', '.###.'],
  '4': ['...#.', '..##.', '.#.#.', '#..#.', '#####', '...#.', '...#.'],
  '5': ['#####', '#....', '####.', '....#', '....#', '#...#', '.###.'],
  '6': ['..##.', '.#...', '#....', '####.', '#...#', '#...#', '.###.'],
  '7': ['#####', '....#', '...#.', '..#..', '.#...', '.#...', '.#...'],
  '8': ['.###.', '#...#', '#...#', '.###.', '#...#', '#...#', '.###.'],
  '9': ['.###.', '#...#', '#...#', '.####', '....#', '...#.', '.##..'],
  $: ['..#..', '.####', '#.#..', '.###.', '..#.#', '####.', '..#..'],
  '.': ['.....', '.....', '.....', '.....', '.....', '.##..', '.##..'],
  k: ['#....', '#....', '#..#.', '#.#..', '##...', '#.#..', '#..#.'],
  M: ['#...#', '##.##', '#.#.#', '#.#.#', '#...#', '#...#', '#...#'],
};

const GLYPH = { width: 5, height: 7, advance: 6 };

/** How wide some signs are when each of their dots is `size` pixels wide. */
export const measureSigns = (text: string, size: number): number =>
  Math.max(0, (text.length * GLYPH.advance - 1) * size);

/** How high signs are. */
export const measureHeight = (size: number): number => GLYPH.height * size;

/** A surface of pixels, each a place in a palette. What lies outside of it isn't drawn. */
export class Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8Array(width * height);
  }

  /** Fills a rectangle, or the inked pixels of a pattern in it. */
  fill({ x, y, width, height }: Box, ink: number, pattern?: Pattern): void {
    const [left, top] = [Math.max(0, Math.round(x)), Math.max(0, Math.round(y))];
    const [right, bottom] = [
      Math.min(this.width, Math.round(x + width)),
      Math.min(this.height, Math.round(y + height)),
    ];
    for (let row = top; row < bottom; row += 1)
      for (let column = left; column < right; column += 1)
        if (!pattern || pattern(column, row)) this.pixels[row * this.width + column] = ink;
  }

  /** Writes signs from the upper left corner of the first. One that has no shape leaves a gap. */
  write(text: string, x: number, y: number, { ink, size }: { ink: number; size: number }): void {
    for (const [index, sign] of [...text].entries())
      for (const [row, dots] of (GLYPHS[sign] ?? []).entries())
        for (let column = 0; column < GLYPH.width; column += 1)
          if (dots[column] === '#') {
            const left = x + (index * GLYPH.advance + column) * size;
            this.fill({ x: left, y: y + row * size, width: size, height: size }, ink);
          }
  }
}
