import { z } from 'zod';
import { ApiError, type FieldFault } from './api-error.ts';

/** Characters as Discord counts them: an emoji outside the basic plane is one. */
export const length = (text: string) => [...text].length;

/** Turns a rule of Discord into one of zod that remembers Discord's own code for breaking it. */
export const rule = (code: string, message: string) => ({ message, params: { code } });

/** A text of `min` to `max` characters. */
export const limitText = (max: number, min = 0) =>
  z
    .string()
    .refine(
      (value) => length(value) <= max && length(value) >= min,
      min
        ? rule('BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`)
        : rule('BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`),
    );

/** A list of `min` to `max` items. */
export const limitList = <T extends z.ZodType>(item: T, max: number, min = 0) =>
  z
    .array(item)
    .refine(
      ({ length: size }) => size <= max && size >= min,
      min
        ? rule('BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`)
        : rule('BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`),
    );

/** An id as bots send it. */
export const snowflake = z
  .string()
  .refine((value) => /^\d{17,20}$/.test(value), rule('NUMBER_TYPE_COERCE', 'Value is not snowflake.'));

const CONVERSIONS: Record<string, string> = {
  string: 'STRING_TYPE_CONVERT',
  number: 'NUMBER_TYPE_COERCE',
  int: 'NUMBER_TYPE_COERCE',
  boolean: 'BOOLEAN_TYPE_CONVERT',
  array: 'LIST_TYPE_CONVERT',
  object: 'MODEL_TYPE_CONVERT',
};

type Issue = z.ZodError['issues'][number];

const faultOf = (issue: Issue, at: readonly (string | number)[]): FieldFault => {
  const path = [...at, ...issue.path.filter((key) => typeof key !== 'symbol')];
  const { message } = issue;
  if (issue.code === 'custom') return { path, code: String(issue.params?.code ?? 'BASE_TYPE_INVALID'), message };
  if (issue.code !== 'invalid_type') return { path, code: 'BASE_TYPE_CHOICES', message };
  if (issue.message.endsWith('received undefined')) {
    return { path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
  }
  return { path, code: CONVERSIONS[issue.expected] ?? 'BASE_TYPE_INVALID', message };
};

/**
 * Reads a body by a schema. `at` is where in the request the body stood, e.g. `['data']` for an interaction's answer.
 * Throws {@link ApiError} 50035 with one fault for each broken rule.
 */
export const read = <T extends z.ZodType>(
  schema: T,
  body: unknown,
  at: readonly (string | number)[] = [],
): z.output<T> => {
  const { success, data, error } = schema.safeParse(body);
  if (success) return data;
  throw new ApiError(
    50035,
    error.issues.map((issue) => faultOf(issue, at)),
  );
};
