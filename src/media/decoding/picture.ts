import type sharpType from 'sharp';
import { MediaFault } from '../bridge/media-fault.ts';
import { MEDIA_LIMITS } from '../bridge/media-limits.ts';
import type { Wants } from '../bridge/media-protocol.ts';
import type { Picture } from '../bridge/read-file.ts';

/** The loaders of libvips that are let in: of the kinds that we read, and only from memory. */
const LOADERS = [
  'VipsForeignLoadJpegBuffer',
  'VipsForeignLoadPngBuffer',
  'VipsForeignLoadWebpBuffer',
  'VipsForeignLoadNsgifBuffer',
  'VipsForeignLoadHeifBuffer',
];

/** JPEG's quality, and the one for a picture that would be larger than its share of a question's bytes. */
const QUALITY = 80;
const LOW_QUALITY = 60;
const SHARE = MEDIA_LIMITS.pictureBytes / MEDIA_LIMITS.pictures;

/** What can't be seen through is seen on white, as in most apps. */
const WHITE = '#ffffff';

let loading: Promise<typeof sharpType> | undefined;

/** The picture library, with one thread, no cache, and no loader but ours: by default it reads SVG, TIFF and more. */
export const loadSharp = (): Promise<typeof sharpType> => {
  loading ??= import('sharp').then(({ default: sharp }) => {
    sharp.concurrency(1);
    sharp.cache(false);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: LOADERS });
    return sharp;
  });
  return loading;
};

/**
 * Reads a picture and makes it as the model gets it: upright, at most `side` pixels long, JPEG, and without anything that was
 * written beside its pixels (EXIF, XMP, ICC, comments). Of a moving picture it's the first one. With `square` it's the middle.
 *
 * @throws MediaFault `pixels` if it has too many, `broken` if it's damaged, not complete, or none of the kinds that are read.
 */
export const decodePicture = async (
  bytes: Buffer,
  { side: most, square }: Pick<Wants, 'side' | 'square'>,
): Promise<Picture> => {
  const sharp = await loadSharp();
  const open = () => sharp(bytes, { limitInputPixels: MEDIA_LIMITS.pixels, failOn: 'error', pages: 1 });
  const measure = async () => Math.min(most, ...Object.values((await open().metadata()).autoOrient));
  const draw = async (quality: number) => {
    const side = square ? await measure() : most;
    return open()
      .autoOrient()
      .flatten({ background: WHITE })
      .resize({ width: side, height: side, fit: square ? 'cover' : 'inside', withoutEnlargement: true })
      .jpeg({ quality })
      .toBuffer({ resolveWithObject: true });
  };
  try {
    const usual = await draw(QUALITY);
    const { data: jpeg, info } = usual.data.length > SHARE ? await draw(LOW_QUALITY) : usual;
    return { jpeg, width: info.width, height: info.height };
  } catch (error) {
    const isTooLarge = error instanceof Error && /pixel limit/.test(error.message);
    throw new MediaFault(isTooLarge ? 'pixels' : 'broken', { cause: error });
  }
};
