import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Shelf } from '../store/store.ts';
import { type Address, type Ownership, PATIENCE } from './ownership.ts';
import type { Records } from './records.ts';
import type { Right } from './right.ts';
import { type Numbered, Transcript } from './transcript.ts';
import type { Shown } from './turn.ts';

/** An answer that people saw while it grew, as the transcript has it. */
export type Remnant = Numbered & { shown: Shown };

export type RemnantsOptions = {
  records(right?: Right): Records;
  /** Shows the end of an answer whose process died. */
  finish?(channel: string, answer: Remnant): Promise<void>;
  clock: Clock;
  log: Logger;
};

/** The conversation of a channel, if it is awake. */
type Awake = (channel: string) => { asked(id: string | undefined): boolean } | undefined;

/** After so many milliseconds it is known which questions of a dead process come once more. */
const SETTLING = 1_000;

/** By then a dead process has lost its leases, and whoever heard a question of its has taken them or given up. */
const LATER = PATIENCE + 1_000;

/**
 * What processes leave unfinished that die while people see an answer grow: in which channels, by home, is noted from the
 * first words that people see until the conversation rests, so that most turns cost no write for it. Whoever talks there
 * next shows the ends.
 */
export class Remnants {
  readonly #options: RemnantsOptions;
  readonly #awake: Awake;
  readonly #repairing = new Set<string>();
  readonly #homes = new Map<string, { channels: Set<string>; shelf: Shelf<string[]> }>();

  constructor(options: RemnantsOptions, awake: Awake) {
    this.#options = options;
    this.#awake = awake;
  }

  /**
   * Takes over the homes in which a process has left something, as far as no other one talks there: one that heard what
   * people asked has waited for longer than this tries. Never rejects.
   */
  async restore(homes: readonly string[], ownership: Pick<Ownership, 'visit'>): Promise<void> {
    const { records, clock } = this.#options;
    const left = await records().unfinished.getMany([...homes]);
    const addresses = homes.flatMap((home, index) =>
      (left[index] ?? []).slice(0, 1).map((channel) => ({ home, channel })),
    );
    const visit = async (address: Address) => {
      if (await ownership.visit(address)) return;
      await clock.sleep(LATER);
      await ownership.visit(address);
    };
    await Promise.all(addresses.map(visit));
  }

  /** Whether something in a home is just being brought in order. */
  repairs(home: string): boolean {
    return this.#repairing.has(home);
  }

  /** This process talks in a home from now on: shows the ends of what another one has left there. Never rejects. */
  async inherit(right: Right): Promise<void> {
    const { records, clock, log } = this.#options;
    const { archive, unfinished } = records(right);
    const since = clock.now();
    try {
      const left = (await unfinished.get(right.home)) ?? [];
      if (left.length === 0) return;
      const { channels } = this.#home(right.home, unfinished);
      for (const channel of left) channels.add(channel);
      this.#repairing.add(right.home);
      // What people asked of the other process is asked of this one first.
      await clock.sleep(SETTLING);
      for (const channel of left) await this.#finish(right, new Transcript(channel, archive), { channel, since });
    } catch (error) {
      log.warn({ event: 'answer.not_finished', err: error }, 'the end of an answer could not be shown after a restart');
    } finally {
      this.#repairing.delete(right.home);
    }
  }

  /** People see a part of an answer in a channel. */
  begin(home: string, channel: string, shelf: Shelf<string[]>): void {
    const { channels } = this.#home(home, shelf);
    if (channels.has(channel)) return;
    channels.add(channel);
    this.#write(home);
  }

  /** Nothing is unfinished in a channel any more. */
  end(home: string, channel: string): void {
    const known = this.#homes.get(home);
    if (!known?.channels.delete(channel)) return;
    this.#write(home);
    if (known.channels.size === 0) this.#homes.delete(home);
  }

  /** Another process has a home now, and takes note itself. */
  forget(home: string): void {
    this.#homes.delete(home);
  }

  /** Shows the end of what was asked last in a channel before `since`, unless it is being asked anew. */
  async #finish(
    right: Right,
    transcript: Transcript,
    { channel, since }: { channel: string; since: number },
  ): Promise<void> {
    const { finish } = this.#options;
    const last = await transcript.newest(({ at }) => at < since);
    if (last?.shown && !this.#awake(channel)?.asked(last.id) && (await right.holds()))
      await finish?.(channel, { ...last, shown: last.shown });
    if (!this.#awake(channel)) this.end(right.home, channel);
  }

  #home(home: string, shelf: Shelf<string[]>) {
    const known = this.#homes.get(home) ?? { channels: new Set<string>(), shelf };
    this.#homes.set(home, { ...known, shelf });
    return known;
  }

  #write(home: string): void {
    const known = this.#homes.get(home);
    if (!known) return;
    const { channels, shelf } = known;
    const written = channels.size > 0 ? shelf.set(home, [...channels]) : shelf.delete([home]);
    written.catch((error) =>
      this.#options.log.warn({ event: 'answer.not_noted', err: error, home }, 'an answer under way could not be noted'),
    );
  }
}
