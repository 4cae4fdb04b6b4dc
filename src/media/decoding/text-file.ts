import { truncateLines } from '../bridge/line-cut.ts';
import { MediaFault } from '../bridge/media-fault.ts';
import { MEDIA_LIMITS } from '../bridge/media-limits.ts';
import type { Wants } from '../bridge/media-protocol.ts';
import type { FileContent } from '../bridge/read-file.ts';
import { decodeAs, findEncoding, measureUnit } from './charset.ts';

/** The share of control characters above which something isn't text. Terminals' colours stay far below that. */
const STRANGE = 0.05;

const SPACE = 0x20;
const DELETE = 0x7f;

/** Control characters that texts have: tabs, line and page breaks, and the one that begins a terminal's colours. */
const PLAIN = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);

/**
 * Reads a text in whatever encoding it is, as far as that can be told. What is damaged in it becomes U+FFFD.
 *
 * @throws MediaFault `unknown` if it's no text, `encoding` if it's one whose encoding can't be told.
 */
export const decodeText = async (bytes: Buffer, { textBytes }: Pick<Wants, 'textBytes'>): Promise<FileContent> => {
  const head = bytes.subarray(0, MEDIA_LIMITS.textBytes);
  const encoding = await findTextEncoding(head);
  const decoded = decodeAs(encoding, head);
  if (isStrange(decoded)) throw new MediaFault('unknown');
  const whole = normalize(decoded);
  if (whole.trim() === '') throw new MediaFault('empty');
  const rest = bytes.subarray(head.length);
  const breaks = whole.split('\n').length - 1 + countBreaks(rest, encoding);
  const isEnded = rest.length > 0 ? rest.subarray(-measureUnit(encoding)).includes('\n') : whole.endsWith('\n');
  return { is: 'text', ...truncateLines(whole, textBytes, breaks + (isEnded ? 0 : 1)) };
};

/** Line breaks of other systems become ours, the mark at the beginning goes, and a NUL counts as damage. */
const normalize = (text: string): string =>
  text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '\ufffd');

/** @throws MediaFault `unknown`, rather than `encoding`, if it's no text in any encoding. */
const findTextEncoding = async (bytes: Buffer): Promise<string> => {
  try {
    return await findEncoding(bytes);
  } catch (error) {
    throw isStrange(bytes.toString('latin1')) ? new MediaFault('unknown', { cause: error }) : error;
  }
};

/** Whether it holds control characters, NULs among them, in numbers that no text has. */
const isStrange = (text: string): boolean => {
  let controls = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if ((code < SPACE && !PLAIN.has(code)) || code === DELETE) controls += 1;
  }
  return controls > text.length * STRANGE;
};

/** Line breaks in what isn't decoded. */
const countBreaks = (bytes: Buffer, encoding: string): number => {
  const unit = measureUnit(encoding);
  const sign = Buffer.alloc(unit);
  sign[encoding.endsWith('be') ? unit - 1 : 0] = 0x0a;
  let count = 0;
  for (let at = bytes.indexOf(sign); at !== -1; at = bytes.indexOf(sign, at + 1)) if (at % unit === 0) count += 1;
  return count;
};
