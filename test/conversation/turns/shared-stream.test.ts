import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SharedStream } from '../../../src/conversation/turns/shared-stream.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};

test('whoever follows a chain gets what comes from then on, after what they are told of before, to its end', async () => {
  const chain = new SharedStream<number>();
  chain.add(1);
  const early = all(chain.follow());
  chain.add(2);
  const late = all(chain.follow([0]));
  chain.add(3);
  chain.end();
  assert.deepEqual([await early, await late, await all(chain.follow())], [[2, 3], [0, 3], []]);
});

test('what all readers have read is garbage, also while they follow the rest', async () => {
  const chain = new SharedStream<object>();
  const readers = [chain.follow(), chain.follow()];
  const read = async () => {
    const [first] = await Promise.all(readers.map((reader) => reader.next()));
    return new WeakRef(first?.value ?? assert.fail('nothing came'));
  };
  const next = read();
  chain.add({ is: 'sound' });
  const sound = await next;
  const newest = read();
  chain.add({ is: 'sound' });
  await newest;
  const later = readers.map((reader) => reader.next());
  await new Promise(setImmediate);
  collect();
  assert.equal(sound.deref(), undefined);
  chain.end();
  await Promise.all(later);
});
