import type { Channel } from '../../world/discord/channel.ts';
import type { Member } from '../../world/discord/member.ts';
import type { Message } from '../../world/discord/message.ts';
import type { Reply } from '../../world/discord/reply.ts';
import type { RestRequest } from '../../world/discord/rest.ts';
import { type Seen, type Shown, seenOf, type Violation, wrongs } from './judge.ts';
import type { Asking } from './plan.ts';
import { marksIn, questionText } from './words.ts';

/** One of the times that the model answered a question: for which process, and what it has said of it. */
export type Generation = { number: number; by: string; at: number; said: number };

/** A question, and what the world has seen of it. */
export class Question {
  readonly number: number;
  readonly asking: Asking;
  readonly channel: Channel;
  readonly generations: Generation[] = [];
  /** When it was asked, by the world's clock. */
  at = Number.POSITIVE_INFINITY;
  #message: Message | undefined;
  #reply: Reply | undefined;

  constructor(number: number, asking: Asking, channel: Channel) {
    this.number = number;
    this.asking = asking;
    this.channel = channel;
  }

  /** Has somebody ask it. */
  async ask(member: Member): Promise<void> {
    const text = questionText(this.number);
    const place = { in: this.channel };
    this.at = this.channel.world.clock.now();
    if (this.asking.way === 'mention') this.#message = await member.says(`@Parley ${text}`, place);
    else this.#reply = await member.slash('ask', { question: text }, place);
  }

  /** What is owned as a whole: the server, or the direct message. */
  get home(): string {
    return this.channel.guild?.id ?? this.channel.id;
  }

  /** The interaction, if it is one. */
  get reply(): Reply | undefined {
    return this.#reply;
  }

  /** Every message that was ever an answer to it, in the order of their coming. */
  get messages(): readonly Message[] {
    const { bot } = this.channel.world;
    const mine = this.channel.history.filter(
      (one) => one.createdAt >= this.at && one.author.id === bot.id && this.#isAbout(one),
    );
    return [...new Set([...mine, ...(this.#reply?.messages ?? [])])];
  }

  /** The same as people saw them. */
  get shown(): readonly Shown[] {
    return this.messages.map(({ edits, deletedAt }) => ({
      states: edits,
      until: deletedAt ?? Number.POSITIVE_INFINITY,
    }));
  }

  /** What is to be seen of the answer now. */
  get seen(): Seen {
    return seenOf(this.shown);
  }

  get isWhole(): boolean {
    return this.seen === 'the whole answer';
  }

  /** What must not be, in whatever was ever shown of it. */
  get wrongs(): readonly Violation[] {
    return wrongs(this.number, this.shown);
  }

  /** Whether there is nothing to wait for. */
  get isOver(): boolean {
    return this.isWhole || this.wrongs.length > 0;
  }

  /** Whether people saw the whole answer at this time. */
  wasWhole(at: number): boolean {
    const until = (end: number) => (end > at ? Number.POSITIVE_INFINITY : end);
    const then = this.shown.map((one) => ({
      states: one.states.filter((state) => state.at <= at),
      until: until(one.until),
    }));
    return seenOf(then) === 'the whole answer';
  }

  /** Which process Discord heard first of it, and when, if it is an interaction. */
  get acknowledged(): { by: string; at: number } | undefined {
    if (!this.#reply) return undefined;
    const path = `/interactions/${this.#reply.id}/`;
    const isOne = ({ path: of, status = 500 }: RestRequest) => of.startsWith(path) && status < 300;
    const found = this.channel.world.requests.find(isOne);
    return found && { by: found.via, at: found.at };
  }

  #isAbout(message: Message): boolean {
    if (this.#message && message.replyTo === this.#message) return true;
    if (this.#reply && message.interaction?.id === this.#reply.id) return true;
    return message.edits.some(({ text }) => marksIn(text).some(({ question }) => question === this.number));
  }
}
