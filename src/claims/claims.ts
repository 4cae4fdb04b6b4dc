import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import { findHome, type Place } from '../base/place.ts';
import type { Lease } from '../store/leases.ts';
import { BeginRules } from './begin-rules.ts';
import { Claim } from './claim.ts';
import { CLAIM_PATIENCE, type ClaimRules, SHORT_PATIENCE, shortenPatience } from './claim-rules.ts';
import { Contest } from './contest.ts';
import { HomeLeases, type LeaseAccess } from './home-leases.ts';
import { WorkUnderWay } from './work-under-way.ts';

export type ClaimsOptions = { leases: LeaseAccess; clock: Clock; log: Logger };

/** This process talks in a home from now on, or no longer does. `channels` are those of it where work was under way. */
export type ClaimChange = { is: 'gained'; claim: Claim } | { is: 'lost'; home: string; channels: readonly string[] };

/** How somebody enters: whether this process may begin, how long they wait, and from when the channel counts as used. */
type Entry = { mayBegin(): Promise<boolean>; patience(): number; usedAt(before: number): number };

/** How long a home is kept after someone asked there, in milliseconds: longer than another process waits with the same question. */
const LINGER = 15_000;

/** How often to check what is no longer needed, and whether the store is back, in milliseconds. */
const SWEEP = 1_000;

/**
 * The homes in which this process talks, because it holds their leases. So of two processes that receive the same messages only one answers,
 * and when it dies, the other one does. While the store is unavailable nobody can know, and a process goes on where it has seen no other one.
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
  readonly #doing = new WorkUnderWay();
  readonly #listeners = new Set<(change: ClaimChange) => void>();
  readonly #closing = new AbortController();
  readonly #rules: BeginRules;
  #sweeping = false;

  constructor(options: ClaimsOptions) {
    this.#options = options;
    this.#leases = new HomeLeases(options.leases, options.clock);
    this.#rules = new BeginRules(options.clock, this.#closing.signal);
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
   *
   * @param canWait whether it may be left to another process that hears it, too, and gets the home soon
   * @param age how long ago it was said when it was heard here, in milliseconds: what was heard late, after a standstill, doesn't wait as long
   */
  async enter(place: Place, canWait = false, age = 0): Promise<boolean> {
    const heard = { age, awakeFor: this.#options.leases.awakeFor };
    if (canWait && !(await this.#rules.mayTake(place, shortenPatience(CLAIM_PATIENCE, heard)))) return false;
    const patience = () => shortenPatience(canWait ? this.#rules.patience() : CLAIM_PATIENCE, heard);
    const mayBegin = async () => canWait || this.#rules.mayTake(place, SHORT_PATIENCE);
    return this.#enter(place, { mayBegin, patience, usedAt: () => this.#options.clock.now() });
  }

  /**
   * Keeps a channel that was entered, or all entered channels of a home, until some work is done that another process
   * could not go on with. The work may begin before the channel is entered.
   */
  keep(channelOrHome: string, work: Promise<unknown>): void {
    this.#doing.note(channelOrHome, work);
  }

  /** Takes a free home to clean up what is left there, until nothing needs it. Resolves to whether it was free. */
  visit(place: Place): Promise<boolean> {
    const may = { mayBegin: async () => this.#rules.mayBegin(place), patience: () => 0 };
    return this.#enter(place, { ...may, usedAt: (before) => before });
  }

  /** For how many milliseconds the store, which says who has what, has been back after an outage; nothing during one. */
  get storeBackFor(): number | undefined {
    return this.#options.leases.backFor;
  }

  /** From now on, this process goes by these rules. */
  restrict(rules: Partial<ClaimRules>): void {
    this.#rules.restrict(rules);
  }

  /** How much of what was said in a channel is left to another process, and watched in case that one dies. */
  countLeft(channel: string): number {
    return this.#rules.countLeft(channel);
  }

  /** The homes in which this process talks, each with the channels of it that were entered, and when one last was, in milliseconds. */
  list(): { home: string; channels: string[]; usedAt: number }[] {
    return [...this.#claims.values()].map(({ home, channels }) => ({
      home,
      channels: [...channels.keys()],
      usedAt: Math.max(...channels.values()),
    }));
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

  /** Discord shows that another process answers in a channel, too. Whoever is here without a lease leaves it to that one. */
  noteOthers(channel: string): void {
    const claim = this.find(channel);
    if (!claim?.isAssumed) return;
    this.#leases.noteOthers(claim.home);
    claim.end();
    this.#lose(claim);
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

  async #enter(place: Place, { mayBegin, patience, usedAt }: Entry): Promise<boolean> {
    const [{ channel }, home] = [place, findHome(place)];
    if (!(await this.#findValid(home)) && !(await mayBegin())) return false;
    // While that wasn't known, somebody else may have asked here.
    const claim = (await this.#findValid(home)) ?? this.#claims.get(home) ?? (await this.#contend(home, patience));
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
  async #contend(home: string, patience: () => number): Promise<Claim | undefined> {
    const { contest, claim } = this.#contests.get(home) ?? this.#compete(home);
    return contest.wait(claim, patience);
  }

  #compete(home: string): { contest: Contest; claim: Promise<Claim | undefined> } {
    const { clock, log } = this.#options;
    const contest = new Contest(home, { leases: this.#leases, closing: this.#closing.signal, clock, log });
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
      renew: (before) => this.#leases.renew(home, before),
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
