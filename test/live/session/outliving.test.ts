import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import type { LocalConnection } from '../../../world/live/connection.ts';
import type { ConnectionFault } from '../../../world/live/fault.ts';
import {
  close,
  drop,
  frame,
  generationComplete,
  say,
  sendInterrupted,
  sendUsage,
  stall,
  toolCall,
  turnComplete,
} from '../../../world/live/steps.ts';
import { retryIn } from '../../sentences.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { makePace } from '../defaults.ts';
import { never, notes, stage, turn } from '../stage.ts';

const complete = { is: 'complete' };

const BROKEN = { message: 'gemini.broken' };

const INTERNAL = close(1011, 'Internal error encountered.');

test('a question without a sign of life is asked once more, on another connection', async (t) => {
  const clock = new VirtualClock();
  const answers = [[stall], 'here I am'];
  const { live, session } = await stage(t, { clock, live: { model: () => answers.shift() ?? 'too often' } });
  const began = clock.now();
  const answer = turn();
  assert.deepEqual(await clock.until(session.ask('hello', 1, answer, never)), complete);
  assert.equal(answer.text, 'here I am');
  assert.ok(clock.now() - began >= 20_000 && clock.now() - began < 22_000);
  assert.equal(live.connections.length, 2);
});

test('whoever asked is told when the second try gives no sign of life either', async (t) => {
  const clock = new VirtualClock();
  const { live, session } = await stage(t, { clock, live: { model: () => [stall] } });
  const began = clock.now();
  await assert.rejects(clock.until(session.ask('hello', 1, turn(), never)), { message: 'gemini.late' });
  assert.ok(clock.now() - began < 43_000);
  assert.equal(live.connections.length, 2);
});

test('an answer that freezes stays as it is, and is said to be broken', async (t) => {
  const clock = new VirtualClock();
  const { live, session } = await stage(t, { clock, live: { model: () => [say('half an'), stall] } });
  const answer = turn();
  await assert.rejects(clock.until(session.ask('hello', 1, answer, never)), BROKEN);
  assert.equal(answer.text, 'half an');
  assert.equal(live.connections.length, 1);
});

test('an answer of which only the end was missing is whole', async (t) => {
  const { session } = await stage(t, { live: { model: () => [say('all of it'), generationComplete, drop] } });
  const answer = turn();
  assert.deepEqual(await session.ask('hello', 1, answer, never), complete);
  assert.equal(answer.text, 'all of it');
});

test('a connection that ends when only the end of an answer was missing is judged like any other', async (t) => {
  const quota = close(1011, 'You exceeded your current quota, please check');
  const { live, session } = await stage(t, { live: { model: () => [say('all of it'), generationComplete, quota] } });
  assert.deepEqual(await session.ask('hello', 1, turn(), never), complete);
  assert.equal(session.needed, true);
  await assert.rejects(session.ask('and now?', 2, turn(), never), { message: 'gemini.quota' });
  assert.equal(live.dials, 1);
});

test('an announced end leaves an answer time until shortly before, even if Google says nothing more', async (t) => {
  const clock = new VirtualClock();
  const { live, session } = await stage(t, {
    clock,
    silence: 1_000_000,
    live: { model: () => [say('a long'), frame({ goAway: { timeLeft: '50s' } }), stall] },
  });
  const began = clock.now();
  const answer = turn();
  await assert.rejects(clock.until(session.ask('hello', 1, answer, never)), BROKEN);
  assert.equal(answer.text, 'a long');
  assert.ok(clock.now() - began >= 45_000 && clock.now() - began < 46_000, `${clock.now() - began} ms`);
  live.script = () => 'fine';
  assert.deepEqual(await clock.until(session.ask('again', 2, turn(), never)), complete);
});

test('a question that had no answer yet at the announced end is asked on the next connection', async (t) => {
  const clock = new VirtualClock();
  const answers = [[frame({ goAway: { timeLeft: '10s' } }), stall], 'here I am'];
  const { live, session } = await stage(t, { clock, live: { model: () => answers.shift() ?? '' } });
  const answer = turn();
  assert.deepEqual(await clock.until(session.ask('hello', 1, answer, never)), complete);
  assert.equal(answer.text, 'here I am');
  const [first] = live.connections;
  assert.equal(first?.open, false);
});

test('the old connection is gone before the next one is dialled', async (t) => {
  let open: boolean | undefined;
  const answers = [[say('one'), frame({ goAway: { timeLeft: '50s' } })], 'two'];
  const { live, session } = await stage(t, { live: { model: () => answers.shift() ?? '' } });
  const asked = session.ask('one', 1, turn(), never);
  const first = await live.connection(0);
  const afterSetup = () => {
    open = first.open;
  };
  live.next({ afterSetup });
  await asked;
  await session.ask('two', 2, turn(), never);
  assert.equal(open, false);
  assert.equal(live.connections.length, 2);
});

test('a connection that takes two questions and answers neither is replaced though it is open', async (t) => {
  const { live, session } = await stage(t, { live: { model: () => [turnComplete()] } });
  await session.ask('one', 1, turn(), never);
  await session.ask('two', 2, turn(), never);
  live.script = () => 'three';
  const answer = turn();
  await session.ask('three', 3, answer, never);
  assert.equal(answer.text, 'three');
  assert.equal(live.connections.length, 2);
});

for (const [when, before] of [
  ['before anything came', []],
  ['while the model waits for a function', [toolCall({ name: 'look_up' }, { wait: false })]],
] as const)
  test(`an interruption that nobody made, ${when}, is no answer`, async (t) => {
    const answers = [[...before, sendInterrupted, turnComplete()], 'here I am'];
    const { live, session } = await stage(t, { live: { model: () => answers.shift() ?? '' } });
    const answer = turn();
    assert.deepEqual(await session.ask('hello', 1, answer, never), complete);
    assert.equal(answer.text, 'here I am');
    assert.equal(live.connections.length, 2);
  });

test('what Google refuses is never said again', async (t) => {
  const { live, session } = await stage(t, {
    live: { model: () => [close(1007, 'Request contains an invalid argument.')] },
  });
  await assert.rejects(session.ask('hello', 1, turn(), never), { message: 'gemini.refused' });
  assert.equal(live.connections.length, 1);
});

const long = (words: number) => Array.from({ length: words }, (_, index) => `word${index}`).join(' ');

/** A session that was resumed, with a transcript that implies some three hundred tokens. */
const resumed = async (t: Parameters<typeof stage>[0]) => {
  const memory = notes();
  const all = await stage(t, { memory });
  const question = long(250);
  await all.session.ask(question, 1, turn(), never);
  await all.session.close();
  memory.said = [{ asked: question, answered: 'All right.' }];
  return { ...all, memory, session: all.open() };
};

test('a session that was resumed without its memory is replaced by one that is told the transcript', async (t) => {
  const { live, session, memory } = await resumed(t);
  live.wipe();
  await session.ask('what was it?', 2, turn(), never);
  assert.ok((await live.connection(1)).setup.sessionResumption?.handle);
  memory.said.push({ asked: 'what was it?', answered: 'I am new here' });
  const answer = turn();
  await session.ask('and now?', 3, answer, never);
  const fresh = await live.connection(2);
  assert.equal(fresh.setup.sessionResumption?.handle, undefined);
  assert.equal(fresh.frames[1]?.clientContent?.turns?.length, 4);
});

test('a question that was asked before the loss of the memory showed is asked of one that remembers', async (t) => {
  const { live, session } = await resumed(t);
  live.wipe();
  live.script = () => [sendUsage({ promptTokenCount: 12, totalTokenCount: 20 }), stall];
  live.next({
    afterSetup: () => {
      live.sent = (_, sent) => {
        if (JSON.stringify(sent).includes('promptTokenCount')) live.script = () => 'it was long';
      };
    },
  });
  const answer = turn();
  assert.deepEqual(await session.ask('what was it?', 2, answer, never), complete);
  assert.equal(answer.text, 'it was long');
  assert.equal((await live.connection(2)).setup.sessionResumption?.handle, undefined);
});

test('what Google counted when it gave a handle out tells how much its session must know', async (t) => {
  const { live, session, memory, open } = await resumed(t);
  await session.ask('do you remember?', 2, turn(), never);
  await session.close();
  memory.said = [{ asked: 'what of a transcript is left', answered: 'may imply little' }];
  live.wipe();
  const next = open();
  await next.ask('what was it?', 3, turn(), never);
  await next.ask('and now?', 4, turn(), never);
  assert.ok((await live.connection(2)).setup.sessionResumption?.handle);
  assert.equal((await live.connection(3)).setup.sessionResumption?.handle, undefined);
});

test('a session that still knows everything is left alone', async (t) => {
  const { live, session } = await resumed(t);
  await session.ask('what was it?', 2, turn(), never);
  await session.ask('and now?', 3, turn(), never);
  assert.equal(live.connections.length, 2);
});

test('a handle whose connections die at once twice is not tried a third time', async (t) => {
  const clock = new VirtualClock();
  const memory = notes();
  const { live, session, open } = await stage(t, { clock, memory });
  await session.ask('remember', 1, turn(), never);
  await session.close();
  memory.said = [{ asked: 'remember', answered: 'yes' }];
  const dies = { afterSetup: (connection: LocalConnection) => connection.close(1011, 'Internal error encountered.') };
  live.next(dies, dies);
  const again = open();
  await clock.until(again.ask('one', 2, turn(), never)).catch(() => {});
  assert.deepEqual(await clock.until(again.ask('two', 2, turn(), never)), complete);
  assert.equal(live.connections.at(-1)?.setup.sessionResumption?.handle, undefined);
});

test('a conversation connects again at most five times a minute, however often it is asked', async (t) => {
  const clock = new VirtualClock();
  const times: number[] = [];
  const memory = notes();
  // It is asked for before each dial.
  const load = async () => void times.push(clock.now());
  const { session } = await stage(t, { clock, memory: { ...memory, load }, live: { model: () => [INTERNAL] } });
  const began = clock.now();
  while (clock.now() - began < 180_000) {
    await clock.until(session.ask('hello', 1, turn(), never)).catch((error) => assert.ok(error instanceof UserError));
    await clock.advance(1_000);
  }
  for (const from of times) {
    const within = times.filter((at) => at >= from && at < from + 60_000).length;
    assert.ok(within <= 6, `${within} connections within a minute`);
  }
  assert.ok(times.length >= 10);
});

test('all conversations of a process together connect again at most twenty times a minute', async (t) => {
  const clock = new VirtualClock();
  const pace = makePace(clock);
  const { live, open } = await stage(t, { clock, pace, live: { model: () => [INTERNAL] } });
  const sessions = Array.from({ length: 20 }, () => open(notes()));
  const asks = sessions.map((session) => session.ask('hello', 1, turn(), never).catch((error: unknown) => error));
  await clock.until(Promise.all(asks));
  const more = sessions.map((session) => session.ask('again', 1, turn(), never).catch((error: unknown) => error));
  const errors = await clock.until(Promise.all(more));
  assert.ok(live.dials <= 20 + 20, `${live.dials} dials`);
  const [, last] = [errors[0], errors.at(-1)];
  assert.ok((retryIn(last) ?? 0) > clock.wall());
});

test('a key that Google does not accept stops all conversations, but for a try every five minutes', async (t) => {
  const clock = new VirtualClock();
  const pace = makePace(clock);
  const { live, open } = await stage(t, { clock, pace });
  const refused: ConnectionFault = { setup: { close: [1007, 'API key not valid. Please pass a valid API key.'] } };
  live.next(refused, refused);
  await assert.rejects(open(notes()).ask('hello', 1, turn(), never), { message: 'owner.key' });
  assert.equal(pace.refusal?.why, 'key');
  await assert.rejects(open(notes()).ask('hello', 1, turn(), never), { message: 'owner.key' });
  assert.equal(live.dials, 2);
  await clock.advance(5 * 60_000);
  assert.deepEqual(await open(notes()).ask('hello', 1, turn(), never), complete);
  assert.equal(pace.refusal, undefined);
});

test('a try that fails for another reason says nothing about the key: it is tried again', async (t) => {
  const clock = new VirtualClock();
  const pace = makePace(clock);
  const { live, open } = await stage(t, { clock, pace });
  const broken = () => live.next({ setup: { close: [1011, 'Internal error encountered.'] } });
  const ask = () => clock.until(open(notes()).ask('hello', 1, turn(), never));
  const stop = { is: 'stop', why: 'key', say: 'The key is refused.' } as const;
  pace.noteEnding(stop);
  await clock.advance(5 * 60_000);
  broken();
  assert.deepEqual(await ask(), complete);

  pace.noteEnding(stop);
  await clock.advance(5 * 60_000);
  for (let dials = 0; dials < 4; dials++) broken();
  await assert.rejects(ask(), { message: 'gemini.unreachable' });
  assert.deepEqual(await ask(), complete);
});

test('after a close for quota connections of other conversations are opened slowly', async (t) => {
  const clock = new VirtualClock();
  const pace = makePace(clock);
  const { live, open } = await stage(t, { clock, pace });
  live.next({ setup: { close: [1011, 'You exceeded your current quota, please check'] } });
  await assert.rejects(open(notes()).ask('hello', 1, turn(), never), UserError);
  const began = clock.now();
  await clock.until(Promise.all([1, 2, 3, 4].map(() => open(notes()).ask('hello', 1, turn(), never))));
  assert.ok(clock.now() - began >= 6_000);
});
