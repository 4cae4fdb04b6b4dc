import type { RoomChange } from './page/room-protocol.ts';

/** Passes what changes in a room on to every page that looks at it. */
export class ChangeFeed {
  readonly #followers = new Set<(change: RoomChange) => void>();

  /** Calls the follower with each change from now on. Call the result to stop that. */
  follow(follower: (change: RoomChange) => void): () => void {
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }

  /** Tells all followers. */
  tell(change: RoomChange): void {
    for (const follower of [...this.#followers]) follower(change);
  }
}
