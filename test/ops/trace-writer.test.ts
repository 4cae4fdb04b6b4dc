import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Event, MomentEvent } from '../../src/base/events.ts';
import type { LaterMoment, MomentDetail } from '../../src/base/moments.ts';
import { openTraces } from '../../src/ops/trace-writer.ts';
import { spawnBot } from '../../world/bot-process.ts';
import { say, write } from '../../world/live/steps.ts';
import { World } from '../../world/world.ts';
import { registerRecorder, type ToldSpan } from './tracer-sdk.ts';

const WALL = 1_790_000_000_000;

const asked = (turn: number): MomentEvent => ({
  ...{ is: 'moment', what: 'asked', turn, at: 100, server: '7', channel: '8', way: 'spoken', wall: WALL },
});

const later = (turn: number, what: LaterMoment, at: number, detail?: MomentDetail): MomentEvent => ({
  ...{ is: 'moment', what, turn, at: 100 + at, detail },
});

/** What an operator's SDK is told of these events, and of the end of the process after them. */
const record = async (...events: Event[]): Promise<ToldSpan[]> => {
  const told: ToldSpan[] = [];
  const unregister = registerRecorder((span) => told.push(span));
  const traces = await openTraces();
  unregister();
  for (const event of events) traces?.observe(event);
  traces?.close();
  return told;
};

test('without an SDK there are no traces at all', async () => {
  assert.equal(await openTraces(), undefined);
});

test('a turn is a span, with its dials and functions below it, at the times of its moments', async () => {
  const told = await record(
    asked(1),
    later(1, 'dialling', 5),
    later(1, 'undialled', 9, 1006),
    later(1, 'dialling', 20),
    later(1, 'dialled', 30, 'resumed'),
    later(1, 'sent', 31, 'live'),
    later(1, 'calling', 40, 'write'),
    later(1, 'calling', 41, 'write'),
    later(1, 'called', 42, 'write done'),
    later(1, 'called', 44, 'write failed'),
    later(1, 'ended', 50, 'complete'),
    later(1, 'recorded', 60),
    later(1, 'shown', 70),
  );
  const times = told.map(({ span, began, ended, status }) => [span, began - WALL, ended - WALL, status]);
  assert.deepEqual(times, [
    ['parley.dial', 5, 9, 2],
    ['parley.dial', 20, 30, 0],
    ['parley.tool', 40, 42, 0],
    ['parley.tool', 41, 44, 2],
    ['parley.turn', 0, 60, 0],
  ]);
  const turn = told.at(-1);
  assert.ok(told.slice(0, -1).every(({ parent }) => parent === turn?.id));
  assert.deepEqual(turn?.attributes, {
    ...{ 'parley.turn': 1, 'parley.way': 'spoken', 'parley.server': '7', 'parley.channel': '8' },
    ...{ 'parley.by': 'live', 'parley.outcome': 'complete' },
  });
  assert.deepEqual(turn?.events, ['sent', 'recorded']);
  assert.deepEqual(
    told.slice(0, 3).map(({ attributes }) => attributes),
    [
      { 'parley.code': 1006 },
      { 'parley.session': 'resumed' },
      { 'parley.function': 'write', 'parley.outcome': 'done' },
    ],
  );
});

test('a call is a span, and what has no end when Parley stops ends then', async () => {
  const call = { is: 'call', server: '7', channel: '8' } as const;
  const told = await record(
    { ...call, state: 'begun' },
    { ...call, state: 'ended' },
    { ...call, state: 'ended' },
    { ...call, state: 'begun', server: '9' },
    asked(1),
    later(1, 'calling', 5, 'write'),
    later(2, 'dialling', 5),
  );
  assert.deepEqual(
    told.map(({ span, attributes }) => [span, attributes['parley.server']]),
    [
      ['parley.call', '7'],
      ['parley.tool', undefined],
      ['parley.turn', '7'],
      ['parley.call', '9'],
    ],
  );
});

test('of too many turns at a time, the oldest ones end early', async () => {
  const told = await record(...Array.from({ length: 1_002 }, (_, index) => asked(index + 1)));
  assert.deepEqual([told.length, told[0]?.attributes['parley.turn']], [1_002, 1]);
});

test('an SDK that is brought with node --import gets spans of the real bot, without a word of anybody', async (t) => {
  const world = await World.open({ model: ({ text }) => [say(`Secret ${text}`), write('secret')] });
  const { discord, live } = world;
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const ada = guild.member('Ada');
  const sdk = `--import=${new URL('brought-sdk.ts', import.meta.url)}`;
  const program = [sdk, fileURLToPath(new URL('../../src/index.ts', import.meta.url))];
  const bot = spawnBot({ discord, live, store: 'memory:', env: { HTTP_PORT: 'off' }, program });
  t.after(async () => {
    await bot.kill();
    await world.close();
  });
  const told: ToldSpan[] = [];
  const turn = new Promise<void>((resolve) => {
    bot.listen((line) => {
      if (!line.startsWith('{"span"')) return;
      told.push(JSON.parse(line));
      if (told.at(-1)?.span === 'parley.turn') resolve();
    });
  });
  await bot.ready;
  await (await ada.slash('ask', { question: 'my secret' }, { in: general })).shows(/Secret/);
  await turn;
  assert.deepEqual(
    told.map(({ span, parent }) => [span, parent === told.at(-1)?.id]),
    [
      ['parley.dial', true],
      ['parley.tool', true],
      ['parley.turn', false],
    ],
  );
  assert.deepEqual(
    ['parley.server', 'parley.channel', 'parley.outcome'].map((name) => told.at(-1)?.attributes[name]),
    [guild.id, general.id, 'complete'],
  );
  assert.doesNotMatch(JSON.stringify(told), /secret|Ada/i);
});
