import { MessageFlags, SnowflakeUtil } from 'discord.js';
import type { Text } from '../../text/text.ts';
import { NO_MENTIONS } from '../gateway/allowed-mentions.ts';
import type { Buttons } from './answer-buttons.ts';

/** A text file. */
export type MessageFile = { name: string; text: string };

/**
 * What one message contains: words, text files, and at most one row of buttons. A `plain` one replies to nothing,
 * and a `silent` one notifies nobody, which only a new message can do.
 */
export type MessageContent = {
  content: string;
  files?: readonly MessageFile[];
  buttons?: Buttons | undefined;
  plain?: boolean | undefined;
  silent?: true;
};

/** What came of showing something; see {@link ReplyTarget}. */
export type ShowResult = 'shown' | 'stale' | 'taken' | 'moved';

/**
 * Where an answer is shown: a row of messages, of which only the last is ever edited. Both `next` and `rewrite` resolve
 * to `shown`; to `taken` if another process has answered there, or still does, and nothing more is to be shown; to `stale` if a message was already there that shows something else and has to be edited; or to `moved` if
 * nothing was sent because the answer has to be composed again: from now on it's shown elsewhere, and `opening` has
 * changed. They reject with the error of Discord or the network, and then the message isn't shown.
 */
export type ReplyTarget = {
  /** What the first message begins with, before the answer's own words; usually nothing. */
  readonly opening: string;
  /** The id of the last message, if there is one and it contains only a part of the answer. */
  readonly message: string | undefined;
  /** Sends one more message. */
  next(sheet: MessageContent): Promise<ShowResult>;
  /** Edits the last message. */
  rewrite(sheet: MessageContent): Promise<ShowResult>;
  /** Removes the buttons from the last message, if there is one. @throws Discord's error if it refuses. */
  bare(): Promise<void>;
  /** Leaves the last message as it is: instead of editing it, the next `rewrite` sends a new one. */
  renew(): void;
  /** Reopens the archived thread. @throws Discord's error if it refuses. Elsewhere it does nothing. */
  reopen(): Promise<void>;
  /**
   * Tells only the asker, in their language, or at least shows them that something went wrong; with `quietly` only where
   * they asked, and not in a direct message.
   *
   * @throws Discord's error, if nothing works
   */
  alone(text: Text, how?: { quietly?: boolean }): Promise<void>;
  /** Shows that something is on its way, until the signal aborts. */
  showWaiting?(signal: AbortSignal): Promise<void>;
};

/**
 * A message's payload for discord.js. Links get no preview cards, because a model wrote them and what is behind them
 * must not be fetched and shown unasked. Edits carry the flag too, because a deferred reply can't have it before its
 * first words (Discord docs, interactions/receiving-and-responding).
 */
export const toMessagePayload = ({ content, files, buttons }: MessageContent) => ({
  content,
  allowedMentions: NO_MENTIONS,
  flags: MessageFlags.SuppressEmbeds as const,
  ...(buttons && { components: [buttons] }),
  ...(files && { files: files.map(({ name, text }) => ({ attachment: Buffer.from(text), name })) }),
});

/** The flags of a new message. They stay with it, also when it's edited. */
export const listFlags = ({ silent }: MessageContent) =>
  silent
    ? ([MessageFlags.SuppressEmbeds, MessageFlags.SuppressNotifications] as const)
    : [MessageFlags.SuppressEmbeds as const];

/** The payload of an edit, which removes buttons that the message no longer has. */
export const toEditPayload = (sheet: MessageContent) => ({ components: [], ...toMessagePayload(sheet) });

/**
 * The payload of a new message. The nonce keeps Discord from making a second message of the same (Discord docs,
 * resources/message, `enforce_nonce`): discord.js repeats requests that got no answer, and a process that died may have
 * sent it before. A nonce has at most 25 characters.
 */
export const toCreatePayload = (sheet: MessageContent, nonce = `${SnowflakeUtil.generate()}`) => ({
  ...toMessagePayload(sheet),
  flags: listFlags(sheet),
  nonce,
  enforceNonce: true,
});
