import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import { findHome, type Place } from '../base/place.ts';
import type { Lease, Leases } from '../store/leases.ts';
import { Claim } from './claim.ts';
import { Contest } from './contest.ts';
import { HomeLeases } from './home-leases.ts';

export type ClaimsOptions = { leases: Pick<Leases, 'take' | 'revive'>; clock: Clock; log: Logger };

/** This process talks in a home from now on, or no longer does. `channels` are those of it where work was under way. */
export type ClaimChange = { is: 'gained'; claim: Claim } | { is: 'lost'; home: string; channels: readonly string[] };

/**
 * How long something that people said waits for a process that may have died or is being stopped, in milliseconds. A
 * lease lasts 3 s, and a process releases its own up to 9 s after it was told to stop.
 */
export const CLAIM_PATIENCE = 10_000;

/**
 * How long a home is kept after someone asked there, in milliseconds. It's longer than another process waits for a claim
 * on the same question; with less, that process would get the claim and answer it again.
 */
const LINGER = 15_000;

/** How often to check what is no longer needed, and whether the store is back, in milliseconds. */
const SWEEP = 1_000;

/**
 * The homes in which this process talks, because it holds their leases. So of two processes that receive the same
 * messages only one answers, and when it dies, the other one does. While the store is unavailable nobody can know, and a
 * process goes on where it has seen no other one.
 */
export class Claims {
  readonly #options: ClaimsOptions;
  readonly #leases: HomeLeases;
  /** By home. */
  readonly #claims = new Map<string, Claim>();
  /** The claims on the channels that were entered. */
  readonly #entered = new Map<string, Claim>();
  /** What is being waited for, by home: a contest, and the claim that comes of it. */
  readonly #contests = new Map<string, { contest: Contest; claim: Promise<Claim | undefined> }>();
  /** How much is going on in each channel, or home as a whole, that must not be handed over. */
  readonly #doing = new Map<string, number>();
  readonly #listeners = new Set<(change: ClaimChange) => void>();
  readonly #closing = new AbortController();
  #mayBegin: (place: Place) => boolean = () => true;
  #sweeping = false;

  constructor(options: ClaimsOptions) {
    this.#options = options;
    this.#leases = new HomeLeases(options.leases, options.clock);
  }

  /**
   * Tells every change from now on, at once and in the order of subscription, so that nothing more is said in a home that
   * was lost. The result ends that.
   */
  on(listener: (change: ClaimChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Something was said in a channel. Resolves to whether this process answers it. If another one does, it waits for a
   * while, because that one may have died.
   */
  async enter(place: Place): Promise<boolean> {
    return this.#enter(place, { patience: CLAIM_PATIENCE, usedAt: () => this.#options.clock.now() });
  }

  /**
   * Keeps a channel that was entered, or all entered channels of a home, until some work is done that another process
   * could not go on with. The work may begin before the channel is entered.
   */
  keep(channelOrHome: string, work: Promise<unknown>): void {
    this.#doing.set(channelOrHome, (this.#doing.get(channelOrHome) ?? 0) + 1);
    const done = () => {
      const left = (this.#doing.get(channelOrHome) ?? 1) - 1;
      if (left > 0) this.#doing.set(channelOrHome, left);
      else this.#doing.delete(channelOrHome);
    };
    work.then(done, done);
  }

  /**
   * Takes a free home to clean up what is left there. It's released as soon as nothing needs it, because a process that
   * knows more may be waiting. Resolves to whether it was free.
   */
  async visit(place: Place): Promise<boolean> {
    return this.#enter(place, { patience: 0, usedAt: (before) => before });
  }

  /** Whether this process talks anywhere. */
  get isBusy(): boolean {
    return this.#claims.size > 0;
  }

  /** From now on, this process begins to talk only in places where that's allowed. Where it talks already it goes on. */
  restrict(mayBegin: (place: Place) => boolean): void {
    this.#mayBegin = mayBegin;
  }

  /** The homes in which this process talks, each with the channels of it that were entered. */
  list(): { home: string; channels: string[] }[] {
    return [...this.#claims.values()].map(({ home, channels }) => ({ home, channels: [...channels.keys()] }));
  }

  /** Leaves a home to other processes now. Whatever goes on there ends as if it had been lost. */
  giveUp(home: string): void {
    const claim = this.#claims.get(home);
    if (!claim) return;
    const { channels } = claim;
    this.#forget(claim);
    this.#tell({ is: 'lost', home, channels: [...channels.keys()] });
    claim.release();
  }

  /** The claim on a channel that was entered. */
  find(channel: string): Claim | undefined {
    return this.#entered.get(channel);
  }

  /**
   * Whether this process talks in a channel. It's asked each time before something is said, because a process may have
   * slept.
   */
  async holds(channel: string): Promise<boolean> {
    return (await this.find(channel)?.holds()) ?? false;
  }

  /** Stops waiting for claims. */
  close(): void {
    this.#closing.abort(this);
  }

  /** Ends all claims. The store releases all leases at once right after this. */
  end(): void {
    for (const claim of this.#claims.values()) {
      this.#forget(claim);
      claim.end();
    }
  }

  async #enter(
    place: Place,
    { patience, usedAt }: { patience: number; usedAt(before: number): number },
  ): Promise<boolean> {
    const { channel } = place;
    const home = findHome(place);
    const valid = await this.#findValid(home);
    if (!valid && !this.#mayBegin(place)) return false;
    const claim = valid ?? (await this.#contend(home, patience));
    if (!claim || !(await claim.holds())) return false;
    claim.channels.set(channel, usedAt(claim.channels.get(channel) ?? Number.NEGATIVE_INFINITY));
    this.#entered.set(channel, claim);
    return true;
  }

  /** The claim on a home, if it still holds. Nothing may compete for the home before that is known. */
  async #findValid(home: string): Promise<Claim | undefined> {
    const claim = this.#claims.get(home);
    return (await claim?.holds()) ? claim : undefined;
  }

  /** Waits for the claim on a home that this process doesn't have. */
  async #contend(home: string, patience: number): Promise<Claim | undefined> {
    const { contest, claim } = this.#contests.get(home) ?? this.#compete(home, patience);
    return contest.wait(claim, patience);
  }

  #compete(home: string, patience: number): { contest: Contest; claim: Promise<Claim | undefined> } {
    const { clock, log } = this.#options;
    const contest = new Contest(home, patience, { leases: this.#leases, closing: this.#closing.signal, clock, log });
    const begun = { contest, claim: this.#win(home, contest) };
    this.#contests.set(home, begun);
    return begun;
  }

  async #win(home: string, contest: Contest): Promise<Claim | undefined> {
    const holder = await contest.run();
    this.#contests.delete(home);
    return holder && this.#hold(home, holder === 'unknown' ? undefined : holder);
  }

  #hold(home: string, lease: Lease | undefined): Claim {
    const claim: Claim = new Claim(home, lease, {
      // A renewed lease keeps its number, which queued writes carry. They're refused if another process was here meanwhile.
      renew: (before) => this.#leases.take(home, before),
      onLoss: () => this.#lose(claim),
    });
    this.#claims.set(home, claim);
    this.#tell({ is: 'gained', claim });
    if (!this.#sweeping) void this.#sweep();
    return claim;
  }

  #lose(claim: Claim): void {
    const { home, channels } = claim;
    if (this.#claims.get(home) !== claim) return;
    this.#forget(claim);
    this.#options.log.warn({ event: 'ownership.lost', home }, 'another process talks here from now on');
    this.#tell({ is: 'lost', home, channels: [...channels.keys()] });
  }

  #tell(change: ClaimChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  /**
   * Leaves channels and releases homes that are no longer needed, and looks for leases where the store was unavailable.
   */
  async #sweep(): Promise<void> {
    const { clock } = this.#options;
    this.#sweeping = true;
    while (this.#claims.size > 0 && !this.#closing.signal.aborted) {
      await clock.sleep(SWEEP, this.#closing.signal).catch(() => {});
      if (!this.#closing.signal.aborted) for (const claim of this.#claims.values()) this.#tidy(claim);
    }
    this.#sweeping = false;
  }

  #tidy(claim: Claim): void {
    const now = this.#options.clock.now();
    for (const [channel, usedAt] of claim.channels) {
      const isIdle = now - usedAt >= LINGER;
      if (!isIdle || this.#doing.has(channel) || this.#doing.has(claim.home)) continue;
      claim.channels.delete(channel);
      this.#entered.delete(channel);
    }
    if (claim.channels.size === 0) {
      this.#forget(claim);
      claim.release();
    } else if (!claim.held || !claim.lease) void claim.look();
  }

  #forget({ home, channels }: Claim): void {
    this.#claims.delete(home);
    for (const channel of channels.keys()) this.#entered.delete(channel);
  }
}
