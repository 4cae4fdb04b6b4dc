import { BoundedMap } from '../base/bounded-map.ts';
import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { Spender } from '../base/expense.ts';
import type { Place } from '../base/place.ts';
import { SlidingWindow } from '../base/sliding-window.ts';
import { type Limits, nameOwners } from './caps.ts';

const MINUTE = 60_000;

/** For how many servers, channels and members turns are counted. */
const MOST = 20_000;

const SCOPES = ['member', 'channel', 'server'] as const;

/** One limit on turns in a minute, with the window that counts them. */
type Rate = { scope: (typeof SCOPES)[number]; most: number; window: SlidingWindow };

/** How many turns each server, channel and member had in the last minute. A home is only in one process at a time. */
export class TurnRates {
  readonly #clock: Pick<Clock, 'now' | 'wall'>;
  readonly #windows = new BoundedMap<string, SlidingWindow>(MOST);

  constructor(clock: Pick<Clock, 'now' | 'wall'>) {
    this.#clock = clock;
  }

  /** @throws UserError that says when there may be another turn, if there were too many. */
  check(limits: Limits, place: Place, spender: Spender): void {
    for (const { scope, most, window } of this.#list(limits, place, spender)) {
      const due = window.full(most);
      if (due === undefined) continue;
      throw new UserError({ code: 'limits.rate', scope, at: this.#clock.wall() + due - this.#clock.now() });
    }
  }

  /** A turn begins. @throws like `check`; then it doesn't count. */
  take(limits: Limits, place: Place, spender: Spender): void {
    this.check(limits, place, spender);
    for (const { window } of this.#list(limits, place, spender)) window.add();
  }

  /** Parley's own turns aren't counted, because nobody asks for them. */
  #list({ perMinute }: Limits, place: Place, spender: Spender): Rate[] {
    if (spender.is === 'parley') return [];
    return SCOPES.flatMap((scope) => {
      const most = perMinute[scope];
      if (most === undefined) return [];
      return nameOwners(scope, place, spender).map((owner) => ({ scope, most, window: this.#open(owner) }));
    });
  }

  #open(owner: string): SlidingWindow {
    const window = this.#windows.get(owner) ?? new SlidingWindow(this.#clock, MINUTE);
    this.#windows.set(owner, window);
    return window;
  }
}
