import type { Channel } from '../../world/discord/channel.ts';
import type { Member } from '../../world/discord/member.ts';
import type { Message } from '../../world/discord/message.ts';
import type { Reply } from '../../world/discord/reply.ts';
import type { RestRequest } from '../../world/discord/rest.ts';
import { type Seen, type Shown, seenOf, type Violation, wrongs } from './judge.ts';
import type { Asking } from './plan.ts';
import { marksIn, questionText } from './words.ts';

/**
 * One of the times that the model answered a question: for which process, what it has said of it, and the questions whose
 * answers its session remembers, one that it was told twice twice.
 */
export type Generation = { number: number; by: string; at: number; said: number; known: readonly number[] };

/** A question, and what the world has seen of it. */
export class Question {
  readonly number: number;
  readonly asking: Asking;
  readonly channel: Channel;
  readonly generations: Generation[] = [];
  /** Which processes asked the model for the rest of an answer that had broken off, and when. */
  readonly rests: { by: string; at: number }[] = [];
  /** When it was asked, by the world's clock. */
  at = Number.POSITIVE_INFINITY;
  /** The processes that Discord told of it. */
  heard: readonly string[] = [];
  asker: Member | undefined;
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
    this.heard = this.listeners;
    this.asker = member;
    if (this.asking.way === 'mention') this.#message = await member.says(`@Parley ${text}`, place);
    else if (this.asking.way === 'edit') {
      this.#message = await member.says(text, place);
      await member.edits(this.#message, `@Parley ${text}`);
    } else this.#reply = await member.slash('ask', { question: text }, place);
  }

  /** The processes that Discord would tell now what is done in its channel. */
  get listeners(): readonly string[] {
    const { gateway } = this.channel.world;
    const all = gateway.sessions.filter((one) => one.socket && one.wants('MESSAGE_CREATE', this.channel.guild?.id));
    return all.map(({ via }) => via);
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
    return this.messages.map(toShown);
  }

  /** Whether a reaction to its message says that it won't be answered now. */
  get isMarked(): boolean {
    return (this.#message?.reactions.size ?? 0) > 0;
  }

  /** The same with the further pages that hold no words of the answer. */
  get pages(): readonly Shown[] {
    return [...this.shown, ...this.#notes.map(toShown)];
  }

  /** What is to be seen of the answer now. */
  get seen(): Seen {
    return seenOf(this.pages);
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

  /** The processes that had its home when they wrote words of its answer there, or acknowledged it or tried to, and when that was. */
  get takers(): { by: string; at: number }[] {
    const [channel, callback] = [`/channels/${this.channel.id}/messages`, `/interactions/${this.#reply?.id}/`];
    const mark = `q${this.number}g`;
    return this.channel.world.requests
      .filter(
        ({ method, path, body }) =>
          path.startsWith(callback) ||
          (method !== 'GET' && path.startsWith(channel) && JSON.stringify(body ?? {}).includes(mark)),
      )
      .map(({ via, at }) => ({ by: via, at }));
  }

  /** Further pages of the answer to a message that hold no words of it, but why there are no more, or what there is to say of it. */
  get #notes(): readonly Message[] {
    const { bot } = this.channel.world;
    const id = this.#message?.id;
    const isPage = ({ author, nonce }: Message) => author.id === bot.id && nonce?.startsWith(`${id}:`);
    const known = new Set(this.messages);
    return this.channel.history.filter((one) => isPage(one) && !known.has(one));
  }

  #isAbout(message: Message): boolean {
    if (this.#message && message.replyTo === this.#message) return true;
    if (this.#reply && message.interaction?.id === this.#reply.id) return true;
    return message.edits.some(({ text }) => marksIn(text).some(({ question }) => question === this.number));
  }
}

const toShown = ({ edits, deletedAt }: Message): Shown => ({
  states: edits,
  until: deletedAt ?? Number.POSITIVE_INFINITY,
});
