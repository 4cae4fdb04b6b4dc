import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Person } from '../../../src/conversation/people/person.ts';
import type { TypedPlan } from '../../../src/conversation/typed-session.ts';
import { makeStore } from '../../../src/store/store.ts';
import { close, say } from '../../../world/live/steps.ts';
import { words } from '../../../world/live/wire.ts';
import { at } from '../../place.ts';
import { moody } from '../../store/moody.ts';
import { recorded } from '../../store/record.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { ada, never, recall, stage } from '../stage.ts';

/** Conversations on a database that can be slow, and three turns that an earlier process has told it. */
const open = async (t: TestContext, options: Parameters<typeof stage>[1] = {}) => {
  const clock = new VirtualClock();
  const { database, mood, kept } = moody(clock);
  const { log, lines } = recorded();
  const store = await makeStore(database, log, { clock });
  const all = await stage(t, { clock, store, log, model: recall, ...options });
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 100) {
      await clock.advance(100);
      await new Promise(setImmediate);
    }
  };
  /** Lets time pass until something has come. */
  const during = async <T>(coming: Promise<T>): Promise<T> => {
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    coming.then(over, over);
    while (!isOver) await pass(100);
    return coming;
  };
  const ask = (to: typeof all.conversations, text: string) => {
    const turn = to.ask(at('c'), { person: ada, text });
    return during(turn.ended.then(() => turn));
  };
  for (const text of ['one', 'two', 'three']) await ask(all.conversations, text);
  await all.conversations.close(never);
  /** Each query takes longer than the store waits for it, until the result is called. */
  const slow = () => {
    mood.slow = 3_000;
    return async () => {
      mood.slow = 0;
      await pass(6_000);
    };
  };
  return { ...all, clock, mood, kept, store, lines, pass, during, ask, slow };
};

test('a conversation that wakes while its transcript cannot be read answers, and tells the model so', async (t) => {
  const { ask, open: start, slow, live } = await open(t);
  slow();
  const turn = await ask(start(), 'four');
  assert.deepEqual(turn.end, { is: 'complete' });
  assert.match(turn.text, /cannot be looked up at the moment.*\[Ada\] four$/);
  assert.doesNotMatch(turn.text, /three/);
  assert.deepEqual(live.unexpected, []);
});

test('what was said meanwhile is recorded under its number, and the next session knows all, in order', async (t) => {
  const { ask, open: start, slow, archive, handles, live, kept } = await open(t);
  const before = await archive.summaries.get('c');
  await archive.recaps.set('c', { text: 'Ada counts.', upTo: 1, startedAt: before?.startedAt ?? 0, at: 1, model: 'm' });
  const end = slow();
  const conversations = start();
  const [four, five] = [await ask(conversations, 'four'), await ask(conversations, 'five')];
  assert.match(five.text, /four.*five/, 'it knows what was said since');
  assert.equal(four.number.value, undefined);
  await end();
  const summary = await archive.summaries.get('c');
  assert.deepEqual([summary?.turns, summary?.startedAt], [5, before?.startedAt]);
  assert.deepEqual(
    kept('turn'),
    [1, 2, 3, 4, 5].map((number) => `turn:c:${number}`),
  );
  assert.equal((await archive.turns.get('c:1'))?.asked, 'one');
  assert.equal((await archive.turns.get('c:5'))?.asked, 'five');
  assert.equal((await archive.recaps.get('c'))?.startedAt, before?.startedAt);
  assert.equal((await handles.get('c'))?.turns, 3, 'a session that knows nothing has not taken its place');
  const six = await ask(conversations, 'six');
  assert.match(six.text, /one.*two.*three.*\] four.*\] five.*six$/);
  assert.ok(live.connections.at(-1)?.setup.sessionResumption?.handle);
  assert.equal(await six.number.settled, 6);
});

test('a text model is asked without the past only if Live, which knows what was said since, cannot answer', async (t) => {
  const texts = async (): Promise<TypedPlan> => ({
    when: 'always',
    text: { model: 'gemini-3.8-flash', instruction: 'Be brief.', tools: [], thinking: 'low' },
  });
  const { ask, open: start, slow, live } = await open(t, { texts });
  live.writing = ({ contents }) => contents.map((content) => words([content])).join(' | ');
  slow();
  const conversations = start();
  const typed = live.texts.asked.length;
  await ask(conversations, 'four');
  assert.match((await ask(conversations, 'five')).text, /cannot be looked up.*four.*five$/);
  assert.equal(live.texts.asked.length, typed);
  live.connections.at(-1)?.drop();
  live.next(...Array.from({ length: 60 }, () => ({ upgrade: 503 })));
  assert.match((await ask(conversations, 'six')).text, /^\(What was said .* cannot be looked up.*\[Ada\] six$/);
});

test('what broke off meanwhile is known to the next connection, too', async (t) => {
  const {
    ask,
    open: start,
    slow,
    live,
  } = await open(t, {
    model: (asked) => (/story/.test(asked.text) ? [say('once upon'), close(1011, 'Internal error.')] : recall(asked)),
  });
  slow();
  const conversations = start();
  assert.equal((await ask(conversations, 'a story')).end?.is, 'broken');
  live.forget();
  assert.match((await ask(conversations, 'go on')).text, /cannot be looked up.*\] a story.*once upon.*go on$/);
});

test('a fresh session after it is told all', async (t) => {
  const { ask, open: start, slow, live } = await open(t);
  live.forget();
  const end = slow();
  const conversations = start();
  await ask(conversations, 'four');
  await end();
  const five = await ask(conversations, 'five');
  assert.match(five.text, /\[Ada\] one.*\[Ada\] two.*\[Ada\] three.*\[Ada\] four.*\[Ada\] five$/);
  assert.equal(live.connections.at(-1)?.setup.sessionResumption?.handle, undefined);
});

test('what was cut short before its number was known is recorded as it was heard', async (t) => {
  const { ask, open: start, slow, archive } = await open(t, { model: () => 'one two three four' });
  const end = slow();
  const conversations = start();
  const { turn, speech } = conversations.hear(at('c'), ada);
  speech.end();
  await ask(conversations, 'more');
  assert.equal(turn.end?.is, 'complete');
  conversations.interrupt(at('c'), turn, 0, 'speech');
  await end();
  assert.deepEqual(
    [(await archive.turns.get('c:4'))?.answered, (await archive.turns.get('c:5'))?.answered],
    ['', 'one two three four'],
  );
});

test('a conversation rests only when what waits for the store is there', async (t) => {
  const { ask, open: start, slow, pass, kept } = await open(t, { idle: 1_000 });
  const end = slow();
  const conversations = start();
  await ask(conversations, 'four');
  await pass(10_000);
  assert.equal(conversations.awake, 1);
  await end();
  await pass(5_000);
  assert.deepEqual([conversations.awake, kept('turn').length], [0, 4]);
});

test('a session that is lost in an outage is not replaced by one that stands for it', async (t) => {
  const { ask, open: start, slow, live, handles, pass } = await open(t, { idle: 1_000 });
  const conversations = start();
  await ask(conversations, 'four');
  const end = slow();
  await pass(3_000);
  live.forget();
  const five = await ask(conversations, 'five');
  assert.match(five.text, /cannot be looked up.*five$/);
  await end();
  assert.notEqual((await handles.get('c'))?.turns, 5);
  assert.match((await ask(conversations, 'six')).text, /one.*two.*three.*four.*five.*six$/);
});

test('its status says what cannot be known, and Continue says to try again', async (t) => {
  const { open: start, slow, during } = await open(t);
  slow();
  const conversations = start();
  assert.equal((await during(conversations.status(at('c')))).turns, 'unknown');
  const going = conversations.goOn(at('c'), { number: 1, at: 1 }, ada, Promise.resolve());
  await assert.rejects(during(going), { name: 'UserError', message: 'asking.store-away' });
});

test('what another process has answered and stored is not added once more', async (t) => {
  const { open: start, slow, archive, during, kept } = await open(t);
  const answer = async () => {
    const turn = start().ask(at('c'), { id: '77', person: ada, text: 'four' });
    await during(turn.ended);
  };
  for (let process = 0; process < 2; process += 1) {
    const end = slow();
    await answer();
    await end();
  }
  assert.equal((await archive.summaries.get('c'))?.turns, 4);
  assert.deepEqual(
    kept('turn'),
    [1, 2, 3, 4].map((number) => `turn:c:${number}`),
  );
});

test('a reset while the store is away says so; nothing of it is told any more, and it is erased later', async (t) => {
  const { ask, open: start, slow, kept, during, archive } = await open(t);
  for (const isAwake of [true, false]) {
    const conversations = start();
    if (isAwake) await ask(conversations, 'four');
    const end = slow();
    assert.equal(await during(conversations.reset(at('c'))), 'later');
    assert.equal((await ask(conversations, 'new')).text, '[Ada] new');
    await end();
    assert.equal(kept('turn').length, 1);
    assert.equal((await archive.summaries.get('c'))?.turns, 1);
    assert.equal((await ask(start(), 'what?')).text, '[Ada] new | [Ada] new | [Ada] what?');
    await during(start().reset(at('c')));
    assert.deepEqual(kept('turn'), []);
    for (const text of ['one', 'two', 'three']) await ask(start(), text);
  }
});

test('stopped while the store is away, it tells the log what is lost', async (t) => {
  const { ask, open: start, slow, during, lines } = await open(t);
  slow();
  const conversations = start();
  for (const text of ['four', 'five']) await ask(conversations, text);
  await during(conversations.close(never));
  const [line] = lines.filter(({ msg }) => /wait for the store are lost/.test(msg));
  assert.equal((line as { turns?: number } | undefined)?.turns, 2);
});

test('a summary of a newer version is not written over: people are answered, and a reset begins anew', async (t) => {
  const { ask, open: start, store, archive, during, kept, lines } = await open(t);
  const newer = store.shelf({ name: 'conversation', version: 2, lifetime: 60_000 });
  await newer.set('c', 'whatever it is then');
  const conversations = start();
  assert.match((await ask(conversations, 'four')).text, /cannot be looked up.*four$/);
  await conversations.close(never);
  assert.equal(await newer.get('c'), 'whatever it is then');
  assert.equal(kept('turn').length, 3);
  assert.ok(lines.some(({ msg }) => msg === 'a turn could not be stored'));
  const next = start();
  assert.equal(await during(next.reset(at('c'))), 'done');
  assert.equal((await ask(next, 'new')).text, '[Ada] new');
  await next.close(never);
  assert.equal((await archive.summaries.get('c'))?.turns, 1);
});

test('people whose names look alike are told apart after an outage, too', async (t) => {
  const { open: start, slow, live, during, archive } = await open(t);
  const asked: string[] = [];
  live.script = ({ text }) => {
    asked.push(text);
    return 'Hello.';
  };
  const end = slow();
  const conversations = start();
  const ask = (person: Person) => during(conversations.ask(at('c'), { person, text: 'hi' }).ended);
  const twin = { id: '2', name: 'Ada' };
  await ask(twin);
  await end();
  assert.deepEqual((await archive.turns.get('c:4'))?.person, { id: '2', name: 'Ada 2' });
  for (const person of [twin, ada, twin]) await ask(person);
  assert.deepEqual(asked.slice(1), ['[Ada 2] hi', '[Ada] hi', '[Ada 2] hi']);
});
