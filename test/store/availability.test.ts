import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Availability } from '../../src/store/availability.ts';

const gone = new Error('no connection');
const refusal = { name: 'StoreUnavailableError' };

test('the first failure makes the database unavailable, and the next ones only count', () => {
  const availability = new Availability();
  assert.deepEqual([availability.is, availability.trouble, availability.errors], ['here', undefined, 0]);
  assert.deepEqual([availability.noteFailure(gone), availability.noteFailure(new Error('later'))], [true, false]);
  assert.deepEqual([availability.is, availability.trouble, availability.errors], ['away', gone, 2]);
});

test('whoever waits is told of the return, and of nothing where there was no failure', async () => {
  const availability = new Availability();
  await availability.waitUntilBack();
  assert.equal(availability.noteReturn(), false);
  availability.noteFailure(gone);
  const back = availability.waitUntilBack();
  assert.equal(availability.noteReturn(), true);
  await back;
  assert.deepEqual([availability.is, availability.trouble, availability.errors], ['here', undefined, 1]);
});

test('a closed store stays closed, and nobody waits for it', async () => {
  const availability = new Availability();
  availability.noteFailure(gone);
  const back = availability.waitUntilBack();
  availability.close();
  await assert.rejects(back, refusal);
  await assert.rejects(availability.waitUntilBack(), refusal);
  assert.deepEqual([availability.noteFailure(gone), availability.noteReturn()], [false, false]);
  assert.deepEqual([availability.is, availability.trouble, availability.errors], ['closed', undefined, 2]);
});
