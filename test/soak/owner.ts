import type { Restart } from './catalogue.ts';
import type { Client } from './client.ts';
import type { Ledger } from './ledger.ts';

/** Nobody waits for an answer any longer than this, in milliseconds. */
const WAITING = 10 * 60_000;

/** Whoever runs the client: stops or kills its process, and starts another one. */
export class Owner {
  readonly #ledger: Ledger;
  readonly #start: () => Client;
  readonly #cut: () => void;
  #client: Client;
  #up: Promise<void> = Promise.resolve();
  #restarting = false;

  /** `cut` ends every connection of the client, as the death of its process does. */
  constructor(ledger: Ledger, start: () => Client, cut: () => void) {
    this.#ledger = ledger;
    this.#start = start;
    this.#cut = cut;
    this.#client = start();
  }

  /** The client that runs, or ran last. */
  get client(): Client {
    return this.#client;
  }

  /** Resolves when one runs. */
  get up(): Promise<void> {
    return this.#up;
  }

  /** Whether its process is about to be replaced by another one. */
  get restarting(): boolean {
    return this.#restarting;
  }

  /** Ends the process, in one way or the other, and starts another one later; does nothing while that goes on already. */
  async restart({ is, away }: Restart): Promise<void> {
    if (this.#restarting) return;
    this.#restarting = true;
    const { clock, restarts } = this.#ledger;
    // This may be told in the middle of something that still happens.
    await clock.sleep(0);
    const restart = { from: clock.now(), until: Number.POSITIVE_INFINITY };
    restarts.push(restart);
    if (is === 'stop') await this.#client.stop();
    const up = Promise.withResolvers<void>();
    this.#up = up.promise;
    if (is === 'kill') this.#kill();
    await clock.sleep(away);
    this.#client = this.#start();
    restart.until = clock.now();
    this.#restarting = false;
    up.resolve();
  }

  /** Those who still wait see that it is offline, and that no more comes of what they said. */
  #kill(): void {
    const { said, clock } = this.#ledger;
    this.#client.kill();
    this.#cut();
    for (const one of said)
      if (one.at > clock.now() - WAITING) this.#ledger.end(one, { is: 'failed', told: 'It is offline.' });
  }
}
