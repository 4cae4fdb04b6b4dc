import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import { InboundTime } from '../../src/base/inbound-time.ts';
import type { Turn } from '../../src/conversation/turns/turn.ts';
import { type TurnLine, TurnLines } from '../../src/ops/turn-lines.ts';
import { writeTool } from '../../src/tools/write-tool.ts';
import { close, frame, hold, say, sayHeard, toolCall, write } from '../../world/live/steps.ts';
import { at } from '../place.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { speak } from './acts.ts';
import { ada, stage } from './stage.ts';

const watched = async (t: TestContext, options: Parameters<typeof stage>[1]) => {
  const lines = new TurnLines();
  const all = await stage(t, { ...options, observe: (event) => lines.observe(event) });
  /** The line of the newest turn, once that is over and it's known whether it's recorded. */
  const lineOf = async (turn: Turn): Promise<TurnLine> => {
    await turn.number.settled;
    await new Promise(setImmediate);
    const [line] = lines.list();
    assert.ok(line);
    return line;
  };
  return { ...all, lines, lineOf };
};

/** The moments of a line, with their details. */
const story = ({ moments }: TurnLine): string[] =>
  moments.map(({ what, detail }) => (detail === undefined ? what : `${what} ${detail}`));

const typed = (text = 'one') => ({ person: ada, text });

test('a typed turn: it dials, is asked, answered and recorded; the next one finds the connection', async (t) => {
  const clock = new VirtualClock();
  const gate = Promise.withResolvers<void>();
  const { conversations, lines, lineOf } = await watched(t, { clock, model: () => [hold(gate.promise), say('Well')] });
  const arrival = new InboundTime(clock);
  await clock.advance(30);
  arrival.noteClaim();
  await clock.advance(12);
  const first = conversations.ask(at('8', '7'), { ...typed(), arrival });
  const asked = lines.on(({ moments }) => {
    if (moments.at(-1)?.what === 'sent') void clock.advance(400).then(gate.resolve);
  });
  const line = await lineOf(first);
  asked();
  assert.deepEqual(story(line), [
    ...['asked', 'claimed', 'admitted', 'begun', 'dialling', 'dialled fresh', 'sent live'],
    ...['worded', 'sounded', 'ended complete', 'recorded'],
  ]);
  const { server, channel, way, by, outcome } = line;
  assert.deepEqual([server, channel, way, by, outcome], ['7', '8', 'typed', 'live', 'complete']);
  assert.equal(line.at, clock.wall() - 442);
  const times = new Map(line.moments.map(({ what, at: when }) => [what, when]));
  assert.deepEqual([times.get('claimed'), times.get('begun'), times.get('worded')], [30, 42, 442]);
  const next = await lineOf(conversations.ask(at('8', '7'), typed('two')));
  assert.equal(next.id, line.id + 1);
  assert.deepEqual(story(next), [
    ...['asked', 'admitted', 'begun', 'connected', 'sent live', 'worded', 'sounded', 'ended complete', 'recorded'],
  ]);
});

test('a spoken turn tells what was understood, and a call to a function when it began and ended', async (t) => {
  const { conversations, lineOf } = await watched(t, {
    tools: [writeTool],
    model: () => [
      sayHeard('hello'),
      say('Look'),
      write('a | b'),
      toolCall({ id: 'x', name: 'invented secret', args: {} }),
    ],
  });
  const { turn } = speak(conversations.hear(at('8'), ada));
  const line = await lineOf(turn);
  const told = story(line);
  assert.deepEqual([line.way, line.server], ['spoken', undefined]);
  for (const moment of ['understood', 'worded', 'written', 'calling write', 'called write done', 'recorded'])
    assert.equal(told.filter((one) => one === moment).length, 1, `${moment} in ${told}`);
  // A function that the model makes up may have any name, so its name isn't told.
  assert.deepEqual(
    told.filter((one) => one.includes('unknown')),
    ['calling unknown', 'called unknown refused'],
  );
  assert.ok(told.indexOf('calling write') < told.indexOf('called write done'));
});

test('what breaks on the way is told with its code, and how it went on', async (t) => {
  const answers = [[frame({ goAway: { timeLeft: '50s' } }), close(1011, 'Internal error')], 'Well'];
  const { conversations, lineOf, live } = await watched(t, { model: () => answers.shift() ?? 'And?' });
  live.next({ upgrade: 503 });
  const broken = await lineOf(conversations.ask(at('8'), typed()));
  const told = story(broken);
  assert.deepEqual(told.slice(0, 9), [
    ...['asked', 'admitted', 'begun', 'dialling', 'undialled 1006', 'dialling', 'dialled fresh', 'sent live'],
    'go-away 50000',
  ]);
  assert.deepEqual(told.filter((one) => /closed|dialled|sent|withdrawn/.test(one)).slice(3), [
    'closed 1011',
    'withdrawn',
    'dialled fresh',
    'sent live',
  ]);
  assert.equal(broken.outcome, 'complete');
});

test('a text model is told apart, also where it’s asked because Live fails', async (t) => {
  const text = { model: 'gemini-3.8-flash', instruction: 'Be brief.', tools: [], thinking: 'low' as const };
  const { conversations, lineOf, live } = await watched(t, { texts: async () => ({ when: 'when-live-fails', text }) });
  live.next({ upgrade: 403 }, { upgrade: 403 });
  const line = await lineOf(conversations.ask(at('8'), typed()));
  assert.deepEqual([line.by, line.outcome], ['text', 'complete']);
  const told = story(line);
  assert.ok(told.indexOf('undialled 1006') < told.indexOf('sent text'), `${told}`);
});

test('a turn that is never asked ends all the same, and says by its code what its asker reads', async (t) => {
  const { conversations, lineOf } = await watched(t, {});
  const refused = Promise.reject(new UserError({ code: 'asking.blank' }));
  refused.catch(() => {});
  const line = await lineOf(conversations.ask(at('8'), typed(), refused));
  assert.deepEqual(story(line), ['asked', 'told error', 'ended failed', 'unrecorded']);
});

test('no moment holds anybody’s words or name', async (t) => {
  const { conversations, lines, lineOf } = await watched(t, {
    tools: [writeTool],
    model: ({ text }) => [say(`Secret of ${text}`), write('secret'), close(1011, 'secret')],
  });
  await lineOf(conversations.ask(at('8', '7'), typed('my secret')));
  assert.doesNotMatch(JSON.stringify(lines.list()), /secret|Ada/i);
});
