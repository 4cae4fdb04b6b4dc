import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Event } from '../../src/base/events.ts';
import type { Expense } from '../../src/base/expense.ts';
import type { TypedPlan } from '../../src/conversation/typed-session.ts';
import { makeLoudPcm } from '../../world/live/caller.ts';
import { say, sayHeard } from '../../world/live/steps.ts';
import { words } from '../../world/live/wire.ts';
import { at } from '../place.ts';
import { speak } from './acts.ts';
import { ada, recall, stage } from './stage.ts';

const TEXT = { model: 'gemini-3.8-flash', instruction: 'Be brief.', tools: [], thinking: 'low' as const };

const open = async (t: TestContext, when: 'always' | 'when-live-fails' = 'always') => {
  const expenses: Expense[] = [];
  const events: Event[] = [];
  let plan: TypedPlan = { when, text: TEXT };
  const all = await stage(t, {
    model: recall,
    texts: async () => plan,
    spend: (expense) => void expenses.push(expense),
    observe: (event) => void events.push(event),
  });
  all.live.writing = ({ contents }) => contents.map((content) => words([content])).join(' | ');
  const ask = async (text: string) => {
    const turn = all.conversations.ask(at('c'), { person: ada, text });
    await turn.ended;
    return turn;
  };
  const change = (next: TypedPlan) => {
    plan = next;
  };
  return { ...all, ask, expenses, events, change };
};

test('what an answer costs is told with the kind of model that gave it', async (t) => {
  const { ask, live, expenses, events, change } = await open(t);
  await ask('one');
  assert.ok(expenses.length > 0 && expenses.every(({ by, prompt }) => by === 'text' && prompt >= 0));
  live.texting.push('reset', 'reset');
  expenses.length = 0;
  await ask('two');
  assert.ok(expenses.length > 0 && expenses.every(({ by }) => by === 'live'));
  change('off');
  await ask('three');
  // The turn is told of right after its end.
  await new Promise(setImmediate);
  const turns = events.flatMap((event) => (event.is === 'turn' ? event.by : []));
  assert.deepEqual(turns, ['text', 'live', 'live']);
});

test('a plan that changes takes effect with the next question, and nobody forgets anything', async (t) => {
  const { ask, change, live } = await open(t);
  await ask('one');
  change('off');
  assert.match((await ask('two')).text, /one.*\[Ada\] two$/);
  change({ when: 'always', text: TEXT });
  assert.match((await ask('three')).text, /one.*two.*\[Ada\] three$/);
  change('off');
  assert.match((await ask('four')).text, /one.*two.*three.*\[Ada\] four$/);
  assert.equal(live.connections.length, 1);
  assert.deepEqual(live.unexpected, []);
});

test('what is said aloud is Live’s, and knows what was typed', async (t) => {
  const { ask, conversations, live } = await open(t);
  live.script = ({ memory }) => [sayHeard('hello'), say(memory.map((content) => words([content])).join(' / '))];
  await ask('the word is plum');
  const { turn } = speak(conversations.hear(at('c'), ada), makeLoudPcm(200));
  await turn.ended;
  assert.match(turn.text, /the word is plum/);
  assert.equal(live.texts.asked.length, 1);
});

test('a session that resumes is told what the text model answered while it rested', async (t) => {
  const { ask, change, conversations, open: start, live } = await open(t);
  change('off');
  await ask('one');
  await conversations.close(AbortSignal.abort());
  change({ when: 'always', text: TEXT });
  const other = start();
  const typed = other.ask(at('c'), { person: ada, text: 'two' });
  await typed.ended;
  change('off');
  const again = other.ask(at('c'), { person: ada, text: 'three' });
  await again.ended;
  assert.match(again.text, /one.*two.*three$/);
  assert.ok(live.connections.at(-1)?.setup.sessionResumption?.handle);
  assert.deepEqual(live.unexpected, []);
});
