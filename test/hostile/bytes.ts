import {
  deflate,
  makeGif,
  makeGzip,
  makeOpus,
  makePng,
  makeWebp,
  makeZip,
  resizeAvif,
  resizeJpeg,
} from '../media/bombs.ts';
import { writePage, writePdf } from '../media/pdf-writer.ts';
import { readSample } from '../media/sample-files.ts';

/**
 * A file that should do harm: its bytes, and what becomes of it, in the words of `summarize`. Most are read by a process that
 * could be killed, but none of these should need that.
 */
export type BytesCase = { name: string; bytes: () => Buffer; becomes: string };

const half = (path: string, share = 0.5): (() => Buffer) => {
  return () => {
    const bytes = readSample(path);
    return bytes.subarray(0, Math.floor(bytes.length * share));
  };
};

/** Files that break off. Sound is heard, and documents are repaired, as far as they go. */
export const BROKEN_OFF: BytesCase[] = [
  { name: 'JPEG', bytes: half('pictures/photo.jpg'), becomes: 'broken' },
  { name: 'progressive JPEG', bytes: half('pictures/progressive.jpg'), becomes: 'broken' },
  { name: 'PNG', bytes: half('pictures/transparent.png'), becomes: 'broken' },
  { name: 'WebP', bytes: half('pictures/box.webp'), becomes: 'broken' },
  { name: 'GIF', bytes: half('pictures/moving.gif', 0.2), becomes: 'broken' },
  { name: 'AVIF', bytes: half('pictures/still.avif'), becomes: 'broken' },
  { name: 'PDF', bytes: half('documents/report.pdf', 0.3), becomes: 'broken' },
  { name: 'Ogg', bytes: half('sounds/voice-ffmpeg.ogg'), becomes: 'sound' },
  { name: 'Ogg, in its header', bytes: half('sounds/voice-ffmpeg.ogg', 0.002), becomes: 'broken' },
  { name: 'WAV', bytes: half('sounds/speech.wav'), becomes: 'sound' },
  { name: 'WAV, in its header', bytes: half('sounds/speech.wav', 0.0002), becomes: 'broken' },
  { name: 'MP3', bytes: half('sounds/speech.mp3'), becomes: 'sound' },
  { name: 'MP3, in its titles', bytes: half('sounds/speech.mp3', 0.01), becomes: 'broken' },
  { name: 'WebM', bytes: half('sounds/recorder.webm'), becomes: 'broken' },
  { name: 'MP4 without its index', bytes: half('videos/index-at-end.mp4'), becomes: 'broken' },
  {
    name: 'UTF-16, in the middle of a letter',
    bytes: () => readSample('texts/utf-16be-bom.txt').subarray(0, 51),
    becomes: 'text',
  },
  { name: 'one byte', bytes: () => Buffer.from('x'), becomes: 'text' },
  { name: 'one zero', bytes: () => Buffer.alloc(1), becomes: 'empty' },
  { name: 'nothing', bytes: () => Buffer.alloc(0), becomes: 'empty' },
];

const join = (...parts: (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
const SCRIPT = '<script>fetch("https://example.com/")</script>';

/** Files that are two things at once, or pretend to be another. What's read is one of them, and the other one isn't. */
export const TWO_FACED: BytesCase[] = [
  {
    name: 'GIF and JavaScript',
    bytes: () => join(readSample('pictures/moving.gif'), '=1;alert(1)'),
    becomes: 'picture',
  },
  {
    name: 'JavaScript that begins like a GIF',
    bytes: () => join('GIF89a=1;alert(document.cookie)//'),
    becomes: 'broken',
  },
  { name: 'PNG and HTML', bytes: () => join(readSample('pictures/transparent.png'), SCRIPT), becomes: 'picture' },
  {
    name: 'JPEG and PDF',
    bytes: () => join(readSample('pictures/photo.jpg'), readSample('documents/report.pdf')),
    becomes: 'picture',
  },
  { name: 'PDF and ZIP', bytes: () => join(readSample('documents/report.pdf'), makeZip()), becomes: 'pages' },
  { name: 'MP3 and ZIP', bytes: () => join(readSample('sounds/speech.mp3'), makeZip()), becomes: 'sound' },
  { name: 'ZIP and PDF', bytes: () => join(makeZip(), readSample('documents/report.pdf')), becomes: 'unknown' },
  { name: 'HTML and PDF', bytes: () => join(SCRIPT, '\n', readSample('documents/report.pdf')), becomes: 'unknown' },
  {
    name: 'WAV that is a WebP',
    bytes: () => join('RIFF\x40\0\0\0WAVE', readSample('pictures/box.webp').subarray(12)),
    becomes: 'broken',
  },
  {
    name: 'playlist with the sign of an MP4',
    bytes: () => join('\0\0\0\x18ftypisom\0\0\0\0isomiso2', '#EXTM3U\nfile:///etc/passwd\n'),
    becomes: 'broken',
  },
  {
    name: 'playlist',
    bytes: () => join('#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1/\n'),
    becomes: 'text',
  },
  {
    name: 'concatenation with the sign of a Matroska',
    bytes: () => join('\x1a\x45\xdf\xa3', "ffconcat version 1.0\nfile '/etc/passwd'\n"),
    becomes: 'broken',
  },
  {
    name: 'SVG',
    bytes: () => join('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
    becomes: 'text',
  },
  { name: 'TIFF', bytes: () => readSample('pictures/small.tiff'), becomes: 'unknown' },
  { name: 'BMP', bytes: () => readSample('pictures/small.bmp'), becomes: 'unknown' },
  { name: 'VIPS', bytes: () => join('\x08\xf2\xa6\xb6', Buffer.alloc(200)), becomes: 'unknown' },
  { name: 'office document', bytes: () => readSample('documents/report.docx'), becomes: 'unknown' },
  { name: 'program', bytes: () => join('\x7fELF\x02\x01\x01', Buffer.alloc(100)), becomes: 'unknown' },
  { name: 'HEIC', bytes: () => join('\0\0\0\x18ftypheic\0\0\0\0mif1heic', Buffer.alloc(100)), becomes: 'heic' },
  { name: 'text full of NULs', bytes: () => join('words\0more words'), becomes: 'unknown' },
];

/** Files that are much larger than they look. */
export const BOMBS: BytesCase[] = [
  { name: 'ZIP of zeros', bytes: () => makeZip(), becomes: 'unknown' },
  { name: 'ZIP of zeros that calls itself a document', bytes: () => makeZip('word/document.xml'), becomes: 'unknown' },
  { name: 'gzip of zeros', bytes: makeGzip, becomes: 'unknown' },
  { name: 'PNG of 900 megapixels', bytes: () => makePng(30_000, 30_000), becomes: 'pixels' },
  {
    name: 'interlaced PNG of 900 megapixels',
    bytes: () => makePng(30_000, 30_000, { isInterlaced: true }),
    becomes: 'pixels',
  },
  { name: 'PNG as wide as the format allows', bytes: () => makePng(0x7fffffff, 1), becomes: 'broken' },
  { name: 'PNG with fewer rows than it says', bytes: () => makePng(6_000, 8_000), becomes: 'broken' },
  { name: 'WebP as large as the format allows', bytes: () => makeWebp(16_383, 16_383), becomes: 'pixels' },
  {
    name: 'JPEG as large as the format allows',
    bytes: () => resizeJpeg(readSample('pictures/photo.jpg'), 65_500, 65_500),
    becomes: 'pixels',
  },
  {
    name: 'progressive JPEG of 49 megapixels',
    bytes: () => resizeJpeg(readSample('pictures/progressive.jpg'), 7_000, 7_000),
    becomes: 'picture',
  },
  { name: 'GIF as large as the format allows', bytes: () => makeGif(65_535, 65_535), becomes: 'picture' },
  {
    name: 'AVIF that says 900 megapixels',
    bytes: () => resizeAvif(readSample('pictures/still.avif'), 30_000, 30_000),
    becomes: 'pixels',
  },
];

const PAGES = (kids: string, count: number, more: Parameters<typeof writePdf>[0] = []) =>
  writePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${count} /MediaBox [0 0 300 300] >>`,
    '<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 4 0 R >> /XObject << /X 6 0 R >> >> /Contents 5 0 R >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    { bytes: Buffer.from('/X Do') },
    ...more,
  ]);
const FORM = '/Type /XObject /Subtype /Form /BBox [0 0 300 300]';
const makeForm = (next: string) => ({
  entries: `${FORM} /Resources << /XObject << /X ${next} >> >>`,
  bytes: Buffer.from('/X Do'),
});
const makeImage = (filter: string, bytes: Buffer, size = 2_000) => ({
  entries: `/Type /XObject /Subtype /Image /Width ${size} /Height ${size} /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /${filter}`,
  bytes,
});

/** Documents whose pages lead to others without end, or draw without end. */
export const DOCUMENTS: BytesCase[] = [
  {
    name: 'a document of 100,000 pages',
    bytes: () => PAGES('3 0 R '.repeat(100_000), 100_000, [makeForm('6 0 R')]),
    becomes: 'pages',
  },
  {
    name: 'a document that says it has a billion pages',
    bytes: () => PAGES('3 0 R', 1e9, [makeForm('6 0 R')]),
    becomes: 'pages',
  },
  {
    name: 'a tree of pages that contains itself',
    bytes: () => PAGES('2 0 R 3 0 R', 2, [makeForm('6 0 R')]),
    becomes: 'pages',
  },
  { name: 'a tree of pages that is nothing but itself', bytes: () => PAGES('2 0 R', 1), becomes: 'broken' },
  { name: 'a form that draws itself', bytes: () => PAGES('3 0 R', 1, [makeForm('6 0 R')]), becomes: 'pages' },
  {
    name: '10,000 nested forms',
    bytes: () =>
      PAGES(
        '3 0 R',
        1,
        Array.from({ length: 10_000 }, (_, at) => makeForm(`${Math.min(at + 7, 10_005)} 0 R`)),
      ),
    becomes: 'pages',
  },
  {
    name: 'ten megabytes of drawing in ten kilobytes',
    bytes: () =>
      writePage({
        page: '/Contents 6 0 R',
        more: [{ entries: '/Filter /FlateDecode', bytes: deflate(Buffer.from('q Q '.repeat(2_500_000))) }],
      }),
    becomes: 'pages',
  },
  {
    name: 'an image of a gigabyte',
    bytes: () => PAGES('3 0 R', 1, [makeImage('FlateDecode', deflate(Buffer.alloc(1_000_000)), 18_000)]),
    becomes: 'pages',
  },
  {
    name: 'JPEG 2000 of noise',
    bytes: () => PAGES('3 0 R', 1, [makeImage('JPXDecode', Buffer.alloc(5_000, 'noise'))]),
    becomes: 'pages',
  },
  {
    name: 'JBIG2 of noise',
    bytes: () => PAGES('3 0 R', 1, [makeImage('JBIG2Decode', Buffer.alloc(5_000, 'noise'))]),
    becomes: 'pages',
  },
  { name: 'a page of no size', bytes: () => writePage({ size: [0, 0] }), becomes: 'pages' },
  {
    name: 'a page of a huge size',
    bytes: () => writePage({ content: '1 0 0 rg 0 0 9e9 9e9 re f', size: [1e9, 1e9] }),
    becomes: 'pages',
  },
  { name: 'nothing but a header', bytes: () => Buffer.from('%PDF-1.7\n%%EOF'), becomes: 'broken' },
];

const repeat = (path: string, bytes: number): Buffer => {
  const one = readSample(path);
  return Buffer.concat(Array.from({ length: Math.ceil(bytes / one.length) }, () => one));
};
const write = (bytes: Buffer, at: number, value: number): Buffer => {
  bytes.writeUInt32BE(value >>> 0, at);
  return bytes;
};

/** Sound that says that it lasts for days, or does. A minute of it is wanted. */
export const ENDLESS: BytesCase[] = [
  {
    name: 'Ogg that says it ends in a million years',
    bytes: () => makeOpus(Buffer.from([0xf8, 0xff, 0xfe]), 500, 2n ** 62n),
    becomes: 'sound',
  },
  {
    name: 'Ogg of packets of one byte, for hours',
    bytes: () => makeOpus(Buffer.from([0x18]), 400_000, 2n ** 40n),
    becomes: 'sound',
  },
  {
    name: 'Ogg of packets that are none',
    bytes: () => makeOpus(Buffer.from([0xff]), 500, 480_000n),
    becomes: 'broken',
  },
  {
    name: 'WAV that says it has 4 GB',
    bytes: () => readSample('sounds/speech.wav').fill(0xff, 4, 8).fill(0xff, 74, 78),
    becomes: 'sound',
  },
  {
    name: 'WAV of 4 billion samples a second',
    bytes: () => readSample('sounds/speech.wav').fill(0xff, 24, 28),
    becomes: 'broken',
  },
  {
    name: 'WAV of one sample a second',
    bytes: () => {
      const bytes = readSample('sounds/speech.wav');
      bytes.writeUInt32LE(1, 24);
      return bytes;
    },
    becomes: 'broken',
  },
  {
    name: 'WAV of 65,535 channels',
    bytes: () => readSample('sounds/speech.wav').fill(0xff, 22, 24),
    becomes: 'broken',
  },
  { name: 'WAV without channels', bytes: () => readSample('sounds/speech.wav').fill(0, 22, 24), becomes: 'broken' },
  { name: 'MP3 of half an hour', bytes: () => repeat('sounds/speech.mp3', 10_000_000), becomes: 'sound' },
  { name: 'MP3 of nothing but its sign', bytes: () => Buffer.alloc(1_000_000, 'ID3'), becomes: 'broken' },
  {
    name: 'MP3 whose titles are longer than it is',
    bytes: () => readSample('sounds/speech.mp3').fill(0x7f, 6, 10),
    becomes: 'broken',
  },
  {
    name: 'MP4 that counts time in days',
    bytes: () => {
      const bytes = readSample('videos/silent.mp4');
      const at = bytes.indexOf('mvhd');
      return write(write(bytes, at + 16, 1), at + 20, 0xffffffff);
    },
    becomes: 'video for FFmpeg: mov',
  },
  {
    name: 'WebM whose cluster has no end, as recorders write it',
    bytes: () => {
      const bytes = readSample('sounds/recorder.webm');
      const at = bytes.indexOf(Buffer.from([0x1f, 0x43, 0xb6, 0x75])) + 4;
      // Its size of two bytes becomes one of eight whose bits are all set.
      return join(bytes.subarray(0, at), '\x01\xff\xff\xff\xff\xff\xff\xff', bytes.subarray(at + 2));
    },
    becomes: 'sound',
  },
];
