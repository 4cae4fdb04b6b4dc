import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { hold, say } from '../../world/live/steps.ts';
import { whole } from './bot.ts';

/** Two servers, in each of which an answer is under way that waits for `release`, and the questions that the model was asked. */
const open = async (t: TestContext) => {
  const asked: string[] = [];
  const { promise: gate, resolve: release } = Promise.withResolvers<void>();
  const all = await whole(t, {}, async function* ({ text }) {
    asked.push(text);
    if (text.includes('long')) yield hold(gate);
    yield say(`Answer to ${text}.`);
  });
  const { clock, discord, guild, general, ada } = all;
  const other = discord.guild('Other');
  const lobby = other.text('lobby');
  const bob = other.member('Bob');
  const ask = async (who: typeof ada, channel: typeof general, question: string) => {
    const reply = await clock.until(who.slash('ask', { question }, { in: channel }));
    await clock.until(reply.until(({ acknowledged }) => acknowledged !== undefined));
    return reply;
  };
  await ask(ada, general, 'long one');
  await ask(bob, lobby, 'long two');
  while (asked.length < 2) await clock.advance(10);
  // These wait behind the first ones: by a command, by a mention, and elsewhere.
  await ask(ada, general, 'waits');
  await clock.until(ada.says(`<@${discord.bot.id}> waits, too`, { in: general }));
  const elsewhere = await ask(bob, lobby, 'waits elsewhere');
  await clock.advance(1_000);
  return { ...all, asked, release, guild, elsewhere };
};

test('what waits in a server ends quietly when Parley is removed from it, and elsewhere goes on', async (t) => {
  const { clock, guild, general, ada, asked, release, elsewhere, discord, live } = await open(t);
  // This one hasn't come so far that it waits: Discord has yet to take the acknowledgement.
  const gate = discord.hold(/^POST \/interactions\/\d+\/[^/]+\/callback/);
  const late = ada.slash('ask', { question: 'late' }, { in: general });
  await clock.until(gate.arrived);
  guild.kickBot();
  await clock.advance(1_000);
  gate.release();
  await clock.until(late);
  await clock.advance(1_000);
  release();
  await clock.until(elsewhere.shows(/waits elsewhere/));
  await clock.advance(60_000);
  assert.deepEqual(asked, ['[Ada] long one', '[Bob] long two', '[Bob] waits elsewhere']);
  assert.deepEqual([discord.complaints, live.unexpected], [[], []]);
});

test('a server that Discord only has trouble with keeps what waits in it', async (t) => {
  const { clock, guild, asked, release, elsewhere } = await open(t);
  guild.goesAway();
  await clock.advance(1_000);
  release();
  await clock.until(elsewhere.shows(/waits elsewhere/));
  while (asked.length < 5) await clock.advance(100);
  assert.deepEqual(asked.toSorted().slice(0, 3), ['[Ada] long one', '[Ada] waits', '[Ada] waits, too']);
});
