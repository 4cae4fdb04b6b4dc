import type { DatagramOutcome } from './packet-tap.ts';

/** What to do about packets that can't be decrypted. */
type DecryptionRemedy =
  /** Tell the server that the group's state is invalid, so that it adds the bot again (DAVE protocol, op 31). */
  | 'regroup'
  /** Make a new connection. */
  | 'rejoin';

/** How many packets of one person must fail in a row to count as trouble: about three quarters of a second of speech. */
const IN_A_ROW = 36;

/** How long the bot may be outside of the group, or fail to decrypt a person, before it rejoins, in milliseconds. */
const PATIENCE = 3_000;

/** How long a remedy isn't repeated, in milliseconds: one broken client mustn't interrupt the call for everyone. */
const REST = 60_000;

type Trouble = { since: number; packets: number };

/**
 * Watches the end-to-end encryption of one call, and counts failures for each member. The library counts them for all
 * members together, so a member who can be decrypted hides one who can't. It also never recovers a group that began with
 * transition 0, and doesn't notice that it misses the group's messages while it resumes.
 */
export class EncryptionWatch {
  readonly #troubles = new Map<string, Trouble>();
  readonly #taken = new Map<DecryptionRemedy, number>();
  /** Since when the bot has been outside of the group, in milliseconds. */
  #outside: number | undefined;

  /** Takes the outcome of one packet of a member. Returns what to do about it, if anything. */
  packet(userId: string, what: DatagramOutcome, now: number): DecryptionRemedy | undefined {
    if (what === 'heard') this.#troubles.delete(userId);
    if (what !== 'failed' && what !== 'sealed') return;
    const trouble = this.#troubles.get(userId) ?? { since: now, packets: 0 };
    trouble.packets++;
    this.#troubles.set(userId, trouble);
    if (trouble.packets < IN_A_ROW) return;
    // A sealed packet means that there's no group yet, so there's nothing to regroup.
    if (what === 'failed' && this.#may('regroup', now)) {
      this.#troubles.set(userId, { since: now, packets: 0 });
      return 'regroup';
    }
    return now - trouble.since >= PATIENCE && this.#may('rejoin', now) ? 'rejoin' : undefined;
  }

  /**
   * Takes, once a second, whether the bot is outside of a group that should exist. Then nobody hears the bot, and if nobody
   * speaks either, no packet shows it.
   */
  outside(outside: boolean, now: number): DecryptionRemedy | undefined {
    this.#outside = outside ? (this.#outside ?? now) : undefined;
    const late = this.#outside !== undefined && now - this.#outside >= PATIENCE;
    return late && this.#may('rejoin', now) ? 'rejoin' : undefined;
  }

  /** There's a new connection. Remedies that were tried on the last one still count. */
  begin(): void {
    this.#troubles.clear();
    this.#outside = undefined;
  }

  #may(remedy: DecryptionRemedy, now: number): boolean {
    if (now - (this.#taken.get(remedy) ?? Number.NEGATIVE_INFINITY) < REST) return false;
    this.#taken.set(remedy, now);
    return true;
  }
}
