import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';

const pack = promisify(deflate);

/** A colour as `0xRRGGBB`. */
export type Colour = number;

/** A picture whose pixels are places in a palette, a byte each, row by row. */
export type PalettePicture = { width: number; height: number; pixels: Uint8Array; palette: readonly Colour[] };

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** One chunk: its length, its name, its content, and a checksum of name and content (PNG specification, 5.3). */
const makeChunk = (name: string, content: Uint8Array): Buffer => {
  const chunk = Buffer.alloc(12 + content.length);
  chunk.writeUInt32BE(content.length, 0);
  chunk.write(name, 4, 'latin1');
  chunk.set(content, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + content.length)), 8 + content.length);
  return chunk;
};

/** Eight bits a pixel, which are places in the palette; no interlacing. */
const makeHeader = (width: number, height: number): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return header;
};

/** Each row begins with its filter. None is the best one for flat colours. */
const toRows = ({ width, height, pixels }: PalettePicture): Buffer => {
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return rows;
};

/**
 * Writes a picture as PNG. A few flat colours need no library. It's packed on another thread, because a call must not wait
 * for it.
 */
export const encodePng = async (picture: PalettePicture): Promise<Uint8Array> => {
  const palette = Buffer.from(picture.palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    SIGNATURE,
    makeChunk('IHDR', makeHeader(picture.width, picture.height)),
    makeChunk('PLTE', palette),
    makeChunk('IDAT', await pack(toRows(picture))),
    makeChunk('IEND', Buffer.alloc(0)),
  ]);
};
