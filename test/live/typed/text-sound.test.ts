import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeContents } from '../../../src/live/typed/text-request.ts';
import { shortenRecordings } from '../../../src/live/typed/text-sound.ts';

const SECOND = 32_000;
const FIVE_MINUTES = { name: 'a.ogg', pcm: Buffer.alloc(300 * SECOND) };
const PLAN = { model: 'm', instruction: '', tools: [], thinking: 'low' } as const;

test('five minutes of sound fit, and not a sample more', () => {
  assert.deepEqual(shortenRecordings([FIVE_MINUTES], 'hello'), { recordings: [FIVE_MINUTES], ms: 300_000, cuts: [] });
  const more = { name: 'b.ogg', pcm: Buffer.alloc(2) };
  const { recordings, cuts } = shortenRecordings([FIVE_MINUTES, more], 'hello');
  assert.deepEqual(recordings, [FIVE_MINUTES]);
  assert.deepEqual(cuts, [{ name: 'b.ogg', ms: 0 }]);
});

test('pictures leave less room for sound, so that the request stays below 15 MB', () => {
  const question = [{ text: 'look' }, { image: Buffer.alloc(4 * 1024 * 1024) }];
  const { recordings, ms, cuts } = shortenRecordings([FIVE_MINUTES], question);
  assert.deepEqual(cuts, [{ name: 'a.ogg', ms }]);
  assert.ok(ms > 180_000 && ms < 300_000, `${ms} ms`);
  assert.equal((recordings[0]?.pcm.length ?? 1) % 2, 0);
  const request = JSON.stringify(composeContents({ plan: PLAN, question, recordings, said: [] }));
  assert.ok(request.length < 15 * 1024 * 1024 && request.length > 13 * 1024 * 1024, `${request.length} bytes`);
});

test('a question without recordings is left as it is', () => {
  assert.deepEqual(shortenRecordings([], 'hello'), { recordings: [], ms: 0, cuts: [] });
});
