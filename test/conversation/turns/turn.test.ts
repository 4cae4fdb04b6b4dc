import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnswerPiece } from '../../../src/conversation/turns/answer-piece.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';
import { NO_USAGE, type TokenUsage } from '../../../src/live/protocol/token-kinds.ts';

const turn = () => new Turn({ person: { id: '1', name: 'Ada' }, text: 'hello', at: 0 });
const all = async (pieces: AsyncIterable<AnswerPiece>) => {
  const got: AnswerPiece[] = [];
  for await (const piece of pieces) got.push(piece);
  return got;
};
const text = (pieces: AnswerPiece[]) => pieces.map((piece) => (piece.is === 'text' ? piece.text : '')).join('');

test('several readers get the same pieces, each at its own pace', async () => {
  const one = turn();
  const readers = [one.follow(), one.follow()].map(all);
  one.addText('Hel');
  one.addAudio(Buffer.from([1, 2]));
  one.addText('lo');
  one.finish({ is: 'complete' });
  const [first, second] = await Promise.all(readers);
  assert.deepEqual(first, second);
  assert.deepEqual(
    first?.map(({ is }) => is),
    ['text', 'audio', 'text'],
  );
  assert.equal(one.text, 'Hello');
  assert.deepEqual(await one.ended, { is: 'complete' });
});

test('each count tells how many more tokens there are, also after the end', () => {
  const told: TokenUsage[] = [];
  const one = new Turn({ person: { id: '1', name: 'Ada' }, text: 'hello', at: 0 }, (more) => told.push(more));
  one.count({ ...NO_USAGE, prompt: 100, response: 5, total: 105 });
  one.finish({ is: 'complete' });
  one.count({ ...NO_USAGE, prompt: 100, response: 30, thoughts: 2, total: 132 });
  assert.deepEqual(told, [
    { ...NO_USAGE, prompt: 100, response: 5, total: 105 },
    { ...NO_USAGE, response: 25, thoughts: 2, total: 27 },
  ]);
});

test('a late reader first gets the text that is there already', async () => {
  const one = turn();
  one.addText('Hello');
  const late = all(one.follow());
  one.addText(' world');
  one.finish({ is: 'interrupted' });
  assert.equal(text(await late), 'Hello world');
  assert.equal(text(await all(one.follow())), 'Hello world');
});

test('a leading space is not part of the answer, the others are', () => {
  const one = turn();
  one.addText(' ');
  one.addText(' Yes');
  one.addText(' of course');
  assert.equal(one.text, 'Yes of course');
});

test('only the first end counts, and nothing comes after it', async () => {
  const one = turn();
  one.finish({ is: 'silent' });
  one.finish({ is: 'complete' });
  one.addText('late');
  one.addAudio(Buffer.alloc(2));
  one.addTools([{ id: '1', name: 'x', args: {} }]);
  assert.deepEqual(one.end, { is: 'silent' });
  assert.equal(one.text, '');
  assert.equal(one.tools.length, 0);
  assert.deepEqual(await all(one.follow()), []);
});

test('a reader that stops early disturbs nobody', async () => {
  const one = turn();
  const steady = all(one.follow());
  const fickle = one.follow();
  one.addText('a');
  await fickle.next();
  await fickle.return();
  one.addText('b');
  one.finish({ is: 'complete' });
  assert.equal(text(await steady), 'ab');
});

test('audio is bounded, and what was lost is counted', async () => {
  const one = turn();
  const megabyte = Buffer.alloc(1024 * 1024);
  for (let sent = 0; sent < 70; sent++) one.addAudio(megabyte);
  assert.equal(one.audioBytes.came, 70 * megabyte.length);
  assert.equal(one.audioBytes.lost, 6 * megabyte.length);
});

test('words are bounded, those of the question too, and what was lost is counted', async () => {
  const one = turn();
  const half = 'x'.repeat(300_000);
  const reader = all(one.follow());
  for (const add of [one.addText, one.addHeard]) for (let times = 0; times < 3; times++) add.call(one, half);
  one.finish({ is: 'complete' });
  assert.equal(one.text.length, 500_000);
  assert.equal(one.heard.length, 500_000);
  assert.equal(one.lostText, 800_000);
  assert.equal(text(await reader), one.text);
});

test('calls of tools are bounded, however many come at once', () => {
  const one = turn();
  one.addTools(Array.from({ length: 200_000 }, () => ({ id: '1', name: 'x', args: {} })));
  one.addTools([{ id: '2', name: 'x', args: {} }]);
  assert.equal(one.tools.length, 1_000);
});
