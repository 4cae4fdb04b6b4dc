import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import {
  ActionRowBuilder,
  ApplicationCommandType,
  ButtonBuilder as Button,
  type ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ContextMenuCommandBuilder,
  Events,
  type Interaction,
  Locale,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import type { DiscordOptions } from '../../../world/discord/discord.ts';
import { scene } from '../../../world/discord/discord-scene.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const ask = new SlashCommandBuilder()
  .setName('ask')
  .setDescription('Asks')
  .addStringOption((option) =>
    option.setName('question').setDescription('What').setRequired(true).setAutocomplete(true),
  )
  .addAttachmentOption((option) => option.setName('file').setDescription('A file'))
  .addIntegerOption((option) => option.setName('times').setDescription('How often').setMaxValue(3));
const settings = new SlashCommandBuilder()
  .setName('settings')
  .setDescription('Settings')
  .addSubcommand((sub) =>
    sub
      .setName('voice')
      .setDescription('Sets the voice')
      .addStringOption((option) =>
        option.setName('name').setDescription('Name').addChoices({ name: 'Puck', value: 'puck' }),
      ),
  );
const about = new ContextMenuCommandBuilder().setName('Ask about this').setType(ApplicationCommandType.Message);

type Respond = (interaction: Interaction) => Promise<unknown>;

/** A scene whose bot has registered its commands and answers with `respond`; what it throws fails the test. */
const answering = async (t: TestContext, respond: Respond, beginning: DiscordOptions = {}) => {
  const set = await scene(t, beginning);
  await set.client.application.commands.set([ask, settings, about]);
  const failures: unknown[] = [];
  set.client.on(Events.InteractionCreate, (interaction) => {
    respond(interaction).catch((error) => failures.push(error));
  });
  t.after(() => assert.deepEqual(failures, []));
  return set;
};

/** A scene whose bot answers slash commands only. */
const answeringSlash = (
  t: TestContext,
  respond: (use: ChatInputCommandInteraction) => Promise<unknown>,
  beginning: DiscordOptions = {},
) => answering(t, async (interaction) => interaction.isChatInputCommand() && respond(interaction), beginning);

const row = (...buttons: ButtonBuilder[]) => new ActionRowBuilder<ButtonBuilder>().addComponents(...buttons);

test('a deferred answer is thinking, then edited, then followed by a file', async (t) => {
  const { ada, general, discord } = await answeringSlash(t, async (use) => {
    await use.deferReply();
    await use.editReply('Hel');
    await use.editReply('Hello');
    await use.followUp({ content: 'and a file', files: [{ attachment: Buffer.from('RIFF'), name: 'answer.wav' }] });
  });
  const reply = await ada.slash('ask', { question: 'Hello?' }, { in: general });
  await reply.shows('and a file');
  assert.equal(reply.text, 'Hello');
  assert.deepEqual(
    reply.edits.map(({ text }) => text),
    ['Hel', 'Hello'],
  );
  assert.ok(reply.deferred !== undefined);
  const [, followUp] = reply.messages;
  const [file] = followUp?.files ?? [];
  assert.equal(file?.name, 'answer.wav');
  assert.equal(file?.content.toString(), 'RIFF');
  assert.equal(await (await fetch(file?.url ?? '')).text(), 'RIFF');
  assert.equal(general.messages.length, 2);
  assert.ok(discord.requests.some(({ path, status }) => path.endsWith('/callback') && status === 204));
});

test('an interaction tells the languages of the person and of the server', async (t) => {
  const { guild, ada, general, client } = await answeringSlash(t, async (use) =>
    use.reply(`${use.locale} ${use.guildLocale} ${use.guild?.preferredLocale}`),
  );
  const read = async (member = ada, place = general) => {
    const reply = await member.slash('ask', { question: '?' }, { in: place });
    await reply.until(({ text }) => text);
    return reply.text;
  };
  assert.equal(await read(), 'en-US en-US en-US');
  const changed = once(client, Events.GuildUpdate);
  guild.preferredLocale = Locale.German;
  await changed;
  const ben = guild.member('Ben', { locale: Locale.Finnish });
  assert.equal(await read(ben), 'fi de de');
  assert.equal(await read(), 'en-US de de');
  assert.equal(await read(ben, ben.dm), 'fi null undefined');
});

test('an answer that is asked for comes with the callback', async (t) => {
  const { ada } = await answeringSlash(t, async (use) => {
    const { resource } = await use.reply({ content: 'Here', withResponse: true });
    await use.followUp(`That was ${resource?.message?.id}`);
  });
  const reply = await ada.slash('ask', { question: '?' });
  await reply.shows(/That was/);
  assert.equal(reply.messages[1]?.text, `That was ${reply.messages[0]?.id}`);
});

test('the first follow-up after a deferral becomes the original and cannot change who sees it', async (t) => {
  const { ada, general } = await answeringSlash(t, async (use) => {
    await use.deferReply({ flags: MessageFlags.Ephemeral });
    await use.followUp('For you');
    await use.followUp('For all');
  });
  const reply = await ada.slash('ask', { question: '?' });
  await reply.shows('For all');
  assert.equal(reply.text, 'For you');
  assert.equal(reply.ephemeral, true);
  assert.deepEqual(
    general.messages.map(({ text }) => text),
    ['For all'],
  );
});

test('a member cannot send what the registered command does not take', async (t) => {
  const { ada } = await answeringSlash(t, async (use) => use.reply('ok'));
  await assert.rejects(ada.slash('nothing'), /nothing is not registered/);
  await assert.rejects(ada.slash('ask'), /needs the option "question"/);
  await assert.rejects(ada.slash('ask', { question: 5 }), /does not take 5 as string "question"/);
  await assert.rejects(ada.slash('ask', { question: '?', times: 4 }), /does not take 4/);
  await assert.rejects(ada.slash('ask', { question: '?', loud: true }), /no option "loud"/);
  await assert.rejects(ada.slash('settings'), /needs one of its subcommands: voice/);
  await assert.rejects(ada.slash('settings voice', { name: 'Kore' }), /does not take "Kore"/);
});

test('options, files and subcommands arrive', async (t) => {
  const { ada } = await answeringSlash(t, async (use) => {
    if (use.commandName === 'settings')
      return use.reply(`${use.options.getSubcommand()} ${use.options.getString('name')}`);
    const file = use.options.getAttachment('file', true);
    return use.reply(`${use.options.getInteger('times')} ${file.name} ${await (await fetch(file.url)).text()}`);
  });
  const file = { name: 'a.txt', content: Buffer.from('hi'), contentType: 'text/plain' };
  await (await ada.slash('ask', { question: '?', times: 2, file })).shows('2 a.txt hi');
  await (await ada.slash('settings voice', { name: 'puck' })).shows('voice puck');
});

test('a slash command in a direct message has a user and no server', async (t) => {
  const { ada } = await answeringSlash(t, async (use) =>
    use.reply(`${use.user.username} ${use.guildId} ${use.context} ${use.inGuild()} ${use.channel?.isDMBased()}`),
  );
  const reply = await ada.slash('ask', { question: '?' }, { in: ada.dm });
  await reply.shows('ada null 1 false true');
  assert.equal(ada.dm.messages.length, 1);
});

test('autocomplete brings suggestions', async (t) => {
  const { ada } = await answering(t, async (interaction) => {
    if (!interaction.isAutocomplete()) return;
    await interaction.respond([{ name: `${interaction.options.getFocused()}ley`, value: 'parley' }]);
  });
  const { choices } = await ada.autocomplete('ask', 'question', 'par');
  assert.deepEqual(choices, [{ name: 'parley', value: 'parley' }]);
});

test('a message menu brings the message it was used on', async (t) => {
  const { ada, general } = await answering(t, async (interaction) => {
    if (interaction.isMessageContextMenuCommand())
      await interaction.reply(`About: ${interaction.targetMessage.content}`);
  });
  const message = await ada.says('a very odd thing', { in: general });
  await (await ada.menu('Ask about this', message)).shows('About: a very odd thing');
});

test('a button updates its message, a select menu answers, both by the one who used them', async (t) => {
  const select = new StringSelectMenuBuilder()
    .setCustomId('pick')
    .addOptions({ label: 'One', value: '1' }, { label: 'Two', value: '2' });
  const { ada, guild } = await answering(t, async (interaction) => {
    if (interaction.isChatInputCommand()) {
      const components = [
        row(new Button().setCustomId('stop').setLabel('Stop').setStyle(ButtonStyle.Danger)),
        new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(select),
      ];
      await interaction.reply({ content: 'Talking', components });
    }
    if (interaction.isButton()) await interaction.update({ content: `Stopped by ${interaction.user.username}` });
    if (interaction.isStringSelectMenu())
      await interaction.reply({ content: interaction.values.join(), flags: MessageFlags.Ephemeral });
  });
  const reply = await ada.slash('ask', { question: '?' });
  await reply.shows('Talking');
  const grace = guild.member('Grace');
  const pressed = await reply.press('Stop', grace);
  await pressed.shows('Stopped by grace');
  assert.equal(reply.text, 'Stopped by grace');
  const picked = await reply.select('pick', ['2']);
  await picked.shows('2');
  assert.equal(picked.ephemeral, true);
  await assert.rejects(reply.select('pick', ['3']), /does not offer "3"/);
  assert.throws(() => reply.press('Go'), /nothing called "Go"/);
});

test('a deferred update edits the message of the button later', async (t) => {
  const { ada } = await answering(t, async (interaction) => {
    const components = [row(new Button().setCustomId('more').setLabel('More').setStyle(ButtonStyle.Primary))];
    if (interaction.isChatInputCommand()) await interaction.reply({ content: 'One', components });
    if (!interaction.isButton()) return;
    await interaction.deferUpdate();
    await interaction.editReply('Two');
    await interaction.followUp('Three');
  });
  const reply = await ada.slash('ask', { question: '?' });
  await reply.shows('One');
  const pressed = await reply.press('more');
  await pressed.shows('Three');
  assert.equal(reply.text, 'Two');
});

test('a message tells of what it answers as Discord does', async (t) => {
  const select = new StringSelectMenuBuilder().setCustomId('pick').addOptions({ label: 'One', value: '1' });
  const { ada } = await answering(t, async (interaction) => {
    const components = [
      row(new Button().setCustomId('form').setLabel('Form').setStyle(ButtonStyle.Primary)),
      new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(select),
    ];
    if (interaction.isChatInputCommand()) await interaction.reply({ content: 'One', components });
    if (interaction.isStringSelectMenu()) await interaction.reply('Two');
    if (interaction.isButton()) {
      const input = new TextInputBuilder().setCustomId('who').setLabel('Who').setStyle(TextInputStyle.Short);
      const fields = new ActionRowBuilder<TextInputBuilder>().addComponents(input);
      await interaction.showModal(new ModalBuilder().setCustomId('form').setTitle('Form').addComponents(fields));
    }
    if (interaction.isModalSubmit()) {
      await interaction.reply('Three');
      await interaction.followUp('Four');
    }
  });
  const asked = await ada.slash('ask', { question: '?' });
  await asked.shows('One');
  const picked = await asked.select('pick', ['1']);
  await picked.shows('Two');
  const pressed = await asked.press('form');
  const sent = await ada.submit(pressed, { who: 'Ada' });
  await sent.shows('Four');
  const [one, two, three, four] = [asked, picked, sent].flatMap(({ messages }) => messages);
  const told = [one, two, three, four].map((message) => Object(message?.payload().interaction_metadata));
  assert.deepEqual(
    told.map(({ id, type }) => [id, type]),
    [
      [asked.id, 2],
      [picked.id, 3],
      [sent.id, 5],
      [sent.id, 5],
    ],
  );
  assert.equal(told[1].interacted_message_id, one?.id);
  const trigger = { id: pressed.id, type: 3, interacted_message_id: one?.id };
  assert.partialDeepStrictEqual(told[2].triggering_interaction_metadata, trigger);
  assert.deepEqual(
    told.map(({ original_response_message_id: id }) => id),
    [undefined, undefined, undefined, three?.id],
  );
  assert.partialDeepStrictEqual(one?.payload().components, [
    { id: 1, components: [{ id: 2 }] },
    { id: 3, components: [{ id: 4, min_values: 1, max_values: 1 }] },
  ]);
  const [answer, why] = [await ada.says('Why?', { replyTo: four }), await ada.says('Well?')];
  const deep = await ada.says('So?', { replyTo: answer });
  assert.equal(Object(answer.payload().referenced_message).id, four?.id);
  assert.equal('referenced_message' in Object(deep.payload().referenced_message), false, 'one is all');
  assert.equal(Object(Object(deep.payload().referenced_message).message_reference).message_id, four?.id);
  assert.equal('referenced_message' in why.payload(), false);
});

test('a form is shown, checked and sent', async (t) => {
  const { ada } = await answering(t, async (interaction) => {
    if (interaction.isChatInputCommand()) {
      const input = new TextInputBuilder()
        .setCustomId('persona')
        .setLabel('Who')
        .setStyle(TextInputStyle.Short)
        .setMaxLength(5);
      const rows = new ActionRowBuilder<TextInputBuilder>().addComponents(input);
      await interaction.showModal(new ModalBuilder().setCustomId('form').setTitle('Persona').addComponents(rows));
    }
    if (interaction.isModalSubmit()) await interaction.reply(`I am ${interaction.fields.getTextInputValue('persona')}`);
  });
  const reply = await ada.slash('ask', { question: '?' });
  const sent = await ada.submit(reply, { persona: 'Ada' });
  await sent.shows('I am Ada');
  assert.equal(reply.modal?.title, 'Persona');
  await assert.rejects(ada.submit(reply, {}), /needs the field "persona"/);
  await assert.rejects(ada.submit(reply, { persona: 'Lovelace' }), /takes 0 to 5 characters/);
});

test('after three seconds an interaction is unknown and the member sees a failure', async (t) => {
  const clock = new VirtualClock();
  const refused = Promise.withResolvers<unknown>();
  const { ada } = await answeringSlash(
    t,
    async (use) => {
      await clock.advance(3_001);
      await use.deferReply().catch(({ code }) => refused.resolve(code));
    },
    { clock },
  );
  const reply = await ada.slash('ask', { question: '?' });
  assert.equal(await refused.promise, 10062);
  assert.equal(reply.failed, true);
  await assert.rejects(reply.shows('x', { deadline: 10 }), /has not answered at all/);
});

test('an interaction fails where the bot is not connected', async (t) => {
  const clock = new VirtualClock();
  const heard: Interaction[] = [];
  const { ada, discord } = await answeringSlash(t, async (use) => void heard.push(use), { clock });
  discord.gateway.forget();
  const reply = await ada.slash('ask', { question: '?' });
  assert.equal(reply.failed, false);
  await clock.advance(3_001);
  assert.equal(reply.failed, true);
  assert.deepEqual(heard, []);
});

test('after fifteen minutes the token is dead', async (t) => {
  const clock = new VirtualClock();
  const refused = Promise.withResolvers<unknown>();
  const { ada } = await answeringSlash(
    t,
    async (use) => {
      await use.deferReply();
      await clock.advance(15 * 60_000);
      await use.editReply('In time');
      await clock.advance(1);
      await use.editReply('Too late').catch(({ code }) => refused.resolve(code));
    },
    { clock },
  );
  const reply = await ada.slash('ask', { question: '?' });
  assert.equal(await refused.promise, 50027);
  assert.equal(reply.text, 'In time');
  assert.equal(reply.edits[0]?.at, clock.now() - 1);
});

test('a second answer is refused with 40060 and an unanswered webhook with 10015', async (t) => {
  const codes: unknown[] = [];
  const remember = (error: { code?: unknown }) => codes.push(error.code);
  const { ada, client } = await answeringSlash(t, async (use) => {
    const route = `/webhooks/${use.applicationId}/${use.token}/messages/@original` as const;
    await client.rest.patch(route, { body: { content: 'x' }, auth: false }).catch(remember);
    await use.reply('First');
    await client.rest
      .post(`/interactions/${use.id}/${use.token}/callback`, {
        body: { type: 4, data: { content: 'Second' } },
        auth: false,
      })
      .catch(remember);
    await use.editReply('Done');
  });
  await (await ada.slash('ask', { question: '?' })).shows('Done');
  assert.deepEqual(codes, [10015, 40060]);
});

test('an answer that a member deleted cannot be edited', async (t) => {
  const codes: unknown[] = [];
  const deleted = Promise.withResolvers<void>();
  const { ada, guild, general } = await answeringSlash(t, async (use) => {
    await use.reply('Here');
    await deleted.promise;
    await use.editReply('Again').catch((error) => codes.push(error.code));
    await use.followUp('Sorry');
  });
  const reply = await ada.slash('ask', { question: '?' });
  const message = await general.shows('Here');
  await assert.rejects(ada.deletes(message), /may not delete/);
  await guild.member('Mod', { permissions: 'ManageMessages' }).deletes(message);
  deleted.resolve();
  await reply.shows('Sorry');
  assert.deepEqual(codes, [10008]);
});

test('an edit that hits a rate limit arrives all the same, with headers and without', async (t) => {
  const { ada, discord } = await answeringSlash(t, async (use) => {
    await use.deferReply();
    await use.editReply('One');
    await use.editReply('Two');
  });
  discord.limit({ route: 'PATCH /webhooks…', times: 1, retryAfterSeconds: 0.02 });
  discord.limit({ route: /^PATCH .*@original$/, times: 2, headers: false });
  const reply = await ada.slash('ask', { question: '?' });
  await reply.shows('Two');
  const edits = discord.requests.filter(({ method }) => method === 'PATCH').map(({ status }) => status);
  assert.deepEqual(edits, [429, 429, 429, 200, 200]);
});

test('a held callback takes effect when its gate is released', async (t) => {
  const { ada, discord } = await answeringSlash(t, async (use) => use.reply('Done'));
  const gate = discord.hold(/callback$/);
  const reply = await ada.slash('ask', { question: '?' });
  await gate.arrived;
  assert.equal(reply.acknowledged, undefined);
  gate.release();
  await reply.shows('Done');
});

test('pings follow the rules for interactions, and allowed_mentions', async (t) => {
  const { ada, guild } = await answeringSlash(t, async (use) => {
    const content = `<@${use.user.id}> @everyone`;
    await use.reply(content);
    await use.followUp({ content, allowedMentions: { parse: [] } });
  });
  guild.botPermissions = 'admin';
  const reply = await ada.slash('ask', { question: '?' });
  await reply.until(({ messages }) => messages.length === 2);
  assert.deepEqual(
    reply.messages.map(({ pinged }) => [...pinged]),
    [[ada.id], []],
  );
});

test('app_permissions say what the bot may do in the channel', async (t) => {
  const { ada, general } = await answeringSlash(t, async (use) =>
    use.reply(`${use.appPermissions.has('SendMessages')} ${use.appPermissions.has('AttachFiles')}`),
  );
  general.deny('AttachFiles');
  await (await ada.slash('ask', { question: '?' })).shows('true false');
});

test('a reply carries the id of the interaction that the client got', async (t) => {
  const { ada, client } = await answeringSlash(t, async (use) => use.reply('ok'));
  const next = once(client, Events.InteractionCreate);
  const reply = await ada.slash('ask', { question: '?' });
  const [interaction] = await next;
  assert.equal(interaction.id, reply.id);
});
