import type { Message } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Sender } from '../../base/inbound.ts';
import { Throttle } from '../../base/throttle.ts';
import type { Languages } from '../../text/languages.ts';
import type { Text } from '../../text/text.ts';
import type { MessageVisit } from './message-visit.ts';
import { RefusalReplies } from './refusal-replies.ts';

/** A person is told at most once in this time how to be read in a channel, in milliseconds. */
const HINTED = 60 * 60_000;

type MessageRefusalsOptions = { mention(command: string): string; languages: Languages; clock: Clock };

/** Tells those who write messages why they get no answer. Bots are told nothing: one that answers would never stop. */
export class MessageRefusals {
  readonly #mention: (command: string) => string;
  readonly #replies: RefusalReplies;
  readonly #hints: Throttle;

  constructor({ mention, languages, clock }: MessageRefusalsOptions) {
    this.#mention = mention;
    this.#replies = new RefusalReplies(languages, clock);
    this.#hints = new Throttle(clock, HINTED);
  }

  /** Tells a person whose message is for the bot, but can't be read or heard, what to do about it. Never rejects. */
  async hint(visit: MessageVisit, isVoice: boolean): Promise<void> {
    const { message, target, person } = visit;
    const hint: Text = isVoice
      ? { code: 'mention.unread-voice' }
      : { code: 'mention.unread', ask: this.#mention('ask') };
    if (target && isPerson(person) && this.#hints.may(`${person.id}:${message.channelId}:${hint.code}`))
      await this.#tell(visit, hint);
  }

  /** Tells a person why there's no answer, unless a proxy repeats their message and deletes it. Never rejects. */
  async tell(visit: MessageVisit, text: Text): Promise<void> {
    if (!isPerson(visit.person)) return;
    await visit.settled.catch(() => {});
    if (!visit.wait.isGone) await this.#tell(visit, text);
  }

  /** Tells a person that the bot can't post where they asked. Never rejects. */
  async mute({ message, wait, person, log }: MessageVisit): Promise<void> {
    wait.end();
    if (isPerson(person)) await this.muteOf(message, log);
  }

  /** The same about a message that may have been handled already. Never rejects. */
  muteOf(message: Message, log: Logger): Promise<void> {
    return this.#replies.mute(message, log);
  }

  /** The question ends first, because its author may edit the message. */
  async #tell({ message, wait, target, log }: MessageVisit, text: Text): Promise<void> {
    wait.end();
    if (target) await this.#replies.tell(message, target, text, log);
    else await this.muteOf(message, log);
  }
}

/** Whether somebody is known to be behind a message. */
const isPerson = ({ kind, behind }: Sender): boolean => kind === 'member' || behind !== undefined;
