import type { FieldFiles } from './room-link.ts';
import type { RoomDeed, RoomOutcome } from './room-protocol.ts';

/** What somebody wants to happen, from wherever on the page it was said. All of them bubble and leave shadow roots. */
export type RoomEvents = {
  /** Something shall be done in the room. `done` is called with what came of it; that's nothing while nobody answers. */
  'room-deed': { deed: RoomDeed; files?: FieldFiles; done?(outcome: RoomOutcome | undefined): void };
  /** Another channel shall be shown. */
  'room-channel': { id: string };
  /** Somebody else shall speak. */
  'room-speaker': { id: string };
  /** The message that is replied to, or none. */
  'room-reply': { id: string | undefined };
};

/** Says what somebody wants, from the element where it was said. */
export const sendRoomEvent = <Name extends keyof RoomEvents>(
  from: EventTarget,
  name: Name,
  detail: RoomEvents[Name],
): void => {
  from.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
};
