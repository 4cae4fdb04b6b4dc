import type { Message } from 'discord.js';
import type { Logger } from 'pino';
import { BoundedMap } from '../../base/bounded-map.ts';
import { type Clock, within } from '../../base/clock.ts';
import type { Sender } from '../../base/inbound.ts';
import type { FindOmission } from '../../base/omission.ts';
import type { Place } from '../../base/place.ts';
import type { Quote } from '../../conversation/turns/quote.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import { readQuotedMessage } from './quoted-message.ts';
import type { Visibility } from './references.ts';
import { readAuthor, readPlace } from './sender.ts';
import { isKeptBack } from './shared-material.ts';

/** What people wrote longer ago than this has nothing to do with a question, in milliseconds. */
const RECENT = 60 * 60_000;

/** How long a question waits for what was written before it, in milliseconds. */
const PATIENCE = 3_000;

/** Discord gives at most this many messages at once (Discord docs, resources/message, "Get channel messages"). */
const MOST_FETCHED = 100;

/** In how many channels it's remembered up to where the model has been told. */
const MOST_CHANNELS = 1_000;

/** What is told of the messages before a question. */
export type EarlierOptions = {
  /** The most messages. */
  most: number;
  /** Whether a message was said to Parley, so that it stands in the conversation already. */
  isForParley(message: Message): boolean;
  seen: Visibility;
};

/**
 * Finds those of these people whose words in a place nobody passes on: they don't want them to be kept, or may not write to
 * Parley there.
 */
export type SparePeople = (people: readonly Sender[], place: Place) => Promise<ReadonlySet<string>>;

/** Whose words aren't passed on: those of people here, and those of whom nobody knows, such as forwarded ones. */
export type EarlierRules = { spare: SparePeople; findOmission: FindOmission };

/** Tells what people wrote to each other before a question, each message once. */
export class EarlierMessages {
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #rules: EarlierRules;
  /** By channel, the last question before which everything was told. */
  readonly #told = new BoundedMap<string, string>(MOST_CHANNELS);

  constructor(clock: Clock, log: Logger, rules: EarlierRules) {
    this.#clock = clock;
    this.#log = log;
    this.#rules = rules;
  }

  /**
   * What people wrote before a question, oldest first. What can't be had in time is left out, because the question can be
   * answered without it. Never rejects.
   */
  async read(question: Message, options: EarlierOptions): Promise<readonly Quote[]> {
    if (options.most === 0) return [];
    const { channelId: channel } = question;
    try {
      const quotes = await within(this.#clock, PATIENCE, this.#read(question, options));
      if (quotes !== 'late') return quotes;
      this.#log.info({ event: 'earlier.late', channel }, 'what was said before a question could not be read in time');
    } catch (error) {
      this.#log.info(
        { event: 'earlier.not_read', err: toLoggable(error), channel },
        'what was said before a question could not be read',
      );
    }
    return [];
  }

  /** The model has been told of everything before a question. */
  noteTold({ channelId, id }: Pick<Message, 'channelId' | 'id'>): void {
    this.#told.set(channelId, id);
  }

  async #read(question: Message, { most, isForParley, seen }: EarlierOptions): Promise<readonly Quote[]> {
    const { channel, channelId, id, createdTimestamp } = question;
    // Those of bots, and those that were said to Parley, don't count.
    const limit = Math.min(MOST_FETCHED, 3 * most + 10);
    const fetched = await channel.messages.fetch({ limit, before: id, cache: false });
    const told = this.#told.get(channelId);
    const own = new Set([question.reference?.messageId]);
    const isWanted = (message: Message) =>
      !message.author.bot &&
      !message.webhookId &&
      !message.system &&
      message.createdTimestamp >= createdTimestamp - RECENT &&
      (told === undefined || BigInt(message.id) > BigInt(told)) &&
      !own.has(message.id) &&
      !isForParley(message);
    const wanted = [...fetched.values()].filter(isWanted).slice(0, most).reverse();
    const authors = new Map(wanted.map((message) => [message.author.id, readAuthor(message)]));
    const { spare, findOmission } = this.#rules;
    const place = readPlace(question);
    const spared = await spare([...authors.values()], place);
    const passed = wanted
      .filter(({ author }) => !spared.has(author.id))
      .map((message) => readQuotedMessage(message, 'earlier', seen));
    // Whoever forwards a message can't agree for its author.
    const hasForward = passed.some(({ author }) => author === 'unknown');
    const leavesForwards = hasForward && (await findOmission('unknown', place)) !== undefined;
    const kept = await Promise.all(
      passed.map(async (one) =>
        (one.author === 'unknown' && leavesForwards) || (await isKeptBack(one, findOmission)) ? [] : one.quotes,
      ),
    );
    return kept.flat();
  }
}
