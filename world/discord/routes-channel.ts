import { PermissionFlagsBits } from 'discord.js';
import { z } from 'zod';
import { ApiError } from './api-error.ts';
import { listSendPermissions } from './channel.ts';
import type { Guild } from './guild.ts';
import { limitText, read } from './limits.ts';
import type { Message } from './message.ts';
import { changeOwnMember } from './own-member.ts';
import { type Route, type RouteCall, route } from './route.ts';
import { findVisibleChannel } from './routes-message.ts';
import { userPayload } from './user.ts';

const recipientBody = z.object({ recipient_id: z.string() });
const threadBody = z.looseObject({ name: limitText(100, 1) });
const channelBody = z.looseObject({
  name: limitText(100, 1).optional(),
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
});
const statusBody = z.object({ status: limitText(500).nullish() });
const voiceStateBody = z.looseObject({
  suppress: z.boolean().optional(),
  request_to_speak_timestamp: z.string().nullish(),
});

const guildOf = ({ world, param }: RouteCall): Guild => world.guildById(param('guild'));

const startTyping = (call: RouteCall) => {
  const channel = findVisibleChannel(call, listSendPermissions(call.world.channel(call.param('channel'))));
  call.world.typed(channel);
  return {};
};

const change = (call: RouteCall) => {
  const channel = findVisibleChannel(call);
  const { name = channel.name, archived = channel.archived, locked = channel.locked } = read(channelBody, call.body);
  // Whoever may write in a thread may open it again unless it is locked (Discord docs, resources/channel, "Modify channel").
  const isOpened = channel.isThread && name === channel.name && !archived && !locked && !channel.locked;
  const { ManageThreads, ManageChannels } = PermissionFlagsBits;
  findVisibleChannel(call, isOpened ? listSendPermissions(channel) : channel.isThread ? ManageThreads : ManageChannels);
  Object.assign(channel, { name, archived, locked });
  call.world.dispatch(channel.isThread ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE', channel.payload(), channel.guild);
  return { body: channel.payload() };
};

const remove = (call: RouteCall) => {
  const channel = findVisibleChannel(call, PermissionFlagsBits.ManageChannels);
  channel.delete();
  return { body: channel.payload() };
};

const thread = (call: RouteCall, on?: Message) => {
  const channel = findVisibleChannel(call, PermissionFlagsBits.CreatePublicThreads);
  if (!channel.guild || channel.isThread || channel.isVoice) throw new ApiError(50024);
  const { name } = read(threadBody, call.body);
  const opened = channel.thread(name, { by: call.world.bot, ...(on && { on }) });
  return { status: 201, body: opened.payload() };
};

const directMessage = ({ world, body }: RouteCall) => {
  const user = world.users.get(read(recipientBody, body).recipient_id);
  if (!user) throw new ApiError(10013);
  return { body: world.directMessage(user).payload() };
};

const member = (call: RouteCall) => {
  const found = guildOf(call).find(call.param('user'));
  if (!found) throw new ApiError(10007);
  return { body: found.payload() };
};

const user = ({ world, param }: RouteCall) => {
  const found = world.users.get(param('user'));
  if (!found) throw new ApiError(10013);
  return { body: userPayload(found) };
};

/** The line under a voice channel's name, which wants a permission of its own (1 << 48), and one more from outside. */
const status = (call: RouteCall) => {
  const channel = findVisibleChannel(call, 1n << 48n);
  if (!channel.isVoice) throw new ApiError(50024);
  const { bot } = call.world;
  const isInside = channel.guild?.voiceStates.get(bot.id)?.channel_id === channel.id;
  if (!isInside && !(channel.permissionsOf(bot) & PermissionFlagsBits.ManageChannels)) throw new ApiError(50013);
  channel.status = read(statusBody, call.body).status ?? '';
  call.world.dispatch('VOICE_CHANNEL_STATUS_UPDATE', { id: channel.id, status: channel.status }, channel.guild);
  return {};
};

const ownVoiceState = (call: RouteCall) => {
  const guild = guildOf(call);
  const { bot } = call.world;
  const channel = guild.channels.find(({ id }) => id === guild.voiceStates.get(bot.id)?.channel_id);
  if (!channel) throw new ApiError(10065);
  const { suppress, request_to_speak_timestamp } = read(voiceStateBody, call.body);
  const bits = channel.permissionsOf(bot);
  if (suppress === false && !(bits & PermissionFlagsBits.MuteMembers)) throw new ApiError(50013);
  if (request_to_speak_timestamp && !(bits & PermissionFlagsBits.RequestToSpeak)) throw new ApiError(50013);
  guild.setVoiceState(bot, channel, {
    ...(suppress !== undefined && { suppress }),
    ...(request_to_speak_timestamp !== undefined && { request_to_speak_timestamp }),
  });
  return {};
};

/** Channels, threads, members and voice states (Discord docs, resources/channel, guild, user, voice). */
export const channelRoutes: readonly Route[] = [
  route('GET', '/channels/:channel', (call) => ({ body: findVisibleChannel(call).payload() })),
  route('PATCH', '/channels/:channel', change),
  route('DELETE', '/channels/:channel', remove),
  route('POST', '/channels/:channel/typing', startTyping),
  route('POST', '/channels/:channel/threads', (call) => thread(call)),
  route('POST', '/channels/:channel/messages/:message/threads', (call) =>
    thread(call, findVisibleChannel(call).message(call.param('message'))),
  ),
  route('PUT', '/channels/:channel/thread-members/@me', (call) => {
    findVisibleChannel(call);
    return {};
  }),
  route('PUT', '/channels/:channel/voice-status', status),
  route('POST', '/users/@me/channels', directMessage),
  route('GET', '/users/:user', user),
  route('GET', '/guilds/:guild', (call) => ({ body: guildOf(call).summary() })),
  route('GET', '/guilds/:guild/channels', (call) => ({
    body: guildOf(call)
      .channels.filter(({ isThread }) => !isThread)
      .map((channel) => channel.payload()),
  })),
  route('GET', '/guilds/:guild/members/:user', member),
  route('PATCH', '/guilds/:guild/members/@me', changeOwnMember),
  route('PATCH', '/guilds/:guild/voice-states/@me', ownVoiceState),
];
