import { truncate } from '../../base/truncate.ts';
import { sanitizeForeign } from '../foreign-text.ts';

/** Somebody else's text as one line of at most `most` characters, without what nobody sees. */
export const sanitizeLine = (text: string, most: number): string =>
  truncate(sanitizeForeign(text.slice(0, 4 * most), 4 * most).text.replace(/\s+/g, ' '), Math.max(1, most));

/** The beginning of a text, as many bytes of UTF-8 as fit without half a character, and whether that's all of it. */
export const cutBytes = (text: string, most: number): { text: string; isCut: boolean } => {
  if (text.length <= most && Buffer.byteLength(text) <= most) return { text, isCut: false };
  const bytes = Buffer.from(text.slice(0, most)).subarray(0, most);
  // A streaming decoder waits for the rest of the last character, so half a character is left out.
  return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true }), isCut: true };
};

/** A value as JSON, of which what is deep or beyond about `most` characters is left out. */
export const shortenJson = (value: unknown, most: number): string => {
  let room = most;
  const draw = (one: unknown, depth: number): string => {
    if (room <= 0) return '…';
    if (typeof one === 'string') return spend(JSON.stringify(one.slice(0, room)));
    if (typeof one !== 'object' || one === null) return spend(JSON.stringify(one) ?? 'null');
    if (depth === 0) return spend('…');
    room -= 2;
    const parts: string[] = [];
    for (const [key, inner] of Object.entries(one)) {
      if (room <= 0) {
        parts.push('…');
        break;
      }
      const name = Array.isArray(one) ? '' : `${spend(JSON.stringify(key.slice(0, room)))}:`;
      parts.push(`${name}${draw(inner, depth - 1)}`);
    }
    return Array.isArray(one) ? `[${parts.join(',')}]` : `{${parts.join(',')}}`;
  };
  const spend = (text: string): string => {
    room -= text.length + 1;
    return text;
  };
  return draw(value, 6);
};
