import type { Claims } from '../claims/claims.ts';
import type { Conversation } from './conversation.ts';

/** A conversation, and what tells the claims that it rests. */
type Entry = { conversation: Conversation; rest(): void };

/** The conversations that are in memory, by channel. Each keeps its channel until it rests. */
export class AwakeConversations {
  readonly #claims: Pick<Claims, 'keep'>;
  readonly #entries = new Map<string, Entry>();

  constructor(claims: Pick<Claims, 'keep'>) {
    this.#claims = claims;
  }

  /** How many there are. */
  get size(): number {
    return this.#entries.size;
  }

  /** All of them, as they are now. */
  get all(): Conversation[] {
    return [...this.#entries.values()].map(({ conversation }) => conversation);
  }

  /** A channel's conversation, if it's awake. */
  find(channel: string): Conversation | undefined {
    return this.#entries.get(channel)?.conversation;
  }

  /** Keeps a channel for a conversation that wakes. */
  add(channel: string, conversation: Conversation): void {
    const { promise, resolve: rest } = Promise.withResolvers<void>();
    this.#claims.keep(channel, promise);
    this.#entries.set(channel, { conversation, rest });
  }

  /** Forgets a conversation, so that another process may go on with it. Returns whether it was still there. */
  remove(channel: string, conversation: Conversation): boolean {
    const entry = this.#entries.get(channel);
    if (entry?.conversation !== conversation) return false;
    this.#entries.delete(channel);
    entry.rest();
    return true;
  }
}
