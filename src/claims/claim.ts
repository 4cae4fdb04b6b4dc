import type { Fence } from '../store/database.ts';
import type { Lease } from '../store/leases.ts';
import { LeaseLostError } from '../store/store-errors.ts';

/** What a claim needs of `Claims`, which gave it. */
type Giver = {
  /** Looks for its lease, formerly `before`. Resolves to one that holds, or to who has it. */
  renew(before: Lease | undefined): Promise<Lease | 'others' | 'unknown'>;
  /** Called once, when another process has taken it. */
  onLoss(): void;
};

/**
 * What a claim rests on: a lease, or while the store is unavailable only our own assumption that nobody else is here.
 * `before` is then the newest lease, which has run out.
 */
type Basis = { is: 'leased'; lease: Lease } | { is: 'assumed'; before: Lease | undefined };

/** While it's being checked who has the home, nothing is certain. `answer` resolves when it's known. */
type State = Basis | { is: 'checking'; from: Basis; answer: Promise<void> } | { is: 'over'; lease: Lease | undefined };

const toBasis = (lease: Lease | undefined, before: Lease | undefined): Basis =>
  lease ? { is: 'leased', lease } : { is: 'assumed', before };

/**
 * The right to talk in one home (a server or a direct message). It outlives the end of its lease if no other process
 * took that since.
 */
export class Claim {
  readonly home: string;
  /** Channels with something to do, and when someone last asked there, in milliseconds. */
  readonly channels = new Map<string, number>();
  readonly #giver: Giver;
  #state: State;

  constructor(home: string, lease: Lease | undefined, giver: Giver) {
    this.home = home;
    this.#giver = giver;
    this.#state = toBasis(lease, undefined);
    this.#watch(lease);
  }

  /** The lease it rests on; nothing while the store is unavailable. */
  get lease(): Lease | undefined {
    const state = this.#state;
    if (state.is === 'over') return state.lease;
    const basis = state.is === 'checking' ? state.from : state;
    return basis.is === 'leased' ? basis.lease : undefined;
  }

  /** Whether it's certain at this moment. */
  get held(): boolean {
    const state = this.#state;
    return state.is === 'assumed' || (state.is === 'leased' && state.lease.held);
  }

  /** Whether it's only assumed that nobody else is here, because the store can't say. */
  get isAssumed(): boolean {
    const state = this.#state;
    return (state.is === 'checking' ? state.from : state).is === 'assumed';
  }

  /** Whether this process may talk. If the lease ran out, we know only after checking who holds it now. */
  async holds(): Promise<boolean> {
    if (!this.held && !this.#isOver) await this.look();
    return !this.#isOver;
  }

  /**
   * What writes carry: the lease or, while the store can't say who has it, the number of the last one. Then the store refuses what
   * waits for it if another process was here meanwhile. Nothing if there never was a lease.
   *
   * @throws {LeaseLostError} if another process talks here.
   */
  async findFence(): Promise<(Fence & { held?: boolean }) | undefined> {
    if (this.isAssumed) await this.look();
    if (!(await this.holds())) throw new LeaseLostError();
    const state = this.#state;
    const basis = state.is === 'checking' ? state.from : state;
    if (basis.is !== 'assumed') return this.lease;
    return basis.before && { id: basis.before.id, fence: basis.before.fence };
  }

  /** Checks who has the lease, if that isn't known. It never rejects. */
  look(): Promise<void> {
    // Reading `held` may find that the lease has run out, whose callback calls `look` too. So it's read before the state.
    const isLeased = this.lease?.held === true;
    const state = this.#state;
    if (state.is === 'checking') return state.answer;
    if (state.is === 'over' || isLeased) return Promise.resolve();
    const answer = this.#check(state);
    this.#state = { is: 'checking', from: state, answer };
    return answer;
  }

  /** Releases it. */
  release(): void {
    this.end();
    void this.lease?.release();
  }

  /** Ends its use. */
  end(): void {
    this.#state = { is: 'over', lease: this.lease };
  }

  get #isOver(): boolean {
    return this.#state.is === 'over';
  }

  async #check(from: Basis): Promise<void> {
    const before = from.is === 'leased' ? from.lease : from.before;
    const found = await this.#giver.renew(before);
    const lease = typeof found === 'string' ? undefined : found;
    // A claim that was released during the check isn't wanted any more.
    if (this.#isOver) return void lease?.release();
    if (found === 'others') {
      this.end();
      return this.#giver.onLoss();
    }
    this.#state = toBasis(lease, before);
    this.#watch(lease);
  }

  #watch(lease: Lease | undefined): void {
    lease?.lost.addEventListener('abort', () => void this.look(), { once: true });
  }
}
