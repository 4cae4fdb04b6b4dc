import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { Events } from 'discord.js';
import { systemClock } from '../../../src/base/clock.ts';
import { logIn, makeGatewayClient } from '../../../src/discord/gateway/gateway-client.ts';
import { openDiscord } from '../../../world/discord/discord-scene.ts';
import { silent } from '../../store/record.ts';

/** A server with one person and Parley's own client in it. */
const connected = async (t: TestContext) => {
  const { discord } = await openDiscord(t);
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const ada = guild.member('Ada');
  const made = makeGatewayClient({
    apiUrl: discord.api,
    shards: { ids: [0], count: 1 },
    clock: systemClock,
    log: silent,
    observe: () => {},
  });
  t.after(() => made.destroy());
  return {
    discord,
    general,
    ada,
    bot: await logIn(made, discord.token, { clock: systemClock, log: silent, signal: t.signal }),
  };
};

test('what the bot wrote itself is not read again, and what people write is', async (t) => {
  const { discord, general, ada, bot } = await connected(t);
  const told: string[] = [];
  bot.on(Events.MessageCreate, ({ author }) => told.push(`${author.username} wrote`));
  bot.on(Events.MessageUpdate, (_, { author }) => told.push(`${author?.username} edited`));
  const channel = await bot.channels.fetch(general.id);
  assert.ok(channel?.isSendable());
  const own = await channel.send('one');
  await own.edit('two');
  const edited = once(bot, Events.MessageUpdate);
  const message = await ada.says(`<@${discord.bot.id}> hello`, { in: general });
  message.edit({ content: `<@${discord.bot.id}> good day` });
  await edited;
  assert.deepEqual(told, ['ada wrote', 'ada edited']);
});
