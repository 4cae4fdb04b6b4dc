import type { Lease } from '../store/leases.ts';

/** What a right needs of whoever gives it. */
type Giver = {
  /** Looks for its lease, which was `before` if there was one: resolves with one that holds, or with who has it. */
  renew(before: Lease | undefined): Promise<Lease | 'others' | 'unknown'>;
  /** It is lost to another process. Called once. */
  onLoss(): void;
};

/**
 * The right to talk in one home (a server or a direct message). It's a lease or, while the store is unavailable, only
 * our own assumption. It outlives the end of its lease if no other process took that since.
 */
export class Claim {
  readonly home: string;
  /** Where there is something to do, and when somebody last asked there, in milliseconds. */
  readonly channels = new Map<string, number>();
  readonly #giver: Giver;
  #lease: Lease | undefined;
  /** The newest lease that there was, which may have run out while the store was away. */
  #before: Lease | undefined;
  #looking: Promise<void> | undefined;
  #isOver = false;

  constructor(home: string, lease: Lease | undefined, giver: Giver) {
    this.home = home;
    this.#giver = giver;
    this.#take(lease);
  }

  /** What all is written with; nothing while the store is away. */
  get lease(): Lease | undefined {
    return this.#lease;
  }

  /** Whether it is sure at this moment. */
  get held(): boolean {
    return !this.#isOver && this.#looking === undefined && this.#lease?.held !== false;
  }

  /** Whether this process may talk. If the lease ran out, we know only after checking who holds it now. */
  async holds(): Promise<boolean> {
    if (!this.held && !this.#isOver) await this.look();
    return !this.#isOver;
  }

  /** Looks who has the lease, if it is not known. It never rejects. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** Gives it back. */
  release(): void {
    this.end();
    void this.#lease?.release();
  }

  /** It is not made use of any more. */
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
    // What was given back while it was looked for is not wanted any more.
    if (this.#isOver) return void lease?.release();
    this.#lease = lease;
    this.#before = lease ?? this.#before;
    lease?.lost.addEventListener('abort', () => void this.look(), { once: true });
  }
}
