import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { Events } from 'discord.js';
import { systemClock } from '../../../src/base/clock.ts';
import { logIn, makeGatewayClient } from '../../../src/discord/gateway/gateway-client.ts';
import { isForOthers, watchPeople } from '../../../src/discord/gateway/overheard-messages.ts';
import { openDiscord } from '../../../world/discord/discord-scene.ts';
import { silent } from '../../store/record.ts';

const BOT = '7';

/** A message of a server as Discord writes it, for others. */
const MESSAGE = {
  id: '1',
  type: 0,
  guild_id: '2',
  channel_id: '3',
  author: { id: '4' },
  mentions: [{ id: '5' }],
  mention_roles: [],
  referenced_message: { id: '0', author: { id: '5' } },
};

test('a message is for others that neither mentions the bot or a role nor answers the bot', () => {
  const judge = (more: object, t = 'MESSAGE_CREATE') => isForOthers(BOT, { t, d: { ...MESSAGE, ...more } });
  assert.ok(judge({}));
  assert.ok(judge({ referenced_message: null }));
  assert.ok(judge({ author: { id: '4', bot: true }, webhook_id: '6' }));
  for (const mine of [
    { mentions: [{ id: '5' }, { id: BOT }] },
    { mention_roles: ['8'] },
    { referenced_message: { id: '0', author: { id: BOT } } },
    { guild_id: undefined },
  ])
    assert.ok(!judge(mine), JSON.stringify(mine));
  assert.ok(!judge({}, 'MESSAGE_UPDATE'));
});

test('what isn’t as Discord describes it is for nobody in particular', () => {
  for (const broken of [
    { id: 1 },
    { author: null },
    { author: {} },
    { channel_id: null },
    { guild_id: 2 },
    { mentions: null },
    { mention_roles: undefined },
  ])
    assert.ok(!isForOthers(BOT, { t: 'MESSAGE_CREATE', d: { ...MESSAGE, ...broken } }), JSON.stringify(broken));
  for (const packet of [undefined, {}, { t: 'MESSAGE_CREATE' }, { t: 'MESSAGE_CREATE', d: null }])
    assert.ok(!isForOthers(BOT, packet));
});

/** A server with people in it, and Parley's own client. */
const connect = async (t: TestContext, readsContent: boolean) => {
  const { discord } = await openDiscord(t);
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const [ada, robot] = [guild.member('Ada'), guild.member('Robot', { bot: true })];
  if (readsContent) discord.gateway.allowedIntents = 1 << 15;
  const made = makeGatewayClient({
    apiUrl: discord.api,
    shards: { ids: [0], count: 1 },
    readsContent,
    clock: systemClock,
    log: silent,
    observe: () => {},
  });
  t.after(() => made.destroy());
  const bot = await logIn(made, discord.token, { clock: systemClock, log: silent, signal: t.signal });
  return { bot, guild, general, ada, robot };
};

test('of what people say to each other nothing is made, and it’s known all the same where people write', async (t) => {
  const { bot, guild, general, ada, robot } = await connect(t, false);
  const [heard, human]: string[][] = [[], []];
  bot.on(Events.MessageCreate, ({ author }) => void heard?.push(author.username));
  watchPeople(bot, (channel) => void human?.push(channel));
  const other = guild.text('other');
  // A bot isn't told of who joins.
  const bob = guild.member('Bob');
  const first = await bob.says('Good morning', { in: general });
  await robot.says('Good morning', { in: other });
  await bob.says('@Ada Good morning', { in: other, replyTo: first });
  const mine = once(bot, Events.MessageCreate);
  await ada.says('@Parley Good morning', { in: general });
  await mine;
  assert.deepEqual(heard, ['ada']);
  assert.deepEqual(human, [general.id, other.id, general.id]);
  assert.equal(bot.users.cache.has(bob.id), false);
});

test('with the words of all messages everything is read', async (t) => {
  const { bot, general, ada } = await connect(t, true);
  const read = once(bot, Events.MessageCreate);
  await ada.says('Parley, good morning', { in: general });
  const [{ content }] = await read;
  assert.equal(content, 'Parley, good morning');
});
