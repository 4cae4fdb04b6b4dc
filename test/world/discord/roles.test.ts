import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { type Client, Events, GatewayIntentBits, type Interaction, PermissionFlagsBits } from 'discord.js';
import { openDiscord, scene } from '../../../world/discord/discord-scene.ts';
import { next } from './next-message.ts';

const { Guilds, GuildMembers, GuildMessages, GuildVoiceStates } = GatewayIntentBits;
const { Administrator, ManageChannels, ManageGuild } = PermissionFlagsBits;

const nextInteraction = async (client: Client, deed: () => Promise<unknown>): Promise<Interaction> => {
  const came = once(client, Events.InteractionCreate);
  await deed();
  const [interaction] = await came;
  return interaction;
};

test('a role that somebody gets or loses is told by the next message, interaction or voice state, not by an event', async (t) => {
  const { discord, guild, general, ada, client } = await scene(t);
  discord.seedCommand({ name: 'ask', description: 'Ask' });
  const events: string[] = [];
  client.on(Events.Raw, ({ t: name }: { t: string | null }) => events.push(`${name}`));
  const rolesOf = () => [...(client.guilds.cache.get(guild.id)?.members.cache.get(ada.id)?.roles.cache.keys() ?? [])];
  const quiet = guild.role('Quiet');
  ada.gets(quiet);
  await client.rest.get('/gateway/bot');
  assert.ok(!rolesOf().includes(quiet.id));
  await next(client, () => ada.says('hello', { in: general }));
  assert.ok(rolesOf().includes(quiet.id));
  ada.loses(quiet);
  await nextInteraction(client, () => ada.slash('ask', {}, { in: general }));
  assert.ok(!rolesOf().includes(quiet.id));
  ada.gets(quiet);
  const entered = once(client, Events.VoiceStateUpdate);
  ada.joins(guild.voice('Lounge'));
  await entered;
  assert.ok(rolesOf().includes(quiet.id));
  assert.deepEqual(
    events.filter((name) => /MEMBER/.test(name)),
    [],
  );
});

test('with the intent for members a bot is told of each change', async (t) => {
  const { discord, login } = await openDiscord(t);
  discord.gateway.allowedIntents = GuildMembers;
  const guild = discord.guild('Workshop');
  const ada = guild.member('Ada');
  const client = await login({ intents: [Guilds, GuildMembers, GuildMessages, GuildVoiceStates] });
  const role = guild.role('Quiet');
  const changed = once(client, Events.GuildMemberUpdate);
  ada.gets(role);
  assert.ok((await changed)[1].roles.cache.has(role.id));
  const gone = once(client, Events.GuildMemberRemove);
  guild.kicks(ada);
  assert.equal((await gone)[0].id, ada.id);
});

test('an interaction carries what its member may do here at that moment', async (t) => {
  const { discord, guild, general, ada, client } = await scene(t);
  discord.seedCommand({ name: 'ask', description: 'Ask' });
  const permissions = async () =>
    (await nextInteraction(client, () => ada.slash('ask', {}, { in: general }))).memberPermissions?.bitfield ?? 0n;
  assert.equal((await permissions()) & (ManageGuild | ManageChannels), 0n);
  const keeper = guild.role('Keeper', { permissions: ['ManageGuild'] });
  ada.gets(keeper);
  assert.equal((await permissions()) & ManageGuild, ManageGuild);
  guild.permits(keeper, 'Administrator');
  assert.equal((await permissions()) & (Administrator | ManageChannels), Administrator | ManageChannels);
  guild.removeRole(keeper);
  general.allowTo(ada, 'ManageChannels');
  assert.equal((await permissions()) & (Administrator | ManageGuild | ManageChannels), ManageChannels);
  general.denyTo(ada, 'ManageChannels');
  assert.equal((await permissions()) & ManageChannels, 0n);
});

test('who is kicked is no member any more, and in no voice channel', async (t) => {
  const { guild, ada, client } = await scene(t);
  ada.joins(guild.voice('Lounge'));
  const left = once(client, Events.VoiceStateUpdate);
  guild.kicks(ada);
  await left;
  const fetched = client.guilds.cache.get(guild.id)?.members.fetch({ user: ada.id, force: true });
  await assert.rejects(fetched ?? Promise.resolve(), { code: 10007 });
});
