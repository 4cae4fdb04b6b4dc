import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';

const MESSAGES = 1_000;

/**
 * What a program of this folder tells, in a thread of its own, where little is loaded: to count what is in use it's all collected and
 * walked through, which takes two seconds beside other tests.
 *
 * @throws what the program threw.
 */
const run = async (program: string, workerData: unknown): Promise<unknown> => {
  const worker = new Worker(new URL(`fuzz/${program}`, import.meta.url), { workerData });
  const [told] = await once(worker, 'message');
  return told;
};

test('1,000 mutated messages of a server harm nobody', async () => {
  const { messages } = Object(await run('fuzz-worker.ts', { seed: 1, messages: MESSAGES }));
  assert.ok(messages >= MESSAGES);
});

test('a leak of one listener for each message of such a run would be found', async () => {
  assert.match(`${await run('leak-worker.ts', MESSAGES)}`, /functions/);
});
