import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import { type Budget, openBudget } from '../budget/budget.ts';
import { toLimits } from '../budget/place-limits.ts';
import type { Config } from '../config.ts';
import { locateChannels } from '../privacy/traces.ts';
import { EMPTY_RECORD } from '../settings/record.ts';
import { resolveSettings } from '../settings/resolve.ts';
import type { Settings } from '../settings/settings.ts';
import type { Leases } from '../store/leases.ts';
import type { Store } from '../store/store.ts';

/** What the budget needs of the other parts. */
type BudgetMeans = { store: Store; leases: Leases; settings: Settings; clock: Clock; log: Logger; observe: Observe };

/** A direct message that nobody has written in. */
const NOWHERE = { server: undefined, channel: '', parent: undefined };

/** Opens the budget on what is set for each place. */
export const makeBudget = (config: Config, { settings, ...means }: BudgetMeans): Budget => {
  const usual = toLimits(resolveSettings(settings.operator, EMPTY_RECORD, NOWHERE).values);
  return openBudget({
    ...means,
    // An owner's limits may be missed if they aren't known, but in a direct message there's no owner.
    findLimits: (place) => {
      const known = settings.peek(place);
      if (known) return toLimits(known.values);
      return place.server === undefined ? usual : undefined;
    },
    usual,
    findParents: async (channels) => {
      const places = await locateChannels({ store: means.store, findServer: () => undefined }, channels);
      return new Map([...places].flatMap(([channel, { parent }]) => (parent === undefined ? [] : [[channel, parent]])));
    },
    model: config.geminiModel,
    contextTokens: config.contextTokens,
  });
};
