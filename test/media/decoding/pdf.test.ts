import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import type { Wants } from '../../../src/media/bridge/media-protocol.ts';
import { decodePdf } from '../../../src/media/decoding/pdf.ts';
import { sayInPdf, writePage, writePdf } from '../pdf-writer.ts';
import { readSample } from '../sample-files.ts';
import { ALL } from '../wants.ts';

const FIRST =
  'Page 1:\nQuarterly report\nThe first page says: tomatoes rose by 12 percent, and cucumbers fell by 3 percent.';
const SECOND = 'Page 2:\nThe second page says: 日本語も読めます. Prices are in euro (€).';

const read = async (bytes: Buffer, wants: Partial<Wants> = {}) => {
  const content = await decodePdf(bytes, { ...ALL, ...wants });
  return content.is === 'pages' ? content : assert.fail();
};
const readDocument = (name: string, wants?: Partial<Wants>) => read(readSample(`documents/${name}.pdf`), wants);

test('an office program’s document is read page by page, and nothing but what is on its pages', async () => {
  assert.deepEqual(await readDocument('report'), {
    is: 'pages',
    pages: 2,
    read: 2,
    text: `${FIRST}\n${SECOND}`,
    pictures: [],
  });
});

test('a document whose password only forbids changes is read', async () => {
  assert.equal((await readDocument('owner-password')).text, `${FIRST}\n${SECOND}`);
});

test('a document that wants a password is locked', async () => {
  await assert.rejects(readDocument('locked'), { why: 'locked' });
});

test('a scanned page is a picture, as large as the model uses, beside pages of text', async () => {
  const { text, pages, pictures } = await readDocument('mixed', { side: 500 });
  assert.equal(text, `${FIRST}\nPage 2 (a picture)`);
  assert.equal(pages, 2);
  assert.deepEqual(
    pictures.map(({ page, width, height }) => ({ page, width, height })),
    [{ page: 2, width: 353, height: 499 }],
  );
  const [picture] = pictures;
  const { format, width, height } = await sharp(picture?.jpeg).metadata();
  assert.deepEqual({ format, width, height }, { format: 'jpeg', width: 353, height: 499 });
  // The scan is coloured, and what it leaves of the page is white.
  const { channels } = await sharp(picture?.jpeg).stats();
  assert.ok(channels.every(({ max }) => max > 250));
  assert.ok(channels.some(({ stdev }) => stdev > 20));
});

test('pages for which there is no room as pictures are named', async () => {
  assert.deepEqual(await readDocument('mixed', { pictures: 0 }), {
    is: 'pages',
    pages: 2,
    read: 2,
    text: `${FIRST}\nPage 2 (a picture, not shown)`,
    pictures: [],
  });
});

test('a page that doesn’t fit isn’t read any more, and one page alone is cut', async () => {
  assert.deepEqual(await readDocument('report', { textBytes: 150 }), {
    is: 'pages',
    pages: 2,
    read: 1,
    text: FIRST,
    pictures: [],
  });
  assert.deepEqual(await readDocument('report', { textBytes: 40 }), {
    is: 'pages',
    pages: 2,
    read: 1,
    text: 'Page 1:\nQuarterly report',
    cut: { shown: 2, total: 3 },
    pictures: [],
  });
});

/** A document of many pages that all share one content. */
const writePages = (count: number, declared = count): Buffer =>
  writePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${'3 0 R '.repeat(count)}] /Count ${declared} /MediaBox [0 0 300 300] >>`,
    '<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    { bytes: Buffer.from(sayInPdf('Each of these pages says the same.')) },
  ]);

test('a word that is divided at the end of a line is one again', async () => {
  const content = 'BT /F1 18 Tf 20 TL 40 700 Td (Nobody reads this exam-) Tj T* (ple to its very end.) Tj ET';
  assert.equal((await read(writePage({ content }))).text, 'Page 1:\nNobody reads this example to its very end.');
});

test('of many pages the first fifty are read', async () => {
  const { pages, read: count, text } = await read(writePages(120));
  assert.deepEqual({ pages, count }, { pages: 120, count: 50 });
  assert.match(text, /^Page 50:\nEach of these pages says the same\.$/m);
  assert.doesNotMatch(text, /Page 51/);
});

test('an empty page is empty, and a page with a number only is a picture', async () => {
  assert.equal((await read(writePage({ content: '' }))).text, 'Page 1 (empty)');
  const { text, pictures } = await read(writePage({ content: sayInPdf('17') }));
  assert.equal(text, 'Page 1 (a picture):\n17');
  assert.equal(pictures.length, 1);
});

test('a page of the largest size that there is becomes no larger picture', async () => {
  const { pictures } = await read(writePage({ content: '1 0 0 rg 0 0 9000 9000 re f', size: [14_400, 14_400] }));
  assert.deepEqual(
    pictures.map(({ width, height }) => ({ width, height })),
    [{ width: 1_000, height: 1_000 }],
  );
});

test('a stamp of a page is enlarged at most four times, and one without a size isn’t drawn', async () => {
  const { pictures } = await read(writePage({ content: '1 0 0 rg 0 0 9 9 re f', size: [10, 5] }));
  assert.deepEqual(
    pictures.map(({ width, height }) => ({ width, height })),
    [{ width: 40, height: 20 }],
  );
});

test('what is no document is broken, and so is one without pages', async () => {
  for (const bytes of [
    Buffer.from('%PDF-1.7\n'),
    readSample('documents/report.pdf').subarray(0, 3_000),
    Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(5_000, 0x20)]),
    writePages(0),
  ])
    await assert.rejects(decodePdf(bytes, ALL), { why: 'broken' });
});
