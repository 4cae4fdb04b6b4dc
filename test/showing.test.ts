import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { pino } from 'pino';
import { readConfig } from '../src/config.ts';
import { startParley } from '../src/parley.ts';
import { VirtualClock } from './clock.ts';
import { hush, say } from './world/live/steps.ts';
import { World } from './world/world.ts';

/** All of Parley in virtual time, with one server and one member. */
const open = async (t: TestContext, settings: Record<string, string> = {}) => {
  const clock = new VirtualClock();
  const world = await World.open({ clock });
  const { discord, live } = world;
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const ada = guild.member('Ada');
  const config = readConfig({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.api,
    GEMINI_API_KEY: live.key,
    GEMINI_BASE_URL: live.url,
    STORE_URL: 'memory:',
    HTTP_PORT: 'off',
    ...settings,
  });
  const log = pino({ level: 'silent' });
  const parley = await startParley(config, { clock, monotonic: clock.now, log });
  t.after(async () => {
    await clock.until(parley.stop());
    await world.close();
  });
  return { ...world, discord, live, general, ada, clock };
};

/** The model says a few words, thinks for longer than a server's lease is kept without need, and says the rest in two parts. */
const long = (before: () => void = () => {}) => [
  say('One'),
  hush(16_000),
  before,
  say(', two'),
  hush(100),
  say(', three.'),
];

const WHOLE = 'One, two, three.';

test('a long answer is shown to its end when its connection was announced to end', async (t) => {
  const { live, ada, general, clock } = await open(t);
  live.script = () => long(() => live.connections.at(-1)?.goAway('50s'));
  const reply = await ada.slash('ask', { question: 'How far can you count?' }, { in: general });
  await clock.until(reply.shows(/^One, two, three\.$/));
  assert.equal(reply.text, WHOLE);
});

test('a long answer is shown to its end when others want its seat', async (t) => {
  const { live, discord, ada, general, clock } = await open(t, { MAX_OPEN_SESSIONS: '1' });
  const other = discord.guild('Elsewhere');
  const bob = other.member('Bob');
  const random = other.text('random');
  live.script = ({ text }) => (text.includes('far') ? long() : 'Hello, Bob.');
  const reply = await ada.slash('ask', { question: 'How far can you count?' }, { in: general });
  await clock.until(reply.shows('One'));
  await clock.advance(1_000);
  const greeting = await bob.slash('ask', { question: 'Hello?' }, { in: random });
  await clock.until(greeting.shows('Hello, Bob.'));
  await clock.until(reply.shows(/^One, two, three\.$/));
  assert.equal(reply.text, WHOLE);
});

test('a long answer to a mention is shown to its end', async (t) => {
  const { live, ada, general, clock, discord } = await open(t);
  live.script = () => long(() => live.connections.at(-1)?.goAway('50s'));
  await ada.says(`<@${discord.bot.id}> How far can you count?`, { in: general });
  await clock.until(discord.until(() => general.messages.at(-1)?.text === WHOLE));
});
