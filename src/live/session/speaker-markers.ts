import type { Logger } from 'pino';

/** A connection that ends sooner than this after a marker, in milliseconds, may have died of it. */
const SOON = 5_000;

/** How many deaths in a row switch markers off: one may be chance. */
const MOST_DEATHS = 2;

/**
 * Whether a model tolerates `clientContent` that names speakers beside manual activity. Google's pages allow it, but
 * some accounts saw connections die of it (1007). So it's tried, and switched off for a model whose connections die of
 * it twice in a row.
 */
export class SpeakerMarkers {
  #log: Logger;
  /** Deaths in a row, by model. */
  #deaths = new Map<string, number>();

  constructor(log: Logger) {
    this.#log = log;
  }

  isAllowed(model: string): boolean {
    return (this.#deaths.get(model) ?? 0) < MOST_DEATHS;
  }

  /** A connection has survived a marker. */
  noteSurvival(model: string): void {
    if (this.isAllowed(model)) this.#deaths.delete(model);
  }

  /** Whether a marker may have ended a connection `ms` milliseconds after it. */
  isSuspect(model: string, ms: number): boolean {
    return ms <= SOON && this.isAllowed(model);
  }

  /** A connection died of a marker, as far as we can tell. */
  noteDeath(model: string): void {
    this.#deaths.set(model, (this.#deaths.get(model) ?? 0) + 1);
    if (!this.isAllowed(model))
      this.#log.warn(
        { event: 'markers.off', model },
        'connections die of speaker markers; names go into the instruction instead',
      );
  }
}
