import type { RoomText } from './room-text.ts';

/**
 * What the rehearsal room's server and its page tell each other. The page reads {@link RoomChange}s from `events` (SSE, one
 * as JSON in the data of each event) and sends {@link RoomDeed}s to `deeds`, as JSON or, with files, as a form whose field
 * `deed` is that JSON. The answer is a {@link RoomOutcome}.
 */

/** The languages of Discord's apps that this page can speak, by Discord's locales; and Arabic, which only bots speak there. */
export const ROOM_LOCALES = ['en-US', 'en-GB', 'de', 'fr', 'es-ES', 'es-419', 'pt-BR', 'ja', 'hi', 'ru', 'ar'] as const;
export type RoomLocale = (typeof ROOM_LOCALES)[number];

/** One of Discord's API objects, as it went over the wire. */
export type WireObject = { readonly [field: string]: unknown };

/**
 * A message as everyone sees it, or, with `onlyFor`, one member alone. `payload` is Discord's message object as the bot or
 * a member sent it (Discord docs, resources/message), with two differences: the addresses of files lead to the room's own
 * server, relative to its page, and `reactions` are there. `used` is what the message answers, such as `/ask`.
 */
export type RoomMessage = { id: string; channelId: string; payload: WireObject; onlyFor?: string; used?: string };

/**
 * A channel, a thread (it has a `parentId`), or the direct messages of one member and the bot (`onlyFor` is the member).
 * `type` is Discord's channel type; `status` is the line under a voice channel's name.
 */
export type RoomChannel = {
  id: string;
  name: string;
  type: number;
  parentId?: string;
  onlyFor?: string;
  status?: string;
  /** The members who don't see it. */
  hiddenFrom: readonly string[];
};

/**
 * A member of the server, also the bot. `permissions` are Discord's bits in decimal, in the whole server; `uploadLimit` is how
 * many bytes a file of theirs may have.
 */
export type RoomPerson = { id: string; name: string; isBot: boolean; permissions: string; uploadLimit: number };

/** A role of the server. */
export type RoomRole = { id: string; name: string };

/** The bot's process: it starts, can be used, is frozen, or has ended, with the reason if it ended by itself. */
export type BotState = { is: 'starting' } | { is: 'ready' } | { is: 'stalled' } | { is: 'gone'; why?: string };

/** What a member used: a command by its name, such as `/ask`, or a part of a message. */
export type RoomUse = { is: 'command'; name: string } | { is: 'button' } | { is: 'menu' } | { is: 'form' };

/** An interaction that the bot hasn't answered with a message: it waits, it failed, or it opened a form for its member. */
export type RoomInteraction = {
  id: string;
  memberId: string;
  channelId: string;
  use: RoomUse;
  /** A form is Discord's modal as the bot sent it: `custom_id`, `title`, `components`. */
  state: { is: 'waits' } | { is: 'failed' } | { is: 'form'; modal: WireObject };
};

/** Somebody in a voice channel. Who is in the audience of a stage can't speak there. */
export type RoomVoice = {
  personId: string;
  channelId: string;
  isMuted: boolean;
  isInAudience: boolean;
  isSpeaking: boolean;
};

/** What can be broken. */
export type FaultName =
  | 'go-away'
  | 'mid-answer'
  | 'mid-answer-kill'
  | 'dead-handle'
  | 'slow-model'
  | 'rate-limit'
  | 'gateway'
  | 'packet-loss'
  | 'store';

/** Something that can be broken: once, by a press, or for as long as it's on. `count` is how often it has struck so far. */
export type RoomFault = { name: FaultName; kind: 'once' | 'switch'; isOn: boolean; count?: number };

/** A moment of a turn, in milliseconds since it was asked. */
type TurnMoment = { what: string; at: number; detail?: string };

/** The time line of one turn, as the bot's own page tells it; it grows until it has an outcome. */
export type RoomTurn = {
  id: string;
  channel: string;
  way: string;
  at: number;
  moments: readonly TurnMoment[];
  outcome?: string;
};

/** A sentence that is recorded, so that it can be said without a microphone; `language` is a BCP 47 tag. */
export type RoomSentence = { name: string; language: string; words: string };

/** Everything but messages, typing and turns. Each part of it is told as a whole when it changes. */
export type RoomParts = {
  /** `firstId` is the member as whom a page begins. */
  server: { id: string; name: string; botId: string; firstId: string; model: 'script' | 'real' };
  bot: BotState;
  /** The address of the page that the bot serves for its operator; empty until it has told it. */
  operator: string;
  channels: readonly RoomChannel[];
  people: readonly RoomPerson[];
  roles: readonly RoomRole[];
  /** The registered commands as Discord returns them (Discord docs, interactions/application-commands). */
  commands: readonly WireObject[];
  interactions: readonly RoomInteraction[];
  voices: readonly RoomVoice[];
  /** Whether Parley answers only who speaks to it by name in its call. */
  needsName: boolean;
  faults: readonly RoomFault[];
  sentences: readonly RoomSentence[];
};

/** Everything that a page has to know. Of the messages the newest, the oldest first. */
export type RoomState = RoomParts & { messages: readonly RoomMessage[]; turns: readonly RoomTurn[] };

/** What the page is told. The first is `state`, also when it comes back after a break. */
export type RoomChange =
  | { is: 'state'; state: RoomState }
  | { is: 'parts'; parts: Partial<RoomParts> }
  /** A new message, or one that has changed; a new one has a higher id than all before. */
  | { is: 'message'; message: RoomMessage }
  | { is: 'message deleted'; id: string }
  /** The bot says that it types; that counts for ten seconds or until its next message. */
  | { is: 'typing'; channelId: string }
  | { is: 'turn'; turn: RoomTurn };

/** What a member puts into an option of a command: members and channels by their ids. */
export type OptionEntries = Readonly<Record<string, string | number | boolean>>;

/** What a member puts into a form, by the custom ids of its fields, as the world's `FormEntry`. */
type FieldEntries = Readonly<Record<string, string | readonly string[] | boolean>>;

/** What somebody does. `as` is the id of the member who does it. */
export type RoomDeed =
  /** Files are in the form's fields `files`. */
  | { is: 'say'; as: string; channelId: string; text: string; replyTo?: string; ping?: boolean }
  /** The sound is a WAV file in the form's field `sound`, or a recorded sentence. */
  | { is: 'voice message'; as: string; channelId: string; replyTo?: string; sentence?: string }
  | { is: 'forward'; as: string; messageId: string; channelId: string }
  | { is: 'edit'; as: string; messageId: string; text: string }
  | { is: 'delete'; as: string; messageId: string }
  /** A subcommand is written after the command: `settings show`. Files are in fields named `file:OPTION`. */
  | { is: 'slash'; as: string; channelId: string; command: string; options: OptionEntries }
  /** Autocomplete; the outcome has the choices. */
  | { is: 'suggest'; as: string; channelId: string; command: string; option: string; typed: string }
  /** A command of a message's menu, such as “Ask about this”. */
  | { is: 'menu'; as: string; messageId: string; name: string }
  | { is: 'press'; as: string; messageId: string; customId: string }
  | { is: 'select'; as: string; messageId: string; customId: string; values: readonly string[] }
  /** Files are in fields named `file:CUSTOM_ID`. */
  | { is: 'submit'; as: string; interactionId: string; values: FieldEntries }
  /** Closes a form without sending it, or the note that an interaction failed. */
  | { is: 'dismiss'; as: string; interactionId: string }
  | { is: 'begin thread'; as: string; channelId: string; name: string; messageId?: string }
  | { is: 'come'; name: string }
  | { is: 'enter'; as: string; channelId: string }
  | { is: 'leave'; as: string }
  /** A moderator lets somebody on a stage speak, or sends them back into the audience. */
  | { is: 'let speak'; as: string; personId: string; speaks: boolean }
  /** Says a WAV file in the form's field `sound`, or a recorded sentence, in the call that they are in. */
  | { is: 'speak'; as: string; sentence?: string }
  /** The reader's language, in which everybody in the room uses Discord from then on. */
  | { is: 'language'; locale: RoomLocale }
  | { is: 'break'; fault: string; on: boolean }
  | { is: 'bot'; how: 'restart' | 'kill' | 'start' | 'stall' | 'go on' };

/**
 * What came of it: it was done, or it can't be, and `why` says what to do instead. `note` and `why` are English; a page says the
 * `text`, if there's one, in its own language.
 */
export type RoomOutcome =
  /** `id` is that of the message, thread or member that there is now; `note` is something to know about it. */
  | {
      is: 'done';
      id?: string;
      note?: string;
      text?: RoomText;
      choices?: readonly { name: string; value: string | number }[];
    }
  | { is: 'refused'; why: string; text?: RoomText };
