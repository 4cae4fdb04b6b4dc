const isInt32 = (value: number) => Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31;

/** The formats that Discord's description uses, as ajv takes them. */
export const FORMATS = {
  int32: { type: 'number', validate: isInt32 },
  int64: { type: 'number', validate: Number.isInteger },
  double: { type: 'number', validate: Number.isFinite },
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  uri: (value: string) => URL.canParse(value),
  // Their patterns and lengths say all there is to know of these.
  nonce: true,
  snowflake: true,
} as const;
