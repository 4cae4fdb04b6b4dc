import { UserError } from '../base/errors.ts';
import type { CapMeter } from './caps.ts';

/** A cap is full, so nothing is asked before its period ends. */
export const makeFullError = ({ cap: { scope, period }, until }: CapMeter): UserError =>
  new UserError({ code: 'limits.full', scope, period, at: until });

/** A cap is full in the middle of a turn. */
export const makeHaltError = ({ cap: { scope, period }, until }: CapMeter): UserError =>
  new UserError({ code: 'limits.halted', scope, period, at: until });

/** What may be spent, or has been, can't be looked up, so nothing is. */
export const makeUnknownError = (): UserError => new UserError({ code: 'limits.unknown' });
