import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VirtualClock } from '../virtual-clock.ts';
import { Mortal } from './mortal.ts';

const settled = () => new Promise(setImmediate);

test('as long as a process lives it has everything as it is', async () => {
  const process = new Mortal();
  const clock = process.has(new VirtualClock());
  const before = clock.now();
  const slept = clock.sleep(50);
  await clock.advance(50);
  await slept;
  assert.equal(clock.now(), before + 50);
  await assert.rejects(clock.sleep(1, AbortSignal.abort(new Error('enough'))), /enough/);
});

test('what a dead process asks for is not done, and what it waited for does not come', async () => {
  const process = new Mortal();
  const written: string[] = [];
  const read = Promise.withResolvers<string>();
  const store = process.has({
    shelf: () => ({
      set: async (text: string) => void written.push(text),
      get: () => read.promise,
    }),
  });
  const shelf = store.shelf();
  await shelf.set('before');
  let came = false;
  void shelf.get().then(() => {
    came = true;
  });
  process.die();
  read.resolve('what was read');
  void shelf.set('after');
  await settled();
  assert.deepEqual([written, came], [['before'], false]);
});
