import type { Place } from '../base/place.ts';
import type { CallAsker } from '../live/protocol/tool-call.ts';
import type { Reminder } from './reminders/reminder.ts';
import type { Rights } from './rights.ts';
import type { ShowQuestion } from './tool-changes.ts';

/**
 * Which message somebody means: the newest answer of Parley's, the one that their question replies to, their question
 * itself, or the newest that has some words.
 */
export type MessageChoice = { is: 'answer' | 'replied' | 'question' } | { is: 'words'; words: string };

/** A message as tools know it: its id and a link to it. */
export type MessageSpot = { id: string; link: string };

/** What became of something at Discord: `lacks`: the bot isn't allowed to. */
export type Deed = { is: 'done'; channel?: string } | { is: 'refused'; why: 'lacks' | 'gone' | 'elsewhere' };

/** A poll. `hours`: for how long it's open. */
export type PollWish = { question: string; answers: readonly string[]; hours: number; isMultiple: boolean };

/** A message as it was written in a channel. */
export type WrittenMessage = { author: string; at: number; text: string };

/** A voice channel and who is in it, as far as their names are known. */
export type VoiceRoom = { channel: string; people: readonly string[]; unnamed: number };

/** What tools can do at Discord, and what they can find out there. Whether the asker may is asked before, of `rights`. */
export type ToolHands = {
  rights: Rights;
  showQuestion: ShowQuestion;
  /** The message that somebody means in a place. @throws Discord's error */
  findMessage(place: Place, choice: MessageChoice, asker: CallAsker): Promise<MessageSpot | undefined>;
  /** Each does one thing in a place. @throws Discord's error unless it's a refusal that is told */
  startPoll(place: Place, poll: PollWish): Promise<Deed>;
  pinMessage(place: Place, message: string): Promise<Deed>;
  startThread(place: Place, name: string, message: string | undefined): Promise<Deed>;
  /** Whether a channel of its kind can have threads. @throws Discord's error */
  canHaveThreads(place: Place): Promise<boolean>;
  /** The voice channels that somebody is in and the asker may see. @throws Discord's error */
  listVoiceRooms(place: Place, asker: CallAsker): Promise<readonly VoiceRoom[]>;
  /** The last messages of a place, oldest first, without those whose authors let nothing be passed on. @throws Discord's error */
  readMessages(place: Place, most: number, asker: CallAsker): Promise<readonly WrittenMessage[]>;
  /** Whether this process is connected to a place's server. */
  serves(place: Place): boolean;
  /** Whether a reminder has been written since a moment, in milliseconds since the epoch. @throws Discord's error */
  findReminder(reminder: Reminder, since: number): Promise<boolean>;
  /** Writes a reminder. @throws Discord's error unless it's a refusal that is told */
  sendReminder(reminder: Reminder, isLate: boolean): Promise<Deed>;
};
