import type { Logger } from 'pino';

/** A connection that ends sooner than this after something doubtful, in milliseconds, may have died of it. */
const SOON = 5_000;

/** How many deaths in a row switch it off: one may be chance. */
const MOST_DEATHS = 2;

/** Something that Google's pages allow, but that connections may die of. `why` is logged when it's switched off. */
export type DoubtfulFeature = { event: string; why: string };

/** Whether a model tolerates something doubtful: it's tried, and switched off after two deaths in a row. */
export class FeatureDeaths {
  readonly #log: Logger;
  readonly #feature: DoubtfulFeature;
  /** Deaths in a row, by model. */
  readonly #deaths = new Map<string, number>();

  constructor(log: Logger, feature: DoubtfulFeature) {
    this.#log = log;
    this.#feature = feature;
  }

  isAllowed(model: string): boolean {
    return (this.#deaths.get(model) ?? 0) < MOST_DEATHS;
  }

  /** A connection has survived it. */
  noteSurvival(model: string): void {
    if (this.isAllowed(model)) this.#deaths.delete(model);
  }

  /** Whether it may have ended a connection `ms` milliseconds later. */
  isSuspect(model: string, ms: number): boolean {
    return ms <= SOON && this.isAllowed(model);
  }

  /** A connection died of it, as far as we can tell. */
  noteDeath(model: string): void {
    this.#deaths.set(model, (this.#deaths.get(model) ?? 0) + 1);
    if (!this.isAllowed(model)) this.#log.warn({ event: this.#feature.event, model }, this.#feature.why);
  }
}
