/**
 * Something the person who asked can understand and act on: what happened, and what to do next. Its message is shown
 * as it is, so it never holds a token, a key or another person's words. Every other error is logged with its cause and
 * told in one bland sentence.
 */
export class UserError extends Error {
  override name = 'UserError';
}

/** What a person reads about an error that is not theirs to understand. */
export const BLAND = 'Something went wrong on my side. Please try again in a moment.';

/** The one sentence about `error` that a person may read. */
export const told = (error: unknown): string => (error instanceof UserError ? error.message : BLAND);
