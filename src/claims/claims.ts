import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Lease, Leases } from '../store/leases.ts';
import { Claim } from './claim.ts';

/** A channel, and the home that it belongs to: its server, or in a direct message the channel itself. */
export type HomeAddress = { home: string; channel: string };

export type ClaimsOptions = {
  leases: Pick<Leases, 'take' | 'revive'>;
  /** Whether something in a channel or its home is going on that must not be handed over, besides what is kept. */
  isNeeded(channel: string, home: string): boolean;
  /** This process talks in a home from now on. */
  onGain?(right: Claim): void;
  /** Another process talks in these channels of a home now. */
  onLoss(channels: readonly string[], home: string): void;
  clock: Clock;
  log: Logger;
};

/**
 * How long something that people said waits for a process that may have died or is being stopped, in milliseconds. A
 * lease lasts 3 s, and a process releases its own up to 9 s after it was told to stop.
 */
export const CLAIM_PATIENCE = 10_000;

/** How often to check whether a lease is free, in milliseconds. */
const POLL = 200;

/**
 * How long a home is kept after someone asked there, in milliseconds. It's longer than another process waits for a claim
 * on the same question; with less, that process would get the claim and answer it again.
 */
const LINGER = 15_000;

/** How often to check what is no longer needed, and whether the store is back, in milliseconds. */
const SWEEP = 1_000;

/** Another process that was last seen this long ago may be gone, in milliseconds. */
const SEEN = 60_000;

/**
 * How many homes of other processes are remembered. While the store is unavailable, nothing is known of a forgotten one.
 */
const MOST_SEEN = 10_000;

/** How many questions may wait for one home's claim. More than this aren't answered. */
const MOST_WAITING = 100;

/** What is being waited for: who gets the home. */
type Contest = { won: Promise<Claim | undefined>; until: number; waiting: number };

/**
 * The homes in which this process talks, because it holds their leases. So of two processes that receive the same
 * messages only one answers, and when it dies, the other one does. While the store is unavailable nobody can know, and a
 * process goes on where it has seen no other one.
 */
export class Claims {
  readonly #options: ClaimsOptions;
  readonly #rights = new Map<string, Claim>();
  /** The claims on the channels that were entered. */
  readonly #entered = new Map<string, Claim>();
  readonly #contests = new Map<string, Contest>();
  /** How much is being done in each channel that people wait for. */
  readonly #doing = new Map<string, number>();
  /** Where another process was seen, and when. */
  readonly #others = new Map<string, number>();
  readonly #closing = new AbortController();
  #sweeping = false;

  constructor(options: ClaimsOptions) {
    this.#options = options;
  }

  /**
   * Something was said in a channel. Resolves to whether this process answers it. If another one does, it waits for a
   * while, because that one may have died.
   */
  async enter(address: HomeAddress): Promise<boolean> {
    return this.#enter(address, { patience: CLAIM_PATIENCE, usedAt: () => this.#options.clock.now() });
  }

  /**
   * Keeps an entered channel until some work is done that people see or wait for, because its answer may not be shown
   * yet. The work may begin before the channel is entered.
   */
  keep(channel: string, work: Promise<unknown>): void {
    this.#doing.set(channel, (this.#doing.get(channel) ?? 0) + 1);
    const done = () => {
      const left = (this.#doing.get(channel) ?? 1) - 1;
      if (left > 0) this.#doing.set(channel, left);
      else this.#doing.delete(channel);
    };
    work.then(done, done);
  }

  /**
   * Takes a free home to clean up what is left there. It's released as soon as nothing needs it, because a process that
   * knows more may be waiting. Resolves to whether it was free.
   */
  async visit(address: HomeAddress): Promise<boolean> {
    return this.#enter(address, { patience: 0, usedAt: (before) => before });
  }

  /** The claim on a channel that was entered. */
  right(channel: string): Claim | undefined {
    return this.#entered.get(channel);
  }

  /**
   * Whether this process talks in a channel. It's asked each time before something is said, because a process may have
   * slept.
   */
  async holds(channel: string): Promise<boolean> {
    return (await this.right(channel)?.holds()) ?? false;
  }

  /** Stops waiting for claims. */
  close(): void {
    this.#closing.abort(this);
  }

  /** Ends all claims. The store releases all leases at once right after this. */
  end(): void {
    for (const [home, right] of this.#rights) {
      this.#forget(home, right);
      right.end();
    }
  }

  async #enter(
    { home, channel }: HomeAddress,
    { patience, usedAt }: { patience: number; usedAt(before: number): number },
  ): Promise<boolean> {
    const right = (await this.#valid(home)) ?? (await this.#contend(home, patience));
    if (!right || !(await right.holds())) return false;
    right.channels.set(channel, usedAt(right.channels.get(channel) ?? Number.NEGATIVE_INFINITY));
    this.#entered.set(channel, right);
    return true;
  }

  /** The claim on a home, if it still holds. Nothing may compete for the home before that is known. */
  async #valid(home: string): Promise<Claim | undefined> {
    const right = this.#rights.get(home);
    return (await right?.holds()) ? right : undefined;
  }

  async #contend(home: string, patience: number): Promise<Claim | undefined> {
    const { clock } = this.#options;
    const until = clock.now() + patience;
    const contest = this.#contests.get(home) ?? this.#begin(home, until);
    if (contest.waiting >= MOST_WAITING) return undefined;
    contest.until = Math.max(contest.until, until);
    contest.waiting += 1;
    const enough = new AbortController();
    const late = clock.sleep(patience + POLL, enough.signal).then(
      () => undefined,
      () => undefined,
    );
    try {
      return await Promise.race([contest.won, late]);
    } finally {
      contest.waiting -= 1;
      enough.abort(enough);
    }
  }

  #begin(home: string, until: number): Contest {
    const contest: Contest = { won: Promise.resolve(undefined), until, waiting: 0 };
    this.#contests.set(home, contest);
    contest.won = this.#win(home, contest).finally(() => this.#contests.delete(home));
    return contest;
  }

  async #win(home: string, contest: Contest): Promise<Claim | undefined> {
    const { clock, log } = this.#options;
    const { signal } = this.#closing;
    for (let tries = 1; ; tries++) {
      // A process that is being stopped would turn people away whom another process can answer.
      if (signal.aborted && this.#sawOthers(home)) return undefined;
      const lease = await this.#take(home);
      if (lease !== 'others') return this.#hold(home, lease === 'unknown' ? undefined : lease);
      if (tries === 1) log.info({ event: 'ownership.others', home }, 'another process talks here');
      if (signal.aborted || clock.now() >= contest.until) return undefined;
      await clock.sleep(POLL, signal).catch(() => {});
    }
  }

  /** Takes a lease, or says who has it: others, or nobody knows. */
  async #take(home: string, before?: Lease): Promise<Lease | 'others' | 'unknown'> {
    const { leases, clock } = this.#options;
    try {
      const lease = await (before ? leases.revive(before) : leases.take(home));
      this.#others.delete(home);
      if (lease) return lease;
      this.#others.set(home, clock.now());
      const [oldest = home] = this.#others.keys();
      if (this.#others.size > MOST_SEEN) this.#others.delete(oldest);
      return 'others';
    } catch {
      return this.#sawOthers(home) ? 'others' : 'unknown';
    }
  }

  /** Whether another process was seen in a home recently. */
  #sawOthers(home: string): boolean {
    const seen = this.#others.get(home) ?? Number.NEGATIVE_INFINITY;
    return this.#options.clock.now() - seen < SEEN;
  }

  #hold(home: string, lease: Lease | undefined): Claim {
    const right: Claim = new Claim(home, lease, {
      // It keeps its old number, which the queued writes carry. They're refused if another process was here meanwhile.
      renew: (before) => this.#take(home, before),
      onLoss: () => this.#lose(home, right),
    });
    this.#rights.set(home, right);
    this.#options.onGain?.(right);
    if (!this.#sweeping) void this.#sweep();
    return right;
  }

  #lose(home: string, right: Claim): void {
    if (this.#rights.get(home) !== right) return;
    this.#forget(home, right);
    this.#options.log.warn({ event: 'ownership.lost', home }, 'another process talks here from now on');
    this.#options.onLoss([...right.channels.keys()], home);
  }

  /**
   * Leaves channels and releases homes that are no longer needed, and looks for leases where the store was unavailable.
   */
  async #sweep(): Promise<void> {
    const { clock } = this.#options;
    this.#sweeping = true;
    while (this.#rights.size > 0 && !this.#closing.signal.aborted) {
      await clock.sleep(SWEEP, this.#closing.signal).catch(() => {});
      if (!this.#closing.signal.aborted) for (const [home, right] of this.#rights) this.#tidy(home, right);
    }
    this.#sweeping = false;
  }

  #tidy(home: string, right: Claim): void {
    const { clock, isNeeded: needed } = this.#options;
    for (const [channel, usedAt] of right.channels) {
      const isIdle = clock.now() - usedAt >= LINGER;
      if (!isIdle || this.#doing.has(channel) || needed(channel, home)) continue;
      right.channels.delete(channel);
      this.#entered.delete(channel);
    }
    if (right.channels.size === 0) {
      this.#forget(home, right);
      right.release();
    } else if (!right.held || !right.lease) void right.look();
  }

  #forget(home: string, right: Claim): void {
    this.#rights.delete(home);
    for (const channel of right.channels.keys()) this.#entered.delete(channel);
  }
}
