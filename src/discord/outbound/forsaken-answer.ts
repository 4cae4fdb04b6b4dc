import {
  type APIMessage,
  type Client,
  type Message,
  type RepliableInteraction,
  Routes,
  type SendableChannels,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { CLAIM_PATIENCE } from '../../claims/claim-rules.ts';
import type { UnfinishedAnswer } from '../../conversation/recovery/crash-recovery.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { Languages } from '../../text/languages.ts';
import { DiscordErrorCode, isRefusedWith, toLoggable } from '../gateway/api-errors.ts';
import { GROWING_ID, hasButton, makeCrashButtons } from './answer-buttons.ts';
import type { ShowOutcome } from './answer-writer.ts';
import { sayIn } from './channel-language.ts';
import { finishCrashedAnswer } from './crash-answer.ts';
import { excuseReply } from './crash-excuse.ts';
import { readLastPage, readOwnMessages } from './crash-location.ts';
import { PAGE_LENGTH } from './pages.ts';
import { type ReplyTarget, toEditPayload } from './reply-target.ts';
import { markWarning } from './sentence-marks.ts';

/** By then whoever heard the question, too, has answered it, or has given up waiting for the claim. In milliseconds. */
export const GIVEN_UP = CLAIM_PATIENCE + 2_000;

/**
 * Whoever takes over has begun to write in the place of an answer so long `after` it was left, and a stop waits for that at `most` for so
 * long. In milliseconds.
 */
const SETTLING = { after: 3_500, most: 1_500 };

/** Work that waits, before it does something, for as long as this process isn't asked to stop. It never rejects. */
export type PatientWork = (stopping: AbortSignal) => Promise<unknown>;

/** What ending such an answer needs. */
export type ForsakenMeans = {
  /** What came of showing it. */
  outcome: ShowOutcome;
  /** Where the answer is; nothing if the bot can't read there. */
  channel: SendableChannels | undefined;
  /** The message in which another process shows its own answer, if it's `taken`. */
  message: string | undefined;
  /** Whether this process talks there. */
  holds(): Promise<boolean>;
  /** Says in place of an answer of which nobody has seen a word that it won't come, unless there is one by now. */
  excuse(): Promise<unknown>;
  /** Aborts when this process is being stopped. What it has begun is ended then, as nobody else may know of it. */
  stopping: AbortSignal;
  languages: Languages;
  clock: Clock;
  log: Logger;
};

/**
 * Ends an answer that was left to another process, in case that one does nothing about it: the store was away, so nothing was noted there; only this
 * process heard the question; or it died itself. What another one has written since stays. It never rejects.
 */
export const endForsakenAnswer = async (turn: Turn, means: ForsakenMeans): Promise<void> => {
  const { outcome, channel, message, holds, excuse, stopping, clock, log } = means;
  const isSeen = turn.view.at !== undefined;
  // A question that nobody asks any more is left, too.
  if (outcome === 'shown' || (outcome === 'left' && !isSeen && (await holds()))) return;
  const left = clock.now();
  await clock.sleep(GIVEN_UP, stopping).catch(() => {});
  // The other process may be about to write in the same message, and what this one would write over that is older.
  if (isSeen && stopping.aborted) await clock.sleep(findRest(left + SETTLING.after - clock.now()));
  try {
    if (outcome === 'taken')
      await endStandingAnswer(turn, channel && message ? { channel, message } : undefined, means);
    else if (!isSeen) await excuse();
    else if (channel) await finishCrashedAnswer(channel, toUnfinished(turn), means);
  } catch (error) {
    log.warn({ event: 'answer.not_finished', err: toLoggable(error) }, 'the end of an answer could not be shown');
  }
};

/** How long a stop waits, if so much is left, in milliseconds. */
const findRest = (left: number): number => Math.max(0, Math.min(SETTLING.most, left));

/** Between an answer and what is said below it. */
const BELOW = '\n\n';

/** Where another process shows its own answer. */
type StandingPlace = { channel: SendableChannels; message: string };

/**
 * Ends the answer of another process as it stands, once it hasn't grown for so long that nobody writes it any more. A process that is being
 * stopped leaves it alone: it isn't its own.
 */
const endStandingAnswer = async (
  turn: Turn,
  place: StandingPlace | undefined,
  { stopping, languages, clock }: Pick<ForsakenMeans, 'stopping' | 'languages' | 'clock'>,
): Promise<void> => {
  if (!place) return;
  const { channel, message: id } = place;
  while (!stopping.aborted) {
    const message = await readLastPage(channel, await channel.messages.fetch({ message: id, force: true }));
    if (!hasButton(message, GROWING_ID)) return;
    const left = GIVEN_UP - (clock.wall() - (message.editedTimestamp ?? message.createdTimestamp));
    if (left <= 0) {
      const say = sayIn(channel, languages);
      const note = markWarning({ code: 'answer.unfinished-restart' }, say);
      const content = `${message.content.slice(0, PAGE_LENGTH - BELOW.length - note.length)}${BELOW}${note}`;
      const buttons = makeCrashButtons({ ...toUnfinished(turn), ended: 'broken' }, say);
      await message.edit(toEditPayload({ content, buttons }));
      return;
    }
    await clock.sleep(Math.min(left, GIVEN_UP), stopping).catch(() => {});
  }
};

/**
 * It has no number in any transcript, so nobody can have it go on. Of one that broke off people see no more than they saw before: the
 * conversation remembers what was stored then.
 */
const toUnfinished = ({ question, speaker, asked, text, written, grounding, view, end }: Turn): UnfinishedAnswer => {
  const isWhole = end?.is === 'complete';
  const { seen } = view;
  return {
    ...(question.id !== undefined && { id: question.id }),
    ...(view.at && { shown: view.at }),
    number: 0,
    person: speaker,
    at: question.at,
    asked,
    answered: isWhole ? text : text.slice(0, seen.text),
    written: isWhole ? [...written] : written.slice(0, seen.written),
    sites: grounding.sites,
    ended: isWhole ? 'complete' : 'broken',
  };
};

/** A channel that the bot can write in. */
export const findSendable = (client: Client, id: string): SendableChannels | undefined => {
  const channel = client.channels.cache.get(id);
  return channel?.isSendable() ? channel : undefined;
};

/** Among so many messages after a question an answer to it is looked for. */
const MOST = 100;

/**
 * Says below a message that it gets no answer, unless it has one. While another process thinks about it, that one's answer
 * takes the place of these words: they have its nonce.
 *
 * @throws Discord's error if it refuses
 */
export const excuseMention = async (
  channel: SendableChannels,
  { id, client }: Message,
  { target, languages }: { target: ReplyTarget; languages: Languages },
): Promise<void> => {
  const { message } = target;
  // A notice that Gemini is slow is there.
  if (message !== undefined) return excuseReply(client, { id, channel: channel.id, message, until: 0 }, languages);
  if (await hasReply(channel, id)) return;
  const content = markWarning({ code: 'answer.lost-restart' }, sayIn(channel, languages));
  await target.next({ content });
};

/**
 * Whether a message needs no word any more: it has a reply, a reaction or a thread of the bot's, or it's gone. @throws Discord's error
 */
export const isSeenTo = async (channel: SendableChannels, { id, client }: Message): Promise<boolean> => {
  try {
    // Nothing is kept of reactions, so they're read as Discord tells them.
    const { reactions = [], thread } = (await client.rest.get(Routes.channelMessage(channel.id, id))) as APIMessage;
    return thread !== undefined || reactions.some(({ me }) => me) || (await hasReply(channel, id));
  } catch (error) {
    if (isRefusedWith(error, DiscordErrorCode.unknownMessage)) return true;
    throw error;
  }
};

/** Whether a message of the bot's replies to a message. */
const hasReply = async (channel: SendableChannels, id: string): Promise<boolean> =>
  (await readOwnMessages(channel, id, MOST)).some(({ reference }) => reference?.messageId === id);

/** Says to whoever used a command or a button that there is no answer, unless there is one. @throws Discord's error */
export const excuseInteraction = async (
  { id, client, channelId, applicationId: application, token }: RepliableInteraction,
  { hasReply, target, languages }: { hasReply: boolean; target: ReplyTarget; languages: Languages },
): Promise<void> => {
  if (!hasReply) return target.alone({ code: 'answer.lost-restart' });
  await excuseReply(client, { id, channel: channelId ?? '', application, token, until: 0 }, languages);
};
