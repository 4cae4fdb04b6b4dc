import assert from 'node:assert/strict';
import type { Case, Room } from './stage.ts';

type Payload = Record<string, unknown>;

/** What a message is like that asks the bot something. */
const message = (room: Room, { channel, guild, ada, stage } = room): Payload => ({
  id: stage.world.discord.ids.next(),
  type: 0,
  channel_id: channel.id,
  guild_id: guild.id,
  author: { id: ada.id, username: 'ada', discriminator: '0', avatar: null },
  member: ada.payload(),
  content: room.question(`<@${stage.world.discord.bot.id}> hello`),
  mentions: [{ id: stage.world.discord.bot.id, username: 'Parley', discriminator: '0', avatar: null, bot: true }],
  mention_roles: [],
  mention_everyone: false,
  attachments: [],
  embeds: [],
  timestamp: new Date(0).toISOString(),
  edited_timestamp: null,
  tts: false,
  pinned: false,
});

const press = (room: Room, { channel, guild, ada, stage } = room): Payload => ({
  id: stage.world.discord.ids.next(),
  application_id: stage.world.discord.bot.id,
  type: 3,
  token: 'a-token-that-nobody-gave',
  version: 1,
  data: { custom_id: 'ask:1:1', component_type: 2 },
  channel_id: channel.id,
  channel: channel.payload(),
  guild_id: guild.id,
  member: { ...ada.payload(), permissions: '0' },
  message: message(room),
  locale: 'en-US',
  entitlements: [],
  authorizing_integration_owners: {},
  context: 0,
});

const without = (payload: Payload, ...names: string[]): Payload =>
  Object.fromEntries(Object.entries(payload).filter(([name]) => !names.includes(name)));

/** Events as Discord promises that they never are, and sometimes are. */
const EVENTS: Record<string, (room: Room) => [event: string, payload: unknown]> = {
  'a message of nobody': (room) => ['MESSAGE_CREATE', { ...message(room), author: null }],
  'a message without an author': (room) => ['MESSAGE_CREATE', without(message(room), 'author')],
  'a message without mentions': (room) => ['MESSAGE_CREATE', without(message(room), 'mentions', 'mention_roles')],
  'a message whose mentions are null': (room) => ['MESSAGE_CREATE', { ...message(room), mentions: null }],
  'a message without content': (room) => ['MESSAGE_CREATE', without(message(room), 'content')],
  'a message whose content is null': (room) => ['MESSAGE_CREATE', { ...message(room), content: null }],
  'a message of no channel': (room) => ['MESSAGE_CREATE', without(message(room), 'channel_id')],
  'a message of an unknown channel': (room) => [
    'MESSAGE_CREATE',
    { ...message(room), channel_id: '999999999999999999' },
  ],
  'a message of an unknown server': (room) => ['MESSAGE_CREATE', { ...message(room), guild_id: '999999999999999999' }],
  'a message of an unknown kind': (room) => ['MESSAGE_CREATE', { ...message(room), type: 9_999 }],
  'a message that is empty': () => ['MESSAGE_CREATE', {}],
  'a message that is null': () => ['MESSAGE_CREATE', null],
  'a message that is a list': () => ['MESSAGE_CREATE', []],
  'a message whose member is a text': (room) => ['MESSAGE_CREATE', { ...message(room), member: 'Ada' }],
  'an edit of nothing': () => ['MESSAGE_UPDATE', {}],
  'an edit that is null': () => ['MESSAGE_UPDATE', null],
  'an edit of nobody': (room) => ['MESSAGE_UPDATE', { ...message(room), author: null }],
  'a deletion of nothing': () => ['MESSAGE_DELETE', {}],
  'a deletion of many that names none': () => ['MESSAGE_DELETE_BULK', { ids: null }],
  'a press without a message': (room) => ['INTERACTION_CREATE', without(press(room), 'message')],
  'a press without data': (room) => ['INTERACTION_CREATE', without(press(room), 'data')],
  'a press of nobody': (room) => ['INTERACTION_CREATE', without(press(room), 'member', 'user')],
  'a press whose member has no user': (room) => ['INTERACTION_CREATE', { ...press(room), member: { roles: [] } }],
  'a press without a channel': (room) => ['INTERACTION_CREATE', without(press(room), 'channel', 'channel_id')],
  'a press without a token': (room) => ['INTERACTION_CREATE', without(press(room), 'token')],
  'an interaction of an unknown kind': (room) => ['INTERACTION_CREATE', { ...press(room), type: 77 }],
  'an interaction that is null': () => ['INTERACTION_CREATE', null],
  'a component of an unknown kind': (room) => [
    'INTERACTION_CREATE',
    { ...press(room), data: { custom_id: 'x', component_type: 99 } },
  ],
  'a command without a name': (room) => ['INTERACTION_CREATE', { ...press(room), type: 2, data: { id: '1', type: 1 } }],
  'a command of an unknown kind': (room) => [
    'INTERACTION_CREATE',
    { ...press(room), type: 2, data: { id: '1', type: 42, name: 'ask' } },
  ],
  'a voice state of nothing': () => ['VOICE_STATE_UPDATE', {}],
  'a voice state that is null': () => ['VOICE_STATE_UPDATE', null],
  'a voice server of nothing': () => ['VOICE_SERVER_UPDATE', {}],
  'a channel that is null': () => ['CHANNEL_UPDATE', null],
  'a channel without a kind': (room) => ['CHANNEL_CREATE', { id: '1', guild_id: room.guild.id }],
  'a member of nobody': (room) => ['GUILD_MEMBER_UPDATE', { guild_id: room.guild.id, roles: null }],
  'a server that is null': () => ['GUILD_CREATE', null],
  'an event that nobody knows': () => ['SOMETHING_NEW', { anything: [1, { x: null }] }],
};

/** What may come from Discord. */
export const events: Case[] = Object.entries(EVENTS).map(([what, make]) => ({
  what: `${what} costs that event and nothing else`,
  async holds(room) {
    const [event, payload] = make(room);
    const { pid } = room.stage.bot;
    room.stage.world.discord.gateway.forge(event, payload);
    await room.goesOn();
    assert.equal(room.stage.bot.pid, pid);
    assert.equal(room.stage.world.discord.gateway.identifies, 1);
  },
}));
