import type { CallView } from './contract.ts';

/** What a room asks its call, and what it tells it. */
export type CallRoomEvents<CallRecord> = {
  /** The state of the connection. */
  state(): CallView['state'];
  /** Who may be heard, or whether the bot can be heard, may have changed: the ears and the mouth have to follow. */
  onChange(): void;
  /** A person doesn't agree to be heard: what they have just said must not be answered. */
  onDissent(userId: string): void;
  /** The call's record has changed and should be stored. */
  onRecord(record: CallRecord): void;
  /** The channel has been empty for a while. */
  onEmpty(): void;
};
