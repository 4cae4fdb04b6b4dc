import type { CommandPayload } from './look/slash-commands.ts';
import type { RoomState, WireObject } from './room-protocol.ts';

/** A registered command, and who may use it where (Discord docs, interactions/application-commands). */
type GuardedCommand = CommandPayload & {
  default_member_permissions?: string | null;
  contexts?: readonly number[] | null;
};

const SLASH = 1;
const MESSAGE_MENU = 3;
const ADMINISTRATOR = 8n;

/** The slash commands that a member may use in a channel; `isDirect` is one of direct messages. */
export const listCommands = (room: RoomState, memberId: string, isDirect: boolean): CommandPayload[] =>
  listUsable(room, memberId, isDirect, SLASH);

/** The names of the commands in a message's menu. */
export const listMenus = (room: RoomState, memberId: string, isDirect: boolean): string[] =>
  listUsable(room, memberId, isDirect, MESSAGE_MENU).map(({ name }) => name);

const listUsable = ({ commands, people }: RoomState, memberId: string, isDirect: boolean, type: number) => {
  const bits = BigInt(people.find(({ id }) => id === memberId)?.permissions ?? 0);
  return commands.map(toPayload).filter(({ type: is, contexts, default_member_permissions: needed }) => {
    if (is !== type) return false;
    if (contexts && !contexts.includes(isDirect ? 1 : 0)) return false;
    if (!needed || isDirect || bits & ADMINISTRATOR) return true;
    return needed !== '0' && (bits & BigInt(needed)) === BigInt(needed);
  });
};

/** The server passes on what was registered, which Discord describes so. */
const toPayload = (command: WireObject): GuardedCommand => command as unknown as GuardedCommand;
