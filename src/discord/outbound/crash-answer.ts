import {
  type APIMessage,
  type Collection,
  type Message,
  MessageFlags,
  PermissionFlagsBits,
  type REST,
  Routes,
  type SendableChannels,
  SnowflakeUtil,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { PromisedReply } from '../../conversation/recovery/crash-note-shelf.ts';
import type { UnfinishedAnswer } from '../../conversation/recovery/crash-recovery.ts';
import type { AnswerLocation } from '../../conversation/turns/answer-view.ts';
import { DiscordErrorCode, isRefusedWith, TOKEN_GONE_CODES } from '../gateway/api-errors.ts';
import { isGrowing, makeContinueButton } from './answer-buttons.ts';
import { isAnswerFile, MOST_PAGES, MOST_WITHOUT_FILE, makeAnswerFile, makeMissingFileNote } from './answer-file.ts';
import { SLOW_NOTICE } from './answer-writer.ts';
import { breakLinks } from './links.ts';
import { closeCodeBlock, splitPages } from './pages.ts';
import { type MessageContent, toCreatePayload, toEditPayload } from './reply-target.ts';
import { type Concessions, insist, SendRefusedError } from './send-attempts.ts';
import { REFUSED, type SendAttempt } from './send-remedy.ts';

const LOST = '⚠️ I was restarted before I could answer this. Please ask again.';
const RESTARTED = '⚠️ I was restarted before this answer was finished.';

/** This many messages after the one that is known may hold further pages. */
const AFTER = 20;

/** Our clock is ahead of Discord's by no more than this, in milliseconds. */
const APART = 60_000;

/** The most messages that Discord gives out at once (Discord docs, resources/message, "Get Channel Messages"). */
const MOST_LOOKED_AT = 100;

/**
 * Shows the end of an answer whose process died while it was being shown: the rest, if it was recorded, or else a sentence
 * that says so, with a button that asks for the rest. Doing it again changes nothing, and neither does it where all was
 * shown already, or where the question was answered anew in the same message.
 *
 * @throws what Discord says, if it refuses that in every way
 */
export const finishCrashedAnswer = async (
  channel: SendableChannels,
  remnant: UnfinishedAnswer,
  { clock, log }: { clock: Clock; log: Logger },
): Promise<void> => {
  const { id, answered, ended } = remnant;
  const isWhole = ended === 'complete';
  const text = isWhole ? answered : `${closeCodeBlock(answered)}\n\n${RESTARTED}`;
  const foot = isWhole ? {} : { note: RESTARTED, buttons: makeContinueButton(remnant) };
  const all = [...splitPages(text)];
  const seen = remnant.shown ?? (await findGrowing(channel, remnant, all));
  if (!seen || !(isWhole || (await isLeft(channel, seen.message, remnant)))) return;
  let shown: string | undefined = seen.message;
  const { page: first } = seen;
  const later = all.length > first + 1 ? await laterOnes(channel, shown, AFTER) : [];
  let doing: SendAttempt['what'] = 'next';
  const given: Concessions = new Set();
  const place = {
    renew: () => {
      shown = undefined;
    },
    reopen: async () => {
      if (channel.isThread()) await channel.setArchived(false);
    },
  };
  const formed = ({ buttons, content, ...rest }: MessageContent): MessageContent => ({
    ...rest,
    content: given.has('unlinked') ? breakLinks(content) : content,
    buttons: given.has('plain') ? undefined : buttons,
  });
  const put = async (sheet: MessageContent, page: number, there: () => string | undefined) => {
    const send = async () => {
      const message = there();
      doing = sheet.file ? 'file' : message === undefined ? 'next' : 'rewrite';
      // Where it may not be edited any more, the page is another message than the one with its nonce.
      const nonce = id === undefined || (page === first && message === undefined) ? undefined : `${id}:${page}`;
      if (message === undefined) await channel.send(toCreatePayload(formed(sheet), nonce));
      else await channel.messages.edit(message, toEditPayload(formed(sheet)));
    };
    try {
      const done = await insist(send, { what: () => doing, given, place, clock, log });
      if (done === 'file') throw new SendRefusedError(REFUSED);
      return done;
    } catch (error) {
      throw error instanceof SendRefusedError ? (error.cause ?? error) : error;
    }
  };
  const bring = async (from: number, to: number) => {
    for (const [page, content] of all.slice(0, to).entries()) {
      if (page < Math.max(from, first)) continue;
      const sheet = { content, buttons: page === all.length - 1 ? foot.buttons : undefined };
      const there = later.find((one) => content.startsWith(one.content))?.id;
      await put(sheet, page, () => (page === first ? shown : there));
    }
  };
  await bring(0, MOST_PAGES);
  if (all.length <= MOST_PAGES || later.some(isAnswerFile)) return;
  const file = await put(makeAnswerFile(text, foot, 'too long'), MOST_PAGES, () => undefined);
  if (file !== 'messages') return;
  await bring(MOST_PAGES, MOST_WITHOUT_FILE);
  if (all.length > MOST_WITHOUT_FILE) await put(makeMissingFileNote(foot), MOST_WITHOUT_FILE, () => undefined);
};

/**
 * Says in place of a reply that a dead process promised that it will not come. It changes nothing where the reply is there.
 *
 * @throws what Discord says, if it refuses
 */
export const excuseReply = async (rest: REST, promised: PromisedReply): Promise<void> => {
  // The token of a reply stands for the bot's own.
  const auth = 'message' in promised;
  const route = auth
    ? Routes.channelMessage(promised.channel, promised.message)
    : Routes.webhookMessage(promised.application, promised.token, '@original');
  try {
    const { flags = 0, content } = (await rest.get(route, { auth })) as APIMessage;
    const isWaiting = (flags & MessageFlags.Loading) !== 0 || content === SLOW_NOTICE;
    if (!isWaiting) return;
    await rest.patch(route, { auth, body: { content: LOST, components: [], allowed_mentions: { parse: [] } } });
  } catch (error) {
    // It was never acknowledged, it was deleted, or its time is over.
    if (!isRefusedWith(error, ...TOKEN_GONE_CODES, DiscordErrorCode.unknownMessage)) throw error;
  }
};

/**
 * Where an answer grows of which the dead process did not learn which message it had become: the one with its Stop button,
 * which no answer keeps that ended in order.
 */
const findGrowing = async (
  channel: SendableChannels,
  remnant: UnfinishedAnswer,
  all: readonly string[],
): Promise<AnswerLocation | undefined> => {
  const { id = `${SnowflakeUtil.generate({ timestamp: remnant.at - APART })}` } = remnant;
  const since = await laterOnes(channel, id, MOST_LOOKED_AT);
  const message = since.find((one) => isGrowing(one, remnant));
  if (!message) return undefined;
  const page = all.findLastIndex((one) => one.startsWith(message.content));
  return { message: message.id, page: Math.max(0, page) };
};

/**
 * Whether what people see is still what the dead process has left: its Stop button stands under it. Another process may have
 * answered anew in the same message, and died before that was recorded.
 */
const isLeft = async (channel: SendableChannels, message: string, remnant: UnfinishedAnswer): Promise<boolean> => {
  if (!mayRead(channel)) return true;
  try {
    const first = await channel.messages.fetch({ message, force: true });
    return [first, ...(await laterOnes(channel, message, AFTER))].some((one) => isGrowing(one, remnant));
  } catch (error) {
    return !isRefusedWith(error, ...TOKEN_GONE_CODES, DiscordErrorCode.unknownMessage);
  }
};

/** Whether the bot may read what was said before. */
const mayRead = (channel: SendableChannels): boolean =>
  channel.isDMBased() ||
  channel.permissionsFor(channel.client.user)?.has(PermissionFlagsBits.ReadMessageHistory) === true;

/** The bot's own messages after that one, where it may read them: they may hold the next pages already. */
const laterOnes = async (channel: SendableChannels, after: string, limit: number): Promise<Message[]> => {
  const { user } = channel.client;
  if (!mayRead(channel)) return [];
  const found: Collection<string, Message> = await channel.messages.fetch({ after, limit });
  return [...found.values()].filter(({ author, content }) => author.id === user.id && content !== '');
};
