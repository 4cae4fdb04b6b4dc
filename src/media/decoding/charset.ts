import { MediaFault } from '../bridge/media-fault.ts';

/**
 * How sure the detection has to be, of 100. Short texts in letters that several encodings share (KOI8-R and Windows-1251) get
 * far less, and are believed if nothing else comes near.
 */
const SURE = 50;
const LIKELY = 20;

/** The share of bytes that may be damaged in a text that is otherwise ASCII. */
const DAMAGED = 0.02;

/** Byte order marks. UTF-32 comes first, because its mark begins with that of UTF-16. */
const MARKS: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** How ISO-2022-JP (RFC 1468) begins to write Japanese. Its other bytes are all ASCII. */
const JAPANESE = ['\x1b$B', '\x1b$@'];

/** How the other encodings of ISO 2022, which nothing here can decode, begin (RFC 1557 and 1922). */
const UNKNOWN = ['\x1b$(', '\x1b$)', '\x1b$*', '\x1b$+'];

/**
 * Finds how a text is encoded, as far as that can be told: by its byte order mark, by its zeros, as UTF-8 if it's that with
 * hardly any damage, and otherwise by how letters follow each other. The name is for {@link decodeAs}.
 *
 * @throws MediaFault `encoding` if it can't be told.
 */
export const findEncoding = async (bytes: Buffer): Promise<string> => {
  const mark = MARKS.find(([, all]) => all.every((byte, at) => bytes[at] === byte));
  if (mark) return mark[0];
  const latin = bytes.toString('latin1');
  return findByZeros(bytes) ?? findByEscapes(latin, bytes) ?? findUtf8(bytes, latin) ?? (await detect(bytes, latin));
};

/** Bytes of the smallest unit of an encoding. */
export const measureUnit = (encoding: string): 1 | 2 | 4 =>
  encoding.startsWith('utf-32') ? 4 : encoding.startsWith('utf-16') ? 2 : 1;

/** The text, with U+FFFD for what is damaged, and without half a character at the end, where it may be cut. */
export const decodeAs = (encoding: string, bytes: Buffer): string =>
  measureUnit(encoding) === 4 ? decodeUtf32(encoding, bytes) : decode(encoding, bytes, false);

const decode = (encoding: string, bytes: Buffer, fatal: boolean): string =>
  new TextDecoder(encoding, { fatal, ignoreBOM: true }).decode(bytes, { stream: true });

/** Whether the bytes make sense in an encoding from the first to the last. */
const fits = (encoding: string, bytes: Buffer): boolean => {
  try {
    decode(encoding, bytes, true);
    return true;
  } catch {
    return false;
  }
};

/** `TextDecoder` has no UTF-32. */
const decodeUtf32 = (encoding: string, bytes: Buffer): string => {
  const pieces: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = encoding === 'utf-32le' ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
    pieces.push(code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCodePoint(code));
  }
  return pieces.join('');
};

/** Letters leave most bytes of UTF-32 at 0, Latin letters every second byte of UTF-16, and no other text has that. */
const findByZeros = (bytes: Buffer): string | undefined => {
  const head = bytes.subarray(0, 4_096);
  if (!head.includes(0)) return undefined;
  const zeros: [number, number, number, number] = [0, 0, 0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[(at % 4) as 0 | 1 | 2 | 3] += 4 / head.length;
  const [a, b, c, d] = zeros;
  if (a < 0.05 && c > 0.9 && d > 0.9) return 'utf-32le';
  if (a > 0.9 && b > 0.9 && d < 0.05) return 'utf-32be';
  const [even, odd] = [(a + c) / 2, (b + d) / 2];
  if (odd > 0.3 && even < 0.05) return 'utf-16le';
  return even > 0.3 && odd < 0.05 ? 'utf-16be' : undefined;
};

const findByEscapes = (latin: string, bytes: Buffer): string | undefined => {
  const holds = (sequence: string) => latin.includes(sequence);
  if (JAPANESE.some(holds) && fits('iso-2022-jp', bytes)) return 'iso-2022-jp';
  if (UNKNOWN.some(holds)) throw new MediaFault('encoding');
  return undefined;
};

/** Bytes above ASCII but 255, which is ÿ in the encodings of the West and far more often an accident. */
const OTHERS = /[\x80-\xfe]/;

/** UTF-8 shows by its long characters, even if a few are damaged: other encodings hold next to none of them by chance. */
const findUtf8 = (bytes: Buffer, latin: string): string | undefined => {
  if (fits('utf-8', bytes)) return 'utf-8';
  const { long, damaged } = weigh(bytes);
  return long >= 2 * damaged || !OTHERS.test(latin) ? 'utf-8' : undefined;
};

/** How many characters are longer than a byte, and how many are damaged, if it's UTF-8. */
const weigh = (bytes: Buffer): { long: number; damaged: number } => {
  const text = decode('utf-8', bytes, false);
  const damaged = text.split('\ufffd').length - 1;
  return { long: (text.match(/[^\0-\x7f]/gu)?.length ?? 0) - damaged, damaged };
};

/** The most likely encoding in which the bytes make sense from the first to the last, or UTF-8 that is hardly damaged. */
const detect = async (bytes: Buffer, latin: string): Promise<string> => {
  if (isMacRoman(latin)) return 'macintosh';
  const { default: chardet } = await import('chardet');
  const [first, second] = chardet.analyse(bytes).filter(({ name }) => isKnown(name) && fits(name, bytes));
  const { name: encoding, confidence } = first ?? { name: '', confidence: 0 };
  const isAlone = confidence >= 2 * (second?.confidence ?? 0);
  if (confidence >= SURE || (confidence >= LIKELY && isAlone)) return encoding;
  if (weigh(bytes).damaged <= bytes.length * DAMAGED) return 'utf-8';
  throw new MediaFault('encoding');
};

/** UTF-8 and what is wider were looked for already, and ISO 2022 has no bytes above ASCII. */
const isKnown = (name: string): boolean => !/^(utf|iso-2022|ascii)/i.test(name);

/** Small letters of Mac Roman that are capitals in Windows-1252, or nothing, so they can't follow a small letter there. */
const CAPITALS = /(?<=[a-z])[\x88\x8a\x8c-\x90\x9d\x9f]/g;

/** Those that are signs in Windows-1252, which may stand beside a word, but not within it. */
const SIGNS = /(?<=[a-z])[\x87\x89\x8b\x98\x99\x9b](?=[a-z])/g;

/**
 * What Mac Roman hardly has: small letters of Windows-1252, capitals of its own within a word (there an encoding of DOS has
 * small letters), and rows of bytes such as Chinese and Japanese have.
 */
const NOT_MAC = /[\xdf-\xff]|(?<=[a-z])[\x80-\x86](?=[a-z])|[\x80-\xde]{3,}/g;

/** Whether it's Mac Roman, which the detection doesn't know. */
const isMacRoman = (latin: string): boolean => {
  const [capitals, signs, others] = [CAPITALS, SIGNS, NOT_MAC].map((each) => latin.match(each)?.length ?? 0);
  return (capitals ?? 0) + (signs ?? 0) > (others ?? 0);
};
