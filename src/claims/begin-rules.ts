import type { Clock } from '../base/clock.ts';
import type { Place } from '../base/place.ts';
import { CLAIM_PATIENCE, type ClaimRules } from './claim-rules.ts';

/** How often to look whether what was left to another process is this one's again, in milliseconds. */
const POLL = 200;

/** How many are watched at once. Beyond that, what is left to another process stays so. */
const MOST = 200;

/** Where this process begins to talk, by rules that may change, and what it leaves to another one by them. */
export class BeginRules {
  readonly #clock: Clock;
  readonly #closing: AbortSignal;
  #rules: ClaimRules = { mayBegin: () => true, listHearers: () => [], patience: () => CLAIM_PATIENCE };
  /** Where each of what's being watched was said. */
  readonly #watched = new Set<Pick<Place, 'channel'>>();

  /** @param closing aborts when this process takes nothing any more */
  constructor(clock: Clock, closing: AbortSignal) {
    this.#clock = clock;
    this.#closing = closing;
  }

  /** From now on, it goes by these rules. */
  restrict(rules: Partial<ClaimRules>): void {
    this.#rules = { ...this.#rules, ...rules };
  }

  /** See {@link ClaimRules}. */
  mayBegin(place: Place): boolean {
    return this.#rules.mayBegin(place);
  }

  /** See {@link ClaimRules}. */
  patience(): number {
    return this.#rules.patience();
  }

  /** How much of what was said in a channel is left to another process and watched. */
  countLeft(channel: string): number {
    return [...this.#watched].filter((one) => one.channel === channel).length;
  }

  /**
   * What people asked may wait for another process that hears it too, and is left to that one. Resolves to whether this process takes
   * it: at once if nothing is against it, or as soon as it's known that the other one has died or can't take it. One that came later
   * hasn't heard it. `patience` is how long it waits for that at most, in milliseconds.
   */
  async mayTake(place: Place, patience: number): Promise<boolean> {
    if (this.mayBegin(place)) return true;
    if (this.#watched.size >= MOST) return false;
    const watched = { channel: place.channel };
    this.#watched.add(watched);
    const until = this.#clock.now() + patience;
    const hearers = new Set(this.#rules.listHearers(place));
    const isOrphaned = () => hearers.isDisjointFrom(new Set(this.#rules.listHearers(place)));
    try {
      while (this.#clock.now() < until) {
        await this.#clock.sleep(POLL, this.#closing);
        if (this.mayBegin(place) || isOrphaned()) return true;
      }
    } catch {
      // It's being stopped.
    } finally {
      this.#watched.delete(watched);
    }
    return false;
  }
}
