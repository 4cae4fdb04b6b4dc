import { once, setMaxListeners } from 'node:events';

/** A session that may hold an open connection. `rest` closes it, and `leave` follows once it's gone. */
export type PoolMember = { rest(): void };

/**
 * Limits how many Live connections are open at once. Google counts them per key, and each costs memory, so the one that
 * has been idle longest gives way to a channel that wants to speak.
 */
export class ConnectionPool {
  #most: number;
  #waiting = 0;
  #busy = new Set<PoolMember>();
  /** In the order in which they became idle. */
  #idle = new Set<PoolMember>();
  #left = new EventTarget();

  constructor(most: number) {
    this.#most = most;
    // One listener for each waiting channel. The number of conversations bounds them, not this class.
    setMaxListeners(0, this.#left);
  }

  /** How many places there are just now. */
  get most(): number {
    return this.#most;
  }

  /** How many of the places are taken by someone who is busy. */
  get busy(): number {
    return this.#busy.size;
  }

  /** How many members wait for a place. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Changes how many places there are. If there are too few for those who are idle, they rest; who is busy isn't disturbed. */
  resize(most: number): void {
    this.#most = most;
    this.#restExcess();
    this.#left.dispatchEvent(new Event('left'));
  }

  /** How many places are taken. */
  get taken(): number {
    return this.#busy.size + this.#idle.size;
  }

  /**
   * Takes a place, or keeps the member's own, and counts it as busy. Waits while all places are busy.
   *
   * @throws the signal's reason if it aborts first.
   */
  async take(member: PoolMember, signal: AbortSignal): Promise<void> {
    while (!this.#idle.delete(member) && !this.#busy.has(member) && this.taken >= this.#most) {
      const [longest] = this.#idle;
      longest?.rest();
      if (this.taken >= this.#most) await this.#waitForLeave(signal);
    }
    this.#busy.add(member);
  }

  /** Takes a free place, if there is one, and counts it as idle: any conversation that wants to speak gets it. */
  tryTake(member: PoolMember): boolean {
    if (this.taken >= this.#most) return false;
    this.#idle.add(member);
    return true;
  }

  /** Marks a place as idle from now on. */
  idle(member: PoolMember): void {
    if (!this.#busy.delete(member)) return;
    this.#idle.add(member);
    this.#restExcess();
    this.#left.dispatchEvent(new Event('left'));
  }

  /** Gives a place back. */
  leave(member: PoolMember): void {
    this.#busy.delete(member);
    this.#idle.delete(member);
    this.#left.dispatchEvent(new Event('left'));
  }

  async #waitForLeave(signal: AbortSignal): Promise<void> {
    this.#waiting += 1;
    await once(this.#left, 'left', { signal })
      .catch(() => signal.throwIfAborted())
      .finally(() => {
        this.#waiting -= 1;
      });
  }

  /** Those who have been idle longest rest until no more are taken than there are. */
  #restExcess(): void {
    const excess = this.taken - this.#most;
    for (const member of [...this.#idle].slice(0, Math.max(0, excess))) member.rest();
  }
}
