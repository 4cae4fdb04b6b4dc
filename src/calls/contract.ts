import type { Sender } from '../base/inbound.ts';
import type { Place } from '../base/place.ts';
import type { Turn } from '../conversation/turns/turn.ts';
import type { Code, Text } from '../text/text.ts';
import type { Permission } from '../text/values.ts';
import type { InterpretedPair } from './interpreter/interpreted-pair.ts';

/**
 * How a call listens. `everyone`: it hears everyone and answers everything. `addressed`: it hears everyone and answers what
 * is said to Parley. `button`: it hears the person who pressed Talk. `off`: it hears nobody.
 */
export type ListenMode = 'everyone' | 'addressed' | 'button' | 'off';

/** What a call writes in the channel: nothing, its answers, or questions and answers. */
export type CaptionMode = 'off' | 'answers' | 'all';

/** What counts as meant for Parley in the chat of a call: what mentions it or replies to it, or all that people there mean for it. */
export type ChatMode = 'mentions' | 'addressed';

/** How people consent to being heard: by staying where a notice says so, or by agreeing before. */
export type ConsentRule = 'notice' | 'opt-in';

/**
 * What people want a call to do. What is left out stays as it is. `auto` depends on how many people are there. `at` is when
 * they chose each, in milliseconds since the epoch; it's missing in a wish that is new or very old.
 */
export type CallSettings = {
  listen?: ListenMode | 'auto';
  captions?: CaptionMode;
  at?: { listen?: number; captions?: number };
};

/** A person or a bot in a voice channel. */
export type Participant = { id: string; name: string; bot: boolean };

/**
 * What Parley can't do in a voice channel. `muted`: a moderator has muted it. `deafened`: a moderator has deafened it.
 * `suppressed`: it lacks the permission to speak or, on a stage, isn't a speaker. `asked`: it has asked to become one.
 */
export type Hindrance = 'muted' | 'deafened' | 'suppressed' | 'asked';

/** A voice channel as Parley sees it. What depends on permissions is worked out when it's asked for. */
export type VoiceChannel = {
  id: string;
  guildId: string;
  name: string;
  kind: 'voice' | 'stage';
  /** Everyone in it except Parley, as far as their names are known. */
  participants: Participant[];
  /** How many more are in it whose names are being looked up. Each look-up ends with a `people` change. */
  unnamed: number;
  /** Whether its user limit keeps Parley out. */
  readonly full: boolean;
  /** The permissions that Parley lacks for a call here. */
  readonly missing: Permission[];
  /** What Parley can't do in it. Empty if Parley isn't in it. */
  readonly hindrances: readonly Hindrance[];
};

/** The channel where a call says that it listens, and the permissions that Parley lacks there. */
export type NoticeChannel = { id: string; missing: Permission[] };

/** A change in the voice channels, or in the channels around them. */
export type VenueChange =
  /**
   * Discord has sent whole servers: they're new, or were unavailable, or there's a new gateway session. It doesn't say who came
   * and went there in between.
   */
  | { is: 'came'; guildIds: readonly string[] }
  /** Parley isn't in a server any more: it was removed, or the server was deleted. */
  | { is: 'left'; guildId: string }
  /** Someone came or went, or their name is known now. */
  | { is: 'people'; channelId: string }
  /** Discord says that Parley is in another channel: it was moved, was removed (`to` is undefined), or has just arrived. */
  | { is: 'moved'; guildId: string; from: string | undefined; to: string | undefined }
  /** What Parley can't do in its voice channel has changed. */
  | { is: 'hindered'; guildId: string }
  /** Permissions in a server may have changed, for people or for Parley. */
  | { is: 'rights'; guildId: string }
  /** Messages were deleted. */
  | { is: 'unposted'; channelId: string; messageIds: readonly string[] }
  /** A channel or a thread was deleted. */
  | { is: 'deleted'; channelId: string };

/** Gateway events for a call in one server, as Discord sent them. */
export type CallGatewayEvents = {
  /** A VOICE_STATE_UPDATE about the bot itself. */
  state(event: Record<string, unknown>): void;
  /** A VOICE_SERVER_UPDATE for the server. */
  server(event: Record<string, unknown>): void;
  /** The gateway or the server is gone for good. Nothing follows. */
  onGone(): void;
};

/** The gateway, as a call in one server uses it. */
export type CallGateway = {
  /** Sends a payload (op 4). False if the gateway isn't connected right now. */
  send(payload: unknown): boolean;
  close(): void;
};

/** The line under a voice channel's name. */
export type LineCode = Extract<Code, `line.${string}`>;

/** Why people can't read that a call listens, or what it interprets. As long as they can't, nobody is heard. */
export type UnannouncedText = Text<Extract<Code, `notice.${string}`>>;

/** The state of a call. `channelId` is the voice channel, `conversationId` the channel whose conversation it joined. */
export type CallView = {
  guildId: string;
  channelId: string;
  conversationId: string;
  /**
   * Where the notice and the captions are: in the conversation's channel if everyone who may enter the voice channel can
   * read that, and otherwise in the voice channel's own chat.
   */
  noticeIn: string;
  /** The mode in use. Never `auto`, even if that's what was chosen. */
  listen: ListenMode;
  /** Who is heard, if that mode listens at all. `unannounced`: nobody, because people can't read that the call listens. */
  hears: { is: 'people' | 'nobody' | 'deafened' } | { is: 'unannounced'; why: UnannouncedText };
  /** Whether people can hear Parley, or why not. */
  speaks: 'aloud' | Exclude<Hindrance, 'deafened'>;
  captions: CaptionMode;
  /** Between which languages it interprets. Then it answers nothing that is said. */
  interpreting?: InterpretedPair | undefined;
  /** What counts as meant for it in its chat, which is the conversation's channel. */
  chat: ChatMode;
  /** Whether only people are heard who agreed to it before. */
  consent: ConsentRule;
  /** For how many days what is said is kept. */
  days: number;
  state: 'joining' | 'on' | 'mending';
};

/** What people can read about a call: the message with this id, which describes this state; or why there's none. */
export type PanelPost = { is: 'stands'; id: string; view: CallView } | { is: 'missing'; why: UnannouncedText };

/** The message in a channel that says that there's a call, with the call's buttons. None of its methods reject. */
export type Panel = {
  /** Updates the message, or sends it if there's none. Resolves to what people can read then. */
  show(view: CallView, note?: Text | readonly Text[]): Promise<PanelPost>;
  /** The message may have changed or been deleted, for instance because events were missed for a while. */
  doubt(): void;
  /** The call is over, or has its notice elsewhere now: the message becomes this sentence, without buttons. */
  end(text: Text): Promise<void>;
};

/** How a spoken turn is captioned. */
export type CaptionStyle = {
  captions: CaptionMode;
  /** The channel where it's written; see `CallView.noticeIn`. */
  noticeIn: string;
  /** Resolves to what is written under an answer that people couldn't hear, or to undefined if they could. */
  mark: Promise<Text | undefined>;
  /** Resolves to whether the answer has words without any sound, which people have to read even if captions are off. */
  unsaid?: Promise<boolean>;
};

/** What calls need to know about voice channels, and what they show in text channels. */
export type Venue = {
  /** The bot's own user. It's known from the login on. */
  readonly user: { id: string; name: string };
  /** A voice channel as it is now. Undefined if it's gone, isn't a voice channel, or its server is unavailable. */
  channel(id: string): VoiceChannel | undefined;
  /** The ids of a server's voice channels that somebody besides Parley is in. */
  listOccupied(guildId: string): string[];
  /** What people see that Parley is called: its nickname in a server, if it has one there, and its names everywhere. */
  listNames(guildId: string | undefined): readonly string[];
  /** Someone in a server, as far as they're known there. */
  sender(guildId: string, userId: string): Sender;
  /** Whether Discord has sent a server and what's in it. It doesn't while the server is unavailable. */
  knows(guildId: string): boolean;
  /** Opens the gateway for a call in a server. Only one is open per server at a time. */
  adapter(guildId: string, on: CallGatewayEvents): CallGateway;
  /** Calls the listener with every change from now on. Call the result to stop that. */
  on(listener: (change: VenueChange) => void): () => void;
  /**
   * Becomes a speaker in the stage channel that the bot is in, or asks to become one. Rejects with Discord's error, or if
   * the bot isn't in a voice channel.
   */
  speakOnStage(guildId: string): Promise<'speaking' | 'asked'>;
  /** Sets the line under a voice channel's name. False if that has to be tried again; true also where it isn't allowed. */
  status(channelId: string, line: LineCode | undefined): Promise<boolean>;
  /** Where a call in a voice channel has to say that it listens, so that everyone who may enter can read it. */
  noticeChannel(channelId: string, conversationId: string): NoticeChannel;
  /** Whether a person in a voice channel can read what is written in a channel. */
  reads(channelId: string, userId: string): boolean;
  /** The panel of a call in a channel. `messageId` is its message, if it has one already. */
  panel(channelId: string, messageId?: string): Panel;
  /** Shows a spoken turn of a conversation as it grows. Resolves when that's done. Never rejects. */
  caption(conversationId: string, turn: Turn, writing: CaptionStyle): Promise<void>;
};

/**
 * A request for a call. `channelId` is the voice channel, and `conversationId` the channel where it was asked for. If that
 * is a thread, `parentId` is the channel that the thread is in. `by` is the person who asked, or whose coming began it, and
 * `at` is when they asked, in milliseconds since the epoch; by default it's now.
 */
export type JoinRequest = {
  guildId: string;
  channelId: string;
  conversationId: string;
  parentId?: string | undefined;
  settings: CallSettings;
  by?: Sender;
  at?: number;
};

/** The place of the conversation that a call is joined to. */
export const toConversationPlace = ({
  guildId,
  conversationId,
  parentId,
}: Pick<JoinRequest, 'guildId' | 'conversationId' | 'parentId'>): Place => ({
  server: guildId,
  channel: conversationId,
  parent: parentId,
});

/** What became of a person's wish to talk. */
export type TalkGrant = 'given' | 'refused' | 'unheard';
