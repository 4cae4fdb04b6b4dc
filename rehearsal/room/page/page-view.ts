import type { LookScene } from './look/look-scene.ts';
import type { MessagePayload } from './look/message-payload.ts';
import type { RoomChannel, RoomInteraction, RoomMessage, RoomState } from './room-protocol.ts';

/** What of a room is looked at: as whom, which channel, and what was put away. */
export type PageView = { room: RoomState; me: string; channel: RoomChannel; putAway: ReadonlySet<string> };

/** What ids are looked up in. Files come from the room's own server, and nothing from anywhere else. */
export const makeScene = ({ room, me }: Pick<PageView, 'room' | 'me'>): LookScene => ({
  me,
  people: room.people.map(({ id, name, isBot }) => ({ id, name, bot: isBot })),
  channels: room.channels.map(({ id, name, type }) => ({ id, name, type })),
  roles: room.roles,
  uploadLimit: room.people.find(({ id }) => id === me)?.uploadLimit,
  now: () => Date.now(),
  locale: navigator.language,
  locate: (url) => (url.startsWith('files/') ? new URL(url, location.href).href : undefined),
});

/** The messages of the channel that a member sees. */
export const listSeen = ({ room, me, channel, putAway }: PageView): RoomMessage[] =>
  room.messages.filter(
    ({ id, channelId, onlyFor }) => channelId === channel.id && (!onlyFor || onlyFor === me) && !putAway.has(id),
  );

/** What is drawn of a message. The room passes on what was sent, which Discord describes so. */
export const toDrawn = ({ payload }: RoomMessage): MessagePayload => payload as unknown as MessagePayload;

/** What each answer came of, such as `/ask`, by the message's id. */
export const listUses = (messages: readonly RoomMessage[]): Record<string, string> =>
  Object.fromEntries(messages.flatMap(({ id, used }) => (used ? [[id, used]] : [])));

/** The interactions of a member in a channel that have no message yet. */
export const listOpen = ({ room, me, channel }: PageView): RoomInteraction[] =>
  room.interactions.filter(({ memberId, channelId }) => memberId === me && channelId === channel.id);

/** The form that the bot opened for a member, wherever that was. */
export const findOpenForm = (room: RoomState, me: string): RoomInteraction | undefined =>
  room.interactions.findLast(({ memberId, state }) => memberId === me && state.is === 'form');
