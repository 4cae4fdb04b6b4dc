import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileNames } from './file-names.ts';
import { fileTexts } from './file-texts.ts';
import { type Case, Stage } from './stage.ts';

/** All that is tried with files on one bot that must live through it. */
const TABLE: Record<string, readonly Case[]> = { texts: fileTexts, names: fileNames };

/** So many channels are busy at once; each case has one of its own. */
const AT_ONCE = 4;

describe('what people bring to harm it', { concurrency: AT_ONCE }, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage[Symbol.asyncDispose]());

  for (const [kind, cases] of Object.entries(TABLE))
    for (const { what, holds } of cases) test(`${kind}: ${what}`, () => holds(stage.room()));
});

test('each file says something of its own', () => {
  const all = Object.values(TABLE).flatMap((cases) => cases.map(({ what }) => what));
  assert.equal(new Set(all).size, all.length);
});
