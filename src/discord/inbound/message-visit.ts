import { type Message, PermissionFlagsBits } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Sender } from '../../base/inbound.ts';
import type { Place } from '../../base/place.ts';
import { canWrite } from '../gateway/writable-channel.ts';
import { MessageTarget } from '../outbound/message-target.ts';
import type { MessageQuestion } from './message-question.ts';
import type { PendingQuestion } from './pending-questions.ts';
import { type Material, NOTHING } from './quoted-message.ts';

/** For this long after it was written, a message can be edited into a question, in milliseconds by Discord's clock. */
export const EDITABLE = 2 * 60_000;

/** What a message asks, with what came with it. */
export type MessageWords = { text: string } & Material;

/**
 * A message being handled: what it asks, and where it's answered if the bot is allowed to post there. `settled` resolves once
 * it's clear whether the message stays. `notePlaced` is told once the question has its place in the order of arrival.
 */
export type MessageVisit = {
  message: Message;
  person: Sender;
  heard: MessageQuestion;
  wait: PendingQuestion;
  target: MessageTarget | undefined;
  settled: Promise<void>;
  notePlaced?: (() => void) | undefined;
  log: Logger;
};

/** A question and where it's answered: in its own place, or in a thread that was opened for it. */
export type PlacedQuestion = { asked: MessageWords; place: Place; target: MessageTarget };

/** The question that a message asks, in the newest words. An edit may have made words of a message that had none. */
export const toAsked = (heard: MessageQuestion, text: string | undefined): MessageWords | undefined => {
  if (heard.is === 'question') return { ...heard, text: text ?? heard.text };
  return text === undefined ? undefined : { ...NOTHING, text };
};

/** Whether a message was edited soon after it was written. */
export const isFresh = ({ createdTimestamp, editedTimestamp }: Message): boolean =>
  editedTimestamp !== null && editedTimestamp - createdTimestamp <= EDITABLE;

/** Where to answer; nothing if the bot isn't allowed to post there. `mute` tells the author if Discord refuses after all. */
export const findTarget = (message: Message, clock: Clock, mute: () => Promise<void>): MessageTarget | undefined => {
  const { channel, client, guild, id } = message;
  if (!channel.isSendable()) return undefined;
  if (channel.isDMBased()) return new MessageTarget(channel, clock, { id, replyTo: id, mute });
  const rights = channel.permissionsFor(client.user);
  if (!rights || !canWrite(rights, channel)) return undefined;
  if (guild?.members.me?.isCommunicationDisabled()) return undefined;
  // A reply needs permission to read the message that it replies to.
  const replyTo = rights.has(PermissionFlagsBits.ReadMessageHistory) ? id : undefined;
  return new MessageTarget(channel, clock, { id, replyTo, mute });
};
