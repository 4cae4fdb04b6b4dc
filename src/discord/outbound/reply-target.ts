import { MessageFlags, SnowflakeUtil } from 'discord.js';
import { NO_MENTIONS } from '../gateway/allowed-mentions.ts';
import type { Buttons } from './answer-buttons.ts';

/**
 * What one message holds: words, and at most one text file and one row of buttons. A `plain` one replies to nothing.
 */
export type MessageContent = {
  content: string;
  file?: { name: string; text: string };
  buttons?: Buttons | undefined;
  plain?: boolean | undefined;
};

/**
 * Where an answer is shown: a row of messages, of which only the last is ever rewritten. Both calls resolve to `shown`,
 * to `stale` if there was a message already, which says something else and is to be rewritten, or to `moved` if nothing was
 * sent because the answer has to be composed again: it is shown elsewhere from now on, and `opening` has changed. They
 * reject with what Discord (or the way to it) said; then the message is not shown.
 */
export type ReplyTarget = {
  /** What the first message begins with, before the answer's own words; usually nothing. */
  readonly opening: string;
  /** The id of the last message, if there is one and it holds nothing but a part of the answer. */
  readonly message: string | undefined;
  /** Shows one more message. */
  next(sheet: MessageContent): Promise<'shown' | 'stale' | 'moved'>;
  /** Rewrites the last message. */
  rewrite(sheet: MessageContent): Promise<'shown' | 'stale' | 'moved'>;
  /** Takes the buttons from the last message, if there is one. @throws what Discord says, if it refuses. */
  bare(): Promise<void>;
  /** Leaves the last message as it is: the next rewriting of it is a new message instead. */
  renew(): void;
  /** Opens the thread again that was archived. @throws what Discord says, if it refuses; nothing happens elsewhere. */
  reopen(): Promise<void>;
  /**
   * Tells whoever asked, and nobody else, or lets them see at least that something went wrong; `quietly` is only where they
   * asked, and not by a direct message.
   *
   * @throws what Discord says, if nothing works
   */
  alone(sentence: string, how?: { quietly?: boolean }): Promise<void>;
  /** Shows that something is on its way, until the signal aborts. */
  showWaiting?(signal: AbortSignal): Promise<void>;
};

/**
 * A sheet as discord.js takes it. Links get no preview cards: whoever is behind a link that a model wrote is not to be
 * fetched and shown unasked. The flag goes along with edits too, because a deferred reply cannot have it before its first
 * words (Discord docs, interactions/receiving-and-responding).
 */
export const toMessagePayload = ({ content, file, buttons }: MessageContent) => ({
  content,
  allowedMentions: NO_MENTIONS,
  flags: MessageFlags.SuppressEmbeds as const,
  ...(buttons && { components: [buttons] }),
  ...(file && { files: [{ attachment: Buffer.from(file.text), name: file.name }] }),
});

/** A sheet as an edit, which takes away what the message had of buttons. */
export const toEditPayload = (sheet: MessageContent) => ({ components: [], ...toMessagePayload(sheet) });

/**
 * A sheet as a new message. By the nonce Discord knows what it has already, and makes no second message of it (Discord docs,
 * resources/message, `enforce_nonce`): discord.js sends again what got no answer, and a process that died may have sent the
 * same before. A nonce has 25 characters at most.
 */
export const toCreatePayload = (sheet: MessageContent, nonce = `${SnowflakeUtil.generate()}`) => ({
  ...toMessagePayload(sheet),
  nonce,
  enforceNonce: true,
});
