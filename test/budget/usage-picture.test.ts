import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import sharp from 'sharp';
import { drawUsageSample } from '../../rehearsal/pictures/usage-sample.ts';
import { DOLLAR } from '../../src/budget/price.ts';
import { drawUsage, PICTURE, PICTURE_KINDS, type PictureDay, toPictureDays } from '../../src/budget/usage-picture.ts';

const NOTHING = { textIn: 0, soundIn: 0, imageIn: 0, textOut: 0, soundOut: 0, thoughts: 0, searches: 0 };

/** Days up to November 28, 2026, in dollars. */
const daysOf = (dollars: readonly Partial<PictureDay['costs']>[]): PictureDay[] =>
  dollars.map((costs, index) => ({
    day: new Date(Date.UTC(2026, 10, 28 + index + 1 - dollars.length)).toISOString().slice(0, 10),
    costs: { ...NOTHING, ...Object.fromEntries(Object.entries(costs).map(([kind, cost]) => [kind, cost * DOLLAR])) },
  }));

/** The pixels of a PNG as any other program reads them, each as `0xRRGGBB`. */
const readPixels = async (png: Uint8Array) => {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): number => data.readUIntBE((y * info.width + x) * info.channels, 3);
  return { width: info.width, height: info.height, at };
};

type Pixels = Awaited<ReturnType<typeof readPixels>>;

const GROUND = 0x1f2329;

/** The box of the legend with this number, counted from 0: whether each of its pixels is inked. */
const legendOf = (pixels: Pixels, index: number): { inked: boolean[]; colour: number } => {
  const all = Array.from({ length: 36 * 42 }, (_, n) =>
    pixels.at(130 + index * 140 + (n % 42), 30 + Math.floor(n / 42)),
  );
  return { inked: all.map((pixel) => pixel !== GROUND), colour: all.find((pixel) => pixel !== GROUND) ?? GROUND };
};

/** Relative luminance, and the contrast of two colours (WCAG 2.2). */
const luminance = (colour: number): number => {
  const [red = 0, green = 0, blue = 0] = [16, 8, 0].map((shift) => {
    const share = ((colour >> shift) & 255) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: number, other: number): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

/** How high the bar of a day is, in pixels: from its lowest to its highest pixel that is drawn. */
const measureBar = (pixels: Pixels, index: number, days: number): number => {
  const slot = 1_040 / days;
  const left = Math.round(130 + index * slot + slot * 0.2);
  const isDrawn = (y: number) =>
    Array.from({ length: Math.round(slot * 0.6) }, (_, x) => pixels.at(left + x, y)).some(
      (pixel) => pixel !== GROUND && pixel !== 0x3a4049,
    );
  for (let y = 97; y < 540; y += 1) if (isDrawn(y)) return 540 - y;
  return 0;
};

test('the picture is a PNG that other programs read, as large as promised, and small to send', async () => {
  const png = await drawUsage(daysOf(Array.from({ length: 30 }, (_, n) => ({ soundOut: n / 10, textIn: 0.3 }))));
  const { format, width, height, isPalette } = await sharp(png).metadata();
  assert.deepEqual({ format, width, height, isPalette }, { format: 'png', ...PICTURE, isPalette: true });
  assert.ok(png.length < 40_000, `${png.length} bytes`);
  const { channels } = await sharp(png).stats();
  assert.ok(channels.length === 3, 'its ground is opaque');
});

test('every kind stands out from the ground, and from every other by its pattern alone', async () => {
  const pixels = await readPixels(await drawUsage(daysOf([{}])));
  const boxes = PICTURE_KINDS.map((_, index) => legendOf(pixels, index));
  assert.equal(boxes.length, 7);
  for (const [index, { inked, colour }] of boxes.entries()) {
    assert.ok(contrast(colour, GROUND) >= 3, `${PICTURE_KINDS[index]} has ${contrast(colour, GROUND)}`);
    for (const other of boxes.slice(index + 1)) {
      const differing = inked.filter((each, n) => each !== other.inked[n]).length;
      assert.ok(differing > inked.length * 0.2, `${PICTURE_KINDS[index]} differs in ${differing} pixels only`);
      assert.ok(luminance(colour) < luminance(other.colour));
    }
  }
});

test('the panel has an edge, so that it is one on a light theme and on a dark one', async () => {
  const pixels = await readPixels(await drawUsage(daysOf([{}])));
  const edge = pixels.at(0, 0);
  for (const theme of [0xffffff, 0x313338, 0x000000])
    assert.ok(Math.max(contrast(edge, theme), contrast(GROUND, theme)) >= 2, theme.toString(16));
  assert.ok(contrast(edge, GROUND) >= 3);
});

test('bars are as high as their days are dear, and their parts add up', async () => {
  const days = daysOf([{ soundIn: 1 }, { soundIn: 1, soundOut: 1 }, { thoughts: 4 }, {}, { searches: 0.5 }]);
  const pixels = await readPixels(await drawUsage(days));
  const heights = days.map((_, index) => measureBar(pixels, index, days.length));
  const [one = 0, two = 0, four = 0, none, half = 0] = heights;
  assert.ok(one > 50);
  assert.ok(Math.abs(two - 2 * one) < 4, `${heights}`);
  assert.ok(Math.abs(four - 4 * one) < 9, `${heights}`);
  assert.ok(Math.abs(half - one / 2) < 4, `${heights}`);
  assert.equal(none, 0);
});

test('a month in which nothing was spent has an axis and no bars', async () => {
  const days = daysOf(Array(30).fill({}));
  const pixels = await readPixels(await drawUsage(days));
  assert.deepEqual(
    days.map((_, index) => measureBar(pixels, index, days.length)),
    Array(30).fill(0),
  );
});

test('beside one huge day, a day that cost a cent is still seen, and nothing is drawn above the axis', async () => {
  const days = daysOf(Array.from({ length: 30 }, (_, n) => (n === 11 ? { soundOut: 98_765 } : { textIn: 0.01 })));
  const pixels = await readPixels(await drawUsage(days));
  for (const [index] of days.entries()) assert.ok(measureBar(pixels, index, days.length) > 0, `day ${index}`);
  assert.ok(measureBar(pixels, 11, 30) <= 540 - 96);
});

test('the picture in the README is what is drawn', async () => {
  const kept = await readFile(new URL('../../docs/pictures/usage.png', import.meta.url));
  const [one, other] = await Promise.all([kept, await drawUsageSample()].map((png) => sharp(png).raw().toBuffer()));
  assert.deepEqual(one, other, 'npm run pictures draws usage.png anew');
});

test('the same days give the same picture to the byte', async () => {
  const days = daysOf([{ soundIn: 1, textOut: 0.2 }, { imageIn: 0.3 }]);
  assert.deepEqual(await drawUsage(days), await drawUsage(days));
});

test('no days at all, a correction below nothing, and billions are drawn, too', async () => {
  for (const days of [[], daysOf([{ textIn: -0.2, soundIn: 0.2 }]), daysOf([{ soundOut: 2e9 }])])
    assert.equal((await readPixels(await drawUsage(days))).width, PICTURE.width);
});

test('decisions are drawn at what they cost, as something that was heard, and shift nothing between the other kinds', () => {
  const kinds = { ...NOTHING, textOut: 1_000, textIn: 100_000, soundIn: 50_000 };
  const decisions = { count: 100, nano: 15_000_000, textIn: 100_000, soundIn: 50_000 };
  const tally = { kinds, nano: 15_000_000 + 4_500_000, turns: 1, estimated: false, decisions };
  const [day] = toPictureDays([{ day: '2026-11-28', account: { channels: { 1: { 2: tally } } } }]);
  assert.deepEqual(day?.costs, { ...NOTHING, textOut: 4_500_000, soundIn: 15_000_000 });
});
