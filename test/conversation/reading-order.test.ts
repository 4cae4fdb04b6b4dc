import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Person } from '../../src/conversation/people/person.ts';
import type { ReadFiles } from '../../src/conversation/turns/question.ts';
import type { Turn } from '../../src/conversation/turns/turn.ts';
import { hold, say, sayHeard, think } from '../../world/live/steps.ts';
import { at } from '../place.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { speak } from './acts.ts';
import { ada, bob, stage } from './stage.ts';

const cleo = { id: '3', name: 'Cleo' };
const dan = { id: '4', name: 'Dan' };

/** Readings that end when the test says so, or when nobody wants them any more. */
const openFiles = () => {
  /** Whose files hold bytes: from the start of their reading until they're let go of. */
  const held = new Set<string>();
  const done = new Map<string, () => void>();
  const givenUp = new Set<string>();
  let most = 0;
  const readFor =
    ({ name }: Person): ReadFiles =>
    async (signal) => {
      held.add(name);
      most = Math.max(most, held.size);
      const read = Promise.withResolvers<void>();
      done.set(name, read.resolve);
      signal.addEventListener('abort', () => {
        givenUp.add(name);
        read.resolve();
      });
      await read.promise;
      return { files: [], remarks: [], release: () => void held.delete(name) };
    };
  return { readFor, held, givenUp, finish: ({ name }: Person) => done.get(name)?.(), most: () => most };
};

/** Lets everything happen that needs no time. */
const settle = async () => {
  for (let ticks = 0; ticks < 20; ticks += 1) await new Promise(setImmediate);
};

/** Conversations whose model says the last words of each question, and the files of those who ask. */
const setting = async (t: Parameters<typeof stage>[0], options: Parameters<typeof stage>[1] = {}) => {
  const files = openFiles();
  const all = await stage(t, { model: ({ text }) => text.replace(/^.*\] /s, ''), ...options });
  const ask = (person: Person, text: string, withFiles = false): Turn =>
    all.conversations.ask(at('c'), { person, text, ...(withFiles && { readFiles: files.readFor(person) }) });
  return { ...all, files, ask };
};

test('a question whose files are being read doesn’t hold up what is said in the call', async (t) => {
  const { conversations, files, ask } = await setting(t, { model: () => [sayHeard('hello'), say('well')] });
  const typed = ask(ada, 'why?', true);
  await settle();
  assert.deepEqual([...files.held], ['Ada']);
  const { turn } = speak(conversations.hear(at('c'), bob), Buffer.alloc(6_400));
  assert.deepEqual(await turn.ended, { is: 'complete' });
  assert.equal(typed.end, undefined);
  files.finish(ada);
  assert.deepEqual(await typed.ended, { is: 'complete' });
});

test('others are asked before a question whose files are being read, and its asker’s own ones after it', async (t) => {
  const { live, files, ask } = await setting(t);
  const turns = [ask(ada, 'one', true), ask(ada, 'two'), ask(bob, 'three'), ask(bob, 'four')];
  await Promise.all([turns[2]?.ended, turns[3]?.ended]);
  await settle();
  const texts = () => turns.map(({ text }) => text);
  assert.deepEqual(texts(), ['', '', 'three', 'four']);
  files.finish(ada);
  await turns[1]?.ended;
  assert.deepEqual(texts(), ['one', 'two', 'three', 'four']);
  assert.equal(live.connections.length, 1);
});

test('files are read for the running question and the next in line alone, in the order in which they are asked', async (t) => {
  const answer = Promise.withResolvers<void>();
  const { files, ask } = await setting(t, { model: ({ text }) => [hold(answer.promise), say(text)] });
  const people = [ada, bob, cleo, dan];
  const turns = people.map((person) => ask(person, 'why?', true));
  await settle();
  assert.deepEqual([...files.held], ['Ada', 'Bob']);
  files.finish(ada);
  await settle();
  files.finish(bob);
  await settle();
  assert.deepEqual([...files.held], ['Ada', 'Bob']);
  answer.resolve();
  await Promise.all(turns.slice(0, 2).map(({ ended }) => ended));
  await settle();
  assert.deepEqual([...files.held], ['Cleo', 'Dan']);
  for (const person of [cleo, dan]) files.finish(person);
  await Promise.all(turns.map(({ ended }) => ended));
  await settle();
  assert.deepEqual([[...files.held], files.most()], [[], 2]);
});

test('no file is read for a question before it is the next in line', async (t) => {
  const answer = Promise.withResolvers<void>();
  const { files, ask } = await setting(t, { model: () => [hold(answer.promise), say('well')] });
  ask(ada, 'one');
  await settle();
  const second = ask(bob, 'two');
  const third = ask(cleo, 'three', true);
  await settle();
  assert.deepEqual([...files.held], []);
  answer.resolve();
  await second.ended;
  await settle();
  files.finish(cleo);
  assert.deepEqual(await third.ended, { is: 'complete' });
});

/** What people see of an answer, and how many seconds after the question. */
const told = async (turn: Turn, clock: VirtualClock): Promise<string[]> => {
  const pieces: string[] = [];
  for await (const piece of turn.follow()) {
    const seconds = Math.floor((clock.wall() - turn.question.at) / 1_000);
    if (piece.is !== 'audio') pieces.push(`${piece.is === 'slow' ? `slow ${piece.while}` : piece.is} ${seconds}`);
  }
  return pieces;
};

test('people are told after eight seconds that files are still being read, and only once', async (t) => {
  const clock = new VirtualClock();
  const { files, ask } = await setting(t, { clock, model: () => [think(12_000), say('Because.')] });
  const turn = ask(ada, 'why?', true);
  const pieces = told(turn, clock);
  await settle();
  await clock.advance(15_000);
  files.finish(ada);
  assert.deepEqual(await clock.until(pieces), ['slow waiting 8', 'text 27']);
});

test('nobody is told that it takes long if the files are read soon', async (t) => {
  const clock = new VirtualClock();
  const { files, ask } = await setting(t, { clock, model: () => [say('Because.')] });
  const turn = ask(ada, 'why?', true);
  const pieces = told(turn, clock);
  await settle();
  await clock.advance(7_000);
  files.finish(ada);
  assert.deepEqual(await clock.until(pieces), ['text 7']);
});

test('a conversation stays awake while files are read, and rests once nobody waits any more', async (t) => {
  const clock = new VirtualClock();
  const { conversations, files, ask } = await setting(t, { clock, idle: 10_000 });
  const waits = ask(ada, 'why?', true);
  await clock.until(ask(bob, 'hello').ended);
  for (let seconds = 0; seconds < 30; seconds += 1) {
    await clock.advance(1_000);
    await settle();
  }
  assert.deepEqual([conversations.awake, (await conversations.status(at('c'))).connection], [1, 'resting']);
  assert.equal(conversations.halt(at('c'), { person: ada.id, moderates: false }).is, 'turns');
  assert.deepEqual(await waits.ended, { is: 'interrupted' });
  await settle();
  assert.deepEqual([conversations.awake, [...files.givenUp]], [0, ['Ada']]);
});

test('a moderator stops the question whose files are being read, like one that is being answered', async (t) => {
  const { conversations, ask } = await setting(t);
  const turn = ask(ada, 'why?', true);
  await settle();
  const found = conversations.halt(at('c'), { person: bob.id, moderates: true });
  assert.deepEqual(found, { is: 'turns', turns: [turn] });
  assert.deepEqual(await turn.ended, { is: 'interrupted' });
});

test('a question that waits with its files read is stopped, or asked after a reset', async (t) => {
  const { conversations, files, ask } = await setting(t, { model: ({ text }) => [say(text), think(1_000_000)] });
  const running = ask(ada, 'one');
  await settle();
  const stopped = ask(bob, 'two', true);
  await settle();
  files.finish(bob);
  conversations.halt(at('c'), { person: bob.id, moderates: false });
  assert.deepEqual(await stopped.ended, { is: 'interrupted' });
  await settle();
  assert.deepEqual([...files.held], []);
  const kept = ask(cleo, 'three', true);
  await settle();
  assert.equal(await conversations.reset(at('c')), 'done');
  assert.equal((await running.ended).is, 'failed');
  files.finish(cleo);
  const first = await kept.follow().next();
  assert.deepEqual(first.value, { is: 'text', text: '[Cleo] three' });
  await conversations.close(AbortSignal.abort());
});

test('a question that is reworded or deleted while others overtake it is asked in its new words, or not at all', async (t) => {
  const { files, ask } = await setting(t);
  const reworded = ask(ada, 'why?', true);
  const deleted = ask(bob, 'and why?', true);
  await ask(cleo, 'hello').ended;
  reworded.reword('how?');
  deleted.drop();
  files.finish(ada);
  await reworded.ended;
  assert.equal(reworded.text, 'how?');
  assert.deepEqual([await deleted.ended, [...files.givenUp]], [{ is: 'yielded' }, ['Bob', 'Ada']]);
});
