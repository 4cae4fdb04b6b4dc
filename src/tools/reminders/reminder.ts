import { findHome, type Place } from '../../base/place.ts';

/**
 * Something that somebody wants to be reminded of, or a channel. `id` is short, because people read it, and one home has it
 * once. `due` and `made` are in milliseconds since the epoch. `sending` is since when it's perhaps being sent.
 */
export type Reminder = {
  id: string;
  place: Place;
  person: string;
  to: 'asker' | 'channel';
  text: string;
  due: number;
  made: number;
  sending?: number;
};

/** Under what it's stored: its home, so that all of a home are found together, and its id. */
export const toReminderKey = ({ place, id }: Pick<Reminder, 'place' | 'id'>): string => `${findHome(place)}:${id}`;

/** The lease of whoever sends or cancels it. */
export const toReminderLease = (key: string): string => `reminder:${key}`;

/** Whose text it is, and what Discord must let them do when it's made and when it's sent. */
export const REMINDER_RIGHTS = ['view', 'write'] as const;

/** How far ahead a reminder may be, in milliseconds: a bit more than a year. */
export const LONGEST_AHEAD = 370 * 24 * 60 * 60_000;
