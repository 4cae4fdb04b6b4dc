import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import type { Event } from '../../../src/base/events.ts';
import { generationComplete, type Step, say, sayHeard, turnComplete } from '../../../world/live/steps.ts';
import { at } from '../../place.ts';
import { speak } from '../acts.ts';
import { ada, stage } from '../stage.ts';

const HALF = 'Hi, thanks for calling the workshop! This';

/** One typed question, answered with these steps: how it ended, and what was told of that. */
const ends = async (t: Parameters<typeof stage>[0], ...steps: Step[]) => {
  const lines: Record<string, unknown>[] = [];
  const events: Event[] = [];
  const all = await stage(t, {
    model: () => steps,
    observe: (event) => void events.push(event),
    log: pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
  });
  const turn = all.conversations.ask(at('c'), { person: ada, text: 'hello' });
  const end = await turn.ended;
  await turn.number.settled;
  const told = {
    lines: lines.filter(({ event }) => event === 'turn.abrupt'),
    events: events.filter(({ is }) => is === 'abrupt'),
  };
  return { ...all, turn, end, told };
};

test('an answer that Google ends in mid sentence is broken off, counted and logged, and can be gone on with', async (t) => {
  const { conversations, live, turn, end, told } = await ends(t, say(HALF), turnComplete());
  assert.ok(end.is === 'broken', end.is);
  assert.equal(end.error.message, 'answer.abrupt');
  assert.equal(told.events.length, 1);
  assert.equal(told.lines.length, 1);
  assert.doesNotMatch(JSON.stringify(told.lines), /workshop/);
  live.script = ({ text }) => text;
  const broken = { number: turn.number.value ?? 0, at: turn.question.at };
  const rest = await conversations.goOn(at('c'), broken, ada, Promise.resolve());
  assert.equal((await rest.ended).is, 'complete');
  assert.match(rest.text, /broke off.*This”/);
});

test('it is complete where all was generated, whatever it ends with', async (t) => {
  const { end, told } = await ends(t, say(HALF), generationComplete, turnComplete());
  assert.deepEqual([end.is, told], ['complete', { lines: [], events: [] }]);
});

test('it is complete where it ends like a sentence, though nothing told that all was generated', async (t) => {
  const { end, told } = await ends(t, say('Hi, thanks for calling the workshop!'), turnComplete());
  assert.deepEqual([end.is, told], ['complete', { lines: [], events: [] }]);
});

test('it is no mid sentence but a refusal where Google names a reason', async (t) => {
  const { end } = await ends(t, say(HALF), turnComplete({ turnCompleteReason: 'BLOCKLIST' }));
  assert.equal(end.is, 'failed');
});

test('a spoken question’s answer that ends in mid sentence is broken off as well', async (t) => {
  const { conversations } = await stage(t, { model: () => [sayHeard('hello'), say(HALF), turnComplete()] });
  const { turn } = speak(conversations.hear(at('c'), ada), Buffer.alloc(6_400));
  assert.equal((await turn.ended).is, 'broken');
  assert.equal(await turn.number.settled, 1);
});
