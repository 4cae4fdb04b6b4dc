import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClaimQueue } from '../../../src/discord/inbound/claim-queue.ts';
import { at } from '../../place.ts';

const HERE = at('channel', 'home');

test('one person cannot fill the way into a home while it is not known who talks there', async () => {
  const known = Promise.withResolvers<boolean>();
  let waiting = 0;
  const entrance = new ClaimQueue({
    enter: () => {
      waiting += 1;
      return known.promise;
    },
  });
  const hers = Array.from({ length: 200 }, () => entrance.enter('ada', HERE));
  const his = entrance.enter('bob', HERE);
  assert.equal(waiting, 11);
  known.resolve(true);
  assert.equal(await his, true);
  assert.equal((await Promise.all(hers)).filter(Boolean).length, 200);
  assert.equal(await entrance.enter('ada', HERE), true);
});

test('whoever could not be let in may try again', async () => {
  const entrance = new ClaimQueue({ enter: () => Promise.reject(new Error('no')) });
  for (let time = 0; time < 20; time += 1) await assert.rejects(entrance.enter('ada', HERE), /no/);
});

test('what one person says at once is let in one after another, and only a flood is passed over', async () => {
  const entrance = new ClaimQueue({ enter: async () => true });
  const all = await Promise.all(Array.from({ length: 300 }, () => entrance.enter('ada', HERE)));
  assert.deepEqual(all, [...Array(210).fill(true), ...Array(90).fill(false)]);
});
