import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scene } from '../../../../world/discord/discord-scene.ts';
import { shareConformance } from '../../../../world/discord/openapi/conformance.ts';
import { DEVIATIONS } from '../../../../world/discord/openapi/deviations.ts';
import { USED } from '../../../../world/discord/openapi/used-routes.ts';

const ID = '123456789012345678';
const CHANNEL = `/channels/${ID}`;
const NO_QUERY = new URLSearchParams();

/** What is wrong with a request that is answered as it should be. */
const asked = (method: string, path: string, body?: unknown, query = NO_QUERY) =>
  shareConformance()
    .exchange({ method, path, body, query }, { status: 404, body: { message: 'Unknown', code: 0 } })
    .map((fault) => fault.replace(/^the request \S+ \S+: /, ''));

/** What is wrong with an answer. */
const answered = (path: string, status: number, body?: unknown) =>
  shareConformance().exchange({ method: 'GET', path, body: undefined, query: NO_QUERY }, { status, body });

const user = {
  id: ID,
  username: 'ada',
  avatar: null,
  discriminator: '0',
  public_flags: 0,
  flags: 0,
  global_name: 'Ada',
};
const message = {
  id: ID,
  type: 0,
  channel_id: ID,
  author: { ...user, primary_guild: null },
  content: 'Hello',
  mentions: [],
  mention_roles: [],
  mention_everyone: false,
  attachments: [],
  embeds: [],
  components: [],
  timestamp: '2026-01-01T00:00:00.000000+00:00',
  edited_timestamp: null,
  flags: 0,
  pinned: false,
  tts: false,
};

describe('what Discord describes', () => {
  test('is asked for as described, or is told with its place and what is wrong there', () => {
    const button = (fields: object) => ({ components: [{ type: 1, components: [{ type: 2, ...fields }] }] });
    assert.deepEqual(asked('POST', `${CHANNEL}/messages`, { content: 'Hello' }), []);
    assert.deepEqual(asked('POST', `${CHANNEL}/messages`, button({ style: 1, custom_id: 'x', label: 'X' })), []);
    assert.deepEqual(asked('POST', `${CHANNEL}/messages`, { content: 5 }), ['/content must be string,null']);
    assert.deepEqual(asked('POST', `${CHANNEL}/messages`, { contents: 'Hello' }), [
      "the whole of it must not have a field 'contents'",
    ]);
    assert.deepEqual(asked('POST', `${CHANNEL}/messages`, button({ style: 1, label: 'x'.repeat(81) })), [
      '/components/0/components/0/label must NOT have more than 80 characters',
    ]);
    assert.deepEqual(asked('POST', `${CHANNEL}/messages`, button({ style: 99 })), [
      '/components/0/components/0/style must be equal to one of the allowed values: 1, 2, 3, 4, 5, 6',
    ]);
    assert.deepEqual(asked('POST', `${CHANNEL}/messages`, { components: [{ type: 99 }] }), [
      '/components/0 must have one of the types 1, 9, 10, 12, 13, 14, 17',
    ]);
    assert.deepEqual(asked('POST', `${CHANNEL}/messages`, { message_reference: { message_id: 'x' } }), [
      '/message_reference/message_id must match pattern "^(0|[1-9][0-9]*)$"',
    ]);
    assert.deepEqual(asked('POST', `${CHANNEL}/messages`), ['it has no body']);
    assert.deepEqual(asked('POST', `${CHANNEL}/typing`, {}), ['it takes no body']);
    assert.deepEqual(asked('GET', '/channels/x'), ['channel_id must match pattern "^(0|[1-9][0-9]*)$"']);
    assert.deepEqual(asked('GET', `${CHANNEL}/messages`, undefined, new URLSearchParams('limit=100')), []);
    assert.deepEqual(asked('GET', `${CHANNEL}/messages`, undefined, new URLSearchParams('limit=101')), [
      'limit must be <= 100',
    ]);
    assert.deepEqual(asked('GET', `${CHANNEL}/messages`, undefined, new URLSearchParams('limits=1')), [
      'limits is no parameter of it',
    ]);
    assert.deepEqual(asked('PUT', CHANNEL, {}), [`PUT ${CHANNEL} is no route of Discord's`]);
  });

  test('a union without types is told by what the value was most likely meant to be', () => {
    assert.deepEqual(asked('PATCH', CHANNEL, { archived: false }), []);
    assert.deepEqual(asked('PATCH', CHANNEL, { name: 'x', archived: 'no' }), ['/archived must be boolean,null']);
    assert.deepEqual(asked('POST', `${CHANNEL}/messages`, { allowed_mentions: { parse: 'users' } }), [
      '/allowed_mentions/parse must be array,null',
    ]);
  });

  test('is answered as described', () => {
    const about = `the answer 200 to GET /channels/{channel_id}/messages/{message_id}: `;
    const of = (body: object) => answered(`${CHANNEL}/messages/${ID}`, 200, { ...message, ...body });
    assert.deepEqual(of({}), []);
    assert.deepEqual(of({ author: user }), [`${about}/author must have required property 'primary_guild'`]);
    assert.deepEqual(of({ mood: 1 }), [`${about}the whole of it must not have a field 'mood'`]);
    assert.deepEqual(of({ timestamp: 'today' }), [`${about}/timestamp must match format "date-time"`]);
    assert.deepEqual(of({ referenced_message: { ...message, referenced_message: message } }), [
      `${about}/referenced_message must not have a field 'referenced_message'`,
    ]);
    assert.deepEqual(of({ interaction_metadata: { id: ID, type: 3, authorizing_integration_owners: {} } }), [
      `${about}/interaction_metadata must have required property 'interacted_message_id'`,
    ]);
    assert.deepEqual(answered(`${CHANNEL}/messages/${ID}`, 204), [
      'the answer 204 to GET /channels/{channel_id}/messages/{message_id}: it is answered with 200, 429, 4XX only',
    ]);
    assert.deepEqual(answered(CHANNEL, 200), [
      'the answer 200 to GET /channels/{channel_id}: the whole of it must have one of the types 0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15',
    ]);
    assert.deepEqual(answered(CHANNEL, 404, { message: 'Unknown Channel', code: 10003 }), []);
    assert.deepEqual(answered(CHANNEL, 404, { message: 'Unknown Channel' }), [
      "the answer 404 to GET /channels/{channel_id}: the whole of it must have required property 'code'",
    ]);
    assert.deepEqual(answered(CHANNEL, 503, 'upstream'), []);
  });

  test('comes over the gateway, too', () => {
    const event = { ...message, channel_type: 0, guild_id: ID };
    assert.deepEqual(shareConformance().event('MESSAGE_CREATE', event), []);
    assert.deepEqual(shareConformance().event('MESSAGE_CREATE', { ...event, flags: null }), [
      'the event MESSAGE_CREATE: /flags must be integer',
    ]);
    assert.deepEqual(shareConformance().event('RESUMED', {}), []);
  });
});

describe('the world', () => {
  test('closes with what was not as described, each once', async (t) => {
    const { discord, general, client } = await scene(t);
    const send = () => client.rest.post(`/channels/${general.id}/messages`, { body: { content: 'Hello', mood: 1 } });
    await Promise.all([send(), send()]);
    await assert.rejects(discord.close(), {
      message:
        'The world has complaints:\nNot as Discord describes it (world/discord/openapi): ' +
        "the request POST /channels/{channel_id}/messages: the whole of it must not have a field 'mood'.",
    });
    discord.complaints.length = 0;
  });

  test('closes with an event that is not as described, unless it was forged', async (t) => {
    const { discord, guild } = await scene(t);
    discord.gateway.forge('VOICE_STATE_UPDATE', {}, guild.id);
    assert.deepEqual(discord.complaints, []);
    discord.dispatch('GUILD_ROLE_UPDATE', { guild_id: guild.id, role: { id: guild.id } }, guild);
    assert.match(
      discord.complaints.join('\n'),
      /the event GUILD_ROLE_UPDATE: \/role must have required property 'name'/,
    );
    discord.complaints.length = 0;
  });

  test('lets pass what a test brings about', async (t) => {
    const { discord, general, client } = await scene(t);
    discord.excuse(/must not have a field 'mood'/);
    await client.rest.post(`/channels/${general.id}/messages`, { body: { content: 'Hello', mood: 1 } });
  });

  test('closes with a route that Parley was not known to use', async (t) => {
    const { discord, general, client } = await scene(t, { visitor: 'parley' });
    await client.rest.delete(`/channels/${general.id}`).catch(() => {});
    assert.deepEqual(discord.complaints, [
      'DELETE /channels/{channel_id} is not among the routes that Parley uses (openapi/used.ts).',
    ]);
    discord.complaints.length = 0;
  });
});

test('every route that Parley uses is one that Discord describes', () => {
  for (const route of Object.keys(USED)) {
    const [method = '', template = ''] = route.split(' ');
    assert.equal(shareConformance().routeOf(method, template.replaceAll(/\{\w+\}/g, ID)), route);
  }
});

test('every deviation has a reason, with a source', () => {
  for (const { why } of DEVIATIONS) assert.match(why, /Discord docs|discord\.js/);
});
