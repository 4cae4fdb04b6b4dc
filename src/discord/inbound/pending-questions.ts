import { type Client, Events } from 'discord.js';
import type { Turn } from '../../conversation/turns/turn.ts';

/** Where something was asked: the message, if it was one, and whatever that is in, the channel, its parent, the server. */
export type QuestionOrigin = { message?: string; within: readonly (string | null)[] };

/** A question from when it came until its answer is there. As long as it waits, people can put it differently or take it back. */
export class PendingQuestion implements Disposable {
  readonly origin: QuestionOrigin;
  readonly #onEnd: () => void;
  #text: string | undefined;
  #isGone = false;
  #turn: Turn | undefined;

  constructor(origin: QuestionOrigin, onEnd: () => void) {
    this.origin = origin;
    this.#onEnd = onEnd;
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

  /** Nobody waits for it any more: an edit of its message is a new question. */
  end(): void {
    this.#onEnd();
  }

  [Symbol.dispose](): void {
    this.end();
  }
}

/** Every question that somebody waits for. */
export class PendingQuestions {
  readonly #all = new Set<PendingQuestion>();
  readonly #messages = new Map<string, PendingQuestion>();

  /** Somebody begins to wait for an answer; until the question is ended, it can be put differently. */
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
