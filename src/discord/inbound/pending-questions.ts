import { type Client, Events } from 'discord.js';
import type { Turn } from '../../conversation/turns/turn.ts';

/** Where something was asked: the message, if it was one, and whatever that is in, the channel, its parent, the server. */
export type QuestionOrigin = { message?: string; within: readonly (string | null)[] };

/** A question from when it came until its answer is there. As long as it waits, people can put it differently or take it back. */
export class PendingQuestion {
  readonly origin: QuestionOrigin;
  #text: string | undefined;
  #isGone = false;
  #turn: Turn | undefined;

  constructor(origin: QuestionOrigin) {
    this.origin = origin;
  }

  /** Whether nobody wants to know any more. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** The question's newest words, if it was edited before it took its place in the queue. */
  get text(): string | undefined {
    return this.#text;
  }

  /** It took its place in the queue. */
  hold(turn: Turn): void {
    this.#turn = turn;
    if (this.#isGone) turn.drop();
  }

  reword(text: string): void {
    this.#text = text;
    this.#turn?.reword(text);
  }

  drop(): void {
    this.#isGone = true;
    this.#turn?.drop();
  }
}

/** Every question that somebody waits for. */
export class PendingQuestions {
  readonly #all = new Set<PendingQuestion>();
  readonly #messages = new Map<string, PendingQuestion>();

  /** Does what a question takes, which holds the question as long as it goes on. */
  async run<T>(origin: QuestionOrigin, work: (wait: PendingQuestion) => Promise<T>): Promise<T> {
    const wait = new PendingQuestion(origin);
    this.#all.add(wait);
    if (origin.message !== undefined) this.#messages.set(origin.message, wait);
    try {
      return await work(wait);
    } finally {
      this.#all.delete(wait);
      const { message } = origin;
      if (message !== undefined && this.#messages.get(message) === wait) this.#messages.delete(message);
    }
  }

  /** The question that a message asks. */
  of(message: string): PendingQuestion | undefined {
    return this.#messages.get(message);
  }

  /** A channel, thread or server is gone, and with it what was asked there. */
  dropAll(id: string): void {
    for (const wait of this.#all) if (wait.origin.within.includes(id)) wait.drop();
  }
}

/** What is deleted, or is in what is deleted, is not asked any more. */
export const followDeletions = (discord: Client, waits: PendingQuestions): void => {
  discord.on(Events.MessageDelete, ({ id }) => waits.of(id)?.drop());
  discord.on(Events.MessageBulkDelete, (messages) => {
    for (const id of messages.keys()) waits.of(id)?.drop();
  });
  discord.on(Events.ChannelDelete, ({ id }) => waits.dropAll(id));
  discord.on(Events.ThreadDelete, ({ id }) => waits.dropAll(id));
  discord.on(Events.GuildDelete, ({ id }) => waits.dropAll(id));
};
