import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Flatness } from './fuzz/flatness.ts';
import { fuzz, LOOKS } from './fuzz/fuzz.ts';

const MESSAGES = 1_000;

test('1,000 mutated messages of a server harm nobody', async () => {
  const { messages } = await fuzz({ seed: 1, messages: MESSAGES });
  assert.ok(messages >= MESSAGES);
});

test('a leak of one listener for each message of such a run would be found', async () => {
  const flatness = new Flatness();
  const target = new EventTarget();
  for (let look = 1; look <= LOOKS; look++) {
    for (let message = 0; message < MESSAGES / LOOKS; message++)
      target.addEventListener(`${look} ${message}`, () => {});
    await flatness.look();
  }
  assert.match(flatness.leak ?? '', /functions/);
});
