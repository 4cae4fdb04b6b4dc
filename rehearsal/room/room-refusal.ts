import type { DeedResult } from './deed-table.ts';
import { type RoomText, sayRoomText } from './page/room-text.ts';
import { englishRoom } from './page/words/english-room.ts';

/** Says why something can't be done: in English as its message, and as a text that each page says in its reader's language. */
export class RoomRefusal extends Error {
  readonly text: RoomText;

  constructor(text: RoomText, options?: ErrorOptions) {
    super(sayRoomText(text, englishRoom), options);
    this.name = 'RoomRefusal';
    this.text = text;
  }
}

/** What has to be known of something that was done. */
export const makeNote = (text: RoomText): NonNullable<DeedResult> => ({ note: sayRoomText(text, englishRoom), text });
