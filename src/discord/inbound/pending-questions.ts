import { type Client, Events, type Message } from 'discord.js';
import type { Turn } from '../../conversation/turns/turn.ts';

/** Where something was asked: the message, if it was one, and the channel, its parent and the server that it's in. */
export type QuestionOrigin = { message?: string; within: readonly (string | null)[] };

/** A question that has no answer yet. As long as it's in the queue, people can rephrase it or take it back. */
export class PendingQuestion implements Disposable {
  readonly origin: QuestionOrigin;
  readonly #onEnd: () => void;
  #text: string | undefined;
  #message: Message | undefined;
  #isGone = false;
  #turn: Turn | undefined;

  constructor(origin: QuestionOrigin, onEnd: () => void) {
    this.origin = origin;
    this.#onEnd = onEnd;
  }

  /** Whether the question was taken back. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** The question's newest words, if it was edited before it joined the queue. */
  get text(): string | undefined {
    return this.#text;
  }

  /** The question's message as it was last edited, if it was. */
  get message(): Message | undefined {
    return this.#message;
  }

  /** The question has joined the queue. */
  hold(turn: Turn): void {
    this.#turn = turn;
    if (this.#isGone) turn.drop();
  }

  /** The question's message was edited. Its words are told by {@link reword} once they're read. */
  renew(message: Message): void {
    this.#message = message;
  }

  reword(text: string): void {
    this.#text = text;
    this.#turn?.reword(text);
  }

  drop(): void {
    this.#isGone = true;
    this.#turn?.drop();
  }

  /** Nobody waits for an answer any more. From now on, an edit of the message is a new question. */
  end(): void {
    this.#onEnd();
  }

  [Symbol.dispose](): void {
    this.end();
  }
}

/** All questions that have no answer yet. */
export class PendingQuestions {
  readonly #all = new Set<PendingQuestion>();
  readonly #messages = new Map<string, PendingQuestion>();

  /** Adds a question. Until its `end` is called, it can be rephrased. */
  begin(origin: QuestionOrigin): PendingQuestion {
    const { message } = origin;
    const wait: PendingQuestion = new PendingQuestion(origin, () => {
      this.#all.delete(wait);
      if (message !== undefined && this.#messages.get(message) === wait) this.#messages.delete(message);
    });
    this.#all.add(wait);
    if (message !== undefined) this.#messages.set(message, wait);
    return wait;
  }

  /** The question that a message asks. */
  of(message: string): PendingQuestion | undefined {
    return this.#messages.get(message);
  }

  /** Drops what was asked in a channel, thread or server that is gone. */
  dropAll(id: string): void {
    for (const wait of this.#all) if (wait.origin.within.includes(id)) wait.drop();
  }
}

/** Drops each question whose message, channel or server is deleted. */
export const followDeletions = (discord: Client, waits: PendingQuestions): void => {
  discord.on(Events.MessageDelete, ({ id }) => waits.of(id)?.drop());
  discord.on(Events.MessageBulkDelete, (messages) => {
    for (const id of messages.keys()) waits.of(id)?.drop();
  });
  discord.on(Events.ChannelDelete, ({ id }) => waits.dropAll(id));
  discord.on(Events.ThreadDelete, ({ id }) => waits.dropAll(id));
  discord.on(Events.GuildDelete, ({ id }) => waits.dropAll(id));
};
