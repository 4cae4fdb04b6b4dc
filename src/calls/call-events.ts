import type { CallRecord } from './call-record.ts';

/** What a call tells the list of calls. */
export type CallEvents = {
  /** Its record has changed and should be stored. */
  onChange(record: CallRecord): void;
  /** It's over. Unless `forgotten`, it's restored after a restart. */
  over(forgotten: boolean): void;
};
