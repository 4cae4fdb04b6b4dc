import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type BotProcess, spawnBot } from '../../world/bot-process.ts';
import { flatten } from '../../world/discord/component-limits.ts';
import type { LocalConnection } from '../../world/live/connection.ts';
import type { Script } from '../../world/live/script.ts';
import { close, say } from '../../world/live/steps.ts';
import { World } from '../../world/world.ts';

const HALF = 'Once upon a time there was a bot';

/** Breaks off in the middle of stories, goes on when asked to, and says everything else back. */
const storyteller: Script<LocalConnection> = ({ text }) => {
  if (text.includes('a story')) return [say(HALF), close(1011, 'Internal error encountered.')];
  return text.includes(`“${HALF}”`) ? 'that never lost a word.' : text;
};

/** The real bot, and Ada's question for a story, which was answered by half. */
const halved = async (t: TestContext) => {
  const world = await World.open({ model: storyteller });
  const folder = await mkdtemp(join(tmpdir(), 'parley-'));
  const { discord, live } = world;
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const [ada, bob] = [guild.member('Ada'), guild.member('Bob')];
  const bots: BotProcess[] = [];
  t.after(async () => {
    for (const bot of bots) await bot.kill();
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });
  const start = async () => {
    const bot = spawnBot({ discord, live, store: `sqlite://${join(folder, 'parley.sqlite')}` });
    bots.push(bot);
    await bot.ready;
    return bot;
  };
  const bot = await start();
  const reply = await ada.slash('ask', { question: 'Tell me a story' }, { in: general });
  await reply.until(({ messages }) => flatten(messages[0]?.components ?? []).some(({ label }) => label === 'Continue'));
  assert.match(reply.text, new RegExp(`^${HALF}\n\n⚠️ .+$`));
  return { bot, start, reply, general, ada, bob };
};

test('an answer that broke off is gone on with by one of two who press the button at once', async (t) => {
  const { reply, general, ada, bob } = await halved(t);
  const presses = await Promise.all([reply.press('Continue', ada), reply.press('Continue', bob)]);
  await general.shows('that never lost a word.');
  const isTold = ({ messages }: (typeof presses)[number]) => messages.some(({ text }) => /already/.test(text));
  await Promise.any(presses.map((press) => press.until(isTold)));
  assert.equal(presses.filter(isTold).length, 1);
  assert.equal(presses.find(isTold)?.messages.find(({ text }) => /already/.test(text))?.ephemeral, true);
  assert.equal(general.messages.length, 2);
  assert.equal(general.messages[1]?.replyTo?.id, reply.messages[0]?.id);
  const buttons = flatten(reply.messages[0]?.components ?? []).flatMap(({ label }) => label ?? []);
  assert.deepEqual(buttons, ['Listen', 'Ask again']);
});

test('it is gone on with after a crash and another question, too', async (t) => {
  const { bot, start, reply, general, bob } = await halved(t);
  await bot.kill();
  await start();
  await (await bob.slash('ask', { question: 'hello' }, { in: general })).shows('[Bob] hello');
  await reply.press('Continue', bob);
  await general.shows('that never lost a word.');
});
