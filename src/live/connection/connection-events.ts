import { parseTimeLeft, type ServerMessage } from '../protocol/server-message.ts';

/** What a connection reports besides answers. */
export type ConnectionEvents = {
  /** A new resumption handle; it replaces every earlier one. */
  handle(handle: string): void;
  /** Google will close this connection in `left` milliseconds. */
  goAway(left: number): void;
  /** How many tokens the model had in its context when it answered. */
  usage(prompt: number): void;
};

/**
 * Passes a connection's events on to its follower. Google may send a handle or a goAway before the dial has returned, so
 * the newest of each is kept until there is one.
 */
export class EventRelay {
  #state: { is: 'early'; handle?: string; left?: number } | { is: 'followed'; by: ConnectionEvents } = { is: 'early' };

  /** Tells what came early, and from now on everything. */
  follow(events: ConnectionEvents): void {
    const early = this.#state;
    this.#state = { is: 'followed', by: events };
    if (early.is === 'followed') return;
    if (early.handle !== undefined) events.handle(early.handle);
    if (early.left !== undefined) events.goAway(early.left);
  }

  /** Passes on what a message says about the connection. */
  pass({ sessionResumptionUpdate: update, goAway }: ServerMessage): void {
    if (update?.resumable && update.newHandle) this.#handle(update.newHandle);
    if (goAway) this.#goAway(parseTimeLeft(goAway.timeLeft));
  }

  /** Passes on Google's count of an answer's prompt; see `ConnectionEvents.usage`. Without a follower nobody needs it. */
  count(prompt: number): void {
    if (this.#state.is === 'followed') this.#state.by.usage(prompt);
  }

  #handle(handle: string): void {
    if (this.#state.is === 'followed') this.#state.by.handle(handle);
    else this.#state.handle = handle;
  }

  #goAway(left: number): void {
    if (this.#state.is === 'followed') this.#state.by.goAway(left);
    else this.#state.left = left;
  }
}
