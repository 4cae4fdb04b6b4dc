import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDiscord, scene } from '../../../world/discord/discord-scene.ts';
import { Snowflakes } from '../../../world/discord/snowflake.ts';
import { VirtualClock } from '../../virtual-clock.ts';

test('a route the world does not know fails the test that took it', async (t) => {
  const { client, discord } = await scene(t);
  await assert.rejects(client.rest.get('/channels/111111111111111111/webhooks'), { status: 404 });
  await client.destroy();
  await assert.rejects(discord.close(), /GET \/channels\/111111111111111111\/webhooks is no route/);
  discord.complaints.length = 0;
});

test('two worlds stand side by side', async (t) => {
  const one = await scene(t);
  const two = await scene(t);
  await one.client.application.commands.set([{ name: 'ask', description: 'Asks' }]);
  assert.equal(two.discord.commands.all.length, 0);
  assert.notEqual(one.discord.token, two.discord.token);
  await assert.rejects(two.ada.slash('ask'), /not registered/);
});

test('a server error is met as often as it was planned', async (t) => {
  const { client, discord } = await scene(t);
  discord.fail({ route: 'GET /users/@me', status: 502, times: 2 });
  await client.rest.get('/users/@me');
  assert.deepEqual(
    discord.requests.filter(({ path }) => path === '/users/@me').map(({ status }) => status),
    [502, 502, 200],
  );
});

test('a refusal can be planned with Discord’s own code', async (t) => {
  const { client, discord } = await scene(t);
  discord.fail({ route: /users/, status: 403, code: 50001, message: 'Missing Access' });
  await assert.rejects(client.rest.get('/users/@me'), { code: 50001, status: 403 });
});

test('the application is described, with its flags', async (t) => {
  const { client, discord } = await scene(t);
  discord.applicationFlags = 1 << 23;
  const application = await client.application.fetch();
  assert.equal(application.name, 'Parley');
  assert.equal(application.flags.bitfield, 1 << 23);
});

test('a member is fetched, a stranger is unknown', async (t) => {
  const { client, guild, ada } = await scene(t);
  const members = client.guilds.cache.get(guild.id)?.members;
  assert.equal((await members?.fetch({ user: ada.id, force: true }))?.displayName, 'Ada');
  await assert.rejects(async () => members?.fetch({ user: '111111111111111111', force: true }), { code: 10007 });
});

test('latency passes before a request is looked at', async (t) => {
  const { client, discord } = await scene(t);
  discord.latency = 30;
  const before = performance.now();
  await client.rest.get('/users/@me');
  assert.ok(performance.now() - before >= 29);
});

test('processes of one bot can be told from each other by the address that each was given', async (t) => {
  const { discord, login } = await openDiscord(t);
  const ada = await login({ rest: { api: `${discord.origin}/ada/api`, offset: 0 } });
  await login();
  await ada.rest.get('/users/@me');
  const { path, via } = discord.requests.at(-1) ?? {};
  assert.deepEqual([path, via], ['/users/@me', 'ada']);
  assert.deepEqual(new Set(discord.requests.map((request) => request.via)), new Set(['ada', '']));
  assert.deepEqual(new Set(discord.gateway.sessions.map((session) => session.via)), new Set(['ada', '']));
});

test('the ids of worlds of different workers are different, also at the same moment', () => {
  const clock = new VirtualClock();
  const [one, other] = [new Snowflakes(clock, 1), new Snowflakes(clock, 2)];
  const ids = [one.next(), other.next(), one.next(), other.next(), one.spaced(), other.spaced()];
  assert.equal(new Set(ids).size, ids.length);
});
