import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LastWrite } from '../../../src/discord/outbound/last-write.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const written = (content: string) => async () => ({ content });
const fail = async (): Promise<never> => {
  throw new Error('no connection');
};

test('who has just written, or never wrote, does not look', async () => {
  const clock = new VirtualClock();
  const last = new LastWrite(clock);
  await clock.advance(60_000);
  assert.equal(await last.isForeign(fail), false);
  await last.note('mine', written('mine'));
  await clock.advance(1_900);
  assert.equal(await last.isForeign(written('another')), false);
  await clock.advance(100);
  assert.deepEqual([await last.isForeign(written('another')), await last.isForeign(written('mine'))], [true, false]);
});

test('what Discord made of the words counts, and what cannot be read is nobody’s', async () => {
  const clock = new VirtualClock();
  const last = new LastWrite(clock);
  await last.note(' mine ', written('Mine'));
  await clock.advance(3_000);
  assert.deepEqual([await last.isForeign(written('Mine')), await last.isForeign(fail)], [false, false]);
});

test('after an attempt that failed the words before it may stand there, too; after many of them anything may', async () => {
  const clock = new VirtualClock();
  const last = new LastWrite(clock);
  await last.note('first', written('first'));
  const attempt = (count: number) => assert.rejects(last.note(`${count}`, fail));
  await attempt(1);
  await clock.advance(3_000);
  const looks = async () => Promise.all(['first', '1', 'another'].map((content) => last.isForeign(written(content))));
  assert.deepEqual(await looks(), [false, false, true]);
  for (let count = 2; count <= 12; count += 1) await attempt(count);
  await clock.advance(3_000);
  assert.deepEqual(await looks(), [false, false, false]);
  await last.note('at last', written('at last'));
  await clock.advance(3_000);
  assert.deepEqual(await looks(), [true, true, true]);
});
