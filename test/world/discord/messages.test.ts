import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { type Client, Events, GatewayIntentBits, type Message, MessageFlags, type RawFile } from 'discord.js';
import { openDiscord, scene } from '../../../world/discord/discord-scene.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const { Guilds, GuildMessages, MessageContent } = GatewayIntentBits;

/** The next message that reaches the client. */
const nextMessage = async (client: Client): Promise<Message<true>> => {
  const [message] = await once(client, Events.MessageCreate);
  return message;
};

/** The channel as discord.js has it, for sending. */
const sendable = (client: Client, id: string) => {
  const channel = client.channels.cache.get(id);
  if (!channel?.isSendable()) throw new Error(`discord.js does not know ${id} as a channel to send to`);
  return channel;
};

test('without the intent the bot reads only what is meant for it', async (t) => {
  const { ada, general, client, discord } = await scene(t);
  const contents: string[] = [];
  client.on(Events.MessageCreate, ({ content }) => contents.push(content));
  await ada.says('nothing for you', { in: general });
  await ada.says('@Parley what is this?', { in: general });
  await sendable(client, general.id).send('Mine');
  const mine = await general.shows('Mine');
  await ada.says('with a ping', { in: general, replyTo: mine });
  await ada.says('without', { in: general, replyTo: mine, ping: false });
  await ada.says('in private', { in: ada.dm });
  await client.rest.get('/gateway/bot');
  const mention = `<@${discord.bot.id}> what is this?`;
  assert.deepEqual(contents, ['', mention, 'Mine', 'with a ping', '', 'in private']);
});

test('a member writes at most 2,000 characters, and 4,000 with Nitro', async (t) => {
  const { ada, general } = await scene(t);
  assert.equal(ada.textLimit, 2_000);
  for (const most of [2_000, 4_000]) {
    ada.textLimit = most;
    const longest = await ada.says('\u{1F600}'.repeat(most), { in: general });
    const told = { message: `A message takes at most ${most} characters; these are ${most + 1}.` };
    await assert.rejects(ada.says('x'.repeat(most + 1), { in: general }), told);
    await assert.rejects(ada.edits(longest, 'x'.repeat(most + 1)), told);
  }
});

test('with the intent the bot reads everything', async (t) => {
  const { discord, login } = await openDiscord(t);
  discord.gateway.allowedIntents = MessageContent;
  const general = discord.guild('Workshop').text('general');
  const client = await login({ intents: [Guilds, GuildMessages, MessageContent] });
  const next = nextMessage(client);
  discord.webhookSays(general, 'GitHub', 'A build failed');
  const message = await next;
  assert.equal(message.content, 'A build failed');
  assert.ok(message.webhookId);
});

test('over REST too the content is hidden from an application that may not read it', async (t) => {
  const { ada, general, client, discord } = await scene(t);
  const { id } = await ada.says('hidden', { in: general });
  const read = async () => (await sendable(client, general.id).messages.fetch({ message: id, force: true })).content;
  assert.equal(await read(), '');
  discord.gateway.allowedIntents = MessageContent;
  assert.equal(await read(), 'hidden');
});

test('a reply pings whom it answers unless allowed_mentions says no', async (t) => {
  const { ada, general, client } = await scene(t);
  const next = nextMessage(client);
  const question = await ada.says('@Parley hello', { in: general });
  const message = await next;
  assert.equal(message.mentions.has(client.user), true);
  await message.reply({ content: 'Hello', allowedMentions: { parse: [], repliedUser: false } });
  const answer = await general.shows('Hello');
  assert.equal(answer.replyTo, question);
  assert.deepEqual([...answer.pinged], []);
  await message.reply('Hello again');
  assert.deepEqual([...(await general.shows('Hello again')).pinged], [ada.id]);
});

test('threads, voice chats and direct messages take messages', async (t) => {
  const { guild, general, ada, client } = await scene(t);
  const lounge = guild.voice('Lounge');
  const created = once(client, Events.ThreadCreate);
  const thread = general.thread('ideas');
  await created;
  for (const channel of [thread, lounge]) {
    await sendable(client, channel.id).send('Hello');
    await channel.shows('Hello');
  }
  const user = await client.users.fetch(ada.id);
  await user.send('Psst');
  await ada.dm.shows('Psst');
});

test('a missing permission is refused', async (t) => {
  const { general, guild, client, ada } = await scene(t);
  const channel = sendable(client, general.id);
  general.deny('AttachFiles');
  await channel.send('text');
  await assert.rejects(channel.send({ files: [Buffer.from('x')] }), { code: 50013 });
  general.deny('SendMessages');
  await assert.rejects(channel.send('text'), { code: 50013 });
  await assert.rejects(channel.sendTyping(), { code: 50013 });
  general.deny('ViewChannel');
  await assert.rejects(channel.send('text'), { code: 50001 });
  general.allow('ViewChannel', 'SendMessages');
  await channel.send('back');
  const message = await ada.says('mine', { in: general });
  await assert.rejects(channel.messages.delete(message.id), { code: 50013 });
  guild.botPermissions = 'admin';
  await channel.messages.delete(message.id);
});

test('what is asked of a deleted channel is refused with 10003', async (t) => {
  const { general, client } = await scene(t);
  const channel = sendable(client, general.id);
  const gone = once(client, Events.ChannelDelete);
  general.delete();
  await gone;
  await assert.rejects(channel.send('anyone?'), { code: 10003 });
});

test('a deleted message is gone for everyone, but the history knows it', async (t) => {
  const { general, client } = await scene(t);
  const message = await sendable(client, general.id).send('a slip');
  await message.delete();
  assert.deepEqual(general.messages, []);
  assert.deepEqual(
    general.history.map(({ text, deletedAt }) => [text, deletedAt !== undefined]),
    [['a slip', true]],
  );
});

test('a link shows a preview card unless the message, or a later edit of it, has none', async (t) => {
  const { client, general } = await scene(t);
  const link = 'https://example.org/a';
  const sent = await sendable(client, general.id).send(link);
  const message = await general.shows(link);
  assert.deepEqual([...message.cards], [link]);
  await sent.edit({ content: `<${link}> \`${link}\` [b](${link}b)` });
  assert.deepEqual([...message.cards], [`${link}b`]);
  await sent.edit({ flags: MessageFlags.SuppressEmbeds });
  assert.deepEqual([...message.cards], []);
  await sent.edit({ content: link });
  assert.deepEqual([...message.cards], [], 'an edit without flags changes none');
  await sent.edit({ flags: [] });
  assert.deepEqual([...message.cards], [link]);
  general.deny('EmbedLinks');
  assert.deepEqual([...message.cards], [], 'who may not embed links has no cards');
});

test('an archived thread takes no edits, and a new message opens it unless it is locked', async (t) => {
  const { client, general } = await scene(t);
  const thread = general.thread('ideas');
  const channel = await client.channels.fetch(thread.id);
  assert.ok(channel?.isThread());
  const sent = await channel.send('one');
  thread.archive();
  await assert.rejects(sent.edit('two'), { code: 50083 });
  await channel.send('three');
  assert.equal(thread.archived, false);
  await sent.edit('two');
  thread.archive(true, true);
  await assert.rejects(channel.send('four'), { code: 50083 });
  await assert.rejects(channel.setArchived(false), { code: 50013 });
  thread.archive(false, true);
  await assert.rejects(channel.send('four'), { code: 160005 });
  thread.archive(true, false);
  await channel.setArchived(false);
  await sent.edit('five');
});

test('a harmful link is refused, new or edited in', async (t) => {
  const { client, discord, general } = await scene(t);
  discord.harmful.add('evil.example');
  const channel = sendable(client, general.id);
  await assert.rejects(channel.send('https://evil.example/a'), { code: 240000 });
  const sent = await channel.send('fine');
  await assert.rejects(sent.edit('https://evil.example/a'), { code: 240000 });
  assert.deepEqual(
    general.messages.map(({ text }) => text),
    ['fine'],
  );
});

test('a fault can be about what a message says, or that it brings a file', async (t) => {
  const { client, discord, general } = await scene(t);
  discord.fail({ route: 'POST /channels', says: /odd/, status: 400, code: 50035 });
  discord.fail({ route: 'POST /channels', files: true, status: 413, code: 40005 });
  const channel = sendable(client, general.id);
  await channel.send('even');
  const files = [{ attachment: Buffer.from('x'), name: 'x.txt' }];
  await assert.rejects(channel.send({ content: 'even', files }), { code: 40005 });
  await assert.rejects(channel.send('odd'), { code: 50035 });
});

test('a reaction needs its own right, and the history', async (t) => {
  const { ada, client, general } = await scene(t);
  const message = await ada.says('hello', { in: general });
  const route = `/channels/${general.id}/messages/${message.id}/reactions/${encodeURIComponent('⚠️')}/@me` as const;
  general.deny('AddReactions');
  await assert.rejects(client.rest.put(route), { code: 50013 });
  general.allow('AddReactions');
  general.deny('ReadMessageHistory');
  await assert.rejects(client.rest.put(route), { code: 50013 });
  general.allow('ReadMessageHistory');
  await client.rest.put(route);
  assert.deepEqual([...message.reactions], ['⚠️']);
});

test('typing is counted', async (t) => {
  const { discord, general, client } = await scene(t);
  await sendable(client, general.id).sendTyping();
  assert.equal(discord.typing(general), 1);
});

test('a repeated nonce posts again only where nobody insists that it does not', async (t) => {
  const { general, client } = await scene(t);
  const channel = sendable(client, general.id);
  const first = await channel.send({ content: 'Once', nonce: 'n1' });
  const second = await channel.send({ content: 'Once', nonce: 'n1', enforceNonce: true });
  assert.equal(first.id, second.id);
  const third = await channel.send({ content: 'Once more', nonce: 'n1' });
  assert.notEqual(third.id, first.id);
  assert.equal(general.messages.length, 2);
});

test('after five minutes a nonce is forgotten', async (t) => {
  const clock = new VirtualClock();
  const { general, client } = await scene(t, { clock });
  const channel = sendable(client, general.id);
  const sheet = { content: 'Once', nonce: 'n1', enforceNonce: true };
  const first = await channel.send(sheet);
  await clock.advance(5 * 60_000);
  assert.equal((await channel.send(sheet)).id, first.id);
  await clock.advance(1);
  assert.notEqual((await channel.send(sheet)).id, first.id);
});

test('the nonce of a deleted message stays taken', async (t) => {
  const { general, client } = await scene(t);
  const channel = sendable(client, general.id);
  const sheet = { content: 'Once', nonce: 'n1', enforceNonce: true };
  await (await channel.send(sheet)).delete();
  await assert.rejects(channel.send(sheet), { code: 10008 });
  assert.equal(general.messages.length, 0);
});

test('a voice message needs one sound with its length and waveform, and nothing else', async (t) => {
  const { general, client, discord } = await scene(t);
  const route = `/channels/${general.id}/messages` as const;
  const sound = { name: 'voice.ogg', data: Buffer.from('OggS'), contentType: 'audio/ogg' };
  const about = { id: '0', filename: 'voice.ogg', duration_secs: 1.5, waveform: 'AAAA' };
  const sends = (body: object = {}, attachments: object[] | undefined = [about], files: RawFile[] = [sound]) =>
    client.rest.post(route, { body: { flags: MessageFlags.IsVoiceMessage, attachments, ...body }, files });
  const refused: [code: number, sent: Promise<unknown>][] = [
    [50161, sends({ attachments: undefined })],
    [50159, sends({ content: 'x' })],
    [50159, sends({ flags: MessageFlags.IsVoiceMessage | MessageFlags.IsComponentsV2 })],
    [50160, sends({}, [about], [])],
    [50160, sends({}, [about], [sound, sound])],
    [50160, sends({}, [about], [{ ...sound, contentType: 'application/ogg' }])],
    [50161, sends({}, [{ ...about, id: '1' }])],
    [50161, sends({}, [about, { ...about, id: '1' }])],
    [50161, sends({}, [{ ...about, duration_secs: 1_201 }])],
    [50161, sends({}, [{ ...about, duration_secs: -1 }])],
    [50161, sends({}, [{ ...about, waveform: '' }])],
    [50161, sends({}, [{ ...about, waveform: 'not base64!' }])],
    [50161, sends({}, [{ ...about, waveform: Buffer.alloc(257).toString('base64') }])],
  ];
  for (const [code, sent] of refused) await assert.rejects(sent, { code });
  // A negative length is against Discord's own description, too.
  discord.excuse(/duration_secs/);
  await sends({ flags: MessageFlags.IsVoiceMessage | MessageFlags.SuppressNotifications });
  const { voice } = general.messages.at(-1) ?? {};
  assert.deepEqual(voice, { seconds: 1.5, waveform: Buffer.alloc(3), content: Buffer.from('OggS') });
});

test('a message does not become a voice message, and one is not changed', async (t) => {
  const { general, client } = await scene(t);
  const file = { name: 'voice.ogg', data: Buffer.from('OggS'), contentType: 'audio/ogg' };
  const attachments = [{ id: '0', filename: 'voice.ogg', duration_secs: 1.5, waveform: 'AAAA' }];
  const voice = { body: { flags: MessageFlags.IsVoiceMessage, attachments }, files: [file] };
  const said = await sendable(client, general.id).send('words');
  const path = `/channels/${general.id}/messages/${said.id}` as const;
  await assert.rejects(client.rest.patch(path, { ...voice, body: { ...voice.body, content: null } }), { code: 50035 });
  const { id } = (await client.rest.post(`/channels/${general.id}/messages`, voice)) as { id: string };
  const change = { body: { content: 'other words' } };
  await assert.rejects(client.rest.patch(`/channels/${general.id}/messages/${id}`, change), { code: 50162 });
});

test('an interaction is answered by a voice message only where the bot may send them', async (t) => {
  const { ada, general, client } = await scene(t);
  await client.application.commands.set([{ name: 'speak', description: 'Speaks' }]);
  const attachments = [{ id: '0', filename: 'voice.ogg', duration_secs: 1.5, waveform: 'AAAA' }];
  const files = [{ name: 'voice.ogg', data: Buffer.from('OggS'), contentType: 'audio/ogg' }];
  const codes: unknown[] = [];
  client.on(Events.InteractionCreate, async (use) => {
    const route = `/interactions/${use.id}/${use.token}/callback` as const;
    const data = { flags: MessageFlags.IsVoiceMessage | MessageFlags.Ephemeral, attachments };
    await client.rest.post(route, { body: { type: 4, data }, files, auth: false }).catch(async ({ code }) => {
      codes.push(code);
      await client.rest.post(route, { body: { type: 4, data: { content: 'no' } }, auth: false });
    });
  });
  const spoken = await ada.slash('speak');
  await spoken.until(({ messages }) => messages[0]?.voice);
  assert.ok(spoken.ephemeral);
  general.deny('SendVoiceMessages');
  await (await ada.slash('speak')).shows('no');
  assert.deepEqual(codes, [50173]);
});

test('the history comes newest first and by page', async (t) => {
  const { ada, general, client } = await scene(t);
  for (const text of ['@Parley 1', '@Parley 2', '@Parley 3']) await ada.says(text, { in: general });
  const page = await sendable(client, general.id).messages.fetch({ limit: 2 });
  assert.deepEqual(
    page.map(({ content }) => content.at(-1)),
    ['3', '2'],
  );
});
