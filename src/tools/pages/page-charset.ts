/** How far into a page its own word on its encoding is looked for, as browsers do (HTML, "Determining the character encoding"). */
const HEAD = 1_024;

const NAMED = /charset\s*=\s*["']?\s*([\w.:-]{2,40})|encoding\s*=\s*["']([\w.:-]{2,40})["']/i;

/** The text of a page, by the encoding that its answer or its first lines name; by default UTF-8. It never throws. */
export const decodePage = (bytes: Buffer, type: string): string => {
  const head = bytes.subarray(0, HEAD).toString('latin1');
  const [, byType] = NAMED.exec(type) ?? [];
  const [, byMeta, byXml] = NAMED.exec(head) ?? [];
  for (const label of [byType, byMeta, byXml, 'utf-8']) {
    if (label === undefined) continue;
    try {
      return new TextDecoder(label).decode(bytes);
    } catch {
      // No such encoding.
    }
  }
  return bytes.toString('utf8');
};
