import type { RoomState } from './room-protocol.ts';

/** Discord's bits for administrators, and for what moderators may do (Discord docs, topics/permissions). */
const ADMINISTRATOR = 1n << 3n;
const MANAGE_MESSAGES = 1n << 13n;
const MUTE_MEMBERS = 1n << 22n;

/** Whether somebody may delete messages of others. */
export const mayManageMessages = (room: RoomState, id: string): boolean => may(room, id, MANAGE_MESSAGES);

/** Whether somebody may say who speaks on a stage. */
export const mayMuteMembers = (room: RoomState, id: string): boolean => may(room, id, MUTE_MEMBERS);

const may = ({ people }: RoomState, id: string, right: bigint): boolean => {
  const permissions = BigInt(people.find((person) => person.id === id)?.permissions ?? '0');
  return (permissions & (ADMINISTRATOR | right)) !== 0n;
};
