import { truncateLines } from '../bridge/line-cut.ts';
import { MediaFault } from '../bridge/media-fault.ts';
import { MEDIA_LIMITS } from '../bridge/media-limits.ts';
import type { Wants } from '../bridge/media-protocol.ts';
import type { FileContent } from '../bridge/read-file.ts';

/**
 * How sure the detection has to be, of 100. Short texts in letters that several encodings share (KOI8-R and Windows-1251) get
 * far less, and are believed if nothing else comes near.
 */
const SURE = 50;
const LIKELY = 20;

/** The share of control characters above which something isn't text. Terminals' colours stay far below that. */
const STRANGE = 0.05;

const SPACE = 0x20;
const DELETE = 0x7f;

/** Control characters that texts have: tabs, line and page breaks, and the one that begins a terminal's colours. */
const PLAIN = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);

/** Byte order marks. Each is the encoding's name for a `TextDecoder`, too. */
const MARKS: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * Reads a text in whatever encoding it is, as far as that can be told: by its byte order mark, as UTF-8 if it's valid UTF-8,
 * as UTF-16 by its zeros, and otherwise by how letters follow each other.
 *
 * @throws MediaFault `unknown` if it's no text, `encoding` if it's one whose encoding can't be told.
 */
export const decodeText = async (bytes: Buffer, { textBytes }: Pick<Wants, 'textBytes'>): Promise<FileContent> => {
  const head = bytes.subarray(0, MEDIA_LIMITS.textBytes);
  const encoding = await findEncoding(head);
  const whole = normalize(decodeAs(encoding, head) ?? '');
  if (isStrange(whole)) throw new MediaFault('unknown');
  if (whole.trim() === '') throw new MediaFault('empty');
  const rest = bytes.subarray(head.length);
  const breaks = whole.split('\n').length - 1 + countBreaks(rest, encoding);
  const isEnded = rest.length > 0 ? rest.subarray(-2).includes('\n') : whole.endsWith('\n');
  return { is: 'text', ...truncateLines(whole, textBytes, breaks + (isEnded ? 0 : 1)) };
};

/** Line breaks of other systems become ours, and the mark at the beginning goes. */
const normalize = (text: string): string => text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');

const findEncoding = async (bytes: Buffer): Promise<string> => {
  const mark = MARKS.find(([, all]) => all.every((byte, at) => bytes[at] === byte));
  if (mark) return mark[0];
  if (bytes.includes(0)) return findByZeros(bytes);
  return decodeAs('utf-8', bytes) === undefined ? detect(bytes) : 'utf-8';
};

/** Latin letters in UTF-16 leave every second byte at 0, and no other text has that. */
const findByZeros = (bytes: Buffer): string => {
  const head = bytes.subarray(0, 4_096);
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros.map((count) => count / (head.length / 2));
  if (odd > 0.3 && even < 0.05) return 'utf-16le';
  if (even > 0.3 && odd < 0.05) return 'utf-16be';
  throw new MediaFault('unknown');
};

/** The most likely encoding in which the bytes make sense from the first to the last. */
const detect = async (bytes: Buffer): Promise<string> => {
  if (isStrange(bytes.toString('latin1'))) throw new MediaFault('unknown');
  const { default: chardet } = await import('chardet');
  const [first, second] = chardet.analyse(bytes).filter(({ name }) => decodeAs(name, bytes) !== undefined);
  const { name: encoding, confidence } = first ?? { name: '', confidence: 0 };
  const isAlone = confidence >= 2 * (second?.confidence ?? 0);
  if (confidence >= SURE || (confidence >= LIKELY && isAlone)) return encoding;
  throw new MediaFault('encoding');
};

/** The text, without half a character at the end, where it may be cut; nothing if it isn't in that encoding. */
const decodeAs = (encoding: string, bytes: Buffer): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
};

/** Whether it holds what no text holds: a NUL, or control characters in numbers. */
const isStrange = (text: string): boolean => {
  let controls = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0) return true;
    if ((code < SPACE && !PLAIN.has(code)) || code === DELETE) controls += 1;
  }
  return controls > text.length * STRANGE;
};

/** Line breaks in what isn't decoded. A byte of that value is a break in every encoding but UTF-16. */
const countBreaks = (bytes: Buffer, encoding: string): number => {
  const wide = encoding.startsWith('utf-16');
  const sign = wide ? Buffer.from('\n', 'utf16le') : Buffer.from('\n');
  if (encoding === 'utf-16be') sign.swap16();
  let count = 0;
  for (let at = bytes.indexOf(sign); at !== -1; at = bytes.indexOf(sign, at + sign.length))
    if (!wide || at % 2 === 0) count += 1;
  return count;
};
