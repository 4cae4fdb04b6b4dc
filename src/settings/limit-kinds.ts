import { type Amount, formatAmount, isAmount, parseAmount } from '../base/amount.ts';
import { UserError } from '../base/errors.ts';
import { normalizeDigits, parseWhole } from '../base/typed-number.ts';
import type { SettingKind } from './kind.ts';

/** What people type and read where nothing is limited. */
const OFF = 'off';

const isOff = (text: string): boolean => text.trim().toLowerCase() === OFF;

/** How much may be spent. */
export const makeAmount = (): SettingKind<Amount | 'off'> => ({
  editor: { is: 'text', most: 20 },
  parse(text) {
    const amount = isOff(text) ? OFF : parseAmount(text);
    if (amount === undefined) throw new UserError({ code: 'settings.not-an-amount' });
    return amount;
  },
  check: (json) => (json === OFF || isAmount(json) ? json : undefined),
  print: (value) => (value === OFF ? OFF : formatAmount(value)),
});

/** How many turns there may be in a minute. */
export const makeRate = (most: number): SettingKind<number | 'off'> => {
  const check = (json: unknown) =>
    json === OFF || (typeof json === 'number' && Number.isInteger(json) && json >= 1 && json <= most)
      ? (json as number | 'off')
      : undefined;
  return {
    editor: { is: 'text', most: 10 },
    parse(text) {
      const rate = isOff(text) ? OFF : check(parseWhole(normalizeDigits(text)));
      if (rate === undefined) throw new UserError({ code: 'settings.not-a-rate', most });
      return rate;
    },
    check,
    print: String,
  };
};
