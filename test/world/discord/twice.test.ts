import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import {
  type ChatInputCommandInteraction,
  type Client,
  Events,
  type Interaction,
  SlashCommandBuilder,
} from 'discord.js';
import { openDiscord } from '../../../world/discord/discord-scene.ts';

const ask = new SlashCommandBuilder().setName('ask').setDescription('Asks');

/** A bot that is logged in twice as the same shard, as it is while one process takes over from another. */
const twice = async (t: TestContext) => {
  const { discord, login } = await openDiscord(t);
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const ada = guild.member('Ada');
  const clients = [await login(), await login()] as const;
  return { discord, guild, general, ada, clients };
};

/** What each of the clients is told next, by the name of its event. */
const each = async <T>(clients: readonly Client[], event: Events): Promise<T[]> =>
  (await Promise.all(clients.map((client) => once(client, event)))).map((told) => told.at(-1));

/** The channel as discord.js has it, for sending. */
const sendable = (client: Client, id: string) => {
  const channel = client.channels.cache.get(id);
  if (!channel?.isSendable()) throw new Error(`discord.js does not know ${id} as a channel to send to`);
  return channel;
};

const isCommand = (one: Interaction): one is ChatInputCommandInteraction => one.isChatInputCommand();

/** The same slash command as both clients got it. */
const asked = async ({ clients, ada, general }: Awaited<ReturnType<typeof twice>>) => {
  await clients[0].application.commands.set([ask]);
  const told = each<Interaction>(clients, Events.InteractionCreate);
  const reply = await ada.slash('ask', {}, { in: general });
  const [first, second] = (await told).filter(isCommand);
  if (!first || !second) throw new Error('not both were told of the command');
  return { reply, first, second };
};

test('a bot that is logged in twice is told of everything twice', async (t) => {
  const { discord, guild, general, ada, clients } = await twice(t);
  const lounge = guild.voice('Lounge');
  assert.equal(discord.gateway.identifies, 2);
  const messages = each<{ id: string }>(clients, Events.MessageCreate);
  const question = await ada.says('@Parley hello', { in: general });
  assert.deepEqual(
    (await messages).map(({ id }) => id),
    [question.id, question.id],
  );
  const states = each<{ channelId: string }>(clients, Events.VoiceStateUpdate);
  ada.joins(lounge);
  assert.deepEqual(
    (await states).map(({ channelId }) => channelId),
    [lounge.id, lounge.id],
  );
});

test('a bot that is logged in twice answers an interaction once', async (t) => {
  const { reply, first, second } = await asked(await twice(t));
  assert.equal(first.id, second.id);
  await second.deferReply();
  await assert.rejects(first.deferReply(), { code: 40060, status: 400 });
  await assert.rejects(first.reply('Mine'), { message: 'Interaction has already been acknowledged.' });
  await second.editReply('Yours');
  assert.equal(reply.text, 'Yours');
});

test('of two answers to an interaction at the same time one is refused', async (t) => {
  const { reply, first, second } = await asked(await twice(t));
  const both = await Promise.allSettled([first.reply('one'), second.reply('the other')]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  assert.deepEqual(
    reply.messages.map(({ edits }) => edits.length),
    [1],
  );
});

test('of two messages with the same nonce that nothing may repeat there is one, and both are told of it once', async (t) => {
  const { general, ada, clients } = await twice(t);
  const heard: string[] = [];
  const fence = clients.map((client) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    client.on(Events.MessageCreate, ({ author, content }) => (author.id === ada.id ? resolve() : heard.push(content)));
    return promise;
  });
  const send = (client: Client, content: string) =>
    sendable(client, general.id).send({ content, nonce: 'answer', enforceNonce: true });
  const [first, second] = await Promise.all([send(clients[0], 'one'), send(clients[1], 'the other')]);
  assert.equal(first.id, second.id);
  assert.equal(first.content, second.content);
  await send(clients[1], 'again');
  await ada.says('@Parley well?', { in: general });
  await Promise.all(fence);
  assert.equal(general.messages.length, 2);
  assert.deepEqual(heard, [first.content, first.content]);
});

test('a bot that is logged in twice may change with either what it said with the other', async (t) => {
  const { general, clients } = await twice(t);
  const { id } = await sendable(clients[0], general.id).send('begun');
  await sendable(clients[1], general.id).messages.edit(id, 'ended');
  assert.equal((await general.shows('ended')).id, id);
});

test('when one of two goes, the other is told on', async (t) => {
  const { discord, general, ada, clients } = await twice(t);
  const [first, second] = clients;
  await first.destroy();
  await discord.until(({ gateway }) => gateway.sessions.length === 1);
  const told = once(second, Events.MessageCreate);
  await ada.says('@Parley still there?', { in: general });
  await told;
});
