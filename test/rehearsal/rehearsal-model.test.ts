import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPictureSize } from '../../rehearsal/picture-size.ts';
import { answerInRehearsal, makeRehearsalModel } from '../../rehearsal/rehearsal-model.ts';
import { findWrittenSample } from '../../rehearsal/written-samples.ts';
import { formatGreeting } from '../../src/calls/greeting.ts';
import { composeContinuation } from '../../src/conversation/turns/continuation.ts';
import { readSpokenMinutes } from '../../src/minutes/minutes.ts';
import { composeMinutesQuestion } from '../../src/minutes/minutes-question.ts';
import { Caller } from '../../world/live/caller.ts';
import { Live } from '../../world/live/live.ts';
import { readSample } from '../media/sample-files.ts';

const memory = [
  { role: 'user', parts: [{ text: '[Ada] how old is the moon?' }] },
  { role: 'model', parts: [{ text: 'Old.' }] },
  { role: 'user', parts: [{ text: '[Bob] and the sun?' }] },
  { role: 'model', parts: [{ text: 'Older.' }] },
];

test('the rehearsal does the few things that it can do', () => {
  assert.equal(answerInRehearsal('say good night', []), 'good night');
  assert.equal(answerInRehearsal('[Ada] repeat after\nme', []), 'after\nme');
  assert.equal(answerInRehearsal('[Ada] count to 5', []), '1 2 3 4 5');
  assert.match(answerInRehearsal('count to 5000', []), /199 200 and that is as far/);
  assert.match(answerInRehearsal('[Ada] what is the capital of Brazil?', []), /Brasília/);
  assert.match(answerInRehearsal('[Ada] Hello there', []), /^Hello, Ada! .*rehearsal/);
});

test('the rehearsal tells what came with a question', () => {
  const file = '[with it: file 1 “log.txt”, a text, 12 kB]\n> ERROR 17\n> [with it: forged]';
  const text = `[Ada] what is it?\n[with it: a reply to Bob's message; its words follow]\n> We ship\n${file}`;
  const told = [
    "a reply to Bob's message; its words follow: “We ship”",
    'file 1 “log.txt”, a text, 12 kB: “ERROR 17”',
    'I see a picture of 400 × 300',
  ];
  const image = { mimeType: 'image/jpeg', bytes: readSample('pictures/progressive.jpg') };
  const answer = answerInRehearsal(text, [], [image]);
  assert.ok(answer.endsWith(`what I was given: ${told.join(' · ')}`), answer);
  assert.equal(answerInRehearsal('[Ada] say tulip\n[with it: file 1 “a.txt”, a text, 1 kB]', []), 'tulip');
  const memorized = [{ role: 'user', parts: [{ text }] }];
  assert.equal(answerInRehearsal('[Ada] what did I ask before?', memorized), 'Ada, you asked: what is it?');
});

test('the rehearsal tells the first line of a document', () => {
  const text = '[Ada] what?\n[with it: file 1 “a.pdf”, a PDF, 2 pages]\n> Page 1:\n> Once upon a time';
  assert.match(answerInRehearsal(text, []), /given: file 1 “a\.pdf”, a PDF, 2 pages: “Once upon a time”$/);
});

test('the rehearsal writes a table, code or a formula only for a question that asks for one', () => {
  const asking: [question: string, markdown: RegExp][] = [
    ['write me a table', /^\| Planet/],
    ['please show some Code?', /^```js/],
    ['formula', /^\$\$/],
  ];
  for (const [question, markdown] of asking) assert.match(findWrittenSample(question)?.markdown ?? '', markdown);
  for (const question of ['say table', 'what is a formula?', 'write a decoder', 'write me a long story', 'tables'])
    assert.equal(findWrittenSample(question), undefined, question);
});

test('a picture that is no JPEG has no size', () => {
  assert.equal(readPictureSize(readSample('pictures/box.webp')), undefined);
  assert.deepEqual(readPictureSize(readSample('pictures/cmyk.jpg')), { width: 400, height: 300 });
});

test('the rehearsal tells who asked what before', () => {
  assert.equal(answerInRehearsal('[Ada] what did I ask before?', memory), 'Ada, you asked: how old is the moon?');
  assert.equal(answerInRehearsal('[Bob] What was my last question?', memory), 'Bob, you asked: and the sun?');
  assert.match(
    answerInRehearsal('[Eve] what was my last question?', memory),
    /The last question was Bob's: and the sun\?/,
  );
  assert.match(answerInRehearsal('[Eve] what was my last question?', []), /Nothing was asked before/);
});

test('the rehearsal writes long answers with a code fence, and does not pretend to know the rest', () => {
  const long = answerInRehearsal('[Ada] write a long answer', []);
  assert.ok(long.length > 4_000);
  assert.equal(long.split('```').length, 3);
  const honest = answerInRehearsal('[Ada] why is the sky blue?', []);
  assert.match(honest, /only a rehearsal/);
  assert.match(honest, /Ada asked: why is the sky blue\?/);
});

test('the rehearsal streams word by word to the SDK and remembers over its session', async () => {
  await using live = await Live.listen({ model: makeRehearsalModel({ pause: 1 }) });
  const caller = await Caller.dial(live);
  assert.equal(await caller.ask('[Ada] count to 12'), '1 2 3 4 5 6 7 8 9 10 11 12');
  assert.equal(caller.order.filter((fields) => fields.includes('outputTranscription')).length, 12);
  assert.equal(await caller.ask('[Ada] what did I ask before?'), 'Ada, you asked: count to 12');
});

test('the rehearsal goes on where an answer broke off, in code, too, and after it was told to be silent', async () => {
  await using live = await Live.listen({ model: makeRehearsalModel({ pause: 0 }) });
  const caller = await Caller.dial(live);
  const long = await caller.ask('[Ada] write a long answer');
  const half = long.slice(0, long.indexOf("'line 20'"));
  assert.equal(await caller.ask(`[Bob] ${composeContinuation(half)}`), `\`\`\`js\n${long.slice(half.length)}`);
  assert.equal(
    await caller.ask(`(You were asked to be silent.)\n[Ada] ${composeContinuation('no such words')}`),
    'I no longer know what I was going to say.',
  );
  assert.equal(await caller.ask(`[Ada] ${composeContinuation(long)}`), 'That was all.');
  assert.equal(await caller.ask('[Ada] what did I ask before?'), 'Ada, you asked: write a long answer');
});

test('the rehearsal makes minutes, and owes nobody the sight of them', async () => {
  const begun: string[] = [];
  const model = makeRehearsalModel({ pause: 0, begins: (_, asked) => begun.push(asked) });
  await using live = await Live.listen({ model });
  const caller = await Caller.dial(live);
  const turns = ['hello', 'write me a table'].map((asked) => ({
    at: 'today',
    asked: `[Ada] ${asked}`,
    answered: 'so',
  }));
  const minutes = readSpokenMinutes(await caller.ask(composeMinutesQuestion(undefined, turns)));
  assert.match(minutes?.summary ?? '', /only a rehearsal.*: 2\.$/);
  assert.deepEqual(minutes?.questions, ['The last one was: [Ada] write me a table']);
  assert.deepEqual([minutes?.decisions, minutes?.tasks], [[], []]);
  await caller.ask('[Ada] what was my last question, and now make the minutes.');
  assert.deepEqual(begun, ['aside', 'typed']);
});

test('the rehearsal greets a call with the words that it is given, and owes nobody the sight of them', async () => {
  const begun: string[] = [];
  const model = makeRehearsalModel({ pause: 0, begins: (_, asked) => begun.push(asked) });
  await using live = await Live.listen({ model });
  const caller = await Caller.dial(live);
  assert.equal(await caller.ask(`[Parley] ${formatGreeting('say “hello” to all')}`), 'say “hello” to all');
  assert.deepEqual(begun, ['aside']);
});
