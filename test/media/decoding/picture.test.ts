import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { decodePicture } from '../../../src/media/decoding/picture.ts';
import { readSample } from '../sample-files.ts';

const decode = (path: string, side = 1_000) => decodePicture(readSample(path), { side });

/** The colour of a pixel, as red, green and blue. */
const colourAt = async (jpeg: Buffer, x: number, y: number) => {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  return [...data.subarray((y * info.width + x) * info.channels).subarray(0, 3)];
};
const isNear = (found: number[], wanted: number[]) =>
  found.every((each, at) => Math.abs(each - (wanted[at] ?? 0)) < 40);

describe('every kind of picture becomes JPEG', () => {
  const SIZES: Record<string, [number, number]> = {
    'photo.jpg': [1_000, 750],
    'progressive.jpg': [400, 300],
    'cmyk.jpg': [400, 300],
    'transparent.png': [600, 400],
    'box.webp': [600, 400],
    'moving.gif': [200, 150],
    'still.avif': [320, 240],
  };
  for (const [name, [width, height]] of Object.entries(SIZES))
    test(name, async () => {
      const picture = await decode(`pictures/${name}`);
      const { format, hasAlpha, space } = await sharp(picture.jpeg).metadata();
      assert.deepEqual(
        [picture.width, picture.height, format, hasAlpha, space],
        [width, height, 'jpeg', false, 'srgb'],
      );
    });
});

test('an avatar is a square of the middle, and no larger than the picture', async () => {
  for (const [name, side, wanted] of [
    ['photo.jpg', 500, 500],
    ['transparent.png', 1_000, 400],
    ['moving.gif', 1_000, 150],
  ] as const) {
    const { jpeg, width, height } = await decodePicture(readSample(`pictures/${name}`), { side, square: true });
    const { format } = await sharp(jpeg).metadata();
    assert.deepEqual([width, height, format], [wanted, wanted, 'jpeg'], name);
  }
});

test('a photo that lies on its side is put upright', async () => {
  // It shows a large F: its stem is at the left, from top to bottom.
  const { jpeg } = await decode('pictures/photo.jpg');
  for (const [x, y] of [
    [90, 100],
    [90, 500],
    [350, 90],
  ] as const)
    assert.ok(isNear(await colourAt(jpeg, x, y), [0, 0, 0]), `${x}, ${y}`);
  assert.ok(!isNear(await colourAt(jpeg, 350, 500), [0, 0, 0]));
});

test('what can be seen through is white, and a moving picture is its first', async () => {
  assert.ok(isNear(await colourAt((await decode('pictures/transparent.png')).jpeg, 2, 2), [255, 255, 255]));
  assert.ok(isNear(await colourAt((await decode('pictures/moving.gif')).jpeg, 2, 2), [192, 32, 32]));
});

test('nothing that was written beside the pixels is left', async () => {
  for (const name of ['photo.jpg', 'transparent.png', 'moving.gif']) {
    const { jpeg } = await decode(`pictures/${name}`);
    const { exif, xmp, iptc, icc, comments } = await sharp(jpeg).metadata();
    assert.deepEqual([exif, xmp, iptc, icc, comments], [undefined, undefined, undefined, undefined, undefined], name);
    assert.doesNotMatch(jpeg.toString('latin1'), /obey|Bob|48\.2/, name);
  }
});

test('a picture is never enlarged, and fits into the square that the model uses', async () => {
  const { width, height } = await decode('pictures/photo.jpg', 300);
  assert.deepEqual([width, height], [300, 225]);
  assert.equal((await decode('pictures/moving.gif')).width, 200);
});

test('a picture that can’t be packed well is packed harder', async () => {
  const noise = await sharp({
    create: {
      width: 1_000,
      height: 1_000,
      channels: 3,
      background: 'gray',
      noise: { type: 'gaussian', mean: 128, sigma: 90 },
    },
  })
    .png()
    .toBuffer();
  const { jpeg } = await decodePicture(noise, { side: 1_000 });
  assert.ok(jpeg.length <= (4 * 1024 * 1024) / 6, `${jpeg.length}`);
});

const fails = (bytes: Buffer, why: string) =>
  assert.rejects(decodePicture(bytes, { side: 1_000 }), { name: 'MediaFault', why });

test('a picture that isn’t complete is broken', async () => {
  for (const name of ['photo.jpg', 'transparent.png', 'box.webp', 'still.avif']) {
    const whole = readSample(`pictures/${name}`);
    for (const share of [0.1, 0.5]) await fails(whole.subarray(0, Math.floor(whole.length * share)), 'broken');
  }
});

test('formats that aren’t read are refused, though the library could', async () => {
  await fails(
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'),
    'broken',
  );
  await fails(readSample('pictures/small.tiff'), 'broken');
  await fails(readSample('documents/report.pdf'), 'broken');
});
