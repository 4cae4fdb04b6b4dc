const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const isInt32 = (value: number) => Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31;

const ofNumbers = (fits: (value: number) => boolean) => (value: unknown) => typeof value !== 'number' || fits(value);

const ofTexts = (fits: (value: string) => boolean) => (value: unknown) => typeof value !== 'string' || fits(value);

/** The formats that Discord's description uses, and whether a value has one. What a format isn't about always has it. */
export const FORMATS: Readonly<Record<string, (value: unknown) => boolean>> = {
  int32: ofNumbers(isInt32),
  int64: ofNumbers(Number.isInteger),
  double: ofNumbers(Number.isFinite),
  'date-time': ofTexts((value) => TIME.test(value)),
  uri: ofTexts((value) => URL.canParse(value)),
  // Their patterns and lengths say all there is to know of these.
  nonce: () => true,
  snowflake: () => true,
};
