import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { flatten } from '../../world/discord/component-limits.ts';
import type { LocalConnection } from '../../world/live/connection.ts';
import type { Script } from '../../world/live/script.ts';
import { close, say } from '../../world/live/steps.ts';
import { lend, sharedGround } from './ground.ts';

const HALF = 'Once upon a time there was a bot';

/** Breaks off in the middle of stories, goes on when asked to, and says everything else back. */
const storyteller: Script<LocalConnection> = ({ text }) => {
  if (text.includes('a story')) return [say(HALF), close(1011, 'Internal error encountered.')];
  return text.includes(`“${HALF}”`) ? 'that never lost a word.' : text;
};

/** The real bot, and Ada's question for a story, which was answered by half. */
const halved = async (t: TestContext) => {
  const ground = await sharedGround(t);
  const { discord, live } = ground.world;
  live.script = storyteller;
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const [ada, bob] = [guild.member('Ada'), guild.member('Bob')];
  const { bot, start } = await lend(ground);
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
