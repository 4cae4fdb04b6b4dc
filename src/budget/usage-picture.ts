import { addKinds, NO_TOKENS, type TokenKinds } from '../base/expense.ts';
import type { Tally } from './account.ts';
import { sumAccount } from './account-sums.ts';
import { type Colour, encodePng } from './png.ts';
import { countCost, DOLLAR, findPrice, type Nano } from './price.ts';
import { measureHeight, measureSigns, type Pattern, Raster } from './raster.ts';
import type { UsageDay } from './usage.ts';

/** A day of the picture: its date as `yyyy-mm-dd`, and what each kind of token cost then. */
export type PictureDay = { day: string; costs: Readonly<Record<keyof TokenKinds, Nano>> };

/** The size of the picture in pixels. Discord shows it half as wide on a desktop, and a third on a phone. */
export const PICTURE = { width: 1200, height: 600 };

/** The ground is a dark panel of its own with an edge, so that the picture looks the same on any theme. */
const GROUND: Colour = 0x1f2329;
const EDGE: Colour = 0x6d7683;
const GRID: Colour = 0x3a4049;
const SIGNS: Colour = 0xdbdee1;

/** How each kind is drawn: the number of its legend is its place here, counted from 1. From dark to light. */
const FILLS: readonly { kind: keyof TokenKinds; colour: Colour; pattern: Pattern }[] = [
  { kind: 'soundIn', colour: 0x4a7fd0, pattern: () => true },
  { kind: 'textIn', colour: 0x2f9e77, pattern: (x, y) => (x + y) % 8 < 4 },
  { kind: 'imageIn', colour: 0xc77dbb, pattern: (x, y) => x % 6 < 3 && y % 6 < 3 },
  { kind: 'soundOut', colour: 0x5aaeea, pattern: (x, y) => (x - y + 4_096) % 8 < 4 },
  { kind: 'textOut', colour: 0xf0a830, pattern: (_, y) => y % 6 < 3 },
  { kind: 'thoughts', colour: 0xf3e36b, pattern: (x, y) => x % 8 < 2 || y % 8 < 2 },
  { kind: 'searches', colour: 0xffffff, pattern: (x) => x % 6 < 3 },
];

/** The kinds in the order of the legend's numbers. */
export const PICTURE_KINDS: readonly (keyof TokenKinds)[] = FILLS.map(({ kind }) => kind);

const PALETTE: readonly Colour[] = [GROUND, EDGE, GRID, SIGNS, ...FILLS.map(({ colour }) => colour)];
const [EDGE_INK, GRID_INK, SIGN_INK, FIRST_FILL] = [1, 2, 3, 4];

/** Where bars are drawn. */
const PLOT = { left: 130, right: 1_170, top: 96, bottom: 540 };

const SIZE = { axis: 3, day: 2, legend: 3 };

/** About how many lines the axis has above its ground line. */
const LINES = 4;

/** The smallest of 1, 2 and 5 times a power of ten, in nanodollars, with which so many lines reach as high as `most`. */
const pickStep = (most: Nano): Nano => {
  const least = Math.max(most, DOLLAR / 100) / LINES;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= least) ?? least;
};

/** An amount of the axis, short: `$0.005`, `$0.50`, `$2`, `$1.5k`. */
const formatAmount = (amount: Nano, step: Nano): string => {
  const dollars = amount / DOLLAR;
  const [scale, sign] = dollars >= 1e6 ? [1e6, 'M'] : dollars >= 1e3 ? [1e3, 'k'] : [1, ''];
  const needed = Math.max(0, Math.ceil(-Math.log10(step / DOLLAR / scale) - 1e-9));
  const digits = needed === 1 && !sign ? 2 : needed;
  return `$${(dollars / scale).toFixed(digits)}${sign}`;
};

const sumOf = ({ costs }: PictureDay): Nano => Object.values(costs).reduce((sum, cost) => sum + Math.max(0, cost), 0);

/** A box for each fill, with its number. */
const drawLegend = (raster: Raster): void => {
  for (const [index, { pattern }] of FILLS.entries()) {
    const x = PLOT.left + index * 140;
    raster.fill({ x, y: 30, width: 42, height: 36 }, FIRST_FILL + index, pattern);
    raster.write(String(index + 1), x + 54, 38, { ink: SIGN_INK, size: SIZE.legend });
  }
};

/** The lines of the axis with their amounts. Returns how many pixels a nanodollar is high. */
const drawAxis = (raster: Raster, most: Nano): number => {
  const step = pickStep(most);
  const height = (PLOT.bottom - PLOT.top) / (LINES * step);
  for (let line = 0; line <= LINES; line += 1) {
    const y = PLOT.bottom - line * step * height;
    raster.fill({ x: PLOT.left, y, width: PLOT.right - PLOT.left, height: 2 }, line === 0 ? EDGE_INK : GRID_INK);
    const amount = formatAmount(line * step, step);
    const x = PLOT.left - 16 - measureSigns(amount, SIZE.axis);
    raster.write(amount, x, y - measureHeight(SIZE.axis) / 2, { ink: SIGN_INK, size: SIZE.axis });
  }
  return height;
};

/** Of a part that's lower than this, a pattern may show nothing. */
const LOW = 6;

/** A day's bar: one part above the other, with a gap of a pixel between. A part that cost anything can be seen. */
const drawBar = (raster: Raster, { costs }: PictureDay, x: number, width: number, height: number): void => {
  let top = PLOT.bottom;
  for (const [index, { kind, pattern }] of FILLS.entries()) {
    if (costs[kind] <= 0) continue;
    const part = Math.max(2, Math.round(costs[kind] * height));
    top -= part;
    const box = { x, y: top, width, height: part - 1 };
    raster.fill(box, FIRST_FILL + index, part < LOW ? undefined : pattern);
  }
};

/**
 * Draws what some days cost as a PNG: a bar a day, in dollars, whose parts are the kinds of tokens. Every kind has a colour
 * and a pattern, so that one can be read without the other. It holds digits, but no words and no names.
 */
export const drawUsage = (days: readonly PictureDay[]): Promise<Uint8Array> => {
  const raster = new Raster(PICTURE.width, PICTURE.height);
  for (const [x, y, width, height] of [
    [0, 0, PICTURE.width, 3],
    [0, PICTURE.height - 3, PICTURE.width, 3],
    [0, 0, 3, PICTURE.height],
    [PICTURE.width - 3, 0, 3, PICTURE.height],
  ] as const)
    raster.fill({ x, y, width, height }, EDGE_INK);
  drawLegend(raster);
  const height = drawAxis(raster, Math.max(0, ...days.map(sumOf)));
  const slot = (PLOT.right - PLOT.left) / Math.max(1, days.length);
  for (const [index, day] of days.entries()) {
    const x = PLOT.left + index * slot;
    const width = Math.max(1, Math.round(slot * 0.76));
    drawBar(raster, day, x + (slot - width) / 2, width, height);
    const number = String(Number(day.day.slice(8)));
    // A longer mark is where a month begins.
    raster.fill({ x: x + slot / 2, y: PLOT.bottom + 2, width: 2, height: number === '1' ? 16 : 6 }, EDGE_INK);
    raster.write(number, x + (slot - measureSigns(number, SIZE.day)) / 2, PLOT.bottom + 22, {
      ink: SIGN_INK,
      size: SIZE.day,
    });
  }
  return encodePng({ ...raster, pixels: raster.pixels, palette: PALETTE });
};

/**
 * What each kind of a day's tokens cost. An account only knows the sum, so its parts are those that Live's prices would make. What
 * decisions cost is known, and is for what was heard.
 */
const splitCost = ({ kinds: all, nano, decisions }: Tally, at: number): PictureDay['costs'] => {
  const { textIn = 0, soundIn = 0, nano: decided = 0 } = decisions ?? {};
  const kinds = addKinds(all, { ...NO_TOKENS, textIn, soundIn }, -1);
  const { price } = findPrice('gemini-3.8-live', at);
  const parts = FILLS.map(
    ({ kind }) => [kind, Math.max(0, countCost({ ...NO_TOKENS, [kind]: kinds[kind] }, price))] as const,
  );
  const whole = parts.reduce((sum, [, part]) => sum + part, 0);
  const scale = whole > 0 ? Math.max(0, nano - decided) / whole : 0;
  const costs: Record<keyof TokenKinds, Nano> = { ...NO_TOKENS };
  for (const [kind, part] of parts) costs[kind] = part * scale;
  costs.soundIn += decided;
  return costs;
};

/** What the picture shows of some days. */
export const toPictureDays = (days: readonly UsageDay[]): PictureDay[] =>
  days.map(({ day, account }) => ({ day, costs: splitCost(sumAccount(account), Date.parse(day)) }));

/** What those hear of the picture who can't see it, in dollars. */
export const measurePicture = (days: readonly PictureDay[]) => {
  const sums = days.map((day) => ({ on: Date.parse(day.day), dollars: sumOf(day) / DOLLAR }));
  const most = sums.reduce((one, other) => (other.dollars > one.dollars ? other : one), { on: 0, dollars: 0 });
  const total = sums.reduce((sum, { dollars }) => sum + dollars, 0);
  return { days: days.length, total, most: most.dollars, on: most.on };
};
