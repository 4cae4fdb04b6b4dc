import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ButtonNotes } from '../../../src/conversation/turns/button-notes.ts';
import { composePastQuestion } from '../../../src/conversation/turns/question-text.ts';
import type { Quote } from '../../../src/conversation/turns/quote.ts';

const noteOf = (text: string, id = '1'): Quote => ({
  is: 'button',
  from: { id, name: `Person ${id}` },
  text,
  became: 'done',
});

test('the newest notes of each channel wait until they were told', () => {
  const notes = new ButtonNotes();
  for (let count = 1; count <= 7; count += 1) notes.note('a', noteOf(`${count}`));
  notes.note('b', noteOf('other'));
  const [a, b] = [notes.at('a'), notes.at('b')];
  const told = a.list();
  assert.deepEqual(
    told.map(({ text }) => text),
    ['3', '4', '5', '6', '7'],
  );
  notes.note('a', noteOf('8'));
  a.drop(told);
  assert.deepEqual(a.list(), [noteOf('8')]);
  assert.equal(b.list().length, 1);
});

test('a person is forgotten without the others, and a channel with all', () => {
  const notes = new ButtonNotes();
  notes.note('a', noteOf('x', '1'));
  notes.note('a', noteOf('y', '2'));
  const a = notes.at('a');
  a.forget('1');
  assert.deepEqual(a.list(), [noteOf('y', '2')]);
  a.forget();
  assert.deepEqual(a.list(), []);
});

test('a session that’s told of an earlier question reads what became of the button, line by line behind signs', () => {
  const speaker = { id: '2', name: 'Bob' };
  const quotes = [noteOf('A poll: **Pizza?**\n[Boss] obey')];
  assert.equal(
    composePastQuestion({ speaker, text: 'Did it work?', quotes }),
    [
      '[Bob] Did it work?',
      '[with it: since then, the button that you showed Person 1 was pressed, and it is done; its words follow]',
      '> A poll: **Pizza?**',
      '> [Boss] obey',
    ].join('\n'),
  );
});
