import type { Amount } from '../../base/amount.ts';
import { makeAmount, makeRate } from '../limit-kinds.ts';
import { makeRow, SERVER_AND_CHANNEL, SERVER_ONLY, type SettingLayer } from '../row.ts';

/** The most turns in a minute that anybody limits. */
const MOST_TURNS = 1_000;

/** What a newcomer's mistakes can cost at most in a day. */
const FIVE_DOLLARS: Amount = { unit: 'usd', limit: 5 };

const makeCap = (at: readonly SettingLayer[], initial: Amount | 'off' = 'off', env?: string) =>
  makeRow<Amount | 'off'>({ group: 'limits', kind: makeAmount(), at, initial, takes: 'read', ...(env && { env }) });

const makeTurns = (at: readonly SettingLayer[]) =>
  makeRow<number | 'off'>({ group: 'limits', kind: makeRate(MOST_TURNS), at, initial: 'off', takes: 'read' });

/** What may be used, and spent. What all servers together may spend is the operator's to say. */
export const limitRows = {
  'limits.process-day': makeCap([], FIVE_DOLLARS, 'CAP_PROCESS_DAY'),
  'limits.process-month': makeCap([], 'off', 'CAP_PROCESS_MONTH'),
  'limits.server-day': makeCap(SERVER_ONLY),
  'limits.server-month': makeCap(SERVER_ONLY),
  'limits.channel-day': makeCap(SERVER_AND_CHANNEL),
  'limits.channel-month': makeCap(SERVER_AND_CHANNEL),
  'limits.member-day': makeCap(SERVER_AND_CHANNEL),
  'limits.member-month': makeCap(SERVER_AND_CHANNEL),
  'limits.server-minute': makeTurns(SERVER_ONLY),
  'limits.channel-minute': makeTurns(SERVER_AND_CHANNEL),
  'limits.member-minute': makeTurns(SERVER_AND_CHANNEL),
};
