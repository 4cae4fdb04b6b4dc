import type { DatagramOutcome } from './packet-tap.ts';

/** What to do about packets that cannot be decrypted. */
type DecryptionRemedy =
  /** Tell the server that the group's state is invalid, and be added to it anew (DAVE protocol, op 31). */
  | 'regroup'
  /** Make the whole connection anew. */
  | 'rejoin';

/** So many packets of one person in a row, about three quarters of a second of speech, are no accident. */
const IN_A_ROW = 36;

/** The group must stand, and must be decrypted, after so many milliseconds. */
const PATIENCE = 3_000;

/** A remedy is not repeated for so many milliseconds: one broken client must not shake the call for everybody. */
const REST = 60_000;

type Trouble = { since: number; packets: number };

/**
 * Watches over the end-to-end encryption of one call. The library counts failures for all members together, so one who
 * is heard well hides one who is not, and it never recovers a group that began with transition 0; it also misses
 * messages of the group while it resumes, and does not notice. Here every member is counted alone.
 */
export class EncryptionWatch {
  readonly #troubles = new Map<string, Trouble>();
  readonly #taken = new Map<DecryptionRemedy, number>();
  #alone: number | undefined;

  /** Takes what became of one packet of a member, and says what to do about it, if anything. */
  packet(userId: string, what: DatagramOutcome, now: number): DecryptionRemedy | undefined {
    if (what === 'heard') this.#troubles.delete(userId);
    if (what !== 'failed' && what !== 'sealed') return;
    const trouble = this.#troubles.get(userId) ?? { since: now, packets: 0 };
    trouble.packets++;
    this.#troubles.set(userId, trouble);
    if (trouble.packets < IN_A_ROW) return;
    // Without a group there is nothing that could be invalid.
    if (what === 'failed' && this.#may('regroup', now)) {
      this.#troubles.set(userId, { since: now, packets: 0 });
      return 'regroup';
    }
    return now - trouble.since >= PATIENCE && this.#may('rejoin', now) ? 'rejoin' : undefined;
  }

  /**
   * Takes whether the bot is outside of a group that should exist, asked about once a second: it is not heard then, even
   * if nobody speaks.
   */
  outside(outside: boolean, now: number): DecryptionRemedy | undefined {
    this.#alone = outside ? (this.#alone ?? now) : undefined;
    const late = this.#alone !== undefined && now - this.#alone >= PATIENCE;
    return late && this.#may('rejoin', now) ? 'rejoin' : undefined;
  }

  /** The connection is a new one. What was tried on the last still counts. */
  begin(): void {
    this.#troubles.clear();
    this.#alone = undefined;
  }

  #may(remedy: DecryptionRemedy, now: number): boolean {
    if (now - (this.#taken.get(remedy) ?? Number.NEGATIVE_INFINITY) < REST) return false;
    this.#taken.set(remedy, now);
    return true;
  }
}
