import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { pino } from 'pino';
import { type ShutdownParts, shutDown } from '../src/shutdown.ts';
import { say, stall } from '../world/live/steps.ts';
import { whole } from './end-to-end/bot.ts';
import { fileOf, sqliteUrl } from './store/stores.ts';
import { VirtualClock } from './virtual-clock.ts';

const log = pino({ level: 'silent' });

/** What SIGTERM promises, in milliseconds. */
const PROMISED = 10_000;

type Part = 'calls' | 'late' | 'conversations' | 'processes' | 'bot' | 'reader' | 'mcp' | 'budget' | 'fleet' | 'store';

/** Parts of which some do what they do as slowly as they may, or never end, and what was asked of them. */
const parts = (clock: VirtualClock, hung: readonly Part[]) => {
  const asked: string[] = [];
  const end = async (part: Part, ms: number) => {
    asked.push(part);
    await (hung.includes(part) ? new Promise(() => {}) : clock.sleep(ms));
  };
  const all: ShutdownParts = {
    claims: { close: () => asked.push('nothing new'), end: () => asked.push('no word more') },
    erasing: { close() {} },
    recaps: { close() {} },
    reminders: { async close() {} },
    calls: {
      close: () => end('calls', 900),
      late: {
        close: async (signal) => {
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          asked.push('translations are cut short');
          await end('late', 400);
        },
      },
    },
    conversations: {
      close: async (signal) => {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        asked.push('answers are cut short');
        await end('conversations', 1_400);
      },
    },
    processes: { end: () => end('processes', 2_000) },
    bot: { stop: (ms) => end('bot', ms + 400) },
    reader: { end: () => end('reader', 500) },
    mcp: { end: () => end('mcp', 450) },
    budget: { close: () => end('budget', 400) },
    fleet: { leave: async () => {}, close: () => end('fleet', 400) },
    store: { close: () => end('store', 1_900) },
  };
  return { all, asked };
};

const HUNG: Part[][] = [
  [],
  ['calls'],
  ['late'],
  ['conversations'],
  ['processes'],
  ['bot'],
  ['reader'],
  ['mcp'],
  ['budget'],
  ['fleet'],
  ['store'],
  ['calls', 'late', 'conversations', 'processes', 'bot', 'reader', 'mcp', 'budget', 'fleet', 'store'],
];

for (const hung of HUNG)
  test(`a stop keeps its promise when all takes its time, and what hangs is: ${hung.join(', ') || 'nothing'}`, async () => {
    const clock = new VirtualClock();
    const { all, asked } = parts(clock, hung);
    const began = clock.now();
    await clock.until(shutDown(all, { patience: 5_000, clock, log }));
    assert.ok(clock.now() - began < PROMISED, `${clock.now() - began} ms`);
    assert.deepEqual(asked, [
      'nothing new',
      'calls',
      'processes',
      'answers are cut short',
      'conversations',
      'translations are cut short',
      'late',
      'bot',
      'reader',
      'mcp',
      'budget',
      'fleet',
      'no word more',
      'store',
    ]);
  });

test('a part that breaks at a stop does not keep the others from ending', async () => {
  const clock = new VirtualClock();
  const { all, asked } = parts(clock, []);
  all.conversations.close = async () => {
    throw new Error('broken');
  };
  await clock.until(shutDown(all, { patience: 5_000, clock, log }));
  assert.equal(asked.at(-1), 'store');
});

test('a server is given back in time though Discord and Gemini hang in the middle of an answer', async (t) => {
  const url = await sqliteUrl(t);
  const { discord, live, ada, general, guild, clock, stop } = await whole(t, { STORE_URL: url });
  live.script = () => [say('One'), stall];
  const reply = await ada.slash('ask', { question: 'How far can you count?' }, { in: general });
  await clock.until(reply.shows('One'));
  const lease = () => {
    using file = new DatabaseSync(fileOf(url));
    const row = file.prepare('SELECT expires FROM parley_lease WHERE id = ?').get(guild.id);
    return Number(row?.expires) - clock.now();
  };
  assert.ok(lease() > 0);
  discord.hold(/./);
  const began = clock.now();
  await stop();
  assert.ok(clock.now() - began < PROMISED, `${clock.now() - began} ms`);
  assert.ok(lease() <= 0, 'nobody has to wait until it runs out');
});
