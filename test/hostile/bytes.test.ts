import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { startMedia, summarize, tryFile } from '../media/outcome.ts';
import { writePage } from '../media/pdf-writer.ts';
import { BOMBS, BROKEN_OFF, type BytesCase, DOCUMENTS, ENDLESS, TWO_FACED } from './bytes.ts';
import { HIDDEN, ORDER, SHOWN, UNSEEN } from './hidden.ts';

let child = startMedia();
// One file that kills it is one fault, and not as many as there are files after it.
beforeEach(() => {
  if (child.isGone) child = startMedia();
});
after(() => child.end());

const TABLES: Record<string, BytesCase[]> = {
  'files that break off': BROKEN_OFF,
  'files with two faces': TWO_FACED,
  bombs: BOMBS,
  'documents without end': DOCUMENTS,
  'sound without end': ENDLESS,
};

for (const [title, cases] of Object.entries(TABLES))
  describe(title, () => {
    for (const { name, bytes, becomes } of cases)
      test(name, async () => {
        assert.equal(summarize(await tryFile(child, bytes(), { soundMs: 60_000 })), becomes);
        assert.equal(child.isGone, false, 'the process is still there');
      });
  });

describe('what a document hides', () => {
  for (const [name, options] of Object.entries(HIDDEN))
    test(`${name} is not read`, async () => {
      const outcome = await tryFile(child, writePage(options));
      assert.deepEqual(outcome, { is: 'pages', pages: 1, read: 1, text: `Page 1:\n${SHOWN}`, pictures: [] });
    });

  for (const [name, content] of Object.entries(UNSEEN))
    test(`${name} are text like any other`, async () => {
      const outcome = await tryFile(child, writePage({ content }));
      assert.deepEqual(outcome, { is: 'pages', pages: 1, read: 1, text: `Page 1:\n${ORDER}`, pictures: [] });
    });
});
