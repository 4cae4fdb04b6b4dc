import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Lease, Leases } from '../store/leases.ts';
import { Claim } from './claim.ts';

/** A channel, and the home that it belongs to: its server, or in a direct message the channel itself. */
export type HomeAddress = { home: string; channel: string };

export type ClaimsOptions = {
  leases: Pick<Leases, 'take' | 'revive'>;
  /** Whether something of a channel, or its home, goes on that must not be handed over, besides what is kept. */
  isNeeded(channel: string, home: string): boolean;
  /** This process talks in a home from now on. */
  onGain?(right: Claim): void;
  /** Another process talks in these channels of a home now. */
  onLoss(channels: readonly string[], home: string): void;
  clock: Clock;
  log: Logger;
};

/**
 * How long something that people said waits for a process that may have died or is just being stopped, in milliseconds: a
 * lease lasts 3 s, and a process gives its own back up to 9 s after it was told to stop.
 */
export const CLAIM_PATIENCE = 10_000;

/** How often is looked whether a lease is free, in milliseconds. */
const POLL = 200;

/** How long a home is kept after somebody asked there: longer than anybody waits for it, who would answer once more. */
const LINGER = 15_000;

/** How often is looked what is not needed any more, and whether the store is back, in milliseconds. */
const SWEEP = 1_000;

/** Another process that was seen so long ago may be gone, in milliseconds. */
const SEEN = 60_000;

/** Homes of others that are remembered; of a forgotten one nothing is known while the store is away. */
const MOST_SEEN = 10_000;

/** What waits for one home; more than this is not answered. */
const MOST_WAITING = 100;

/** What is being waited for: whose home it is. */
type Contest = { won: Promise<Claim | undefined>; until: number; waiting: number };

/**
 * In which homes this process talks: where it holds the lease. So of two processes that hear the same people only one
 * answers, and the other one does when that dies. While the store is away nobody can know, and then a process goes on that
 * has not seen another one there.
 */
export class Claims {
  readonly #options: ClaimsOptions;
  readonly #rights = new Map<string, Claim>();
  /** The rights to the channels that were entered. */
  readonly #entered = new Map<string, Claim>();
  readonly #contests = new Map<string, Contest>();
  /** How much is being done in channels for people who wait for it. */
  readonly #doing = new Map<string, number>();
  /** Where another process was seen, and when. */
  readonly #others = new Map<string, number>();
  readonly #closing = new AbortController();
  #sweeping = false;

  constructor(options: ClaimsOptions) {
    this.#options = options;
  }

  /**
   * Something was said in a channel: resolves with whether this process answers it. Where another one does, it waits for
   * a while, because that one may have died.
   */
  async enter(address: HomeAddress): Promise<boolean> {
    return this.#enter(address, { patience: CLAIM_PATIENCE, usedAt: () => this.#options.clock.now() });
  }

  /**
   * Keeps a channel that was entered until something is done that people see or wait for: what was answered there may not
   * be shown yet. It may begin before the channel is entered.
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
   * Takes a home that nobody has, to bring something in order that is left there; it goes back as soon as nothing of it is
   * needed, for somebody may wait for it who knows more. Resolves with whether there was something to be taken.
   */
  async visit(address: HomeAddress): Promise<boolean> {
    return this.#enter(address, { patience: 0, usedAt: (before) => before });
  }

  /** The right to talk in a channel that was entered. */
  right(channel: string): Claim | undefined {
    return this.#entered.get(channel);
  }

  /** Whether this process talks in a channel; asked each time before something is said, for a process may have slept. */
  async holds(channel: string): Promise<boolean> {
    return (await this.right(channel)?.holds()) ?? false;
  }

  /** Contends with nobody any more. */
  close(): void {
    this.#closing.abort(this);
  }

  /** Talks nowhere any more, because the leases are given back next, all at once with the store. */
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

  /** The right to a home, if there is one that still holds. Nothing may contend for it before that is known. */
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
      // Who is being stopped would send people away whom another process can answer.
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

  /** Whether another process was seen in a home a short while ago. */
  #sawOthers(home: string): boolean {
    const seen = this.#others.get(home) ?? Number.NEGATIVE_INFINITY;
    return this.#options.clock.now() - seen < SEEN;
  }

  #hold(home: string, lease: Lease | undefined): Claim {
    const right: Claim = new Claim(home, lease, {
      // Under its old number: what waits to be written carries it, and it is refused if somebody else was here meanwhile.
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

  /** Leaves channels and gives back homes that are not needed any more, and looks for leases where there was no store. */
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
