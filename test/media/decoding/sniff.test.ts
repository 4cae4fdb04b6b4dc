import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FileKind, sniff } from '../../../src/media/decoding/sniff.ts';
import { readSample } from '../sample-files.ts';

const SAMPLES: Record<string, FileKind> = {
  'pictures/photo.jpg': 'jpeg',
  'pictures/progressive.jpg': 'jpeg',
  'pictures/transparent.png': 'png',
  'pictures/box.webp': 'webp',
  'pictures/moving.gif': 'gif',
  'pictures/still.avif': 'avif',
  'documents/report.pdf': 'pdf',
  'sounds/voice-opus-tools.ogg': 'ogg',
  'sounds/vorbis.ogg': 'ogg',
  'sounds/speech.wav': 'wav',
  'sounds/speech.mp3': 'mp3',
  'sounds/variable.mp3': 'mp3',
  'sounds/speech.flac': 'flac',
  'sounds/speech.aac': 'aac',
  'sounds/speech.m4a': 'mp4',
  'sounds/recorder.webm': 'matroska',
  'videos/index-at-end.mp4': 'mp4',
  'videos/clip.webm': 'matroska',
  'texts/utf-8.txt': 'text',
  'texts/utf-16le-bom.txt': 'text',
  'texts/shift_jis.txt': 'text',
  'documents/report.docx': 'text',
  'pictures/small.tiff': 'text',
  'pictures/small.bmp': 'text',
};

test('a file is known by its first bytes', () => {
  for (const [path, kind] of Object.entries(SAMPLES)) assert.equal(sniff(readSample(path)), kind, path);
});

/** A box `ftyp` with these brands, the first of which is the main one. */
const ftyp = (...brands: string[]) => {
  const body = Buffer.from(`ftyp${brands[0]}\0\0\0\0${brands.slice(1).join('')}`, 'latin1');
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length + 4);
  return Buffer.concat([size, body]);
};

test('pictures and videos that share a container are told apart by its brands', () => {
  const brands: Record<string, FileKind> = {
    'avif mif1 miaf': 'avif',
    'mif1 avif miaf': 'avif',
    'avis msf1 avif': 'avif',
    'heic mif1 heic': 'heic',
    'heix mif1': 'heic',
    'mif1 heic': 'heic',
    'isom iso2 avc1 mp41': 'mp4',
    'mp42 mif1': 'mp4',
    'M4A  isom': 'mp4',
    'qt  ': 'mp4',
  };
  for (const [all, kind] of Object.entries(brands)) {
    const list = all
      .split(' ')
      .filter(Boolean)
      .map((brand) => brand.padEnd(4));
    assert.equal(sniff(ftyp(...list)), kind, all);
  }
});

test('old QuickTime files have no brand', () => {
  for (const box of ['moov', 'mdat', 'wide']) assert.equal(sniff(Buffer.from(`\0\0\0\x08${box}`, 'latin1')), 'mp4');
});

test('a frame of sound is told from anything else that begins with set bits', () => {
  const kinds: [FileKind, ...number[]][] = [
    ['mp3', 0xff, 0xfb, 0x90, 0x00],
    ['mp3', 0xff, 0xf3, 0x40, 0x00],
    ['aac', 0xff, 0xf1, 0x50, 0x80],
    ['aac', 0xff, 0xf9, 0x50, 0x80],
    // Layers I and II, a bit rate and a sample rate that don't exist, and a byte order mark of UTF-16.
    ['text', 0xff, 0xff, 0x90, 0x00],
    ['text', 0xff, 0xfd, 0x90, 0x00],
    ['text', 0xff, 0xfb, 0xf0, 0x00],
    ['text', 0xff, 0xfb, 0x9c, 0x00],
    ['text', 0xff, 0xfe, 0x41, 0x00],
  ];
  for (const [kind, ...bytes] of kinds) assert.equal(sniff(Buffer.from(bytes)), kind, bytes.join(' '));
});

test('nothing is too short to be looked at', () => {
  for (const kind of Object.keys(SAMPLES))
    for (let length = 0; length <= 40; length += 1) sniff(readSample(kind).subarray(0, length));
  for (let length = 1; length <= 20; length += 1) assert.doesNotThrow(() => sniff(Buffer.alloc(length, 0xff)));
});

test('who wants to be two things is what it is first', () => {
  const begins = (first: string, then: string) => sniff(Buffer.concat([readSample(first), readSample(then)]));
  assert.equal(begins('pictures/moving.gif', 'documents/report.pdf'), 'gif');
  assert.equal(begins('pictures/photo.jpg', 'documents/report.docx'), 'jpeg');
  assert.equal(begins('texts/utf-8.txt', 'documents/report.pdf'), 'text');
});
