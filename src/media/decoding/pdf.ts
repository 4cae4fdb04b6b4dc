import { type PDFiumDocument, PDFiumLibrary, type PDFiumPage } from '@hyzyla/pdfium';
import { truncateLines } from '../bridge/line-cut.ts';
import { MediaFault } from '../bridge/media-fault.ts';
import { MEDIA_LIMITS } from '../bridge/media-limits.ts';
import type { Wants } from '../bridge/media-protocol.ts';
import type { FileContent, PagePicture } from '../bridge/read-file.ts';
import { loadSharp } from './picture.ts';

/** A page with fewer letters was scanned or drawn, or has only its number as text. */
const FEWEST_LETTERS = 20;

/** By how much a small page is enlarged at most: 72 points to the inch become 288 pixels. */
const MOST_SCALE = 4;

/** What the library writes for the hyphen and the break inside a word that is divided at the end of a line. */
const DIVISION = '\ufffe';

/** What a page says: nothing for a damaged one. A divided word is one again. */
const readText = (page: PDFiumPage): string | undefined => {
  try {
    return page.getText().replaceAll(DIVISION, '').replace(/\r\n?/g, '\n').trim();
  } catch {
    return undefined;
  }
};

const countLetters = (text: string): number => text.replace(/\s+/g, '').length;

/** The page as a picture whose longer side is `side` pixels; nothing for a page without a size. */
const draw = async (page: PDFiumPage, side: number): Promise<PagePicture | undefined> => {
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const scale = Math.min(MOST_SCALE, side / Math.max(originalWidth, originalHeight));
  const [width, height] = [originalWidth, originalHeight].map((size) => Math.max(1, Math.floor(size * scale)));
  if (!width || !height || !(width <= side && height <= side)) return undefined;
  // The library would multiply the page's size by the scale, however large that gets, so it's told the size instead.
  const { data } = await page.render({ width, height, scale: 1 });
  const sharp = await loadSharp();
  const picture = sharp(data, { raw: { width, height, channels: 4 } }).flatten({ background: '#fff' });
  return { jpeg: await picture.jpeg({ quality: 80 }).toBuffer(), width, height, page: page.number + 1 };
};

/** What is read of a document so far. */
class PageReader {
  readonly #wants: Wants;
  readonly #texts: string[] = [];
  readonly #pictures: PagePicture[] = [];
  #bytes = 0;
  #isLegible = false;

  constructor(wants: Wants) {
    this.#wants = wants;
  }

  /** Reads the next page. Returns false if its text doesn't fit any more, and then it isn't read. The first page always is. */
  async read(page: PDFiumPage): Promise<boolean> {
    const text = readText(page);
    const about = await this.#describe(page, text);
    const whole = `Page ${page.number + 1}${about}`;
    const bytes = Buffer.byteLength(whole) + 1;
    if (this.#texts.length > 0 && this.#bytes + bytes > this.#wants.textBytes) return false;
    this.#isLegible ||= text !== undefined;
    this.#bytes += bytes;
    this.#texts.push(whole);
    return true;
  }

  /** @throws MediaFault `broken` if no page could be read. */
  end(pages: number): FileContent {
    if (!this.#isLegible) throw new MediaFault('broken');
    const read = this.#texts.length;
    return {
      is: 'pages',
      pages,
      read,
      ...truncateLines(this.#texts.join('\n'), this.#wants.textBytes),
      pictures: this.#pictures,
    };
  }

  /** What follows the number of a page: its text, or why there's none. */
  async #describe(page: PDFiumPage, text: string | undefined): Promise<string> {
    if (text === undefined) return ' (damaged)';
    const letters = countLetters(text);
    const words = letters === 0 ? '' : `:\n${text}`;
    if (letters >= FEWEST_LETTERS) return words;
    if (page.getObjectCount() === 0) return ' (empty)';
    const most = Math.min(this.#wants.pictures, MEDIA_LIMITS.pagePictures);
    const picture = this.#pictures.length < most ? await draw(page, this.#wants.side) : undefined;
    if (picture) this.#pictures.push(picture);
    return picture ? ` (a picture)${words}` : ` (a picture, not shown)${words}`;
  }
}

/**
 * Opens a document in a PDFium of its own, compiled to WebAssembly: no script of a document can run in it, it opens neither
 * files nor connections, and what a document breaks in it is gone with it.
 */
const open = async (bytes: Uint8Array): Promise<PDFiumDocument> => {
  const library = await PDFiumLibrary.init();
  try {
    return await library.loadDocument(bytes);
  } catch (error) {
    // The library tells its errors apart by their messages only.
    const isLocked = error instanceof Error && error.message.startsWith('Password required');
    throw new MediaFault(isLocked ? 'locked' : 'broken', { cause: error });
  }
};

/**
 * Reads a document page by page: its text, and pages without text as pictures. What isn't on a page isn't read: titles,
 * authors, attached files, scripts, the targets of links.
 *
 * @throws MediaFault `locked` if it wants a password, `broken` if no page of it can be read.
 */
export const decodePdf = async (bytes: Uint8Array, wants: Wants): Promise<FileContent> => {
  const document = await open(bytes);
  const pages = document.getPageCount();
  const reader = new PageReader(wants);
  for (let at = 0; at < Math.min(pages, MEDIA_LIMITS.pages); at++)
    if (!(await reader.read(document.getPage(at)))) break;
  return reader.end(pages);
};
