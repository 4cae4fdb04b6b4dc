import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { NO_TOKENS } from '../../../src/base/expense.ts';
import type { Question } from '../../../src/conversation/turns/question.ts';
import type { Quote } from '../../../src/conversation/turns/quote.ts';
import type { StoredFile } from '../../../src/conversation/turns/stored-files.ts';
import type { StoredTurn } from '../../../src/conversation/turns/stored-turn.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';
import {
  openRecorder,
  type StoringWish,
  type TurnMemory,
  type TurnSlot,
} from '../../../src/conversation/turns/turn-recorder.ts';

const TYPED: Question = { id: 'q', person: { id: '1', name: 'Ada' }, text: 'hello', at: 0 };
const SPOKEN: Question = { person: { id: '1', name: 'Ada' }, text: '', at: 0, aloud: true };

type Write =
  | { is: 'draft' | 'append' | 'add' | 'revise'; entry: StoredTurn }
  | { is: 'note'; id: string }
  | { is: 'leave' };

/** A memory of which every write is listed; writing fails if it is given an error. */
const makeMemory = (error?: Error) => {
  const writes: Write[] = [];
  const write = async (one: Write) => {
    writes.push(one);
    if (error) throw error;
  };
  const slot: TurnSlot = {
    number: 7,
    draft: (entry) => write({ is: 'draft', entry }),
    append: async (entry) => {
      await write({ is: 'append', entry });
      return 7;
    },
    leave: () => write({ is: 'leave' }),
    add: (entry) => write({ is: 'add', entry }),
    revise: (entry) => write({ is: 'revise', entry }),
  };
  const memory: TurnMemory = {
    transcript: { slot: async () => slot },
    recorded: { begin: () => {} },
    answered: { note: (id) => write({ is: 'note', id }) },
  };
  return { writes, memory };
};

const open = async (question: Question, error?: Error) => {
  const { writes, memory } = makeMemory(error);
  const lines: { event?: string }[] = [];
  const log = pino({ level: 'info' }, { write: (line) => lines.push(JSON.parse(line)) });
  const turn = new Turn(question);
  const recorder = await openRecorder(turn, { memory, log, onUnfinished() {} });
  const kinds = () => writes.map(({ is }) => is);
  return { turn, recorder, writes, kinds, events: () => lines.map(({ event }) => event) };
};

const readAll = async (turn: Turn) => {
  for await (const _ of turn.follow());
};

test('whoever reads a turn has nothing stored, however many they are', async () => {
  const { turn, recorder, kinds } = await open(TYPED);
  const readers = Array.from({ length: 10 }, () => readAll(turn));
  turn.addText('Hello');
  turn.addAudio(Buffer.alloc(2));
  turn.finish({ is: 'complete' });
  await Promise.all(readers);
  assert.deepEqual(kinds(), []);
  await recorder.keep(Promise.resolve(5));
  assert.equal(turn.number.value, 7);
  await turn.number.settled;
  assert.deepEqual(kinds(), ['append', 'revise']);
});

test('what a person asked who wants nothing stored is not stored either when others ask it again', async () => {
  for (const [asker, isStored] of [
    ['proxy:x', false],
    ['2', true],
  ] as const) {
    const { writes, memory } = makeMemory();
    const turn = new Turn({ ...TYPED, id: `again:${asker}:5` });
    const log = pino({ level: 'silent' });
    const mayStore = async (person: string) => (person === 'proxy:x' ? 'no' : 'yes') as StoringWish;
    const recorder = await openRecorder(turn, { memory, log, onUnfinished() {}, mayStore });
    turn.addText('Hello');
    turn.finish({ is: 'complete' });
    await recorder.keep(Promise.resolve(5));
    await turn.number.settled;
    assert.equal(
      writes.some(({ is }) => is === 'append'),
      isStored,
    );
  }
});

test('a turn that is not run stores nothing, whatever is shown, heard or understood of it', async () => {
  const { writes } = makeMemory();
  const turn = new Turn(SPOKEN);
  turn.addText('Hello there');
  turn.view.show({ message: 'm', page: 0 });
  turn.finish({ is: 'complete' });
  turn.spoken.cut(0);
  turn.addHeard('Hi');
  assert.deepEqual([turn.spoken.text, turn.view.at, turn.heard], ['', { message: 'm', page: 0 }, 'Hi']);
  assert.equal(turn.number.value, undefined);
  assert.deepEqual(writes, []);
});

test('each time that people see more of a typed answer, one draft is written, and none of a spoken one', async () => {
  const typed = await open(TYPED);
  typed.turn.addText('One');
  typed.turn.view.show(undefined);
  typed.turn.addText(' two');
  typed.turn.view.show({ message: 'm', page: 0 });
  assert.deepEqual(
    typed.writes.map((one) => one.is === 'draft' && [one.entry.answered, one.entry.ended, one.entry.shown]),
    [
      ['One', 'broken', undefined],
      ['One two', 'broken', { message: 'm', page: 0 }],
    ],
  );
  const spoken = await open(SPOKEN);
  spoken.turn.addText('One');
  spoken.turn.view.show({ message: 'm', page: 0 });
  assert.deepEqual(spoken.kinds(), []);
});

test('a spoken answer that is cut short after its end is recorded anew', async () => {
  const { turn, recorder, writes } = await open(SPOKEN);
  turn.addText('one two');
  turn.addAudio(Buffer.alloc(96_000));
  turn.addText(' three');
  turn.finish({ is: 'complete' });
  await recorder.keep(Promise.resolve(undefined));
  turn.spoken.cut(90_000);
  await turn.number.settled;
  const last = writes.at(-1);
  assert.deepEqual(last?.is === 'revise' && last.entry.answered, 'one two');
});

test('a spoken turn without a word is stored once something of it is understood, when no turn runs, with all of that', async () => {
  const { writes, memory } = makeMemory();
  const waiting: (() => Promise<void>)[] = [];
  const turn = new Turn(SPOKEN);
  const log = pino({ level: 'silent' });
  const means = { memory, log, onUnfinished() {}, whenIdle: (work: () => Promise<void>) => void waiting.push(work) };
  const recorder = await openRecorder(turn, means);
  turn.finish({ is: 'interrupted' });
  await recorder.keep(Promise.resolve(undefined));
  turn.addHeard('What is');
  await new Promise(setImmediate);
  turn.addHeard(' the time?');
  assert.deepEqual([waiting.length, writes.filter(({ is }) => is !== 'revise')], [1, []]);
  await waiting[0]?.();
  turn.addHeard(' And the day?');
  await new Promise(setImmediate);
  const stored = writes.flatMap((one) => ('entry' in one && one.entry.asked !== '' ? [[one.is, one.entry.asked]] : []));
  assert.deepEqual(stored[0], ['add', 'What is the time?']);
  assert.deepEqual(stored.at(-1), ['revise', 'What is the time? And the day?']);
});

test('of a turn without a word only the question is noted, and one that is yielded leaves what was there', async () => {
  const silent = await open(TYPED);
  silent.turn.finish({ is: 'silent' });
  await silent.recorder.keep(Promise.resolve(undefined));
  assert.equal(await silent.turn.number.settled, undefined);
  assert.equal(silent.kinds()[0], 'note');
  const given = await open(TYPED);
  given.turn.yield();
  await given.recorder.keep(Promise.resolve(undefined));
  assert.deepEqual(given.kinds(), ['leave']);
});

test('the log says which turn was not stored, and whoever waits for its number is told that there is none', async () => {
  const { turn, recorder, events } = await open(TYPED, new Error('no room'));
  turn.addText('Hello');
  turn.finish({ is: 'complete' });
  await recorder.keep(Promise.resolve(undefined));
  assert.equal(await turn.number.settled, undefined);
  assert.deepEqual(events(), ['turn.not_stored']);
});

test('what was written is stored with its places, a bounded part of it, even if less was heard', async () => {
  const { turn, recorder, writes } = await open(SPOKEN);
  turn.addAudio(Buffer.alloc(48_000));
  turn.addText('One two three. ');
  turn.addWritten({ markdown: 'x'.repeat(60_000), title: 'Long' });
  turn.spoken.cut(0);
  turn.finish({ is: 'interrupted' });
  await recorder.keep(Promise.resolve(5));
  const [first] = writes;
  assert.ok(first?.is === 'append');
  assert.equal(first.entry.answered, '');
  assert.deepEqual(first.entry.written, [{ markdown: `${'x'.repeat(49_999)}…`, title: 'Long', at: 0 }]);
});

test('a turn in which something was only written is stored', async () => {
  const { turn, recorder, kinds } = await open(TYPED);
  turn.addWritten({ markdown: '| a |' });
  turn.finish({ is: 'complete' });
  await recorder.keep(Promise.resolve(5));
  assert.equal(kinds()[0], 'append');
  assert.equal(turn.number.value, 7);
});

const OWN: StoredFile = { name: 'voice-message.ogg', is: 'voice', size: '2 s', of: 'question' };
const QUOTED: StoredFile = { ...OWN, of: 'quote' };
const SONG: StoredFile = { name: 'song.mp3', is: 'sound', size: '2 s', of: 'question' };
const FILM: StoredFile = { ...SONG, name: 'film.mp4', is: 'video' };
const CAT: StoredFile = { ...SONG, name: 'cat.png', is: 'picture', size: '8 × 8' };

/** Files of a question, what is stored as its words if `hi` was typed and `there` was understood, and the files' excerpts. */
const HEARD: Record<string, [files: StoredFile[], asked: string, excerpts: (string | undefined)[]]> = {
  'the asker’s own voice message': [[CAT, OWN], 'hi\nthere', [undefined, undefined]],
  'a quoted voice message': [[CAT, QUOTED], 'hi', [undefined, 'there']],
  'an attached recording': [[SONG], 'hi', ['there']],
  'an attached video': [[FILM], 'hi', ['there']],
  'the asker’s own voice message and a quoted one': [[OWN, QUOTED], 'hi', ['there', undefined]],
};

for (const [what, [files, asked, excerpts]] of Object.entries(HEARD))
  test(`what was understood of ${what} is stored as whose words it is`, async () => {
    const { turn, recorder, writes } = await open({ ...TYPED, text: 'hi' });
    turn.introduce('Ada', { files });
    turn.addHeard('there');
    turn.addText('Hello');
    turn.finish({ is: 'complete' });
    await recorder.keep(Promise.resolve(5));
    const [first] = writes;
    assert.ok(first?.is === 'append');
    assert.equal(first.entry.asked, asked);
    assert.deepEqual(
      first.entry.files?.map(({ excerpt }) => excerpt),
      excerpts,
    );
  });

test('of a long recording that is somebody else’s, a bounded part is stored', async () => {
  const { turn, recorder, writes } = await open(TYPED);
  turn.introduce('Ada', { files: [QUOTED] });
  turn.addHeard('x'.repeat(5_000));
  turn.finish({ is: 'silent' });
  await recorder.keep(Promise.resolve(5));
  const [first] = writes;
  assert.ok(first?.is === 'append');
  assert.equal(first.entry.files?.[0]?.excerpt, 'x'.repeat(1_000));
});

test('what a turn has cost is stored beside it, also what Google tells after its end', async () => {
  const { turn, recorder, writes } = await open(TYPED);
  const count = (textIn: number, soundOut: number) => ({
    prompt: textIn,
    response: soundOut,
    thoughts: 0,
    total: textIn + soundOut,
    kinds: { ...NO_TOKENS, textIn, soundOut },
    estimated: false,
  });
  turn.source.ask('live', 'live-model');
  turn.addText('Hello');
  turn.count(count(100, 10));
  turn.finish({ is: 'complete' });
  await recorder.keep(Promise.resolve(5));
  turn.count(count(100, 50));
  await new Promise(setImmediate);
  assert.deepEqual(
    writes.filter(({ is }) => is !== 'note').map((write) => 'entry' in write && write.entry.spent),
    [
      [{ model: 'live-model', tokens: { textIn: 100, soundOut: 10 } }],
      [{ model: 'live-model', tokens: { textIn: 100, soundOut: 10 } }],
      [{ model: 'live-model', tokens: { textIn: 100, soundOut: 50 } }],
    ],
  );
});

test('quoted words of a person who wants nothing stored stay out of what is stored', async () => {
  const { writes, memory } = makeMemory();
  const [bob, cy] = [
    { id: '2', name: 'Bob' },
    { id: '3', name: 'Cy' },
  ];
  const quotes: Quote[] = [
    { is: 'reply', from: bob, text: 'the secret of Bob' },
    { is: 'target', from: cy, text: 'the word of Cy' },
    { is: 'forward', text: 'a forwarded word' },
  ];
  const turn = new Turn({ ...TYPED, quotes });
  const mayStore = async (person: string) => (person === bob.id ? 'no' : 'yes') as StoringWish;
  const recorder = await openRecorder(turn, { memory, log: pino({ level: 'silent' }), onUnfinished() {}, mayStore });
  turn.addText('Hello');
  turn.view.show({ message: 'm', page: 0 });
  turn.finish({ is: 'complete' });
  await recorder.keep(Promise.resolve(5));
  await turn.number.settled;
  assert.ok(writes.some(({ is }) => is === 'append'));
  assert.doesNotMatch(JSON.stringify(writes), /secret of Bob/);
  assert.match(JSON.stringify(writes), /word of Cy.*a forwarded word/);
});

test('what somebody says of whom nobody can tell whether they want it stored is not stored, and they read so', async () => {
  const { writes, memory } = makeMemory();
  const turn = new Turn(TYPED);
  const wishes: StoringWish[] = ['unknown', 'yes'];
  const mayStore = async () => wishes.shift() ?? 'yes';
  const ended: Turn[] = [];
  const means = {
    memory,
    log: pino({ level: 'silent' }),
    onUnfinished() {},
    mayStore,
    onUnstored: (one: Turn) => void ended.push(one),
  };
  const recorder = await openRecorder(turn, means);
  turn.addText('Hello');
  turn.view.show({ message: 'm', page: 0 });
  turn.finish({ is: 'complete' });
  await recorder.keep(Promise.resolve(5));
  await turn.number.settled;
  assert.deepEqual(turn.remarks.all, [{ code: 'privacy.not-kept' }]);
  // It holds even if the store can tell again by then, because they have read it.
  assert.deepEqual(
    writes.map(({ is }) => is).filter((is) => is !== 'revise'),
    ['note'],
  );
  assert.ok(ended.length === 1 && ended[0] === turn, 'the session that knows it ends');
});

test('a turn that waits for the transcript waits for what its people wish, too', async () => {
  for (const [later, kinds] of [
    ['unknown', ['append']],
    ['no', ['note']],
  ] as const) {
    const { writes, memory } = makeMemory();
    const { slot } = memory.transcript;
    memory.transcript.slot = async () => ({ ...(await slot()), number: undefined });
    const wishes: StoringWish[] = ['unknown', later];
    const turn = new Turn(TYPED);
    const mayStore = async () => wishes.shift() ?? later;
    const recorder = await openRecorder(turn, { memory, log: pino({ level: 'silent' }), onUnfinished() {}, mayStore });
    turn.addText('Hello');
    turn.finish({ is: 'complete' });
    await recorder.keep(Promise.resolve(5));
    assert.deepEqual(
      writes.map(({ is }) => is).filter((is) => is !== 'revise'),
      kinds,
    );
    assert.deepEqual(turn.remarks.all, []);
  }
});
