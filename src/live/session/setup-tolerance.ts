import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { BoundedMap } from '../../base/bounded-map.ts';
import type { Clock } from '../../base/clock.ts';
import type { Setup, SetupExtra } from '../protocol/setup.ts';
import { listExtras, readExtra, removeExtras } from '../protocol/setup-extras.ts';

/**
 * How sure it is that Google refuses something: it has said so (`named`), or a setup without it was taken just after one
 * with it wasn't (`proven`). If that one may have failed for another reason, it's only `likely`.
 */
export type RefusalProof = 'named' | 'proven' | 'likely';

type Refusal = { until: number; times: number };

/** For how long what Google refuses is left out, in milliseconds, before it's tried again. */
const KEPT = 6 * 60 * 60_000;

/** For how long at first if it's only likely. Each time that it comes again, it's four times as long. */
const DOUBTED = 15 * 60_000;

/** How many refusals are remembered. */
const MOST = 500;

/** The extras that are fields of their own, and so may be unknown to Google or to a model. */
const FIELDS: ReadonlySet<SetupExtra> = new Set(['vocabulary', 'languages-heard', 'voice', 'search', 'thinking']);

/** Picks the extras that are fields of their own. */
export const pickFields = (extras: readonly SetupExtra[]): SetupExtra[] => extras.filter((extra) => FIELDS.has(extra));

/**
 * What of the setups of this process Google refuses. It's left out of the next ones, so that a channel whose owner wishes
 * for something impossible is answered all the same, and no other channel notices.
 */
export class SetupTolerance {
  /** The operator's own setup without any extras. It's what remains if everything is left out. */
  readonly bare: Setup;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #log: Logger;
  readonly #refusals = new BoundedMap<string, Refusal>(MOST);

  constructor({ bare, clock, log }: { bare: Setup; clock: Pick<Clock, 'now'>; log: Logger }) {
    this.bare = bare;
    this.#clock = clock;
    this.#log = log;
  }

  /** The setup without what Google has refused of it: the same object as long as that's the same. */
  fit(setup: Setup): Setup {
    return removeExtras(setup, this.listRefused(setup), this.bare);
  }

  /** What Google refuses of a setup, as far as that's known. */
  listRefused(setup: Setup): readonly SetupExtra[] {
    if (this.#refusals.size === 0) return [];
    const refused = new Set<SetupExtra>();
    // A refused model comes first, because the operator's own one is asked for the rest.
    const drop = (setup: Setup, extras: readonly SetupExtra[]): Setup => {
      if (extras.length === 0 || !this.#isRefused(setup, extras)) return setup;
      for (const extra of extras) refused.add(extra);
      return removeExtras(setup, extras, this.bare);
    };
    let left = this.#pick(setup, ['model']).length > 0 ? drop(setup, ['model']) : setup;
    for (const extra of listExtras(left, this.bare)) left = drop(left, [extra]);
    left = drop(left, pickFields(listExtras(left, this.bare)));
    drop(left, listExtras(left, this.bare));
    return [...refused];
  }

  /** Google has refused these extras of a setup. */
  note(setup: Setup, extras: readonly SetupExtra[], proof: RefusalProof): void {
    const key = this.#makeKey(setup, extras);
    const times = (this.#refusals.get(key)?.times ?? 0) + 1;
    const kept = proof === 'likely' ? Math.min(KEPT, DOUBTED * 4 ** (times - 1)) : KEPT;
    this.#refusals.set(key, { until: this.#clock.now() + kept, times });
    this.#log.warn(
      { event: 'setup.left_out', model: setup.model, extras, proof, minutes: kept / 60_000 },
      'Google refuses something of a setup, so it is left out for a while',
    );
  }

  #pick(setup: Setup, extras: readonly SetupExtra[]): SetupExtra[] {
    return listExtras(setup, this.bare).filter((extra) => extras.includes(extra));
  }

  #isRefused(setup: Setup, extras: readonly SetupExtra[]): boolean {
    const refusal = this.#refusals.get(this.#makeKey(setup, extras));
    return refusal !== undefined && this.#clock.now() < refusal.until;
  }

  /** A refusal is of a model and of these very values, so that nobody's wish is held against somebody else's. */
  #makeKey(setup: Setup, extras: readonly SetupExtra[]): string {
    const values = extras.map((extra) => [extra, readExtra(setup, extra, this.bare)]);
    return createHash('sha256')
      .update(JSON.stringify([setup.model, values]))
      .digest('base64url');
  }
}
