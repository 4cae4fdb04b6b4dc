import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox } from '../../../src/voice/bridge/outbox.ts';
import type { ToProcess } from '../../../src/voice/bridge/protocol.ts';

/** Waits for the end of this turn of the event loop. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

const stage = () => {
  const written: { messages: ToProcess[]; done: () => void }[] = [];
  const lost: [string, number][] = [];
  const outbox = new Outbox<ToProcess>({
    capacity: 1_000,
    write: (messages, done) => written.push({ messages, done }),
    lost: (call, bytes) => lost.push([call, bytes]),
  });
  const sound = (call: string, bytes: number) =>
    outbox.send({ is: 'sound', call, turn: 1, pcm: new Uint8Array(bytes) });
  return { outbox, written, lost, sound };
};

test('sound beyond the capacity is dropped, and its loss told when there is room again', async () => {
  const { written, lost, sound } = stage();
  sound('1', 600);
  await turn();
  sound('1', 400);
  sound('1', 1);
  sound('2', 5);
  sound('1', 2);
  await turn();
  assert.equal(written.length, 2);
  written[1]?.done();
  assert.deepEqual(lost, []);
  written[0]?.done();
  assert.deepEqual(lost, [
    ['1', 3],
    ['2', 5],
  ]);
  sound('1', 1_000);
  await turn();
  assert.equal(written.length, 3);
});

test('everything else is sent however full it is', async () => {
  const { outbox, written, sound } = stage();
  sound('1', 1_000);
  outbox.send({ is: 'hush', call: '1' });
  await turn();
  assert.equal(written.at(-1)?.messages.at(-1)?.is, 'hush');
});

test('what is sent in one turn of the event loop leaves together and in order', async () => {
  const { outbox, written, sound } = stage();
  sound('1', 1);
  outbox.send({ is: 'hush', call: '1' });
  assert.equal(written.length, 0);
  await turn();
  sound('1', 2);
  await turn();
  assert.deepEqual(
    written.map(({ messages }) => messages.map(({ is }) => is)),
    [['sound', 'hush'], ['sound']],
  );
});
