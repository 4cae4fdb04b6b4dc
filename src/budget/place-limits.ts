import type { Amount } from '../base/amount.ts';
import type { SettingValues } from '../settings/setting-table.ts';
import type { Cap, Limits, Period, Scope } from './caps.ts';
import { DOLLAR } from './price.ts';

type LimitKey = Extract<keyof SettingValues, `limits.${string}`>;

/** The settings that limit what may be spent. */
export type LimitSettings = Pick<SettingValues, LimitKey>;

const SCOPES = ['process', 'server', 'channel', 'member'] as const;
const PERIODS = ['day', 'month'] as const;

/** By the settings, which are one object for all places where the same is set. */
const known = new WeakMap<LimitSettings, Limits>();

/** What a place's settings say about what may be spent there. */
export const toLimits = (settings: LimitSettings): Limits => {
  const before = known.get(settings);
  if (before) return before;
  const caps = SCOPES.flatMap((scope) =>
    PERIODS.flatMap((period) => toCap(scope, period, settings[`limits.${scope}-${period}`])),
  );
  const perMinute: Limits['perMinute'] = {};
  for (const scope of ['server', 'channel', 'member'] as const) {
    const most = settings[`limits.${scope}-minute`];
    if (most !== 'off') perMinute[scope] = most;
  }
  const limits = { caps, perMinute };
  known.set(settings, limits);
  return limits;
};

const toCap = (scope: Scope, period: Period, amount: Amount | 'off'): Cap[] => {
  if (amount === 'off') return [];
  const { unit } = amount;
  return [{ scope, unit, period, limit: unit === 'usd' ? Math.round(amount.limit * DOLLAR) : amount.limit }];
};
