import { nameUsed } from './command-offer.ts';
import type { LookScene } from './look/look-scene.ts';
import type { MessagePayload } from './look/message-payload.ts';
import { type ReaderLanguage, toRoomLocale } from './reader-language.ts';
import type { RoomChannel, RoomInteraction, RoomMessage, RoomState } from './room-protocol.ts';

/** What of a room is looked at: as whom, which channel, what was put away, and in which language. */
export type PageView = {
  room: RoomState;
  me: string;
  channel: RoomChannel;
  putAway: ReadonlySet<string>;
  language: ReaderLanguage;
};

/** What ids are looked up in. Files come from the room's own server, and nothing from anywhere else. */
export const makeScene = ({ room, me, language }: Pick<PageView, 'room' | 'me' | 'language'>): LookScene => ({
  me,
  people: room.people.map(({ id, name, isBot }) => ({ id, name, bot: isBot })),
  channels: room.channels.map(({ id, name, type }) => ({ id, name, type })),
  roles: room.roles,
  uploadLimit: room.people.find(({ id }) => id === me)?.uploadLimit,
  now: () => Date.now(),
  locale: language.tag,
  words: language.words,
  locate: (url) => (url.startsWith('files/') ? new URL(url, location.href).href : undefined),
});

/** The messages of the channel that a member sees. */
export const listSeen = ({ room, me, channel, putAway }: PageView): RoomMessage[] =>
  room.messages.filter(
    ({ id, channelId, onlyFor }) => channelId === channel.id && (!onlyFor || onlyFor === me) && !putAway.has(id),
  );

/** Whether somebody sees a channel. */
const isVisible = ({ onlyFor, hiddenFrom }: RoomChannel, id: string): boolean =>
  onlyFor ? onlyFor === id : !hiddenFrom.includes(id);

/** The channel, or if a member doesn't see it, the first of its kind that they see. */
export const findVisible = (channels: readonly RoomChannel[], channelId: string, memberId: string) => {
  const channel = channels.find(({ id }) => id === channelId);
  if (!channel || isVisible(channel, memberId)) return channel;
  return channels.find((one) => isVisible(one, memberId) && Boolean(one.onlyFor) === Boolean(channel.onlyFor));
};

/** What is drawn of a message. The room passes on what was sent, which Discord describes so. */
export const toDrawn = ({ payload }: RoomMessage): MessagePayload => payload as unknown as MessagePayload;

/** What each answer came of, such as `/ask`, by the message's id. */
export const listUses = ({ room, language }: PageView, messages: readonly RoomMessage[]): Record<string, string> => {
  const locale = toRoomLocale(language);
  return Object.fromEntries(messages.flatMap(({ id, used }) => (used ? [[id, nameUsed(room, used, locale)]] : [])));
};

/** The interactions of a member in a channel that have no message yet. */
export const listOpen = ({ room, me, channel }: PageView): RoomInteraction[] =>
  room.interactions.filter(({ memberId, channelId }) => memberId === me && channelId === channel.id);

/** The form that the bot opened for a member, wherever that was. */
export const findOpenForm = (room: RoomState, me: string): RoomInteraction | undefined =>
  room.interactions.findLast(({ memberId, state }) => memberId === me && state.is === 'form');
