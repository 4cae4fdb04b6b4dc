import type { Lease } from '../store/lease.ts';

/** What a right needs of whoever gives it. */
type Giver = {
  /** Takes the lease anew: resolves with it, or with who has it. */
  renew(): Promise<Lease | 'others' | 'unknown'>;
  /** It is lost for good. Called once. */
  lost(): void;
};

/**
 * The right to talk in one home: a lease, or nothing but our word for it while the store is away. It outlives its lease if
 * nobody else took that meanwhile.
 */
export class Right {
  readonly home: string;
  /** When somebody last asked there, in milliseconds. */
  usedAt: number;
  /** Where somebody asked. */
  readonly channels = new Set<string>();
  readonly #giver: Giver;
  #lease: Lease | undefined;
  #looking: Promise<void> | undefined;
  #isLost = false;

  constructor(home: string, lease: Lease | undefined, usedAt: number, giver: Giver) {
    this.home = home;
    this.usedAt = usedAt;
    this.#giver = giver;
    this.#take(lease);
  }

  /** What all is written with; nothing while the store is away. */
  get lease(): Lease | undefined {
    return this.#lease;
  }

  /** Whether it is sure at this moment. */
  get held(): boolean {
    return !this.#isLost && this.#looking === undefined && this.#lease?.held !== false;
  }

  /** Whether this process may talk. If the lease ran out, that is known only when it was looked who has it now. */
  async holds(): Promise<boolean> {
    if (!this.held && !this.#isLost) await this.look();
    return !this.#isLost;
  }

  /** Looks who has the lease. It never rejects. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    if (this.#lease?.held) return;
    const found = await this.#giver.renew();
    if (found !== 'others') return this.#take(found === 'unknown' ? undefined : found);
    this.#isLost = true;
    this.#giver.lost();
  }

  #take(lease: Lease | undefined): void {
    this.#lease = lease;
    lease?.lost.addEventListener('abort', () => void this.look(), { once: true });
  }
}
