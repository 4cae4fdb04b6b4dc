import assert from 'node:assert/strict';
import { type EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import {
  type APIMessage,
  type Client,
  ContextMenuCommandBuilder,
  Events,
  GatewayIntentBits,
  MessageReferenceType,
  type Message as ReceivedMessage,
} from 'discord.js';
import { scene } from '../../../world/discord/discord-scene.ts';
import type { Message } from '../../../world/discord/message.ts';
import { next } from './next-message.ts';

const TEXT = { name: 'log.txt', content: Buffer.from('ERROR 17'), contentType: 'text/plain' };

/** A message as the gateway writes it: discord.js shows nobody what it answers. */
const nextRaw = async (client: Client, send: () => Promise<Message>): Promise<APIMessage> => {
  const heard: APIMessage[] = [];
  // The gateway's own events by their names are not among the types.
  const gateway = client.ws as unknown as EventEmitter;
  gateway.on('MESSAGE_CREATE', (message: APIMessage) => heard.push(message));
  const { id } = await send();
  for (;;) {
    const found = heard.find((message) => message.id === id);
    if (found) return found;
    await once(gateway, 'MESSAGE_CREATE');
  }
};

test('a forward in a direct message shows what the message said when it was forwarded', async (t) => {
  const { ada, guild, client } = await scene(t);
  const bob = guild.member('Bob');
  const said = await bob.says('We ship on Friday', { files: [TEXT], stickers: ['Ship'] });
  const forward = await next(client, () => ada.forwards(said, { in: ada.dm }));
  assert.equal(forward.reference?.type, MessageReferenceType.Forward);
  assert.deepEqual([forward.reference?.guildId, forward.reference?.channelId], [guild.id, said.channel.id]);
  assert.equal(forward.content, '');
  const snapshot = forward.messageSnapshots.first();
  assert.equal(snapshot?.content, 'We ship on Friday');
  assert.equal(snapshot?.attachments.first()?.name, 'log.txt');
  assert.equal(snapshot?.stickers.first()?.name, 'Ship');
  const raw = await nextRaw(client, () => ada.forwards(said, { in: ada.dm }));
  assert.equal('author' in Object(raw.message_snapshots?.[0]?.message), false, 'nobody is told whose words they were');
});

test('a forward keeps what was said, and a forward of a forward shows the same', async (t) => {
  const { ada, guild, client, general } = await scene(t);
  const bob = guild.member('Bob');
  const said = await bob.says('We ship on Friday');
  const first = await ada.forwards(said, { in: general });
  await bob.edits(said, 'We never ship');
  await bob.deletes(said);
  const again = await next(client, () => ada.forwards(first, { in: ada.dm }));
  assert.equal(again.messageSnapshots.first()?.content, 'We ship on Friday');
});

test('in a server a forward is empty without the intent, and what its sender can’t see isn’t forwarded', async (t) => {
  const { ada, guild, client, general } = await scene(t);
  const said = await guild.member('Bob').says('We ship on Friday', { files: [TEXT] });
  const forward = await next(client, () => ada.forwards(said, { in: general }));
  const snapshot = forward.messageSnapshots.first();
  assert.deepEqual([snapshot?.content, snapshot?.attachments.size], ['', 0]);
  const hidden = guild.text('hidden');
  hidden.hideFrom(ada);
  const secret = await guild.member('Eve').says('a secret', { in: hidden });
  await assert.rejects(ada.forwards(secret, { in: ada.dm }), /can't see #hidden/);
});

test('what a message answers goes by a rule of its own', async (t) => {
  const { ada, guild, client } = await scene(t);
  const bob = guild.member('Bob');
  const said = await bob.says('We ship on Friday', { files: [TEXT] });
  const asked = await nextRaw(client, () => ada.says('@Parley what does he mean?', { replyTo: said }));
  assert.match(asked.content, /what does he mean/);
  const { referenced_message: hidden } = asked;
  assert.deepEqual([hidden?.id, hidden?.author.id, hidden?.content], [said.id, bob.id, '']);
  assert.deepEqual([hidden?.attachments, hidden?.embeds], [[], []]);
  const open = await bob.says('@Parley we ship on Friday', { files: [TEXT] });
  const shown = await nextRaw(client, () => ada.says('@Parley what does he mean?', { replyTo: open }));
  assert.match(shown.referenced_message?.content ?? '', /we ship on Friday/);
  assert.equal(shown.referenced_message?.attachments.length, 1);
});

test('with the intent a message and what it answers are there', async (t) => {
  const { ada, guild, discord } = await scene(t);
  discord.gateway.allowedIntents = GatewayIntentBits.MessageContent;
  const said = await guild.member('Bob').says('We ship on Friday');
  const reply = await ada.says('what?', { replyTo: said });
  const { content, referenced_message } = JSON.parse(JSON.stringify(reply.payload()));
  assert.deepEqual([content, referenced_message.content], ['what?', 'We ship on Friday']);
});

test('the target of a menu is open, also where its words, files, embeds or poll are none of the bot’s', async (t) => {
  const { ada, guild, client, discord, general } = await scene(t);
  await client.application.commands.set([new ContextMenuCommandBuilder().setName('Ask').setType(3)]);
  const seen: ReceivedMessage[] = [];
  client.on(Events.InteractionCreate, (use) => {
    if (!use.isMessageContextMenuCommand()) return;
    seen.push(use.targetMessage);
    void use.reply('seen');
  });
  const bob = guild.member('Bob');
  const words = await bob.says('We ship on Friday', { files: [TEXT] });
  const hook = discord.webhookSays(general, 'CI', '', { embeds: [{ title: 'Build', description: 'failed' }] });
  const poll = await bob.asksPoll('Ship?', ['Yes']);
  const forward = await bob.forwards(words);
  for (const target of [words, hook, poll, forward]) await (await ada.menu('Ask', target)).shows('seen');
  assert.deepEqual([seen[0]?.content, seen[0]?.attachments.size], ['We ship on Friday', 1]);
  assert.deepEqual([seen[1]?.embeds[0]?.title, seen[1]?.embeds[0]?.description], ['Build', 'failed']);
  assert.equal(seen[2]?.poll?.question.text, 'Ship?');
  assert.equal(seen[3]?.messageSnapshots.first()?.content, 'We ship on Friday');
});
