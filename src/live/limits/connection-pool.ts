import { once, setMaxListeners } from 'node:events';

/** Whoever may hold an open connection. `rest` closes it, and `Seats.leave` follows when it is gone. */
export type PoolMember = { rest(): void };

/**
 * How many Live connections may be open at once. Google counts them per key, and every one costs memory, so the one
 * that has been idle longest gives way to a channel that wants to speak.
 */
export class ConnectionPool {
  #most: number;
  #busy = new Set<PoolMember>();
  /** In the order in which they fell idle. */
  #idle = new Set<PoolMember>();
  #left = new EventTarget();

  constructor(most: number) {
    this.#most = most;
    // One listener for each channel that waits; their number is bounded by the conversations, not by this class.
    setMaxListeners(0, this.#left);
  }

  /** How many are taken. */
  get taken(): number {
    return this.#busy.size + this.#idle.size;
  }

  /**
   * Takes a seat, or the guest's own again, and counts it as busy. Waits while all seats are busy.
   *
   * @throws the signal's reason when it is aborted first.
   */
  async take(guest: PoolMember, signal: AbortSignal): Promise<void> {
    while (!this.#idle.delete(guest) && !this.#busy.has(guest) && this.taken >= this.#most) {
      const [longest] = this.#idle;
      longest?.rest();
      if (this.taken >= this.#most) await once(this.#left, 'left', { signal }).catch(() => signal.throwIfAborted());
    }
    this.#busy.add(guest);
  }

  /** Takes a seat that nobody has, if there is one, and counts it as idle: whoever wants to speak gets it. */
  spare(guest: PoolMember): boolean {
    if (this.taken >= this.#most) return false;
    this.#idle.add(guest);
    return true;
  }

  /** Marks a seat as idle from now on. */
  idle(guest: PoolMember): void {
    if (!this.#busy.delete(guest)) return;
    this.#idle.add(guest);
    this.#left.dispatchEvent(new Event('left'));
  }

  /** Gives a seat back. */
  leave(guest: PoolMember): void {
    this.#busy.delete(guest);
    this.#idle.delete(guest);
    this.#left.dispatchEvent(new Event('left'));
  }
}
