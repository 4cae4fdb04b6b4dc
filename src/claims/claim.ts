import type { Lease } from '../store/leases.ts';

/** What a claim needs of `Claims`, which gave it. */
type Giver = {
  /** Looks for its lease, formerly `before`. Resolves to one that holds, or to who has it. */
  renew(before: Lease | undefined): Promise<Lease | 'others' | 'unknown'>;
  /** Called once, when another process has taken it. */
  onLoss(): void;
};

/**
 * The right to talk in one home (a server or a direct message). It's a lease or, while the store is unavailable, only
 * our own assumption. It outlives the end of its lease if no other process took that since.
 */
export class Claim {
  readonly home: string;
  /** Channels with something to do, and when someone last asked there, in milliseconds. */
  readonly channels = new Map<string, number>();
  readonly #giver: Giver;
  #lease: Lease | undefined;
  /** The newest lease, which may have run out while the store was unavailable. */
  #before: Lease | undefined;
  #looking: Promise<void> | undefined;
  #isOver = false;

  constructor(home: string, lease: Lease | undefined, giver: Giver) {
    this.home = home;
    this.#giver = giver;
    this.#take(lease);
  }

  /** The lease that writes carry; nothing while the store is unavailable. */
  get lease(): Lease | undefined {
    return this.#lease;
  }

  /** Whether it's certain at this moment. */
  get held(): boolean {
    return !this.#isOver && this.#looking === undefined && this.#lease?.held !== false;
  }

  /** Whether this process may talk. If the lease ran out, we know only after checking who holds it now. */
  async holds(): Promise<boolean> {
    if (!this.held && !this.#isOver) await this.look();
    return !this.#isOver;
  }

  /** Checks who has the lease, if that isn't known. It never rejects. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** Releases it. */
  release(): void {
    this.end();
    void this.#lease?.release();
  }

  /** Ends its use. */
  end(): void {
    this.#isOver = true;
  }

  async #look(): Promise<void> {
    if (this.#isOver || this.#lease?.held) return;
    const found = await this.#giver.renew(this.#before);
    if (found !== 'others') return this.#take(found === 'unknown' ? undefined : found);
    if (this.#isOver) return;
    this.#isOver = true;
    this.#giver.onLoss();
  }

  #take(lease: Lease | undefined): void {
    // A claim that was released during the check isn't wanted any more.
    if (this.#isOver) return void lease?.release();
    this.#lease = lease;
    this.#before = lease ?? this.#before;
    lease?.lost.addEventListener('abort', () => void this.look(), { once: true });
  }
}
