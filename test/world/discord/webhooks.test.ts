import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Events, MessageFlags, Routes } from 'discord.js';
import { scene } from '../../../world/discord/discord-scene.ts';
import { PluralKit } from '../../../world/discord/plural-kit.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { next } from './next-message.ts';

test('a webhook speaks under any name, with its own id and its application’s, as no member', async (t) => {
  const { guild, general, client, discord } = await scene(t);
  const robot = guild.member('Robot', { bot: true });
  const webhook = general.webhook(robot);
  const message = await next(client, async () => webhook.says('Ada', '@Parley hello'));
  assert.deepEqual(
    [message.webhookId, message.applicationId, message.author.id, message.author.username, message.author.bot],
    [webhook.id, robot.id, webhook.id, 'Ada', true],
  );
  assert.equal(message.member, null);
  assert.equal(message.content, `<@${discord.bot.id}> hello`);
  const plain = await next(client, async () => general.webhook().says('Ada', '@Parley hello'));
  assert.equal(plain.applicationId, null);
});

test('PluralKit writes a message again under its name and then deletes the original', async (t) => {
  const clock = new VirtualClock();
  const { guild, general, ada, client, discord } = await scene(t, { clock });
  const kit = new PluralKit(guild);
  const told: string[] = [];
  client.on(Events.MessageCreate, ({ author, content }) => told.push(`${author.username}: ${content}`));
  const original = await ada.says('Luna: @Parley hello', { in: general });
  client.on(Events.Raw, ({ t: name, d }: { t: string; d: { id: string } }) => {
    if (name === 'MESSAGE_DELETE') told.push(`${d.id === original.id ? 'the original' : d.id} is deleted`);
  });
  const proxied = await clock.until(kit.proxies(original, 'Luna'));
  await client.rest.get('/gateway/bot');
  assert.equal(proxied.webhookId, kit.webhookOf(general).id);
  const said = `<@${discord.bot.id}> hello`;
  assert.deepEqual(told, [`ada: Luna: ${said}`, `Luna: ${said}`, 'the original is deleted']);
  assert.deepEqual(general.messages, [proxied]);
});

test('a thread that begins with a message has its id and who opened it, and there is only one', async (t) => {
  const { general, ada, client } = await scene(t);
  const message = await ada.says('@Parley what is this?', { in: general });
  const channel = await client.channels.fetch(general.id);
  if (!channel?.isTextBased() || channel.isDMBased()) throw new Error('The channel is none of a server.');
  const received = await channel.messages.fetch(message.id);
  const thread = await received.startThread({ name: 'What is this?' });
  assert.deepEqual([thread.id, thread.parentId, thread.ownerId], [message.id, general.id, client.user.id]);
  const again = await channel.messages.fetch(message.id);
  assert.ok(again.flags.has(MessageFlags.HasThread));
  // Not by `startThread`, which looks in its cache first.
  const twice = client.rest.post(Routes.threads(general.id, message.id), { body: { name: 'Once more' } });
  await assert.rejects(twice, { code: 160004 });
  general.deny('CreatePublicThreads');
  const other = await channel.messages.fetch((await ada.says('@Parley and this?', { in: general })).id);
  await assert.rejects(other.startThread({ name: 'And this?' }), { code: 50013 });
});
