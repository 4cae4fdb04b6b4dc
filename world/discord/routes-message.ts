import { PermissionFlagsBits } from 'discord.js';
import { ApiError } from './api-error.ts';
import { type Channel, listSendPermissions } from './channel.ts';
import { Message } from './message.ts';
import { Flag, type MessageBody, readMessage, type Upload } from './message-limits.ts';
import type { Poll } from './poll.ts';
import { type Route, type RouteCall, route } from './route.ts';

/** How many messages of a channel can be pinned (Discord docs, resources/message, "Pin message"). */
const MOST_PINS = 250;

const SETTABLE = Flag.suppressEmbeds | Flag.suppressNotifications | Flag.voiceMessage | Flag.componentsV2;

/** The channel of a path. Throws {@link ApiError} 10003, 50001 without VIEW_CHANNEL, and 50013 without what else is needed. */
export const findVisibleChannel = ({ world, param }: RouteCall, ...needed: bigint[]): Channel => {
  const channel = world.channel(param('channel'));
  const bits = channel.permissionsOf(world.bot);
  if (!(bits & PermissionFlagsBits.ViewChannel)) throw new ApiError(50001);
  if (needed.some((permission) => !(bits & permission))) throw new ApiError(50013);
  return channel;
};

/** Checks what this very message needs of permissions. Throws {@link ApiError} 50007, 50013, 50173 or 160002. */
const checkSending = (channel: Channel, body: MessageBody, files: readonly Upload[]) => {
  const bits = channel.permissionsOf(channel.world.bot);
  const lacks = (permission: bigint) => !(bits & permission);
  if (channel.recipient && channel.world.closedTo.has(channel.recipient.id)) throw new ApiError(50007);
  channel.admit('send');
  if (files.length > 0 && lacks(PermissionFlagsBits.AttachFiles)) throw new ApiError(50013);
  // SEND_POLLS (1 << 49) is a permission of its own (Discord docs, topics/permissions).
  if (body.poll && lacks(PermissionFlagsBits.SendPolls)) throw new ApiError(50013);
  if (body.embeds?.length && lacks(PermissionFlagsBits.EmbedLinks)) throw new ApiError(50013);
  if (body.message_reference && lacks(PermissionFlagsBits.ReadMessageHistory)) throw new ApiError(160002);
  if ((body.flags ?? 0) & Flag.voiceMessage && lacks(PermissionFlagsBits.SendVoiceMessages)) throw new ApiError(50173);
};

/** The message a body answers. Throws {@link ApiError} 50035 if it is gone and the body insists on it. */
const findAnsweredMessage = (channel: Channel, body: MessageBody): Message | undefined => {
  const reference = body.message_reference;
  if (!reference) return undefined;
  const found = channel.messages.find(({ id }) => id === reference.message_id);
  if (found || reference.fail_if_not_exists === false) return found;
  const fault = { path: ['message_reference'], code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message: 'Unknown message' };
  throw new ApiError(50035, [fault]);
};

const send = (call: RouteCall) => {
  const channel = findVisibleChannel(call, listSendPermissionsIn(call));
  const body = readMessage(call.body, call.files);
  checkSending(channel, body, call.files);
  const { bot: author, nonces } = call.world;
  const twin = nonces.twin(author.id, body);
  if (twin) return { body: twin.payload() };
  const replyTo = findAnsweredMessage(channel, body);
  const flags = (body.flags ?? 0) & SETTABLE;
  const poll = body.poll ? toPoll(body.poll) : undefined;
  const message = new Message({ channel, author, body, files: call.files, flags, replyTo, poll });
  nonces.note(message);
  return { body: channel.post(message).payload() };
};

const toPoll = ({ question, answers, duration }: NonNullable<MessageBody['poll']>): Poll => ({
  question: question.text,
  answers: answers.map(({ poll_media }) => poll_media.text),
  ...(duration !== undefined && { hours: duration }),
});

/** PIN_MESSAGES (1 << 51) isn't implied by MANAGE_MESSAGES any more (Discord's change log, 2026-02-23). */
const pin = (call: RouteCall) => {
  const channel = findVisibleChannel(call, 1n << 51n, PermissionFlagsBits.ReadMessageHistory);
  const message = channel.message(call.param('message'));
  if (channel.messages.filter(({ pinned }) => pinned).length >= MOST_PINS) throw new ApiError(30003);
  message.pinned = true;
  channel.changed(message);
  return {};
};

const listSendPermissionsIn = ({ world, param }: RouteCall) => listSendPermissions(world.channel(param('channel')));

const edit = (call: RouteCall) => {
  const message = findVisibleChannel(call).message(call.param('message'));
  if (message.author.id !== call.world.bot.id) throw new ApiError(50005);
  message.channel.admit('edit');
  message.edit(readMessage(call.body, call.files, { flags: message.flags }), call.files);
  return { body: message.payload() };
};

const remove = (call: RouteCall) => {
  const channel = findVisibleChannel(call);
  const message = channel.message(call.param('message'));
  const own = message.author.id === call.world.bot.id;
  if (!own) findVisibleChannel(call, PermissionFlagsBits.ManageMessages);
  channel.removed(message);
  return {};
};

/** The messages a query asks for, newest first (Discord docs, resources/message, "Get channel messages"). */
const history = (call: RouteCall) => {
  const channel = findVisibleChannel(call);
  if (!(channel.permissionsOf(call.world.bot) & PermissionFlagsBits.ReadMessageHistory)) return { body: [] };
  const [before, after] = ['before', 'after'].map((name) => call.query.get(name));
  const limit = Number(call.query.get('limit') ?? 50);
  const found = channel.messages.filter(
    ({ id }) => (!before || BigInt(id) < BigInt(before)) && (!after || BigInt(id) > BigInt(after)),
  );
  const page = after ? found.slice(0, limit) : found.slice(-limit);
  return { body: page.toReversed().map((message) => message.payload()) };
};

/** The bot reacts to a message; a reaction that nobody gave before needs a permission of its own. */
const react = (call: RouteCall) => {
  const channel = findVisibleChannel(call, PermissionFlagsBits.ReadMessageHistory, PermissionFlagsBits.AddReactions);
  channel.admit('edit');
  channel.message(call.param('message')).reactions.add(call.param('emoji'));
  call.world.changes.happened();
  return {};
};

const unreact = (call: RouteCall) => {
  findVisibleChannel(call, PermissionFlagsBits.ReadMessageHistory)
    .message(call.param('message'))
    .reactions.delete(call.param('emoji'));
  return {};
};

/** Messages of channels (Discord docs, resources/message). */
export const messageRoutes: readonly Route[] = [
  route('POST', '/channels/:channel/messages', send),
  route('GET', '/channels/:channel/messages', history),
  route('GET', '/channels/:channel/messages/:message', (call) => ({
    body: findVisibleChannel(call, PermissionFlagsBits.ReadMessageHistory).message(call.param('message')).payload(),
  })),
  route('PATCH', '/channels/:channel/messages/:message', edit),
  route('DELETE', '/channels/:channel/messages/:message', remove),
  route('PUT', '/channels/:channel/messages/pins/:message', pin),
  route('PUT', '/channels/:channel/messages/:message/reactions/:emoji/@me', react),
  route('DELETE', '/channels/:channel/messages/:message/reactions/:emoji/@me', unreact),
];
