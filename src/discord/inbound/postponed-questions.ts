import { type Client, Events, type Message } from 'discord.js';
import type { Clock } from '../../base/clock.ts';
import type { Inbound, Sender } from '../../base/inbound.ts';

/**
 * How long a question is remembered, in milliseconds. Discord lets an interaction be answered for 15 minutes, and the answer
 * itself takes some of them.
 */
const REMEMBERED = 10 * 60_000;

/** How many questions are remembered. Beyond that the oldest are forgotten, and have to be asked again. */
const MOST = 500;

/** How many of one person in a channel; no more of one person's questions may wait for their answers either. */
const MOST_OF_ONE = 5;

/** The message that asks a question, as it reads by now: an edit takes away what it said before. */
export type PostponedMessage = { newest: Message };

/** Who asked something, or presses the button, and where. */
type QuestionSource = Pick<Inbound, 'place' | 'person'>;

/** A question that waits for its asker's yes. `message` is the one that asked it, if it was one. */
type PostponedQuestion = {
  asked: QuestionSource;
  until: number;
  message: PostponedMessage | undefined;
  ask: LateAsk;
};

/**
 * Asks a postponed question of its asker as Discord knows them when they agree. It takes its place in the order of arrival once
 * `earlier` has resolved, and resolves as soon as it has it, or never gets it. Neither ever rejects.
 */
export type LateAsk = (asker: Sender, earlier: Promise<void>) => Promise<void>;

/** Whose questions are forgotten: a person's, in one server or everywhere, or all of a server. */
export type Forgotten = { person?: string; server?: string | undefined };

/**
 * What people asked who have to agree first: each person's newest questions in a channel. They're remembered in this process
 * alone, and nothing of them is fetched, read or stored. Whoever agrees there has them asked in order, by passing everything once
 * more.
 */
export class PostponedQuestions {
  readonly #clock: Pick<Clock, 'now' | 'sleep'>;
  /** Oldest first. */
  #all: PostponedQuestion[] = [];
  #sweeping: Promise<void> | undefined;

  constructor(clock: Pick<Clock, 'now' | 'sleep'>) {
    this.#clock = clock;
  }

  /** Remembers a question. A message that is refused again, as it was edited, keeps its place and its time. */
  add(asked: QuestionSource, ask: LateAsk, message?: PostponedMessage): void {
    const known = message && this.#all.find((one) => one.message?.newest.id === message.newest.id);
    if (known) {
      Object.assign(known, { asked, message, ask });
      return;
    }
    const [oldest, ...others] = this.#of(asked);
    if (others.length + 1 >= MOST_OF_ONE) this.#forget((one) => one === oldest);
    this.#all.push({ asked, until: this.#clock.now() + REMEMBERED, message, ask });
    if (this.#all.length > MOST) this.#all.shift();
    this.#sweeping ??= this.#sweep();
  }

  /** Asks what a person asked in a channel before they agreed there, once and in order. Returns how many questions that is. */
  ask(agreed: QuestionSource): number {
    const found = this.#of(agreed);
    this.#forget((one) => found.includes(one));
    const current = found.filter(({ until }) => this.#clock.now() < until);
    let earlier = Promise.resolve();
    for (const { ask } of current) earlier = ask(agreed.person, earlier);
    return current.length;
  }

  /** A message was edited: its old words are forgotten at once. Returns whether it's one that asks a remembered question. */
  renew(message: Message): boolean {
    const found = this.#all.filter((one) => one.message?.newest.id === message.id);
    for (const one of found) if (one.message) one.message.newest = message;
    return found.length > 0;
  }

  /** A message asks nothing in these words. If it has been edited since, its newer words count. */
  drop(message: Message): void {
    this.#forget((one) => one.message?.newest === message);
  }

  /** The question of a message, given by id, needs nobody's yes any more: it has been asked, or is gone. */
  settle(id: string): void {
    this.#forget((one) => one.message?.newest.id === id);
  }

  /** Forgets what people asked who want everything of theirs deleted, or in a server where somebody may order that. */
  forget({ person, server }: Forgotten): void {
    this.#forget(
      ({ asked }) =>
        (person === undefined || whoOf(asked) === person) && (server === undefined || asked.place.server === server),
    );
  }

  /** Forgets each question whose message is deleted from now on. */
  follow(discord: Client): void {
    discord.on(Events.MessageDelete, ({ id }) => this.settle(id));
    discord.on(Events.MessageBulkDelete, (messages) => {
      for (const id of messages.keys()) this.settle(id);
    });
  }

  #of({ place, person }: QuestionSource): PostponedQuestion[] {
    const who = person.behind ?? person.id;
    return this.#all.filter(({ asked }) => whoOf(asked) === who && asked.place.channel === place.channel);
  }

  #forget(isGone: (question: PostponedQuestion) => boolean): void {
    this.#all = this.#all.filter((question) => !isGone(question));
  }

  /** Forgets each question when its time is over, oldest first, until none is left. */
  async #sweep(): Promise<void> {
    for (let [oldest] = this.#all; oldest; [oldest] = this.#all) {
      await this.#clock.sleep(Math.max(1, oldest.until - this.#clock.now()));
      this.#forget(({ until }) => until <= this.#clock.now());
    }
    this.#sweeping = undefined;
  }
}

const whoOf = ({ person }: QuestionSource): string => person.behind ?? person.id;
