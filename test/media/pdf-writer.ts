/** The body of an object; a stream is given as its dictionary's entries and its bytes. */
type PdfObject = string | { entries?: string; bytes: Buffer };

/**
 * Writes a PDF by hand, for documents that no honest program writes. The first object is number 1 and has to be the catalog.
 * `trailer` is what else stands in the trailer.
 */
export const writePdf = (objects: readonly PdfObject[], trailer = ''): Buffer => {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const write = (bytes: Buffer) => {
    parts.push(bytes);
    length += bytes.length;
  };
  for (const [at, object] of objects.entries()) {
    offsets.push(length);
    write(Buffer.from(`${at + 1} 0 obj\n`));
    if (typeof object === 'string') write(Buffer.from(object));
    else {
      write(Buffer.from(`<< ${object.entries ?? ''} /Length ${object.bytes.length} >>\nstream\n`));
      write(object.bytes);
      write(Buffer.from('\nendstream'));
    }
    write(Buffer.from('\nendobj\n'));
  }
  const start = length;
  const rows = offsets.map((each) => `${String(each).padStart(10, '0')} 00000 n \n`);
  write(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join('')}`));
  write(Buffer.from(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);
};

const FONT = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';

/** What to write differently from a document of one page with one line of text. */
export type PageOptions = {
  /** What is drawn, in the language of PDF. */
  content?: string;
  /** What else stands in the catalog, in the page, and in the trailer. */
  catalog?: string;
  page?: string;
  trailer?: string;
  /** Its size in points. */
  size?: [width: number, height: number];
  /** Further objects, from number 6 on. */
  more?: readonly PdfObject[];
};

export const sayInPdf = (text: string): string => `BT /F1 18 Tf 40 700 Td (${text}) Tj ET`;

/** A document of one page: number 1 is the catalog, 2 the tree of pages, 3 the page, 4 the font, 5 what is drawn. */
export const writePage = ({
  content,
  catalog = '',
  page = '',
  trailer,
  size = [595, 842],
  more = [],
}: PageOptions): Buffer =>
  writePdf(
    [
      `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${size.join(' ')}] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R ${page} >>`,
      FONT,
      { bytes: Buffer.from(content ?? sayInPdf('This page has more than twenty letters.')) },
      ...more,
    ],
    trailer,
  );
