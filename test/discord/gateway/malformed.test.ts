import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Parley } from '../stage.ts';

const ID = '1234567890123456789';

/** An event that is not as Discord documents it, by what is wrong with it. */
type Broken = { what: string; event: string; data(parley: Parley): unknown };

const message = ({ general, guild, ada }: Parley) => ({
  id: ID,
  type: 0,
  channel_id: general.id,
  guild_id: guild.id,
  author: { id: ada.id, username: 'ada', discriminator: '0', bot: false },
  content: 'hello',
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  timestamp: '2026-01-01T00:00:00.000Z',
});

const interaction = ({ general, guild, ada }: Parley) => ({
  id: ID,
  application_id: ID,
  type: 2,
  token: 'a-token',
  version: 1,
  channel_id: general.id,
  channel: { id: general.id, type: 0 },
  guild_id: guild.id,
  member: { ...ada.payload(), permissions: '0' },
  app_permissions: '0',
  locale: 'en-US',
  entitlements: [],
  data: { id: ID, name: 'ask', type: 1, options: [] },
});

const NOTHING = ['MESSAGE_CREATE', 'MESSAGE_UPDATE', 'MESSAGE_DELETE', 'MESSAGE_DELETE_BULK', 'INTERACTION_CREATE']
  .concat(['GUILD_CREATE', 'GUILD_UPDATE', 'GUILD_DELETE', 'GUILD_ROLE_UPDATE', 'CHANNEL_CREATE', 'CHANNEL_UPDATE'])
  .concat(['CHANNEL_DELETE', 'THREAD_CREATE', 'THREAD_DELETE', 'THREAD_LIST_SYNC', 'VOICE_STATE_UPDATE'])
  .concat(['VOICE_SERVER_UPDATE', 'GUILD_MEMBERS_CHUNK', 'USER_UPDATE', 'RESUMED', 'NOBODY_KNOWS_THIS'])
  .flatMap((event) => [
    { what: 'no data', event, data: () => null },
    { what: 'empty data', event, data: () => ({}) },
    { what: 'a text for data', event, data: () => 'data' },
    { what: 'a list for data', event, data: () => [] },
  ]);

const BROKEN: readonly Broken[] = [
  ...NOTHING,
  { what: 'an author that is null', event: 'MESSAGE_CREATE', data: (p) => ({ ...message(p), author: null }) },
  { what: 'an author without an id', event: 'MESSAGE_CREATE', data: (p) => ({ ...message(p), author: {} }) },
  { what: 'no author', event: 'MESSAGE_CREATE', data: (p) => ({ ...message(p), author: undefined }) },
  { what: 'mentions that are null', event: 'MESSAGE_CREATE', data: (p) => ({ ...message(p), mentions: [null] }) },
  { what: 'a member that is a text', event: 'MESSAGE_CREATE', data: (p) => ({ ...message(p), member: 'ada' }) },
  { what: 'attachments that are null', event: 'MESSAGE_CREATE', data: (p) => ({ ...message(p), attachments: null }) },
  { what: 'a content that is null', event: 'MESSAGE_CREATE', data: (p) => ({ ...message(p), content: null }) },
  {
    what: 'a content that is null and a mention',
    event: 'MESSAGE_CREATE',
    data: (p) => ({ ...message(p), content: null, mentions: [{ id: p.discord.bot.id, username: 'Parley' }] }),
  },
  {
    what: 'an answered message without an author',
    event: 'MESSAGE_CREATE',
    data: (p) => ({ ...message(p), type: 19, referenced_message: { id: ID, channel_id: p.general.id } }),
  },
  {
    what: 'an answered message that is empty',
    event: 'MESSAGE_CREATE',
    data: (p) => ({ ...message(p), type: 19, referenced_message: {} }),
  },
  { what: 'an unknown channel', event: 'MESSAGE_CREATE', data: (p) => ({ ...message(p), channel_id: ID }) },
  { what: 'an unknown server', event: 'MESSAGE_CREATE', data: (p) => ({ ...message(p), guild_id: ID }) },
  { what: 'an author that is null', event: 'MESSAGE_UPDATE', data: (p) => ({ ...message(p), author: null }) },
  { what: 'no ids', event: 'MESSAGE_DELETE_BULK', data: (p) => ({ channel_id: p.general.id, guild_id: p.guild.id }) },
  { what: 'no data of its own', event: 'INTERACTION_CREATE', data: (p) => ({ ...interaction(p), data: null }) },
  { what: 'nobody', event: 'INTERACTION_CREATE', data: (p) => ({ ...interaction(p), member: null }) },
  { what: 'a member without a user', event: 'INTERACTION_CREATE', data: (p) => ({ ...interaction(p), member: {} }) },
  {
    what: 'no channel',
    event: 'INTERACTION_CREATE',
    data: (p) => ({ ...interaction(p), channel_id: null, channel: null }),
  },
  {
    what: 'a question but no channel',
    event: 'INTERACTION_CREATE',
    data: (p) => ({
      ...interaction(p),
      channel_id: null,
      channel: null,
      data: { id: ID, name: 'ask', type: 1, options: [{ name: 'question', type: 3, value: 'Where am I?' }] },
    }),
  },
  {
    what: 'options that are no list',
    event: 'INTERACTION_CREATE',
    data: (p) => ({ ...interaction(p), data: { id: ID, name: 'ask', type: 1, options: 'x' } }),
  },
  {
    what: 'a press without a message',
    event: 'INTERACTION_CREATE',
    data: (p) => ({ ...interaction(p), type: 3, data: { custom_id: 'ask:continue:1:1', component_type: 2 } }),
  },
  {
    what: 'a press of nothing',
    event: 'INTERACTION_CREATE',
    data: (p) => ({ ...interaction(p), type: 3, message: message(p), data: { component_type: 2 } }),
  },
  { what: 'an unknown kind', event: 'INTERACTION_CREATE', data: (p) => ({ ...interaction(p), type: 99 }) },
  {
    what: 'a form without fields',
    event: 'INTERACTION_CREATE',
    data: (p) => ({ ...interaction(p), type: 5, data: { custom_id: 'x' } }),
  },
  {
    what: 'roles that are null',
    event: 'GUILD_CREATE',
    data: () => ({ id: ID, name: 'x', roles: null, channels: [null], members: [null] }),
  },
  { what: 'a role that is null', event: 'GUILD_ROLE_UPDATE', data: (p) => ({ guild_id: p.guild.id, role: null }) },
  {
    what: 'nobody',
    event: 'VOICE_STATE_UPDATE',
    data: (p) => ({ guild_id: p.guild.id, channel_id: null, member: { user: null } }),
  },
  {
    what: 'members that are null',
    event: 'GUILD_MEMBERS_CHUNK',
    data: (p) => ({ guild_id: p.guild.id, members: [null] }),
  },
];

describe('an event of the gateway that is not as it should be', () => {
  test('costs that event and nothing else, whatever is wrong with it', async () => {
    await using parley = await Parley.open();
    for (const { event, data } of BROKEN) parley.discord.gateway.forge(event, data(parley), parley.guild.id);
    await parley.ada.says('@Parley still there?');
    await parley.conversations.heard('still there?');
    const reply = await parley.ada.slash('ask', { question: 'And for commands?' });
    await parley.conversations.heard('And for commands?');
    assert.notEqual(reply.deferred, undefined);
    const passedOver = parley.logs.filter(({ msg }) => msg === 'an event of the gateway could not be read');
    assert.ok(passedOver.length >= 10, `${passedOver.length} were passed over`);
    assert.ok(passedOver.every(({ level }) => level === 40));
    assert.equal(parley.discord.gateway.identifies, 1);
    const { ada, general } = parley;
    assert.deepEqual(parley.conversations.heads, [
      [general.id, ada.id, 'Ada', 'still there?'],
      [general.id, ada.id, 'Ada', 'And for commands?'],
    ]);
  });

  test('costs nothing else after the connection was cut and taken up again, either', async () => {
    await using parley = await Parley.open();
    const passedOver = () => parley.logs.filter(({ msg }) => msg === 'an event of the gateway could not be read');
    let told = 0;
    for (const cuts of [1, 2]) {
      parley.discord.gateway.drop();
      await parley.discord.until(({ gateway }) => gateway.resumes === cuts);
      for (const { event, data } of BROKEN) parley.discord.gateway.forge(event, data(parley), parley.guild.id);
      await parley.ada.says(`@Parley number ${cuts}?`);
      await parley.conversations.heard(`number ${cuts}?`);
      if (cuts === 1) told = passedOver().length;
    }
    assert.equal(parley.discord.gateway.identifies, 1);
    assert.ok(told >= 10);
    assert.ok(passedOver().length <= 2 * told, 'none is told more often because the connection was cut');
  });

  test('costs nothing else while not all servers are known yet', async () => {
    const parley = await Parley.world();
    const away = parley.discord.guild('Away');
    away.available = false;
    const started = parley.start();
    await parley.discord.ready();
    for (const { event, data } of BROKEN) parley.discord.gateway.forge(event, data(parley), parley.guild.id);
    await started;
    await using _ = parley;
    await parley.ada.says('@Parley still there?');
    await parley.conversations.heard('still there?');
  });
});
