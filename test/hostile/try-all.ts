import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Case, Stage } from './stage.ts';

/** So many channels are busy at once; each case has one of its own. */
const AT_ONCE = 4;

/** Tries every case of a table on one bot that must live through it. */
export const tryAll = (what: string, table: Readonly<Record<string, readonly Case[]>>): void => {
  describe(what, { concurrency: AT_ONCE }, () => {
    let stage: Stage;
    before(async () => {
      stage = await Stage.open();
    });
    after(() => stage[Symbol.asyncDispose]());

    for (const [kind, cases] of Object.entries(table))
      for (const { what, holds } of cases) test(`${kind}: ${what}`, () => holds(stage.room()));
  });

  test('each case says something of its own', () => {
    const all = Object.values(table).flatMap((cases) => cases.map(({ what }) => what));
    assert.equal(new Set(all).size, all.length);
  });
};
