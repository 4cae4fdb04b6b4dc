import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listParts, tellAnswer } from '../../../src/conversation/turns/answer-part.ts';
import { recallAnswer } from '../../../src/conversation/turns/answer-recall.ts';
import { composeContinuation } from '../../../src/conversation/turns/continuation.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';

const turn = () => new Turn({ person: { id: '1', name: 'Ada' }, text: 'hello', at: 0 });
const CODE = { markdown: '```js\nlet x = 1;\n```', title: 'One line', name: 'x.js' };

test('an answer is what was said and written, in the order in which it came', async () => {
  const one = turn();
  one.addText(' Here it is. ');
  assert.equal(one.addWritten(CODE), 'written');
  one.addText('And a table.');
  one.addWritten({ markdown: '| a |\n| - |' });
  assert.deepEqual(one.parts, [
    { is: 'said', text: 'Here it is. ' },
    { is: 'written', part: { ...CODE, at: 12 } },
    { is: 'said', text: 'And a table.' },
    { is: 'written', part: { markdown: '| a |\n| - |', at: 24 } },
  ]);
  assert.equal(one.text, 'Here it is. And a table.');
  one.finish({ is: 'complete' });
  const pieces: string[] = [];
  for await (const { is } of one.follow()) pieces.push(is);
  assert.deepEqual(pieces, ['text', 'written', 'text', 'written'], 'a late reader gets all of it');
});

test('an answer that is only written is an answer', async () => {
  const one = turn();
  assert.equal(one.isEmpty, true);
  one.addText(' \n');
  assert.equal(one.isEmpty, true);
  one.addWritten(CODE);
  assert.equal(one.isEmpty, false);
  one.slow();
  one.finish({ is: 'complete' });
  for await (const { is } of one.follow()) assert.equal(is, 'written', 'nobody is told that it takes a while');
});

test('a withdrawn answer has no written parts either, and an ended one takes no more', () => {
  const one = turn();
  one.addWritten(CODE);
  one.withdraw();
  assert.deepEqual([one.parts, one.isEmpty], [[], true]);
  one.addText('Well.');
  one.finish({ is: 'complete' });
  assert.equal(one.addWritten(CODE), 'full');
  assert.deepEqual(one.written, []);
});

test('what is said and what is written share the room of one answer', () => {
  const one = turn();
  one.addText('x'.repeat(300_000));
  assert.equal(one.addWritten({ markdown: 'y'.repeat(150_000), title: 't'.repeat(10) }), 'written');
  assert.equal(one.addWritten({ markdown: 'z'.repeat(60_000) }), 'full');
  assert.deepEqual(
    one.written.map(({ markdown }) => markdown.length),
    [150_000, 49_990],
  );
  one.addText('x');
  assert.equal(one.text.length, 300_000);
  assert.equal(one.addWritten(CODE), 'full');
  assert.equal(one.written.length, 2);
  assert.equal(one.lostText, 10_010 + 1 + CODE.markdown.length);
});

test('places beyond what was heard come after it', () => {
  const parts = listParts('Here', [
    { markdown: 'a', at: 9 },
    { markdown: 'b', at: 20 },
  ]);
  assert.deepEqual(
    parts.map((part) => (part.is === 'said' ? part.text : part.part.markdown)),
    ['Here', 'a', 'b'],
  );
});

test('a session is told what was written as a note, and not too much of it', () => {
  assert.equal(tellAnswer('Only words.'), 'Only words.');
  assert.equal(
    tellAnswer('Here it is. Done.', [{ ...CODE, at: 11 }]),
    `Here it is.\n(I wrote this in the channel, titled “One line”: ${CODE.markdown})\nDone.`,
  );
  const long = tellAnswer('', [{ markdown: 'x'.repeat(60_000), at: 0 }]);
  assert.ok(long.length < 2_050, `it is told ${long.length} characters`);
});

test('the rest of an answer is asked for by the end of its last part, said or written', () => {
  assert.match(composeContinuation('Here it is', [{ markdown: '| the | last |', at: 4 }]), /“it is”/);
  assert.match(composeContinuation('Here it is', [{ markdown: '| the | last |', at: 10 }]), /“\| the \| last \|”/);
});

test('an answer that another process gave is shown again with its written parts', async () => {
  const one = turn();
  const entry = {
    ...{ id: 'q', number: 3, person: { id: '1', name: 'Ada' }, at: 0, asked: 'hello', ended: 'complete' as const },
    ...{ answered: 'Here it is. Done.', written: [{ ...CODE, at: 12 }] },
  };
  await recallAnswer(one, 'q', { transcript: { newest: async () => [entry] }, clock: { wall: () => 1 } });
  assert.deepEqual(one.parts, [
    { is: 'said', text: 'Here it is. ' },
    { is: 'written', part: { ...CODE, at: 12 } },
    { is: 'said', text: 'Done.' },
  ]);
});
