import type { Sender } from '../base/inbound.ts';
import type { Turn } from '../conversation/turns/turn.ts';
import type { Code, Text } from '../text/text.ts';
import type { Permission } from '../text/values.ts';

/** How a call listens: to everybody, answering all or only what is said to Parley; to who presses Talk; to nobody. */
export type ListenMode = 'everyone' | 'addressed' | 'button' | 'off';

/** What of a call's spoken words is written in the channel. */
export type CaptionMode = 'off' | 'answers' | 'all';

/** What people want of a call. What is absent stays as it is; `auto` lets the call choose by how many are in it. */
export type CallSettings = { listen?: ListenMode | 'auto'; captions?: CaptionMode };

/** Somebody in a voice channel. */
export type Participant = { id: string; name: string; bot: boolean };

/**
 * What Discord keeps from Parley in a voice channel: to be heard by anybody, to hear anybody, or to speak, for which it needs
 * a permission and, on a stage, a moderator. `asked`: it has asked for that.
 */
export type Hindrance = 'muted' | 'deafened' | 'suppressed' | 'asked';

/** A voice channel as Parley sees it. */
export type VoiceChannel = {
  id: string;
  guildId: string;
  name: string;
  kind: 'voice' | 'stage';
  /** Everybody in it but Parley itself, as far as they are known by name. */
  participants: Participant[];
  /** How many more are in it whose names are being asked for; a `people` change follows with each. */
  unnamed: number;
  /** Whether there is no room for Parley. */
  full: boolean;
  /** The permissions that Parley lacks for a call here. */
  missing: Permission[];
  /** What is kept from Parley that is in it. */
  hindrances: readonly Hindrance[];
};

/** Where a call says that it listens, and the permissions that Parley lacks there. */
export type NoticeChannel = { id: string; missing: Permission[] };

/** What happened in the voice channels. */
export type VenueChange =
  /** Discord has told of a server and all that is in it: it is new, or was unavailable, or there is a new gateway session. */
  | { is: 'came'; guildId: string }
  /** Somebody came or went, or is known by name now. */
  | { is: 'people'; channelId: string }
  /** Parley itself is somewhere else by Discord's account: moved, thrown out (`to` is nothing), or just arrived. */
  | { is: 'moved'; guildId: string; from: string | undefined; to: string | undefined }
  /** What is kept from Parley where it is has changed. */
  | { is: 'hindered'; guildId: string }
  /** What people, or Parley, may see and do in a server may have changed. */
  | { is: 'rights'; guildId: string }
  /** Messages were deleted. */
  | { is: 'unposted'; channelId: string; messageIds: readonly string[] }
  /** A channel or thread of any kind is gone. */
  | { is: 'deleted'; channelId: string };

/** What a gateway brings for a call in one server, as Discord sent it. */
export type CallGatewayEvents = {
  /** VOICE_STATE_UPDATE of the bot itself. */
  state(event: Record<string, unknown>): void;
  /** VOICE_SERVER_UPDATE. */
  server(event: Record<string, unknown>): void;
  /** The gateway, or the server, is gone for good; nothing follows. */
  onGone(): void;
};

/** The way to the gateway for a call in one server. */
export type CallGateway = {
  /** Sends a payload (op 4); false if the gateway is away just now. */
  send(payload: unknown): boolean;
  close(): void;
};

/** The line under a voice channel's name. */
export type LineCode = Extract<Code, `line.${string}`>;

/** Why people can't read that a call listens, so that nobody is heard. */
export type UnannouncedText = Text<Extract<Code, `notice.${string}`>>;

/** A call as people may see it. `channelId` is the voice channel, `conversationId` the channel that it speaks for. */
export type CallView = {
  guildId: string;
  channelId: string;
  conversationId: string;
  /**
   * Where it says that it listens, and writes what is said: the conversation's channel, if everybody who may enter the voice
   * channel can read that, else the voice channel's own chat.
   */
  place: string;
  /** What is done, whoever chose it. */
  listen: ListenMode;
  /** Who is heard, if that way of listening lets anybody be heard. Nobody is before they can read of it. */
  hears: { is: 'people' | 'nobody' | 'deafened' } | { is: 'unannounced'; why: UnannouncedText };
  /** Whether it can be heard, or why not. */
  speaks: 'aloud' | Exclude<Hindrance, 'deafened'>;
  captions: CaptionMode;
  state: 'joining' | 'on' | 'mending';
};

/** What people can read of a call: the message with this id, which tells this state of it; or why there is none. */
export type PanelPost = { is: 'stands'; id: string; view: CallView } | { is: 'missing'; why: UnannouncedText };

/** The message that says in a channel that there is a call, with its buttons. Its calls never reject. */
export type Panel = {
  /** Brings the message up to date, and sends it if there is none. Resolves to what people can read then. */
  show(view: CallView, note?: Text | readonly Text[]): Promise<PanelPost>;
  /** What is there is not certain any more, for instance because nobody told of it for a while. */
  doubt(): void;
  /** The call is over, or told of elsewhere: one sentence stays, and no buttons. */
  end(text: Text): Promise<void>;
};

/** How a spoken turn is written. */
export type CaptionStyle = {
  captions: CaptionMode;
  /** The channel where it is written, see `CallView.place`. */
  place: string;
  /** Resolves, once it is known, to what is written under an answer that nobody could hear; to nothing if it was heard. */
  mark: Promise<Text | undefined>;
};

/** What Parley asks of the side that knows voice channels. */
export type Venue = {
  /** The bot's own user. */
  readonly userId: string;
  /** The voice channel as it is now; nothing if it is gone, was never one, or its server is not known just now. */
  channel(id: string): VoiceChannel | undefined;
  /** Somebody in a server, as far as they are known there. */
  sender(guildId: string, userId: string): Sender;
  /** Whether Discord has told of a server and what is in it; it does not while the server is unavailable. */
  knows(guildId: string): boolean;
  /** Opens the way for gateway messages of a server. Only one is open for a server at a time. */
  adapter(guildId: string, on: CallGatewayEvents): CallGateway;
  /** Tells every change from now on; the result ends that. */
  on(listener: (change: VenueChange) => void): () => void;
  /**
   * Becomes a speaker in the stage channel that the bot is in, or asks to. Rejects with what Discord said, or if the bot
   * is in none.
   */
  speakOnStage(guildId: string): Promise<'speaking' | 'asked'>;
  /** Writes the line under a voice channel's name. Resolves with whether it is there, or is not ours to write; never rejects. */
  status(channelId: string, line: LineCode | undefined): Promise<boolean>;
  /** Where a call in a voice channel has to say that it listens, so that everybody who may enter can read it. */
  place(channelId: string, conversationId: string): NoticeChannel;
  /** Whether somebody who is in a voice channel can read what is written in a channel. */
  reads(channelId: string, userId: string): boolean;
  /** The panel of a call in a channel; `messageId` is that of a panel which is there already. */
  panel(channelId: string, messageId?: string): Panel;
  /** Shows a spoken turn of a conversation as it grows. Resolves when that is done; never rejects. */
  caption(conversationId: string, turn: Turn, writing: CaptionStyle): Promise<void>;
};

/** Somebody's wish for a call. `channelId` is the voice channel, `conversationId` the channel where it was said. */
export type JoinRequest = {
  guildId: string;
  channelId: string;
  conversationId: string;
  by: Participant;
  settings: CallSettings;
};

/** What people can ask of calls. A server has at most one. */
export type CallControl = {
  /**
   * Enters a voice channel, moves there, or changes the call that is on. Whether that person may is checked before.
   *
   * @throws UserError that says what to do when it cannot be done.
   */
  join(wish: JoinRequest): Promise<CallView>;
  /** Ends the server's call; false if there was none. */
  leave(guildId: string): Promise<boolean>;
  /** Silence for everyone: what is being said aloud ends. False if there is no call. */
  stop(guildId: string): boolean;
  /** Gives the floor to somebody for one utterance; false if they are not heard at all. */
  grant(guildId: string, userId: string): boolean;
  /** Whether this person may be heard in this server, from this moment on; {@link consent} has to follow. Never throws. */
  heed(guildId: string, userId: string, heard: boolean): void;
  /** Stores what this person chose last. Rejects as the store does. */
  consent(guildId: string, userId: string): Promise<void>;
  /** The server's call. */
  view(guildId: string): CallView | undefined;
};

/** Why Parley cannot enter a voice channel, for whoever wants it to; nothing if it can. */
export const explainHindrance = ({ id, missing, full }: VoiceChannel): Text | undefined => {
  if (missing.length > 0) return { code: 'call.missing-permissions', voice: id, missing };
  return full ? { code: 'call.full', voice: id } : undefined;
};
