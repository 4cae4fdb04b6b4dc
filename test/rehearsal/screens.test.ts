import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeScreens } from '../../rehearsal/pictures/page-screens.ts';
import { openBrowser } from '../browser.ts';

test('the pictures of the two pages can be taken anew', { timeout: 180_000 }, async (t) => {
  const screens = await takeScreens(await openBrowser(t));
  assert.deepEqual(Object.keys(screens), ['room.png', 'operator.png']);
  for (const [name, png] of Object.entries(screens)) {
    assert.equal(png.subarray(1, 4).toString(), 'PNG', name);
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1_280, 800], name);
    // A page that shows nothing is a tenth of that.
    assert.ok(png.length > 40_000, `${name}: ${png.length} bytes`);
  }
});
