import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApplicationCommandType, SlashCommandBuilder } from 'discord.js';
import { systemClock } from '../../../src/base/clock.ts';
import { Commands } from '../../../world/discord/commands.ts';
import { scene } from '../../../world/discord/discord-scene.ts';
import { Snowflakes } from '../../../world/discord/snowflake.ts';

const commands = () => new Commands({ ids: new Snowflakes(systemClock), applicationId: '1' });
const ask = { name: 'ask', description: 'Asks' };
const faults = (body: unknown) => {
  try {
    commands().overwrite(body);
    return [];
  } catch (error) {
    return Object(error).faults.map(({ path, code }: { path: unknown[]; code: string }) => `${path.join('.')} ${code}`);
  }
};

test('discord.js registers commands and reads them back with everything Discord adds', async (t) => {
  const { client, discord } = await scene(t);
  await client.application.commands.set([new SlashCommandBuilder().setName('ask').setDescription('Asks')]);
  const [command] = (await client.application.commands.fetch()).values();
  assert.equal(command?.applicationId, discord.bot.id);
  assert.equal(command?.type, ApplicationCommandType.ChatInput);
  assert.deepEqual(discord.commands.all[0]?.integration_types, [0]);
  assert.equal(discord.commands.writes, 1);
});

test('commands of one server are kept apart from those of all', async (t) => {
  const { client, discord, guild, ada } = await scene(t);
  await client.application.commands.set([ask], guild.id);
  assert.equal(discord.commands.all.length, 0);
  assert.equal(guild.commands.all[0]?.guild_id, guild.id);
  await assert.rejects(ada.slash('ask', {}, { in: ada.dm }), /not registered/);
});

test('commands are made, changed and deleted one by one', async (t) => {
  const { client, discord } = await scene(t);
  const made = await client.application.commands.create(ask);
  await client.application.commands.edit(made.id, { description: 'Asks kindly' });
  assert.equal(discord.commands.find('ask', 1)?.description, 'Asks kindly');
  assert.equal(discord.commands.find('ask', 1)?.id, made.id);
  await client.application.commands.delete(made.id);
  assert.equal(discord.commands.all.length, 0);
  await assert.rejects(client.application.commands.delete(made.id), { code: 10063 });
  assert.equal(discord.commands.writes, 4);
});

test('an unchanged command keeps id and version, a changed one its id', () => {
  const all = commands();
  const [first] = all.overwrite([ask]);
  const [same] = all.overwrite([{ ...ask, options: [], name_localizations: {} }]);
  const [changed] = all.overwrite([{ ...ask, description: 'Asks more' }]);
  assert.deepEqual(same, first);
  assert.equal(changed?.id, first?.id);
  assert.notEqual(changed?.version, first?.version);
});

test('a bulk overwrite may not lose the entry point of an Activity', async (t) => {
  const { client, discord } = await scene(t);
  discord.seedCommand({ type: 4, name: 'launch', handler: 2 });
  await assert.rejects(client.application.commands.set([ask]), { code: 50240 });
  const kept = { type: 4, name: 'launch', handler: 2 };
  await client.rest.put(`/applications/${discord.bot.id}/commands`, { body: [kept, ask] });
  assert.deepEqual(
    discord.commands.all.map(({ name }) => name),
    ['launch', 'ask'],
  );
});

test('definitions that break a limit are refused field by field', () => {
  const option = { type: 3, name: 'question', description: 'What' };
  const filled = (count: number) => Array.from({ length: count }, (_, n) => ({ ...option, name: `o${n}` }));
  const heavy = filled(25).map((one) => ({
    ...one,
    choices: Array.from({ length: 5 }, (_, n) => ({ name: `${n}`.padEnd(50), value: `${n}` })),
  }));
  assert.deepEqual(faults([{ ...ask, name: 'Ask' }]), ['0.name APPLICATION_COMMAND_INVALID_NAME']);
  assert.deepEqual(faults([{ name: 'ask' }]), ['0.description BASE_TYPE_REQUIRED']);
  assert.deepEqual(faults([{ ...ask, description: 'x'.repeat(101) }]), ['0.description BASE_TYPE_BAD_LENGTH']);
  assert.deepEqual(faults([{ ...ask, description_localizations: { 'pt-BR': 'Pergunta' } }]), []);
  assert.deepEqual(faults([{ ...ask, description_localizations: { pt: 'Pergunta' } }]), [
    '0.description_localizations.pt BASE_TYPE_CHOICES',
  ]);
  assert.deepEqual(faults([{ ...ask, description_localizations: { 'pt-BR': 'x'.repeat(101) } }]), [
    '0.description_localizations.pt-BR BASE_TYPE_BAD_LENGTH',
  ]);
  assert.deepEqual(faults([{ ...ask, options: filled(25) }]), []);
  assert.deepEqual(faults([{ ...ask, options: filled(26) }]), ['0.options BASE_TYPE_MAX_LENGTH']);
  assert.deepEqual(faults([{ ...ask, options: [option, { ...option, name: 'b', required: true }] }]), [
    '0.options APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ]);
  assert.deepEqual(faults([{ ...ask, options: [option, option] }]), [
    '0.options APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
  ]);
  assert.deepEqual(faults([{ ...ask, options: heavy }]), []);
  const heavier = heavy.map((one) => ({ ...one, description: 'x'.repeat(90) }));
  assert.deepEqual(faults([{ ...ask, options: heavier }]), ['0 APPLICATION_COMMAND_TOO_LARGE']);
  assert.deepEqual(faults([ask, ask]), ['1.name APPLICATION_COMMANDS_DUPLICATE_NAME']);
  assert.deepEqual(faults([{ type: 3, name: 'Ask about this' }]), []);
});

test('translated names are as strict as names, and unique in their language', () => {
  const called = (name: string, names: Record<string, string>) => ({ ...ask, name, name_localizations: names });
  const invalid = (locale: string) => [`0.name_localizations.${locale} APPLICATION_COMMAND_INVALID_NAME`];
  assert.deepEqual(faults([called('ask', { de: 'fragen', hi: 'पूछें', ja: '質問', ru: 'спросить' })]), []);
  assert.deepEqual(faults([called('ask', { de: 'Fragen' })]), invalid('de'));
  assert.deepEqual(faults([called('ask', { fr: 'pose moi' })]), invalid('fr'));
  assert.deepEqual(faults([called('ask', { fr: 'x'.repeat(33) })]), invalid('fr'));
  const twice = ['1.name APPLICATION_COMMANDS_DUPLICATE_NAME'];
  assert.deepEqual(faults([called('ask', { de: 'frage', fr: 'aide' }), called('help', { fr: 'aide' })]), twice);
  assert.deepEqual(faults([called('ask', { fr: 'help' }), called('help', {})]), twice);
  assert.deepEqual(faults([called('ask', { fr: 'help' }), called('help', { fr: 'aide' })]), []);
  const option = (name: string, names: Record<string, string>) => ({ type: 3, ...called(name, names) });
  assert.deepEqual(faults([{ ...ask, options: [option('file', { de: 'datei' }), option('page', { de: 'datei' })] }]), [
    '0.options APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
  ]);
});
