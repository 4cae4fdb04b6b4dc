import type { Message, SendableChannels } from 'discord.js';
import type { Clock } from '../../base/clock.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import { GIVEN_UP, isSeenTo } from '../outbound/forsaken-answer.ts';
import type { ClaimAccess } from '../outbound/reply-promise.ts';
import type { MessageRefusals } from './message-refusals.ts';
import type { MessageVisit } from './message-visit.ts';

/** Whoever stands still for so long may have lost its homes, to a process that began to hear what is said there only then. In milliseconds. */
const STILL = 3_500;

/**
 * A message that is left to another process. If this one stood still before it could ask what the message asks, or the store was away
 * while it waited for the home, the other one may have taken its place without ever having heard of it.
 */
export class MissedQuestion {
  readonly #clock: Clock;
  readonly #claims: Pick<ClaimAccess, 'storeBackFor'>;
  readonly #at: number;
  /** How old the message was when it was heard here, in milliseconds, as far as this machine's time and Discord's agree. */
  readonly age: number;
  /** Where it was said, if the bot can write there. If the shard is closed meanwhile, nothing else knows the channel any more. */
  readonly #channel: SendableChannels | undefined;

  constructor(
    { channel, editedTimestamp, createdTimestamp }: Message,
    { claims, clock }: { claims: Pick<ClaimAccess, 'storeBackFor'>; clock: Clock },
  ) {
    this.#clock = clock;
    this.#claims = claims;
    this.#at = clock.now();
    this.#channel = channel.isSendable() ? channel : undefined;
    this.age = clock.wall() - (editedTimestamp ?? createdTimestamp);
  }

  /**
   * Tells its author to ask again, unless there is an answer by now, or a word about it. While the other process still thinks about it, that
   * one's answer takes the place of these words. It never rejects.
   */
  async excuse(visit: MessageVisit, refusals: Pick<MessageRefusals, 'tell'>): Promise<void> {
    const { message, heard, log } = visit;
    const channel = this.#channel;
    if (heard.is !== 'question' || !channel || !this.#isLate) return;
    try {
      if (await isSeenTo(channel, message)) return;
      log.warn({ event: 'question.missed', age: this.age }, 'a question came while this process stood still');
      await refusals.tell(visit, { code: 'answer.lost-restart' });
    } catch (error) {
      log.warn({ event: 'question.untold', err: toLoggable(error) }, 'a person could not be told');
    }
  }

  /** Whoever didn't stand still has given up before that, and has seen all the time whether another process has the home. */
  get #isLate(): boolean {
    const waited = this.#clock.now() - this.#at;
    const { storeBackFor = 0 } = this.#claims;
    return this.age > STILL || waited > GIVEN_UP || (waited > STILL && storeBackFor < waited);
  }
}
