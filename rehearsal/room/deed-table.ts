import type { File } from '../../world/discord/attachment.ts';
import type { RoomDeed, RoomOutcome } from './page/room-protocol.ts';

/** The files that came with a deed, by the names of the form's fields. */
export type DeedFiles = Readonly<Record<string, readonly File[]>>;

/** What is told of a deed that was done. */
export type DeedResult = Omit<Extract<RoomOutcome, { is: 'done' }>, 'is'> | undefined;

/** Does the deeds of these kinds. Each throws an error that says why it can't be done. */
export type DeedTable<Kind extends RoomDeed['is']> = {
  [Each in Kind]: (deed: Extract<RoomDeed, { is: Each }>, files: DeedFiles) => Promise<DeedResult> | DeedResult;
};
