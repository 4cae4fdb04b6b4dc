import type { Place } from '../base/place.ts';
import type { Claims } from '../claims/claims.ts';
import type { Conversation } from './conversation.ts';

/** A conversation, where it is, and what tells the claims that it rests. */
type Entry = { conversation: Conversation; place: Place; rest(): void };

/** How a conversation that holds memory is doing, without a word of it. */
export type AwakeConversation = {
  place: Place;
  state: 'busy' | 'connected' | 'resting';
  /** How many turns wait behind the running one. */
  waiting: number;
};

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

  /** How each of them is doing. */
  list(): AwakeConversation[] {
    return [...this.#entries.values()].map(({ conversation: { busy, connected, waiting }, place }) => ({
      place,
      state: busy ? 'busy' : connected ? 'connected' : 'resting',
      waiting,
    }));
  }

  /** A channel's conversation, if it's awake. */
  find(channel: string): Conversation | undefined {
    return this.#entries.get(channel)?.conversation;
  }

  /** Keeps a channel for a conversation that wakes. */
  add(place: Place, conversation: Conversation): void {
    const { channel } = place;
    const { promise, resolve: rest } = Promise.withResolvers<void>();
    this.#claims.keep(channel, promise);
    this.#entries.set(channel, { conversation, place, rest });
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
