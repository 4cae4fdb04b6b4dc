import assert from 'node:assert/strict';
import { test } from 'node:test';
import { say, stayQuiet } from '../../world/live/steps.ts';
import { whole } from './bot.ts';

/** The model says a few words, thinks for longer than a server's lease is kept without need, and says the rest in two parts. */
const long = (before: () => void = () => {}) => [
  say('One'),
  stayQuiet(16_000),
  before,
  say(', two'),
  stayQuiet(100),
  say(', three.'),
];

const WHOLE = 'One, two, three.';

test('a long answer is shown to its end when its connection was announced to end', async (t) => {
  const { live, ada, general, clock } = await whole(t);
  live.script = () => long(() => live.connections.at(-1)?.goAway('50s'));
  const reply = await ada.slash('ask', { question: 'How far can you count?' }, { in: general });
  await clock.until(reply.shows(/^One, two, three\.$/));
  assert.equal(reply.text, WHOLE);
});

test('a long answer is shown to its end when others want its seat', async (t) => {
  const { live, discord, ada, general, clock } = await whole(t, { MAX_OPEN_SESSIONS: '1' });
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
  const { live, ada, general, clock, discord } = await whole(t);
  live.script = () => long(() => live.connections.at(-1)?.goAway('50s'));
  await ada.says(`<@${discord.bot.id}> How far can you count?`, { in: general });
  await clock.until(discord.until(() => general.messages.at(-1)?.text === WHOLE));
});
